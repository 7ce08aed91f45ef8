"""Every unit of a region looked at for one programme on a day, by one SELECT that is streamed: the facts of `unit_facts`."""

import itertools
from collections.abc import Callable, Iterator, Sequence
from contextlib import closing
from datetime import date
from decimal import Decimal
from typing import Any, NamedTuple

from django.db import connection

from cases.queries import facts, unit_facts
from cases.states import OPEN_STATES, ClaimState, EndReason
from core.periods import add_months, month_of
from enterprises.states import AccountState, Line, ListingKind
from programmes.formulas import registry

LINES = (Line.PENSION, Line.INJURY, Line.UNEMPLOYMENT, Line.MEDICAL)
PREMIUMS = {"premium_pension", "premium_injury", "premium_unemployment", "monthly_medical_premium"}
CHUNK = 10_000
_names = itertools.count(1)


class Row(NamedTuple):
    """What the SELECT gives of one unit; it serves as the unit and as its insurance year."""

    pk: int
    region_code: str
    station_id: int | None
    unit_type: str
    size_class: str
    is_agency: bool
    closed: bool
    account: int | None
    claimed: bool
    year_id: int | None
    months_paid_in_full: int | None
    insured_reference: int | None
    staff_year_start: int | None
    staff_year_end: int | None
    insured_average: str | None
    laid_off: int | None
    natural_attrition: int | None
    benefit_drawers: int | None
    premium_paid: str | None
    listed: Sequence[str]
    recognised: bool
    pension: Decimal | None
    injury: Decimal | None
    unemployment: Decimal | None
    medical: Decimal | None
    sampled: bool
    months_reported: int


class SetLook:
    """One unit of the set in the shape of `unit_facts.UnitLook`, so that the same look-ups read it."""

    __slots__ = (
        "enterprise", "listed", "month", "months_reported", "on", "premiums", "recognised", "sampled", "told", "year",
    )  # fmt: skip

    def __init__(self, on: date, month: date) -> None:
        self.on, self.month, self.told = on, month, {}

    def at(self, row: Row) -> None:
        """Look at this unit from now on."""
        self.enterprise = row
        self.year = row if row.year_id is not None else None
        self.listed, self.recognised = row.listed, row.recognised
        self.sampled, self.months_reported = row.sampled, row.months_reported
        sums = zip(LINES, (row.pension, row.injury, row.unemployment, row.medical), strict=True)
        self.premiums = {line.value: sum_ for line, sum_ in sums if sum_ is not None}


_UNITS = """
SELECT u.id, u.region_code, u.station_id, u.unit_type, u.size_class, u.is_agency, u.closed_on IS NOT NULL, a.id,
    c.enterprise_id IS NOT NULL, {year}, coalesce(l.kinds, '{{}}'), {recognised}, {premiums}, {monitored}
FROM enterprises_enterprise u
LEFT JOIN enterprises_corporateaccount a ON a.enterprise_id = u.id AND a.state = %(verified)s
LEFT JOIN (SELECT DISTINCT enterprise_id FROM cases_claim
    WHERE enterprise_id IS NOT NULL AND scheme = %(scheme)s AND occasion = %(occasion)s
        AND (state = ANY(%(open)s) OR state = %(ended)s AND end_reason <> %(superseded)s)) c ON c.enterprise_id = u.id
LEFT JOIN (SELECT enterprise_id, array_agg(kind::text) AS kinds FROM enterprises_listing
    WHERE from_on <= %(on)s AND (until_on IS NULL OR until_on >= %(on)s) GROUP BY enterprise_id) l ON l.enterprise_id = u.id
{joins}
LEFT JOIN cases_screenedunit s ON s.enterprise_id = u.id AND s.scheme = %(scheme)s AND s.occasion = %(occasion)s
WHERE u.region_code LIKE %(below)s AND {which}
ORDER BY u.id
"""
_YEAR = """y.id, y.months_paid_in_full, y.insured_reference, y.staff_year_start, y.staff_year_end, y.insured_average::text,
    y.laid_off, y.natural_attrition, y.benefit_drawers, y.premium_paid::text"""
_YEARS = "LEFT JOIN enterprises_insuranceyear y ON y.enterprise_id = u.id AND y.year = %(year)s"
_PREMIUMS = "p.pension, p.injury, p.unemployment, p.medical"
_MONTHS = """
LEFT JOIN (SELECT enterprise_id, sum(premium_unit) FILTER (WHERE line = 110) AS pension,
        sum(premium_unit) FILTER (WHERE line = 410) AS injury, sum(premium_unit) FILTER (WHERE line = 210) AS unemployment,
        sum(premium_unit) FILTER (WHERE line = 310) AS medical
    FROM enterprises_insurancemonth
    WHERE month = %(month)s AND NOT undivided AND (paid_on IS NOT NULL OR NOT %(paid)s)
    GROUP BY enterprise_id) p ON p.enterprise_id = u.id
"""
_RECOGNISED = """EXISTS (SELECT FROM cases_claim w WHERE w.enterprise_id = u.id AND w.scheme = 'workshop_recognition'
    AND w.state = 'granted')"""
_MONITORED = """EXISTS (SELECT FROM enterprises_listing k WHERE k.enterprise_id = u.id AND k.kind = %(sample)s
    AND k.from_on <= %(year_end)s AND (k.until_on IS NULL OR k.until_on >= %(year_start)s)), coalesce(r.months, 0)"""
_REPORTS = """
LEFT JOIN (SELECT enterprise_id, count(DISTINCT month) AS months FROM enterprises_staffreport
    WHERE month BETWEEN %(year_start)s AND %(year_end)s GROUP BY enterprise_id) r ON r.enterprise_id = u.id
"""
#: What a screening looks at: units that no other round has, that are not on their way, and that no person's word stops.
_ALL = "(s.id IS NULL OR (s.round_id = %(round)s AND s.claim_id IS NULL AND s.held_at IS NULL))"
_SOME = "s.round_id = %(round)s AND s.claim_id IS NULL AND s.id IN (SELECT id FROM {some})"


def needs_year(scheme: str) -> bool:
    """Whether the programme reads an insurance year."""
    return bool(facts.known(scheme) & set(Row._fields[10:19]) or "insured_staff" in facts.known(scheme))


def getters(scheme: str) -> list[tuple[str, Callable[[Any], Any]]]:
    """The look-ups of a programme by the name of their fact, as `facts.of_register` goes through them."""
    return [(name, unit_facts.LOOKUPS[name]) for name in sorted(facts.known(scheme))]


def look(scheme: str, on: date, region_code: str) -> SetLook:
    """What looks at one unit of the region after the other, for the programme and by that day."""
    return SetLook(on, unit_facts.refund_month(scheme, region_code, on) or add_months(month_of(on), -1))


def occasion(scheme: str, on: date, region_code: str) -> str:
    """What a claim judged by that day would be about; nothing where the programme knows no occasions, or asks for it."""
    get = unit_facts.LOOKUPS.get(registry.scheme(scheme).period_from)
    return str(get(look(scheme, on, region_code)) or "")[:60] if get else ""


def rows(*, scheme: str, on: date, prefix: str, round_id: int, some: str = "") -> Iterator[list[Row]]:
    """The units of the region in the order of their ids, some thousand at a time, by one statement whose rows are streamed.

    `some` names a temporary table of the ids of screened units that are looked at again; without it, every unit that the
    round may screen. Runs inside the caller's transaction.
    """
    known, year = facts.known(scheme), needs_year(scheme)
    premiums = any(
        (name.startswith("premium_") and name != "premium_paid") or name == "monthly_medical_premium" for name in known
    )
    monitored = bool(known & {"sample_firm", "months_reported"})
    year_start, year_end = unit_facts.days_of(unit_facts.report_year(on))
    text = _UNITS.format(
        year=_YEAR if year else ", ".join(["NULL::bigint"] * 10),
        recognised=_RECOGNISED if "workshop_recognised" in known else "false",
        premiums=_PREMIUMS if premiums else "NULL, NULL, NULL, NULL",
        monitored=_MONITORED if monitored else "false, 0",
        joins=(_YEARS if year else "") + (_MONTHS if premiums else "") + (_REPORTS if monitored else ""),
        which=_SOME.format(some=some) if some else _ALL,
    )
    values = {
        "scheme": scheme,
        "occasion": occasion(scheme, on, prefix),
        "on": on,
        "year": on.year - 1,
        "year_start": year_start,
        "year_end": year_end,
        "sample": ListingKind.SAMPLE_FIRM.value,
        "month": look(scheme, on, prefix).month,
        "paid": unit_facts.refund_month(scheme, prefix, on) is not None,
        "below": f"{prefix}%",
        "round": round_id,
        "verified": AccountState.VERIFIED.value,
        "open": [state.value for state in OPEN_STATES],
        "ended": ClaimState.ENDED.value,
        "superseded": EndReason.SUPERSEDED.value,
    }
    with closing(connection.connection.cursor(name=f"units_{next(_names)}")) as cursor:
        cursor.execute(text, values)
        while found := cursor.fetchmany(CHUNK):
            yield [Row._make(row) for row in found]
