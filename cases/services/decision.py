"""The bureau's answer: one decision, and on a grant one instalment a month that is still free."""

from datetime import date
from decimal import Decimal

from django.db import IntegrityError, transaction
from django.utils.translation import gettext_lazy as _

from cases.models import Assessment, Claim, Decision, Instalment, Resident, Vote
from cases.services import numbers, steps
from cases.states import Step
from core import audit, clock
from core.periods import format_month, parse_month
from core.policies import Refused
from stations.models import User

FUND = "UI"


def conclude(claim: Claim, actor: User, assessment: Assessment, reason: str) -> Decision:
    """The last vote is given: write the decision, what it makes payable, the step and the audit entries.

    The caller holds the claim and has worked the assessment out again. Months for which a live instalment of an
    earlier claim exists are left out and named. Raises Refused when nothing is left to grant.
    """
    resident = Resident.objects.locked(pk=claim.resident_id)
    if assessment.eligible and resident.deceased_on:
        raise Refused(_("The register says that this person has died; nothing can be granted."))
    first = Vote.objects.get(claim=claim, step=Step.FIRST, void_at__isnull=True)
    plan = _plan(assessment) if assessment.eligible else []
    taken = _taken(claim, [month for month, _amount in plan])
    rows = [(month, amount) for month, amount in plan if format_month(month) not in taken]
    if assessment.eligible and not rows:
        raise Refused(_("Every month of this plan is paid under an earlier claim already: nothing is left to grant."))
    decision = Decision.objects.create(
        number=numbers.take("JD", claim.region_code),
        claim=claim,
        assessment=assessment,
        granted=assessment.eligible,
        amount=sum((amount for _month, amount in rows), Decimal("0.00")),
        reason=reason or first.reason,
        left_out=taken,
        decided_on=clock.today(),
        checked_by=first.actor,
        decided_by=actor,
    )
    _instalments(claim, decision, rows)
    steps.end_clock(claim)
    if rows:
        claim.last_month = rows[-1][0]
    steps.move(
        claim, "grant" if decision.granted else "refuse", actor, reason, decision=decision.number, assessment=assessment.pk
    )
    audit.record(
        actor,
        "decision.granted" if decision.granted else "decision.refused",
        decision,
        region=claim.region_code,
        station_id=claim.station_id,
        amount=str(decision.amount),
        months=len(rows),
        left_out=taken,
    )
    return decision


def _plan(assessment: Assessment) -> list[tuple[date, Decimal]]:
    return [(parse_month(line["month"]), Decimal(line["amount"])) for line in assessment.result["instalments"]]


def _taken(claim: Claim, months: list[date]) -> list[str]:
    live = Instalment.objects.filter(
        resident_id=claim.resident_id, scheme=claim.scheme, month__in=months, cancelled_on__isnull=True
    )
    return [format_month(month) for month in live.order_by("month").values_list("month", flat=True)]


def _instalments(claim: Claim, decision: Decision, rows: list[tuple[date, Decimal]]) -> None:
    try:
        with transaction.atomic():
            Instalment.objects.bulk_create(
                Instalment(
                    decision=decision,
                    claim=claim,
                    resident_id=claim.resident_id,
                    scheme=claim.scheme,
                    fund=FUND,
                    region_code=claim.region_code,
                    month=month,
                    amount=amount,
                )
                for month, amount in rows
            )
    except IntegrityError as error:
        raise Refused(_("One of these months was made payable a moment ago. Look at the claim again.")) from error
