"""What must always be true of the books; `verify` asks."""

from core.invariants import Invariant

INVARIANTS = (
    Invariant(
        "ledger_balance",
        "every journal has two legs at least and balances",
        """
        SELECT j.key, count(p.id), coalesce(sum(p.amount), 0) FROM ledger_journal j LEFT
        JOIN ledger_posting p ON p.journal_id = j.id
        GROUP BY j.id, j.key HAVING count(p.id) < 2 OR coalesce(sum(p.amount), 0) <> 0
        """,
    ),
    Invariant(
        "ledger_one_fund",
        "a journal stays within one fund and league",
        """
        SELECT j.key FROM ledger_journal j JOIN ledger_posting p ON p.journal_id = j.id
        JOIN ledger_account a ON a.id = p.account_id
        GROUP BY j.id, j.key HAVING count(DISTINCT (a.fund, a.league)) > 1
        """,
    ),
    Invariant(
        "ledger_reversal",
        "a reversal mirrors its journal leg by leg",
        """
        SELECT r.key FROM ledger_journal r JOIN ledger_journal o ON o.id = r.reverses_id
        JOIN ledger_posting p ON p.journal_id IN (r.id, o.id)
        GROUP BY r.id, r.key, p.account_id HAVING sum(p.amount) <> 0
        """,
    ),
)
