"""What must always be true of recoveries and the books; `verify` asks."""

from core.invariants import Invariant

RECOVERIES = (
    Invariant(
        "recovery_books",
        "what is to be recovered by the books is what is owed in the recoveries, by fund and league",
        """
        SELECT fund, league, sum(booked), sum(owed) FROM (
            SELECT a.fund, a.league, p.amount AS booked, 0 AS owed
            FROM ledger_posting p JOIN ledger_account a ON a.id = p.account_id WHERE a.kind = 'receivable'
            UNION ALL SELECT fund, league_code, 0, amount FROM payouts_recovery
            WHERE ordered_by_id IS NOT NULL AND state <> 'cancelled'
            UNION ALL SELECT r.fund, r.league_code, 0, -e.amount FROM payouts_recoveryentry e
            JOIN payouts_recovery r ON r.id = e.recovery_id WHERE e.confirmed_at IS NOT NULL
        ) both_sides GROUP BY fund, league HAVING sum(booked) <> sum(owed)
        """,
    ),
    Invariant(
        "recovery_written_off",
        "what was written off by the books is what two people wrote off",
        """
        SELECT fund, league, sum(booked), sum(given_up) FROM (
            SELECT a.fund, a.league, p.amount AS booked, 0 AS given_up
            FROM ledger_posting p JOIN ledger_account a ON a.id = p.account_id WHERE a.kind = 'writeoff'
            UNION ALL SELECT r.fund, r.league_code, 0, e.amount FROM payouts_recoveryentry e
            JOIN payouts_recovery r ON r.id = e.recovery_id WHERE e.confirmed_at IS NOT NULL AND e.kind = 'write_off'
        ) both_sides GROUP BY fund, league HAVING sum(booked) <> sum(given_up)
        """,
    ),
    Invariant(
        "recovery_journals",
        "an order and each confirmed entry stand in the books with their amount",
        """
        SELECT wanted.key, wanted.amount, sum(p.amount) FROM (
            SELECT number || ':ordered' AS key, amount FROM payouts_recovery WHERE ordered_by_id IS NOT NULL
            UNION ALL SELECT r.number || ':' || e.kind || ':' || e.id, -e.amount FROM payouts_recoveryentry e
            JOIN payouts_recovery r ON r.id = e.recovery_id WHERE e.confirmed_at IS NOT NULL
        ) wanted LEFT JOIN ledger_journal j ON j.key = wanted.key
        LEFT JOIN ledger_posting p ON p.journal_id = j.id
            AND p.account_id IN (SELECT id FROM ledger_account WHERE kind = 'receivable')
        GROUP BY wanted.key, wanted.amount HAVING wanted.amount IS DISTINCT FROM sum(p.amount)
        """,
    ),
    Invariant(
        "recovery_amount",
        "a recovery asks for the sum of its payments",
        """
        SELECT r.number, r.amount, coalesce(sum(i.amount), 0) FROM payouts_recovery r
        LEFT JOIN payouts_recoveryitem i ON i.recovery_id = r.id
        GROUP BY r.id HAVING r.amount <> coalesce(sum(i.amount), 0) OR bool_or(i.counts = (r.state = 'cancelled'))
        """,
    ),
    Invariant(
        "recovery_plan",
        "the parts in force are what was owed when they were agreed or granted",
        """
        SELECT r.number, r.agreement, r.amount - r.settled_before, coalesce(sum(p.amount), 0) FROM payouts_recovery r
        LEFT JOIN payouts_recoverypart p ON p.recovery_id = r.id AND p.agreement = r.agreement
        WHERE r.agreement > 0 GROUP BY r.id HAVING r.amount - r.settled_before <> coalesce(sum(p.amount), 0)
        """,
    ),
    Invariant(
        "recovery_lent",
        "what was lent is owed by the plan of the grant, whose two people are not one",
        """
        SELECT r.number FROM payouts_recovery r JOIN cases_decision d ON d.claim_id = r.claim_id
        WHERE r.cause = 'loan' AND (r.agreement <> 1 OR (r.proposed_by_id, r.ordered_by_id) <> (d.checked_by_id, d.decided_by_id))
        """,
    ),
    Invariant(
        "recovery_paid",
        "only what the bank paid under that claim, and what stayed, is recovered",
        """
        SELECT r.number, i.line_id FROM payouts_recoveryitem i JOIN payouts_recovery r ON r.id = i.recovery_id
        JOIN payouts_line l ON l.id = i.line_id JOIN cases_instalment n ON n.id = l.instalment_id
        WHERE r.state IN ('ordered', 'repaying') AND (n.claim_id <> r.claim_id
            OR (l.fund, l.league_code) <> (r.fund, r.league_code)
            OR NOT EXISTS (SELECT FROM payouts_result w WHERE w.line_id = l.id AND w.outcome = 1)
                AND NOT EXISTS (SELECT FROM payouts_bankexception e WHERE e.line_id = l.id AND e.settlement = 'paid'
                    AND e.confirmed_at IS NOT NULL AND e.blocks)
            OR EXISTS (SELECT FROM payouts_return t WHERE t.line_id = l.id))
        """,
    ),
    Invariant(
        "recovery_closed",
        "a recovery is closed exactly when nothing is owed in it",
        """
        SELECT r.number, r.state, r.amount, coalesce(sum(e.amount), 0) FROM payouts_recovery r
        LEFT JOIN payouts_recoveryentry e ON e.recovery_id = r.id AND e.confirmed_at IS NOT NULL
        WHERE r.ordered_by_id IS NOT NULL AND r.state <> 'cancelled' GROUP BY r.id
        HAVING (r.amount = coalesce(sum(e.amount), 0)) <> (r.state IN ('settled', 'set_off', 'written_off'))
        """,
    ),
    Invariant(
        "recovery_two_people",
        "a recovery is proposed by one person and ordered by another, and so is every entry",
        """
        SELECT number FROM payouts_recovery WHERE ordered_by_id = proposed_by_id
        UNION ALL SELECT r.number FROM payouts_recoveryentry e JOIN payouts_recovery r ON r.id = e.recovery_id
        WHERE e.confirmed_by_id = e.proposed_by_id
        """,
    ),
    Invariant(
        "recovery_set_off",
        "an instalment that is set off is not paid as well",
        """
        SELECT r.number, e.instalment_id FROM payouts_recoveryentry e JOIN payouts_recovery r ON r.id = e.recovery_id
        JOIN payouts_line l ON l.instalment_id = e.instalment_id AND l.standing = 1
        JOIN cases_instalment i ON i.id = e.instalment_id
        WHERE e.withdrawn_at IS NULL AND (payouts_is_dead(l.id) IS NOT TRUE OR i.amount <> e.amount)
        """,
    ),
)
