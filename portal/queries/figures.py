"""Figures of programmes: received, granted, refused, paid, by place, month, size and kind, each within the reader's posts."""

from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import Any

from django.conf import settings
from django.db import connection
from django.utils.translation import gettext as _

from core import clock
from core.money import ZERO
from enterprises.states import SizeClass
from portal.queries import figures_sql as sql
from portal.queries import small_counts
from programmes.formulas import registry
from programmes.formulas.declaration import GRANTED, Scheme
from programmes.queries import labels, words
from stations.models import Region
from stations.queries import posts_of
from stations.states import CASE_ROLES, FINANCE_ROLES, Role

READERS = (*CASE_ROLES, *FINANCE_ROLES, Role.READER)
#: What the breakdown of one programme is grouped by, in the order of the page.
PLACE, MONTH, SIZE, KIND, ALL = "place", "month", "size", "kind", "all"


@dataclass
class Row:
    """The figures under one heading. Amounts are in yuan, days are working days; `hidden`: too few people stand behind it."""

    key: str
    label: str = ""
    received: int = 0
    granted: int = 0
    refused: int = 0
    applicants: int = 0
    people: int = 0
    staff: int = 0
    amount: Decimal = ZERO
    worth: Decimal = ZERO
    paid: Decimal = ZERO
    clocked: int = 0
    days_used: Decimal | None = None
    days_most: int | None = None
    days_allowed: int | None = None
    decided_late: int = 0
    running: int = 0
    overdue: int = 0
    due_soon: int = 0
    next_due: date | None = None
    hidden: bool = False

    @property
    def least(self) -> int:
        """The smallest number of people that the row speaks of; nobody is no number."""
        return min((number for number in (self.received, self.applicants, self.refused) if number), default=0)

    @property
    def in_time(self) -> int | None:
        """Of what was decided under a clock, the share within it, in whole per cent."""
        return int((self.clocked - self.decided_late) * 100 / self.clocked) if self.clocked else None


@dataclass(frozen=True)
class Asked:
    """What a page of figures is about: whose posts, which year, below which place (all of the reader's where empty)."""

    user: Any
    year: int
    place: str = ""

    @property
    def given(self) -> dict[str, Any]:
        """The values of every statement."""
        posts = [post for post in posts_of(self.user) if post.role in READERS]
        return {
            "since": date(self.year, 1, 1),
            "until": date(self.year + 1, 1, 1),
            "today": clock.today(),
            "prefixes": [f"{post.scope_prefix}%" for post in posts if not post.station_id],
            "stations": [post.station_id for post in posts if post.station_id],
            "place": f"{self.place}%",
        }

    @property
    def masks(self) -> bool:
        """Whether small counts of people are kept back: from readers who see figures and not identities."""
        return all(post.role == Role.READER for post in posts_of(self.user))

    @property
    def by_banner(self) -> bool:
        """Whether places are banners: below a league, or where the reader's posts lie within one."""
        leagues = {post.scope_prefix[:4] for post in posts_of(self.user) if post.role in READERS}
        return bool(self.place) or (len(leagues) == 1 and leagues != {"15"})


SCOPE = "(c.region_code LIKE ANY (%(prefixes)s) OR c.station_id = ANY (%(stations)s)) AND c.region_code LIKE %(place)s"
MONTH_OF = {"received": sql.SUBMITTED_ON, "decided": "d.decided_on", "paid": "r.on_day", "clocked": "c.decided_on"}


def by_programme(asked: Asked) -> list[Row]:
    """One row a programme of which anything happened in the year or waits now, in the order of the declarations. Five queries."""
    found: dict[str, Row] = {}
    for statement in (sql.RECEIVED, sql.DECIDED, sql.PAID, sql.CLOCKED, sql.OPEN):
        for figures in _rows(statement.format(keys="c.scheme AS key", by="GROUP BY c.scheme", scope=SCOPE), asked.given):
            row = found.setdefault(figures["key"], Row(figures["key"], labels.scheme(figures["key"])))
            _add(row, figures)
    rows = [found[name] for name in registry.SCHEMES if name in found]
    if asked.masks:
        for row in rows:
            row.hidden = registry.scheme(row.key).applicant == "person" and small_counts.is_small(row.least, _least())
    return rows


@dataclass
class Breakdown:
    """One programme in a year: the whole, and the same figures by place, month, size and kind; why claims were refused."""

    scheme: Scheme
    whole: Row
    places: list[Row] = field(default_factory=list)
    months: list[Row] = field(default_factory=list)
    sizes: list[Row] = field(default_factory=list)
    kinds: list[Row] = field(default_factory=list)
    refusals: list[tuple[str, int | None]] = field(default_factory=list)


def of_programme(asked: Asked, scheme: Scheme) -> Breakdown:
    """The breakdown of one programme within the reader's posts. Seven queries."""
    length = 6 if asked.by_banner else 4
    place = f"rpad(substr(c.region_code, 1, {length}), 6, '0')"
    given = {**asked.given, "scheme": scheme.name}
    scope = f"c.scheme = %(scheme)s AND {SCOPE}"
    found: dict[str, dict[str, Row]] = {PLACE: {}, MONTH: {}, SIZE: {}, KIND: {}, ALL: {"": Row("")}}
    for name, statement in (("received", sql.RECEIVED), ("decided", sql.DECIDED), ("paid", sql.PAID), ("clocked", sql.CLOCKED)):
        expressions = {PLACE: place, MONTH: f"to_char({MONTH_OF[name]}, 'YYYY-MM')"}
        if name == "decided":
            expressions |= {SIZE: "a.facts ->> 'size'", KIND: "a.result -> 'entitlement' ->> 'kind'"}
        _collect(found, statement, expressions, scope, given)
    _collect(found, sql.OPEN, {PLACE: place}, scope, given)
    names = dict(Region.objects.filter(code__in=found[PLACE]).values_list("code", "name"))
    for code, row in found[PLACE].items():
        row.label = names.get(code, code)
    breakdown = Breakdown(
        scheme,
        found[ALL][""],
        places=sorted(found[PLACE].values(), key=lambda row: row.key),
        months=_months(found[MONTH], asked.year),
        sizes=_named(found[SIZE], {code: str(label) for code, label in SizeClass.choices}),
        kinds=_named(found[KIND], {code: words.said(text) for code, text in GRANTED.items()}),
        refusals=_refusals(scope, given),
    )
    if asked.masks and scheme.applicant == "person":
        _mask(breakdown)
    return breakdown


def _collect(
    found: dict[str, dict[str, Row]], statement: str, expressions: dict[str, str], scope: str, given: dict[str, Any]
) -> None:
    """Every grouping by one statement: which one a row belongs to follows from the bit that is not set."""
    names = list(expressions)
    keys = ", ".join(f"{expressions[name]} AS {name}_key" for name in names)
    grouping = f"grouping({', '.join(expressions[name] for name in names)}) AS grouping"
    sets = ", ".join(f"({expressions[name]})" for name in names)
    text = statement.format(keys=f"{keys}, {grouping}", by=f"GROUP BY GROUPING SETS ({sets}, ())", scope=scope)
    for figures in _rows(text, given):
        unset = figures["grouping"]
        name = next((each for bit, each in enumerate(reversed(names)) if not unset & (1 << bit)), ALL)
        key = figures.get(f"{name}_key") or ""
        if name != ALL and not key:
            continue
        _add(found[name].setdefault(key, Row(key)), figures)


def _add(row: Row, figures: dict[str, Any]) -> None:
    for name, value in figures.items():
        if name in Row.__dataclass_fields__ and name != "key":
            setattr(row, name, value)


def _months(rows: dict[str, Row], year: int) -> list[Row]:
    """All twelve, those without anything too."""
    months = [rows.get(f"{year}-{number:02d}", Row(f"{year}-{number:02d}")) for number in range(1, 13)]
    for row in months:
        row.label = row.key
    return months


def _named(rows: dict[str, Row], named: dict[str, str]) -> list[Row]:
    for code, row in rows.items():
        row.label = named.get(code, code)
    return [rows[code] for code in named if code in rows]


def _refusals(scope: str, given: dict[str, Any]) -> list[tuple[str, int | None]]:
    """Why claims were refused, the most frequent first; one refusal may have several reasons."""
    with connection.cursor() as cursor:
        cursor.execute(sql.REFUSALS.format(scope=scope), given)
        return [(labels.condition(code) if code else _("decided by the checkers"), number) for code, number in cursor.fetchall()]


def _mask(breakdown: Breakdown) -> None:
    """Too few people stand behind it, or what is left could be reckoned back: the row says nothing but that."""
    least = _least()
    for rows in (breakdown.places, breakdown.months, breakdown.kinds):
        for row in small_counts.to_hide(rows, least, number=lambda row: row.least):
            row.hidden = True
    breakdown.whole.hidden = small_counts.is_small(breakdown.whole.least, least)
    breakdown.refusals = [
        (label, None if number is not None and small_counts.is_small(number, least) else number)
        for label, number in breakdown.refusals
    ]


def _least() -> int:
    return int(settings.PORTAL_LEAST_COUNT)


def _rows(text: str, given: dict[str, Any]) -> list[dict[str, Any]]:
    with connection.cursor() as cursor:
        cursor.execute(text, given)
        names = [column.name for column in cursor.description]
        return [dict(zip(names, row, strict=True)) for row in cursor.fetchall()]
