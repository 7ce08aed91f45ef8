"""The end-of-day tie-out (日终对账): approved = in batches = instructed = paid + failed + pending = the books.

Everything is told as of the end of a day, by the moment at which it was written, so that a day told again a week later
says the same. A batch takes part from its sealing until the day on which it was closed, and on a day that brought something back.
"""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from typing import Any

from django.db import connection

from core import clock
from core.money import ZERO
from payouts.states import BatchState
from stations.policies import holds
from stations.states import FINANCE_ROLES, Role

_ROWS = """
WITH mine AS (
    SELECT b.* FROM payouts_batch b
    WHERE b.sealed_at < %(end)s AND (b.cancelled_at IS NULL OR b.cancelled_at >= %(end)s)
        AND (b.closed_at IS NULL OR b.closed_at >= %(start)s
            OR EXISTS (SELECT FROM payouts_return t WHERE t.batch_id = b.id AND t.at >= %(start)s AND t.at < %(end)s)
            OR EXISTS (SELECT FROM payouts_bankexception e WHERE e.batch_id = b.id AND e.confirmed_at >= %(start)s))
        {scope}
), words AS (
    SELECT l.batch_id, count(*) AS lines, sum(l.amount) AS total, sum(i.amount) AS approved,
        sum(l.amount) FILTER (WHERE r.outcome = 1) AS paid, sum(l.amount) FILTER (WHERE r.outcome = 2) AS failed,
        sum(l.amount) FILTER (WHERE r.line_id IS NULL) AS pending, sum(l.amount) FILTER (WHERE t.line_id IS NOT NULL) AS returned,
        sum(l.amount) FILTER (WHERE e.line_id IS NOT NULL) AS after_all
    FROM mine JOIN payouts_line l ON l.batch_id = mine.id AND l.standing = 1
    LEFT JOIN cases_instalment i ON i.id = l.instalment_id
    LEFT JOIN payouts_result r ON r.line_id = l.id AND r.at < %(end)s
    LEFT JOIN payouts_return t ON t.line_id = l.id AND t.at < %(end)s
    LEFT JOIN (
        SELECT DISTINCT line_id FROM payouts_bankexception WHERE confirmed_at < %(end)s AND settlement = 'paid' AND blocks
    ) e ON e.line_id = l.id
    GROUP BY l.batch_id
), books AS (
    SELECT j.batch_number, sum(p.amount) FILTER (WHERE a.kind = 'clearing') AS clearing,
        sum(p.amount) FILTER (WHERE a.kind = 'bank') AS bank,
        -sum(p.amount) FILTER (WHERE a.kind = 'clearing' AND j.key = j.batch_number || ':sent') AS instructed
    FROM ledger_journal j JOIN ledger_posting p ON p.journal_id = j.id JOIN ledger_account a ON a.id = p.account_id
    WHERE j.batch_number IN (SELECT number FROM mine) AND j.at < %(end)s GROUP BY j.batch_number
)
SELECT m.number, m.fund, m.league_code, m.state, m.line_count, m.total, m.sending_at IS NOT NULL AND m.sending_at < %(end)s,
    coalesce(w.lines, 0), coalesce(w.total, 0), coalesce(w.approved, 0), coalesce(w.paid, 0), coalesce(w.failed, 0),
    coalesce(w.pending, 0), coalesce(w.returned, 0), coalesce(w.after_all, 0),
    coalesce(k.instructed, 0), coalesce(k.clearing, 0), coalesce(k.bank, 0)
FROM mine m LEFT JOIN words w ON w.batch_id = m.id LEFT JOIN books k ON k.batch_number = m.number
ORDER BY m.fund, m.league_code, m.number
"""

#: In transit by the books and by the batches, over all batches ever, a fund and league: what no single batch would show.
_WHOLE = """
SELECT coalesce(b.fund, k.fund), coalesce(b.league, k.league), coalesce(b.transit, 0), coalesce(k.transit, 0)
FROM (
    SELECT fund, league_code AS league, sum(paid_total + failed_total - total) AS transit FROM payouts_batch
    WHERE state IN ('sending', 'sent', 'answered', 'closed', 'doubtful') GROUP BY fund, league_code
) b FULL JOIN (
    SELECT a.fund, a.league, sum(p.amount) AS transit FROM ledger_account a JOIN ledger_posting p ON p.account_id = a.id
    WHERE a.kind = 'clearing' GROUP BY a.fund, a.league
) k ON k.fund = b.fund AND k.league = b.league
WHERE coalesce(b.transit, 0) <> coalesce(k.transit, 0) ORDER BY 1, 2
"""


@dataclass(frozen=True)
class Row:
    """One batch as of the end of the day, in yuan; `says` and `says_count` are the batch's own totals."""

    number: str
    fund: str
    league: str
    state: str
    says_count: int
    says: Decimal
    gone: bool
    lines: int
    total: Decimal
    approved: Decimal
    paid: Decimal
    failed: Decimal
    pending: Decimal
    returned: Decimal
    after_all: Decimal
    instructed: Decimal
    clearing: Decimal
    bank: Decimal

    def get_state_display(self) -> str:
        """The state of the batch in words."""
        return str(BatchState(self.state).label)

    def differences(self) -> Iterator["Difference"]:
        """Every equation of the tie-out that does not hold for this batch."""
        sent = self.total if self.gone else ZERO
        transit = -self.pending if self.gone else ZERO
        for code, left, right in (
            ("lines", Decimal(self.says_count), Decimal(self.lines)),
            ("batch", self.says, self.total),
            ("approved", self.approved, self.total),
            ("instructed", sent, self.instructed),
            ("answered", self.total, self.paid + self.failed + self.pending),
            ("clearing", transit, self.clearing),
            ("bank", self.returned - self.paid - self.after_all, self.bank),
        ):
            if left != right:
                yield Difference(self.fund, self.league, self.number, code, left, right)


@dataclass(frozen=True)
class Difference:
    """An equation that does not hold: `code` names it, `left` should equal `right`."""

    fund: str
    league: str
    number: str
    code: str
    left: Decimal
    right: Decimal


@dataclass
class Group:
    """The batches of one fund and league, and their sums."""

    fund: str
    league: str
    rows: list[Row] = field(default_factory=list)
    name: str = ""

    def sum(self, name: str) -> Decimal:
        """The sum of one figure over the rows."""
        return sum((getattr(row, name) for row in self.rows), ZERO)

    @property
    def sums(self) -> dict[str, Decimal]:
        """The sums that the page shows."""
        names = ("approved", "total", "instructed", "paid", "failed", "pending", "returned", "after_all", "clearing", "bank")
        return {name: self.sum(name) for name in names}


@dataclass(frozen=True)
class TieOut:
    """A day's tie-out; it is clean when there is no difference."""

    on: date
    groups: list[Group]
    differences: list[Difference]


def tie_out(on: date, league_prefix: str = "") -> TieOut:
    """The tie-out as of the end of `on`, of the leagues whose code starts with `league_prefix` (all by default)."""
    start = datetime.combine(on, time.min, clock.BEIJING)
    given = {"start": start, "end": start + timedelta(days=1), "prefix": f"{league_prefix}%"}
    groups: dict[tuple[str, str], Group] = {}
    differences: list[Difference] = []
    with connection.cursor() as cursor:
        cursor.execute(_ROWS.format(scope="AND b.league_code LIKE %(prefix)s" if league_prefix else ""), given)
        for values in cursor.fetchall():
            row = Row(*values)
            groups.setdefault((row.fund, row.league), Group(row.fund, row.league)).rows.append(row)
            differences += row.differences()
        if on >= clock.today():  # the running sums of the batches know only the present
            cursor.execute(_WHOLE)
            differences += [
                Difference(fund, league, "", "whole", left, right)
                for fund, league, left, right in cursor.fetchall()
                if league.startswith(league_prefix)
            ]
    return TieOut(on, list(groups.values()), differences)


def tie_out_for(user: Any, on: date) -> TieOut:
    """The tie-out of the leagues within the finance and audit posts that `user` holds."""
    found = tie_out(on)
    mine = {(group.fund, group.league) for group in found.groups if _sees(user, group.league)}
    return TieOut(
        on,
        [group for group in found.groups if (group.fund, group.league) in mine],
        [each for each in found.differences if _sees(user, each.league)],
    )


def _sees(user: Any, league: str) -> bool:
    return holds(user, *FINANCE_ROLES, Role.AUDITOR, region_code=league)


def exceptions_open(on: date) -> dict[str, int]:
    """How many exceptions found by the end of `on` wait for two people, a league."""
    found: dict[str, int] = defaultdict(int)
    end = datetime.combine(on + timedelta(days=1), time.min, clock.BEIJING)
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT region_code, count(*) FROM payouts_bankexception"
            " WHERE found_at < %s AND (confirmed_at IS NULL OR confirmed_at >= %s)"
            " GROUP BY region_code",
            [end, end],
        )
        found.update(cursor.fetchall())
    return dict(found)
