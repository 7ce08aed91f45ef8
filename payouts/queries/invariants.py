"""What must always be true of batches, lines and the bank's word; `verify` asks. Words: `gone` is sent or perhaps sent."""

from core.invariants import Invariant
from payouts.queries.recovery_invariants import RECOVERIES

_LIVE = """
    SELECT l.* FROM payouts_line l JOIN payouts_batch b ON b.id = l.batch_id
    LEFT JOIN payouts_result r ON r.line_id = l.id LEFT JOIN payouts_return t ON t.line_id = l.id
    WHERE l.standing = 1 AND b.state <> 'cancelled' AND r.outcome IS DISTINCT FROM 2 AND t.line_id IS NULL
"""
_GONE = "('sending', 'sent', 'answered', 'closed', 'doubtful')"
#: Lines whose money arrived although the books had them dead, as two people settled it.
_AFTER_ALL = (
    "SELECT batch_id, line_id FROM payouts_bankexception WHERE confirmed_at IS NOT NULL AND settlement = 'paid' AND blocks"
)

LINES = (
    Invariant(
        "batch_totals",
        "a batch's count and total are its sealed lines'",
        """
        SELECT b.number, b.line_count, b.total, count(l.id), coalesce(sum(l.amount), 0) FROM payouts_batch b
        LEFT JOIN payouts_line l ON l.batch_id = b.id AND l.standing = 1
        WHERE b.state NOT IN ('collected', 'cancelled') GROUP BY b.id
        HAVING (b.line_count, b.total) <> (count(l.id), coalesce(sum(l.amount), 0))
        """,
    ),
    Invariant(
        "batch_two_people",
        "a batch is made by one person and released by another",
        f"""
        SELECT number FROM payouts_batch WHERE released_by_id = made_by_id OR (state IN {_GONE} AND released_by_id IS NULL)
        """,
    ),
    Invariant(
        "line_key",
        "a line key is used once",
        """
        SELECT batch_id, line_no FROM payouts_line WHERE batch_id IS NOT NULL GROUP BY batch_id, line_no HAVING count(*) > 1
        """,
    ),
    Invariant(
        "line_amount",
        "a line is its instalment's: amount, person, month",
        """
        SELECT l.id, l.amount, i.amount FROM payouts_line l LEFT JOIN cases_instalment i ON i.id = l.instalment_id
        WHERE i.id IS NULL OR (l.amount, l.month) <> (i.amount, i.month)
            OR (l.resident_id, l.enterprise_id) IS DISTINCT FROM (i.resident_id, i.enterprise_id)
            OR (l.scheme, l.fund) <> (i.scheme, i.fund)
        """,
    ),
    Invariant(
        "line_one_live",
        "an instalment has one live line at most",
        f"SELECT instalment_id, count(*) FROM ({_LIVE}) live GROUP BY instalment_id HAVING count(*) > 1",
    ),
    Invariant(
        "line_one_a_month",
        "a payee is paid once a programme and period",
        f"""
        SELECT l.resident_id, l.enterprise_id, l.scheme, i.period, count(*) FROM ({_LIVE}) l
        JOIN cases_instalment i ON i.id = l.instalment_id GROUP BY 1, 2, 3, 4 HAVING count(*) > 1
        """,
    ),
    Invariant(
        "line_granted",
        "only what was granted is paid",
        f"""
        SELECT l.id, d.number FROM ({_LIVE}) l JOIN cases_instalment i ON i.id = l.instalment_id
        JOIN cases_decision d ON d.id = i.decision_id JOIN cases_assessment a ON a.id = d.assessment_id
        WHERE NOT d.granted OR NOT a.eligible OR d.claim_id <> i.claim_id OR a.claim_id <> i.claim_id
        """,
    ),
    Invariant(
        "line_cancelled",
        "a cancelled instalment is not let go to the bank, and what was let go is not cancelled",
        f"""
        SELECT l.id FROM ({_LIVE}) l JOIN cases_instalment i ON i.id = l.instalment_id
        JOIN payouts_batch b ON b.id = l.batch_id
        WHERE i.cancelled_on IS NOT NULL AND b.state NOT IN ('collected', 'sealed')
        """,
    ),
)

WORDS = (
    Invariant(
        "result_sent",
        "the bank's word is about a sealed line of a batch that is gone",
        f"""
        SELECT r.line_id FROM payouts_result r LEFT JOIN payouts_line l ON l.id = r.line_id
        AND l.batch_id = r.batch_id AND l.standing = 1
        LEFT JOIN payouts_batch b ON b.id = l.batch_id AND b.state IN {_GONE} WHERE b.id IS NULL
        """,
    ),
    Invariant(
        "result_answered",
        "a paid line has an answer of the bank that says so",
        """
        SELECT r.line_id FROM payouts_result r LEFT JOIN payouts_answer a ON a.id = r.answer_id WHERE r.outcome = 1
        AND a.id IS NULL
        """,
    ),
    Invariant(
        "return_paid",
        "only what was paid comes back",
        """
        SELECT t.line_id FROM payouts_return t LEFT JOIN payouts_result r ON r.line_id = t.line_id
        WHERE r.outcome IS DISTINCT FROM 1
        """,
    ),
    Invariant(
        "batch_words",
        "a batch's figures are the bank's words on its lines",
        """
        SELECT b.number, b.paid_count, b.paid_total, b.failed_count, b.failed_total, b.returned_count, b.returned_total
        FROM payouts_batch b LEFT JOIN payouts_line l ON l.batch_id = b.id AND l.standing = 1
        LEFT JOIN payouts_result r ON r.line_id = l.id LEFT JOIN payouts_return t ON t.line_id = l.id
        GROUP BY b.id HAVING (b.paid_count, b.paid_total, b.failed_count, b.failed_total, b.returned_count, b.returned_total) <> (
            count(l.id) FILTER (WHERE r.outcome = 1), coalesce(sum(l.amount) FILTER (WHERE r.outcome = 1), 0),
            count(l.id) FILTER (WHERE r.outcome = 2), coalesce(sum(l.amount) FILTER (WHERE r.outcome = 2), 0),
            count(t.line_id), coalesce(sum(l.amount) FILTER (WHERE t.line_id IS NOT NULL), 0))
        """,
    ),
    Invariant(
        "batch_closed",
        "a batch is closed exactly when every line has its word",
        """
        SELECT number, state, line_count, paid_count, failed_count FROM payouts_batch
        WHERE (state = 'closed') <> (line_count = paid_count + failed_count)
        AND state NOT IN ('collected', 'sealed', 'cancelled')
        """,
    ),
    Invariant(
        "exception_two_people",
        "an exception is settled by two people",
        """
        SELECT id FROM payouts_bankexception WHERE confirmed_at IS NOT NULL AND (confirmed_by_id = proposed_by_id
        OR proposed_by_id IS NULL)
        """,
    ),
    Invariant(
        "doubt_two_people",
        "a doubt is settled by two people",
        """
        SELECT id FROM payouts_doubt WHERE confirmed_at IS NOT NULL AND (confirmed_by_id = said_by_id OR said_by_id IS NULL)
        """,
    ),
    Invariant(
        "batch_books",
        "the books of a batch: in transit is what was sent without a word, at the bank what was paid and stayed",
        f"""
        SELECT b.number, coalesce(j.clearing, 0), coalesce(j.bank, 0) FROM payouts_batch b
        LEFT JOIN (
            SELECT j.batch_number, sum(p.amount) FILTER (WHERE a.kind = 'clearing') AS clearing,
                sum(p.amount) FILTER (WHERE a.kind = 'bank') AS bank
            FROM ledger_journal j JOIN ledger_posting p ON p.journal_id = j.id JOIN ledger_account a ON a.id = p.account_id
            WHERE j.batch_number <> '' GROUP BY j.batch_number
        ) j ON j.batch_number = b.number
        LEFT JOIN (
            SELECT e.batch_id, sum(l.amount) AS amount FROM ({_AFTER_ALL}) e
            JOIN payouts_line l ON l.id = e.line_id GROUP BY e.batch_id
        ) e ON e.batch_id = b.id
        WHERE coalesce(j.clearing, 0) <> CASE WHEN b.state IN {_GONE} THEN b.paid_total + b.failed_total - b.total ELSE 0 END
            OR coalesce(j.bank, 0) <> b.returned_total - b.paid_total - coalesce(e.amount, 0)
        """,
    ),
    Invariant(
        "fund_books",
        "what a fund has spent in a league is what was sealed and stayed, each instalment once, what arrived all the same, and"
        " what was set off, less what is recovered",
        f"""
        WITH stayed AS (
            SELECT DISTINCT l.fund, l.league_code, l.instalment_id, l.amount FROM payouts_line l
            JOIN payouts_batch b ON b.id = l.batch_id AND b.state <> 'cancelled' WHERE l.standing = 1
        ), owed AS (
            SELECT fund, league_code, amount FROM stayed UNION ALL
            SELECT l.fund, l.league_code, l.amount FROM ({_AFTER_ALL}) e JOIN payouts_line l ON l.id = e.line_id
            JOIN payouts_batch b ON b.id = l.batch_id WHERE l.standing = 2 OR b.state = 'cancelled'
            UNION ALL SELECT r.fund, r.league_code, e.amount FROM payouts_recoveryentry e
            JOIN payouts_recovery r ON r.id = e.recovery_id WHERE e.kind = 'set_off' AND e.confirmed_at IS NOT NULL
            UNION ALL SELECT fund, league_code, -amount FROM payouts_recovery
            WHERE ordered_by_id IS NOT NULL AND state <> 'cancelled'
        )
        SELECT fund, league, sum(spent), sum(due) FROM (
            SELECT a.fund, a.league, p.amount AS spent, 0 AS due
            FROM ledger_posting p JOIN ledger_account a ON a.id = p.account_id WHERE a.kind = 'expense'
            UNION ALL SELECT fund, league_code, 0, amount FROM owed
        ) both_sides GROUP BY fund, league HAVING sum(spent) <> sum(due)
        """,
    ),
)

INVARIANTS = (*LINES, *WORDS, *RECOVERIES)
