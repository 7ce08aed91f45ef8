"""What a round found, counted and listed; its page shows totals, sample, biggest amounts and last year's beside this year's."""

from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from django.db.models import Count, Exists, F, Func, OuterRef, Q, QuerySet, Sum
from django.utils.translation import gettext as _

from cases.models import SampledUnit, SampleLook, ScreenedUnit, ScreeningRound, ScreeningVote, UnitAnswer
from cases.states.screening import AGREED, Answer, Finding, RoundState, Why
from core import clock
from core.periods import month_end
from enterprises.states import SizeClass
from programmes.formulas import registry
from programmes.queries import labels, parameters

BIGGEST = 10
ZERO = Decimal("0.00")
#: Filters of the list beside the outcomes: how far the qualified ones are.
WAITING, AGREES, LAUNCHED = "waiting", "agreed", "launched"


@dataclass(frozen=True)
class Total:
    """Units, staff and yuan of one group; `label` in the reader's language."""

    outcome: str
    label: str
    units: int
    staff: int | None  # None where the programme does not look at it
    amount: Decimal


def _totals(rows: QuerySet[ScreenedUnit], field: str, words: dict[str, Any]) -> list[Total]:
    found = rows.order_by().values(field).annotate(units=Count("pk"), people=Sum("staff"), yuan=Sum("amount"))
    told = {row[field]: row for row in found}
    codes = [*(code for code in words if code in told), *sorted(told.keys() - words.keys())]
    return [
        Total(code, str(words.get(code, "—")), row["units"], row["people"], row["yuan"] or ZERO)
        for code in codes
        for row in (told[code],)
    ]


def counts(found: ScreeningRound, rows: QuerySet[ScreenedUnit] | None = None) -> list[Total]:
    """Units, staff and yuan by outcome; of `rows` where the reader sees some of them only."""
    return _totals(found.rows.all() if rows is None else rows, "outcome", dict(Finding.choices))


def by_size(rows: QuerySet[ScreenedUnit]) -> list[Total]:
    """The qualified ones by size class."""
    return _totals(rows.filter(outcome=Finding.QUALIFIED), "size", dict(SizeClass.choices))


@dataclass(frozen=True)
class Reason:
    """How many units are excluded or parked for one reason; a unit with several counts at each."""

    outcome: str
    code: str
    label: str
    units: int


def reason_label(code: str) -> str:
    """A reason in words: of the round, or the condition that is not met."""
    return str(Why(code).label) if code in Why.values else _("not met: %(condition)s") % {"condition": labels.condition(code)}


def reasons(rows: QuerySet[ScreenedUnit]) -> list[Reason]:
    """The reasons of a round with how many units each keeps out, the commonest first. One query."""
    each = rows.exclude(outcome=Finding.QUALIFIED).annotate(code=Func(F("reasons"), function="unnest"))
    found = each.order_by().values("outcome", "code").annotate(units=Count("pk")).order_by("-units", "code")
    return [Reason(row["outcome"], row["code"], reason_label(row["code"]), row["units"]) for row in found]


def last_year(found: ScreeningRound) -> ScreeningRound | None:
    """The round of the same programme and region before this one."""
    earlier = ScreeningRound.objects.filter(scheme=found.scheme, region_code=found.region_code, on__lt=found.on)
    return earlier.order_by("-on").first()


def sample(found: ScreeningRound, user: Any) -> list[SampledUnit]:
    """The units drawn by lot in this run, each with whether `user` has opened it."""
    drawn = found.sample.filter(run=found.run).select_related("unit__enterprise").order_by("pk")
    looked = SampleLook.objects.filter(sampled=OuterRef("pk"), actor=user)
    return list(drawn.annotate(looked=Exists(looked)).prefetch_related("looks__actor"))


def unopened(found: ScreeningRound, user: Any) -> int:
    """How many of the sample `user` has not opened."""
    return found.sample.filter(run=found.run).exclude(looks__actor=user).count()


def biggest(rows: QuerySet[ScreenedUnit]) -> list[ScreenedUnit]:
    """The qualified units with the highest amounts."""
    qualified = rows.filter(outcome=Finding.QUALIFIED)
    return list(qualified.select_related("enterprise").order_by("-amount", "-pk")[:BIGGEST])


def votes(found: ScreeningRound) -> list[ScreeningVote]:
    """Every vote on the round, the newest run first."""
    return list(found.votes.select_related("actor").order_by("-run", "pk"))


@dataclass(frozen=True)
class Returned:
    """Who sent a round back to the first check, when and why."""

    actor: Any
    at: datetime
    reason: str


def returned(found: ScreeningRound) -> Returned | None:
    """The return that the first check has to answer; None where there was none or it has voted since."""
    if found.returned_at is None or found.state not in (RoundState.SCREENED, RoundState.ASKING):
        return None
    return Returned(found.returned_by, found.returned_at, found.return_reason)


def answers(found: ScreeningRound, rows: QuerySet[ScreenedUnit]) -> dict[str, int]:
    """How many asked units gave which answer, those that have not answered among them."""
    asked = UnitAnswer.objects.filter(unit__in=rows.filter(round=found)).order_by()
    return dict(asked.values("answer").annotate(count=Count("pk")).values_list("answer", "count"))


def listed(
    rows: QuerySet[ScreenedUnit], *, outcome: str = "", reason: str = "", size: str = "", how: str = "", text: str = ""
) -> QuerySet[ScreenedUnit]:
    """The units of a round under the filters of their page."""
    rows = rows.select_related("enterprise", "answer")
    if outcome:
        rows = rows.filter(outcome=outcome)
    if reason:
        rows = rows.filter(reasons__contains=[reason])
    if size:
        rows = rows.filter(size=size)
    if how == WAITING:
        rows = rows.filter(answer__answer=Answer.WAITING)
    elif how == AGREES:
        rows = rows.filter(answer__answer__in=AGREED, claim__isnull=True)
    elif how == LAUNCHED:
        rows = rows.filter(claim__isnull=False)
    if text := text.strip():
        rows = rows.filter(Q(enterprise__name__startswith=text) | Q(enterprise__credit_code__startswith=text.upper()))
    return rows


def unasked(found: ScreeningRound) -> QuerySet[ScreenedUnit]:
    """The qualified units that nobody has asked yet."""
    return found.rows.filter(outcome=Finding.QUALIFIED, claim__isnull=True, answer__isnull=True)


def unanswered(found: ScreeningRound) -> QuerySet[UnitAnswer]:
    """The qualified units that may still answer."""
    return UnitAnswer.objects.filter(
        unit__round=found, unit__outcome=Finding.QUALIFIED, unit__claim__isnull=True, answer=Answer.WAITING
    )


def answering(found: ScreeningRound) -> QuerySet[UnitAnswer]:
    """Of those the ones whose last day is not over."""
    return unanswered(found).filter(until__gte=clock.today())


def ready(found: ScreeningRound, pays: bool) -> QuerySet[ScreenedUnit]:
    """The units that go on after the last vote: qualified, and where money goes out, agreed to the account."""
    rows = found.rows.filter(outcome=Finding.QUALIFIED, claim__isnull=True)
    return rows.filter(answer__answer__in=AGREED) if pays else rows


def overdue(rows: QuerySet[UnitAnswer]) -> QuerySet[UnitAnswer]:
    """Of the questions put to units those whose last day is over."""
    return rows.filter(answer=Answer.WAITING, until__lt=clock.today())


def unpaid() -> list[str]:
    """The programmes that pay nobody, so that no account is asked about."""
    return [scheme.name for scheme in registry.SCHEMES.values() if scheme.plan == "none"]


def to_ask(rounds: QuerySet[ScreeningRound]) -> QuerySet[ScreeningRound]:
    """Rounds with qualified units that nobody has asked."""
    states = (RoundState.SCREENED, RoundState.ASKING)
    return rounds.filter(Exists(_left().filter(answer__isnull=True)), state__in=states, wanted_at__isnull=True).exclude(
        scheme__in=unpaid()
    )


def to_check(rounds: QuerySet[ScreeningRound]) -> QuerySet[ScreeningRound]:
    """Rounds that wait for a checker: votes begun, or somebody qualifies and nobody is left to ask or to wait for."""
    waiting = UnitAnswer.objects.filter(unit__round=OuterRef("pk"), unit__outcome=Finding.QUALIFIED, answer=Answer.WAITING)
    answered = ~Exists(waiting) & ~Exists(_left().filter(answer__isnull=True))
    first = Q(state__in=(RoundState.SCREENED, RoundState.ASKING)) & Exists(_left()) & (Q(scheme__in=unpaid()) | answered)
    begun = Q(state__in=(RoundState.FIRST_CHECKED, RoundState.APPROVAL))
    return rounds.filter(begun | first, wanted_at__isnull=True, launch_at__isnull=True)


def _left() -> QuerySet[ScreenedUnit]:
    return ScreenedUnit.objects.filter(round=OuterRef("pk"), outcome=Finding.QUALIFIED, claim__isnull=True)


def last_day(scheme: str, region_code: str, on: date) -> date | None:
    """Until when units that a round left out may apply in that year; None where the rules do not say."""
    month = parameters.stated(scheme, region_code, on, "leftover_month")
    return month_end(date(on.year, int(month), 1)) if month else None


def found_of(enterprise_id: int, scheme: str, occasion: str) -> ScreenedUnit | None:
    """What a round found of the unit for that programme and occasion."""
    rows = ScreenedUnit.objects.filter(enterprise_id=enterprise_id, scheme=scheme, occasion=occasion)
    return rows.select_related("round", "claim", "answer").first()
