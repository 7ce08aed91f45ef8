"""The bureau's answer: one decision, and on a grant one instalment for each period that is still free."""

from datetime import date
from decimal import Decimal
from typing import Any

from django.db import IntegrityError, transaction
from django.utils.translation import gettext_lazy as _

from cases.models import Assessment, Claim, Decision, Instalment, Resident, Vote
from cases.queries import hires, plans
from cases.queries.succession import Against
from cases.services import hire_sets, numbers, rights, steps, succession
from cases.states import Step
from core import audit, clock
from core.periods import month_of
from core.policies import Refused, constraint_of
from programmes.formulas import registry
from programmes.formulas.renewal import renewable_on
from stations.models import User

ZERO = Decimal("0.00")


def free_parts(claim: Claim, assessment: Assessment) -> Against:
    """What a grant makes payable, what comes off earlier decisions that fell on appeal, and what stays as it is.

    Raises Refused where everything is payable under a claim that no appeal was about.
    """
    plan = plans.payable(claim, assessment.result) if assessment.grantable else []
    before = succession.before(claim)
    taken = list(plans.taken_before(claim, plan).exclude(claim_id__in=before).values_list("period", flat=True))
    free = [row for row in plan if row.period not in taken]
    if plan and not free:
        raise Refused(_("Everything in this plan is payable under an earlier claim already: nothing is left to grant."))
    made = succession.held_against(free, before) if before else Against(rows=free)
    made.stays = taken + made.stays
    return made


def conclude(claim: Claim, actor: User, assessment: Assessment, reason: str, *, decided_by: User | None = None) -> Decision:
    """The last vote is given, or publicity is over: write the decision, what it makes payable, the step and the audit entries.

    The caller holds the claim and has worked the assessment out again. What a live instalment of an earlier claim is
    for is left out and named; after an appeal the difference is payable, or comes off what stood. Raises Refused when
    nothing is left to grant, where another claim holds a right that excludes this one, where the right that this one is
    refused for was released a moment ago, or where a hire record covers a month of it. After publicity the machine is the
    actor, and `decided_by` gave the last vote.
    """
    _alive(claim, assessment)
    rights.still_held(claim, assessment)
    first = Vote.objects.get(claim=claim, step=Step.FIRST, void_at__isnull=True)
    made, before = free_parts(claim, assessment), succession.before(claim)
    anew, stuck = succession.take_off(made.less)
    rows, taken = made.rows + anew, made.stays
    _without_job(claim, rows)
    decision = Decision.objects.create(
        number=numbers.take("JD", claim.region_code),
        claim=claim,
        assessment=assessment,
        granted=assessment.grantable,
        amount=sum((row.amount for row in rows), ZERO),
        reason=reason or first.reason,
        left_out=taken,
        decided_on=clock.today(),
        checked_by=first.actor,
        decided_by=decided_by or actor,
        **term(claim, assessment),
    )
    succession.lessen(decision, stuck)
    succession.give_back_rights(before)
    if decision.granted:
        rights.take(claim, [row.month for row in _held(claim, assessment, made)], decision.decided_on)
        hire_sets.record_lists([claim], actor)
    _instalments(claim, decision, rows)
    steps.end_clock(claim)
    if rows:
        claim.last_month = max(row.month for row in rows)
    elif decision.valid_until:
        claim.last_month = month_of(decision.valid_until)
    verb = "conclude" if decided_by else "grant" if decision.granted else "refuse"
    steps.move(claim, verb, actor, reason, decision=decision.number, assessment=assessment.pk)
    audit.record(
        actor,
        "decision.granted" if decision.granted else "decision.refused",
        decision,
        region=claim.region_code,
        station_id=claim.station_id,
        amount=str(decision.amount),
        months=len(rows),
        left_out=taken,
        lessened=str(sum((amount for _instalment, amount in made.less), ZERO)),
    )
    return decision


def _held(claim: Claim, assessment: Assessment, made: Against) -> list[plans.Payable]:
    """The amounts for whose months a grant holds its rights: what it pays, and what stands from before an appeal."""
    stays = set(made.stays)
    return made.rows + [row for row in plans.payable(claim, assessment.result) if made.followed and row.period in stays]


def _alive(claim: Claim, assessment: Assessment) -> None:
    """Held against a death that is written at the same moment."""
    if claim.resident_id is None:
        return
    resident = Resident.objects.locked(pk=claim.resident_id)
    if assessment.grantable and resident.deceased_on and registry.scheme(claim.scheme).ends_with_death:
        raise Refused(_("The register says that this person has died; nothing can be granted."))


def _without_job(claim: Claim, rows: list[plans.Payable]) -> None:
    """No month is granted that a hire record covers; the person is held, so none is written at the same moment."""
    hire = hires.against(claim, [row.month for row in rows])
    if hire:
        raise Refused(
            _("The hire records say that the person works at %(employer)s since %(day)s: months from then on cannot be granted.")
            % {"employer": hire.employer, "day": hire.hired_on.isoformat()},
            code="employed",
        )


def term(claim: Claim, assessment: Assessment) -> dict[str, Any]:
    """By when a grant may be renewed; what one without a payment is worth, and from when to when it holds."""
    if not assessment.grantable:
        return {}
    found = assessment.result.get("entitlement") or {}
    renewed = renewable_on(registry.scheme(claim.scheme), assessment.result, claim.occasion, clock.today())
    if "kind" not in found:
        return {"renewable_on": renewed}
    return {
        "renewable_on": renewed,
        "worth": Decimal(found.get("amount") or "0.00"),
        "valid_from": date.fromisoformat(found["from"]) if found.get("from") else clock.today(),
        "valid_until": date.fromisoformat(found["until"]) if found.get("until") else None,
    }


def parts(claim: Claim, decision: Decision, rows: list[plans.Payable]) -> list[Instalment]:
    """The instalments of a decision, not saved yet."""
    return [
        Instalment(
            decision=decision,
            claim=claim,
            resident_id=claim.resident_id,
            enterprise_id=claim.enterprise_id,
            scheme=claim.scheme,
            fund=row.fund,
            region_code=claim.region_code,
            month=row.month,
            period=row.period,
            amount=row.amount,
        )
        for row in rows
    ]


def _instalments(claim: Claim, decision: Decision, rows: list[plans.Payable]) -> None:
    try:
        with transaction.atomic():
            Instalment.objects.bulk_create(parts(claim, decision, rows))
    except IntegrityError as error:
        if constraint_of(error) == "instalment_within_budget":
            raise Refused(
                _("The budget of this programme does not hold this amount any more. Have finance propose a higher plan first."),
                code="budget",
            ) from error
        raise Refused(_("The same was made payable a moment ago. Look at the claim again.")) from error
