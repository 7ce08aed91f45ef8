"""Lists of claims and what a claim's pages show; the traffic light as a condition and as a value."""

from typing import Any

from django.db.models import Count, Max, Min, Q, QuerySet
from django.db.models.functions import Reverse

from cases.formulas import office_clock
from cases.formulas.office_clock import Light
from cases.models import Attachment, Claim, ClaimStep, Instalment, Resident, Suspension
from cases.states import OPEN_STATES, ClaimState, EndReason
from core import clock
from core.periods import Calendar
from enterprises.models import Enterprise
from programmes.queries import applicable

OPEN = "open"


def light_of(claim: Claim) -> Light:
    """The traffic light of a claim today."""
    return office_clock.light(
        today=clock.today(),
        blue_on=claim.blue_on,
        yellow_on=claim.yellow_on,
        due_on=claim.due_on,
        paused=claim.clock_paused_on is not None,
    )


def left_of(claim: Claim, calendar: Calendar) -> int | None:
    """Working days left, negative when past; None where no clock runs."""
    if claim.due_on is None or claim.clock_paused_on is not None:
        return None
    return office_clock.days_left(clock.today(), claim.due_on, calendar)


def lit(light: str) -> Q:
    """The condition that a claim shows this light today."""
    today = clock.today()
    if light == Light.PAUSED:
        return Q(clock_paused_on__isnull=False)
    running = Q(clock_paused_on__isnull=True)
    if light == Light.RED:
        return running & Q(due_on__lt=today)
    if light == Light.YELLOW:
        return running & Q(due_on__gte=today, yellow_on__lte=today)
    if light == Light.BLUE:
        return running & Q(due_on__gte=today, blue_on__lte=today, yellow_on__gt=today)
    return running & (Q(due_on__isnull=True) | Q(due_on__gte=today) & (Q(blue_on__isnull=True) | Q(blue_on__gt=today)))


def listed(
    user: Any, *, state: str = "", scheme: str = "", station: Any = None, light: str = "", text: str = ""
) -> QuerySet[Claim]:
    """The claims that `user` may see, under the filters of the list page."""
    claims = Claim.objects.visible_to(user).select_related("resident", "enterprise", "station")
    if state == OPEN:
        claims = claims.filter(state__in=OPEN_STATES)
    elif state:
        claims = claims.filter(state=state)
    if scheme:
        claims = claims.filter(scheme=scheme)
    if station:
        claims = claims.filter(station=station)
    if light:
        claims = claims.filter(lit(light))
    text = text.strip()
    if text:
        claims = claims.alias(number_end=Reverse("number")).filter(_meant_by(text))
    return claims


def _meant_by(text: str) -> Q:
    """The claims that a text names: by the beginning or the end of the number, or by the beginning of the person's name."""
    if any(char.isdecimal() for char in text):
        return Q(number__startswith=text.upper()) | Q(number_end__startswith=text[::-1].upper())
    people, units = Resident.objects.filter(name__startswith=text), Enterprise.objects.filter(name__startswith=text)
    return Q(resident__in=people.values("pk")) | Q(enterprise__in=units.values("pk"))


def unused_months(resident_id: int, scheme: str) -> int:
    """Months of the last ended claim that were never begun (社会保险法 art. 46: they count on)."""
    ended = Claim.objects.filter(resident_id=resident_id, scheme=scheme, state=ClaimState.ENDED)
    ended = ended.exclude(end_reason=EndReason.SUPERSEDED)
    last = ended.order_by("-ended_on", "-pk").values_list("pk", flat=True).first()
    return Instalment.objects.filter(claim_id=last).unused().count() if last else 0


def open_suspension(claim: Claim) -> Suspension | None:
    """The pause of payment that is in force."""
    return claim.suspensions.filter(until_on__isnull=True).first()


def payable_after_end(claim: Claim) -> QuerySet[Instalment]:
    """Months after the last one that stay on the books: held where not on their way, otherwise to be recovered."""
    return claim.instalments.filter(cancelled_on__isnull=True, month__gt=claim.last_month).order_by("month")


def months_granted(claim: Claim) -> dict[str, Any]:
    """How many months count, the first and the last of them."""
    live = claim.instalments.filter(cancelled_on__isnull=True)
    return live.aggregate(count=Count("pk"), first=Min("month"), last=Max("month"))


def returned(claim: Claim) -> ClaimStep | None:
    """The step that sent the claim back to where it is now; None where it came by the usual way or has moved on since."""
    last = claim.steps.exclude(verb="change_facts").select_related("actor").order_by("-pk").first()
    return last if last is not None and last.verb in ("return_to_first", "return_to_acceptance") else None


def paper_rows(claim: Claim) -> dict[str, Any]:
    """The papers that count; in words those that the programme asks for and that are neither there, nor found by comparing
    data, nor promised; and what was promised. One query where the promise is selected along."""
    there = papers(claim)
    kinds, made = {paper.kind for paper in there}, getattr(claim, "promise", None)
    known = kinds | set([*made.papers, *made.compared] if made else ())
    return {
        "attachments": there,
        "missing": applicable.missing(claim.scheme, claim.facts, known),
        "promise": made,
        "promised": [applicable.paper_name(kind) for kind in made.papers if kind not in kinds] if made else [],
        "compared": [applicable.paper_name(kind) for kind in made.compared if kind not in kinds] if made else [],
    }


def papers(claim: Claim) -> list[Attachment]:
    """The papers that count, the oldest first."""
    return list(claim.attachments.filter(removed_at__isnull=True).select_related("added_by").order_by("pk"))
