"""Many claims that were decided, put straight into the tables; what the law says to each is worked out by the law itself."""

import itertools
import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, time
from typing import Any

from cases.models import Assessment, Claim, Decision, Resident, Vote
from cases.services.decision import term
from cases.states import Channel, ClaimState, Step
from core import clock
from enterprises.models import Enterprise
from programmes.services import assessment as law
from tests.factories.stations import make_user

_numbers = itertools.count(1)


@dataclass(frozen=True)
class Case:
    """One applicant, what was told, the days of submission and of the last vote."""

    applicant: Resident | Enterprise
    facts: Mapping[str, Any]
    on: date
    decided_on: date | None = None


def decided_claims(scheme: str, cases: Iterable[Case]) -> list[Decision]:
    """One decided claim a case, granted or refused as the law of its day says; four statements however many."""
    desk, first, second = make_user(), make_user(), make_user()
    answers: dict[str, dict[str, Any]] = {}
    made = [(case, _worked_out(scheme, case, answers)) for case in cases]
    claims = Claim.objects.bulk_create(_claim(scheme, case, result, desk) for case, result in made)
    told = list(zip(claims, made, strict=True))
    assessments = Assessment.objects.bulk_create(
        Assessment(
            claim=claim, facts_version=1, on=case.on, facts=result["facts"], result=result, rules_label=result["rules"],
            digest=result["digest"], eligible=result["eligible"], amount=result["amount"], assessed_by=first,
            assessed_at=clock.now(),
        )
        for claim, (case, result) in told
    )  # fmt: skip
    Vote.objects.bulk_create(
        Vote(
            claim=found.claim, round=1, step=step, facts_version=1, assessment=found, grants=found.eligible, actor=actor,
            at=datetime.combine(case.decided_on or case.on, time(12), clock.BEIJING),
        )
        for found, (_claim_made, (case, _result)) in zip(assessments, told, strict=True)
        for step, actor in ((Step.FIRST, first), (Step.SECOND, second))
    )  # fmt: skip
    return Decision.objects.bulk_create(
        Decision(
            number=f"JDT{next(_numbers):08d}", claim=found.claim, assessment=found, granted=found.eligible, amount=found.amount,
            reason="", decided_on=case.decided_on or case.on, checked_by=first, decided_by=second, **term(found.claim, found),
        )
        for found, (_claim_made, (case, _result)) in zip(assessments, told, strict=True)
    )  # fmt: skip


def _worked_out(scheme: str, case: Case, answers: dict[str, dict[str, Any]]) -> dict[str, Any]:
    """The same facts in the same place on the same day are worked out once."""
    key = json.dumps([case.applicant.region_code, case.on.isoformat(), case.facts], sort_keys=True)
    if key not in answers:
        answers[key] = law.assess(scheme=scheme, region_code=case.applicant.region_code, on=case.on, facts=case.facts)
    return answers[key]


def _claim(scheme: str, case: Case, result: dict[str, Any], by: Any) -> Claim:
    moment = datetime.combine(case.on, time(10), clock.BEIJING)
    whose = {"enterprise": case.applicant} if isinstance(case.applicant, Enterprise) else {"resident": case.applicant}
    return Claim(
        number=f"TS{next(_numbers):08d}", scheme=scheme, occasion=f"{next(_numbers)}", station=case.applicant.station,
        region_code=case.applicant.region_code, channel=Channel.STATION, facts=result["facts"],
        state=ClaimState.GRANTED if result["eligible"] else ClaimState.REFUSED, created_at=moment, created_by=by,
        submitted_at=moment, agreed_at=moment, accepted_on=case.on, clock_days=10, statutory_days=10, **whose,
    )  # fmt: skip
