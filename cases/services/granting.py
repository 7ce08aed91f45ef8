"""Grants after their publicity, in sets: what `decision.conclude` writes for one claim, written for many at once.

Whoever cannot be granted any more, by a death or because an earlier claim pays it by now, goes back to the first check.
What the budget does not hold any more waits.
"""

import logging
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db import IntegrityError, connection, transaction

from cases.models import Appeal, Assessment, Claim, Decision, Instalment, Resident, Vote
from cases.queries import plans
from cases.services import decision, facts, hire_sets, numbers, rights, steps
from cases.states import ClaimState, Step
from core import audit, clock
from core.periods import month_of
from core.policies import Refused
from programmes.formulas import registry
from programmes.services import calendar
from stations.models import User
from stations.services.machine import machine_user

_GRANT = """
UPDATE cases_claim c SET state = %s, last_month = coalesce(row.last_month, c.last_month),
    clock_paused_on = NULL, blue_on = NULL, yellow_on = NULL, due_on = NULL
FROM unnest(%s::bigint[], %s::date[]) AS row (id, last_month) WHERE c.id = row.id
"""
_STEPS = """
INSERT INTO cases_claimstep (claim_id, verb, from_state, to_state, reason, actor_id, at)
SELECT row.claim, %s, %s, %s, row.reason, %s, %s FROM unnest(%s::bigint[], %s::text[]) AS row (claim, reason)
RETURNING claim_id, id
"""

logger = logging.getLogger(__name__)


@dataclass
class _Case:
    """One claim with the votes that stand, and what a grant makes payable."""

    claim: Claim
    assessment: Assessment
    first: Vote
    last: Vote
    rows: list[plans.Payable]
    taken: list[str]
    made: Decision | None = None

    @property
    def last_month(self) -> date | None:
        """The last month that the grant is for."""
        if self.rows:
            return max(row.month for row in self.rows)
        until = self.made.valid_until if self.made else None
        return month_of(until) if until else None


@dataclass(frozen=True)
class _Move:
    """Which move the grants are: out of publicity by the machine, or by the last vote where nothing is published."""

    verb: str
    state: str
    back: str
    actor: User


def grant_all(claim_ids: list[int]) -> tuple[int, int]:
    """The claims, which the caller holds, are granted after publicity; returns how many, and how many went back.

    A fixed number of statements for claims of one programme; those that another grant excludes are looked at one by one,
    and so is what an appeal began.
    """
    return _grant(claim_ids, _Move("conclude", ClaimState.PUBLISHED, "reopen", machine_user()))


def grant_voted(claim_ids: list[int], state: str, actor: User) -> tuple[int, int]:
    """As `grant_all` for claims that stand in `state` with their last vote, by `actor`, and are not published."""
    return _grant(claim_ids, _Move("grant", state, "return_to_first", actor))


def _grant(claim_ids: list[int], move: _Move) -> tuple[int, int]:
    cases = _cases(claim_ids, move.state)
    anew = set(Appeal.objects.filter(follow_up_id__in=claim_ids).values_list("follow_up_id", flat=True))
    plain = [case for case in cases if (case.rows or not case.taken) and case.claim.pk not in anew]
    dead = _dead(plain)
    living = [case for case in plain if case.claim.resident_id not in dead]
    excluded = rights.excluded([(case.claim, [row.month for row in case.rows]) for case in living])
    together = [case for case in living if case.claim.pk not in excluded]
    try:
        with transaction.atomic():
            _write(together, move)
    except IntegrityError:  # one of them was made payable or excluded a moment ago: that one is found alone
        together = []
    done = {case.claim.pk for case in together}
    alone = [_one(case, move) for case in cases if case.claim.pk not in done]
    return len(done) + alone.count(True), alone.count(False)


def _cases(claim_ids: list[int], state: str) -> list[_Case]:
    """Claims, votes that stand, the assessments that the last of them are about, and what earlier claims pay: a query each."""
    votes: dict[int, list[Vote]] = {}
    for vote in Vote.objects.filter(claim_id__in=claim_ids, void_at__isnull=True).order_by("pk"):
        votes.setdefault(vote.claim_id, []).append(vote)
    claims = list(Claim.objects.filter(pk__in=claim_ids, state=state).defer("facts").order_by("pk"))
    decisive = [votes[claim.pk][-1].assessment_id for claim in claims]
    assessments = Assessment.objects.defer("facts").in_bulk(decisive)
    paid = _paid(claims)
    cases = []
    for claim in claims:
        first = next(vote for vote in votes[claim.pk] if vote.step == Step.FIRST)
        last = votes[claim.pk][-1]
        assessment = assessments[last.assessment_id]
        plan = plans.payable(claim, assessment.result)
        taken = sorted(row.period for row in plan if (claim.resident_id, claim.enterprise_id, claim.scheme, row.period) in paid)
        rows = [row for row in plan if row.period not in taken]
        cases.append(_Case(claim, assessment, first, last, rows, taken))
    return cases


def _paid(claims: list[Claim]) -> set[tuple[Any, ...]]:
    live = Instalment.objects.filter(cancelled_on__isnull=True, scheme__in={claim.scheme for claim in claims})
    people = {claim.resident_id for claim in claims} - {None}
    units = {claim.enterprise_id for claim in claims} - {None}
    found: set[tuple[Any, ...]] = set()
    for whose in ({"resident_id__in": people}, {"enterprise_id__in": units}):
        if any(whose.values()):
            found |= set(live.filter(**whose).values_list("resident_id", "enterprise_id", "scheme", "period"))
    return found


def _dead(cases: list[_Case]) -> set[int]:
    """People whom the register says to have died, where that stands against the grant; held against being written now."""
    concerned = [case.claim for case in cases if registry.scheme(case.claim.scheme).ends_with_death]
    asked = [claim.resident_id for claim in concerned if claim.resident_id is not None]
    people = Resident.objects.filter(pk__in=asked).select_for_update(no_key=True).order_by("pk")
    return {pk for pk, died in people.values_list("pk", "deceased_on") if died}


def _write(cases: list[_Case], move: _Move) -> None:
    if not cases:
        return
    given = numbers.take_each("JD", [case.claim.region_code for case in cases])
    for case, number in zip(cases, given, strict=True):
        case.made = Decision(
            number=number,
            claim=case.claim,
            assessment=case.assessment,
            granted=True,
            amount=sum((row.amount for row in case.rows), decision.ZERO),
            reason=case.last.reason or case.first.reason,
            left_out=case.taken,
            decided_on=clock.today(),
            checked_by_id=case.first.actor_id,
            decided_by_id=case.last.actor_id,
            **decision.term(case.claim, case.assessment),
        )
    Decision.objects.bulk_create([case.made for case in cases if case.made])
    rights.take_all([(case.claim, [row.month for row in case.rows]) for case in cases], clock.today())
    hire_sets.record_lists([case.claim for case in cases], move.actor)
    Instalment.objects.bulk_create(
        part for case in cases if case.made for part in decision.parts(case.claim, case.made, case.rows)
    )
    with connection.cursor() as cursor:
        months = [case.last_month for case in cases]
        cursor.execute(_GRANT, [ClaimState.GRANTED.value, [case.claim.pk for case in cases], months])
    _record(cases, move)


def _record(cases: list[_Case], move: _Move) -> None:
    before, after = str(move.state), ClaimState.GRANTED.value
    with connection.cursor() as cursor:
        claims, reasons = [case.claim.pk for case in cases], [case.last.reason for case in cases]
        cursor.execute(_STEPS, [move.verb, before, after, move.actor.pk, clock.now(), claims, reasons])
        made = dict(cursor.fetchall())
    told = {"before": before, "after": after}
    moved = [
        (case.claim, {**told, "step": made[case.claim.pk], "decision": case.made.number, "assessment": case.assessment.pk})
        for case in cases
        if case.made
    ]
    audit.record_each(move.actor, steps.DONE[move.verb], moved)
    granted = [
        (case.made, {"amount": str(case.made.amount), "months": len(case.rows), "left_out": case.taken, "lessened": "0.00"})
        for case in cases
        if case.made
    ]
    audit.record_each(move.actor, "decision.granted", granted, places=[case.claim for case in cases if case.made])


def _one(case: _Case, move: _Move) -> bool | None:
    """The claim is granted by itself, or goes back to the first check with the sentence that stood against it; None: it waits."""
    claim = Claim.objects.get(pk=case.claim.pk)
    try:
        with transaction.atomic():
            published = move.verb == "conclude"
            voter = case.last.actor if published else None
            decision.conclude(claim, move.actor, case.assessment, case.last.reason, decided_by=voter)
    except Refused as refused:
        if refused.code == "budget":  # nothing is wrong with the claim: it waits for a higher plan
            logger.warning("claim %s waits for its grant: %s", claim.pk, refused)
            return None
        send_back(Claim.objects.get(pk=claim.pk), move.back, move.actor, str(refused))
        return False
    return True


def send_back(claim: Claim, verb: str, actor: User, reason: str) -> None:
    """Back to the first check: a new round, no vote counts, and the clock goes on, later by the working days of publicity."""
    voided = facts.void_votes(claim)
    claim.round += 1
    steps.go_on(claim, calendar.load())
    steps.move(claim, verb, actor, reason[:500], voided=voided, round=claim.round, due_on=str(claim.due_on))
