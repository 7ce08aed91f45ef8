"""At the window: accept, say once what is missing, or say why not."""

from collections.abc import Collection
from datetime import date
from typing import Any

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from cases.models import Claim, CorrectionNotice
from cases.services import assessing, intake, promises, steps
from core import clock
from core.periods import add_working_days
from core.policies import Refused
from programmes.services import calendar
from stations.models import User
from stations.services.machine import machine_user


@transaction.atomic
def accept(
    *, claim_id: int, actor: User, promised: Collection[str] = (), compared: Collection[str] = (), due_on: date | None = None
) -> Claim:
    """Accepted and assessed; the clock of the decision starts today, unless it started before a return.

    Papers that the programme asks for and that are missing are `promised` by `due_on` (容缺受理), or were found by
    comparing data; otherwise the claim is not accepted: Refused.
    """
    claim = steps.locked(claim_id, actor)
    steps.allow(actor, "accept", claim)
    if claim.accepted_on is None:
        days = steps.rules_of(claim).integer("decision_working_days")
        claim.accepted_on, claim.statutory_days = clock.today(), days
        steps.start_clock(claim, days, calendar.load())
    promises.settle(claim, actor, promised=promised, compared=compared, due_on=due_on)
    assessment, _changed = assessing.refresh(claim, actor)
    steps.move(claim, "accept", actor, due_on=str(claim.due_on), assessment=assessment.pk)
    return claim


@transaction.atomic
def ask_correction(*, claim_id: int, actor: User, points: list[str]) -> CorrectionNotice:
    """The one notice with every point that is missing; the clock stands still until the person has answered.

    The person has the rule's working days; after that the claim counts as withdrawn. A second notice is refused.
    """
    claim = steps.locked(claim_id, actor)
    steps.allow(actor, "ask_correction", claim)
    points = [point.strip() for point in points if point.strip()]
    if not points:
        raise Refused(_("Name at least one point that is missing."), field="points")
    if CorrectionNotice.objects.filter(claim=claim).exists():
        raise Refused(
            _("Everything that is missing is said once, and this claim has had its notice. Accept it, or say why it cannot be.")
        )
    today = clock.today()
    days = steps.rules_of(claim).integer("correction_working_days")
    notice = CorrectionNotice.objects.create(
        claim=claim, points=points, sent_on=today, due_on=add_working_days(today, days, calendar.load()), sent_by=actor
    )
    steps.stop_clock(claim)
    steps.move(claim, "ask_correction", actor, "; ".join(points)[:500], points=len(points), due_on=str(notice.due_on))
    return notice


@transaction.atomic
def correct(*, claim_id: int, actor: User, asked: dict[str, Any]) -> Claim:
    """The person has answered: facts as they now are, and the bureau's time goes on."""
    claim = steps.locked(claim_id, actor)
    steps.allow(actor, "correct", claim)
    CorrectionNotice.objects.filter(claim=claim).update(answered_at=clock.now())
    facts = intake.whole(claim, asked)
    intake.somebody_listed(claim)
    if facts != claim.facts:
        claim.facts, claim.facts_version = facts, claim.facts_version + 1
    days_off = calendar.load()
    if claim.accepted_on is None:
        steps.start_clock(claim, steps.rules_of(claim).integer("correction_notice_working_days"), days_off)
    else:
        steps.go_on(claim, days_off)
    steps.move(claim, "correct", actor)
    return claim


@transaction.atomic
def not_accept(*, claim_id: int, actor: User, reason: str) -> Claim:
    """Not accepted, with the reason; the letter says how to appeal."""
    claim = steps.locked(claim_id, actor)
    steps.allow(actor, "not_accept", claim)
    if not reason.strip():
        raise Refused(_("Say why the claim is not accepted."), field="reason")
    steps.end_clock(claim)
    steps.move(claim, "not_accept", actor, reason.strip())
    return claim


def lapse_overdue() -> list[int]:
    """Claims whose correction is overdue count as withdrawn, each in a transaction of its own; returns their ids."""
    waiting = Claim.objects.filter(state="correction", correction__due_on__lt=clock.today())
    return [pk for pk in waiting.order_by("pk").values_list("pk", flat=True) if _lapse(pk)]


@transaction.atomic
def _lapse(claim_id: int) -> bool:
    claim = Claim.objects.locked(pk=claim_id)
    if claim.state != "correction" or claim.correction.due_on >= clock.today():
        return False
    steps.end_clock(claim)
    steps.move(claim, "lapse", machine_user(), due_on=str(claim.correction.due_on))
    return True
