"""The machine's answer to a new minimum wage: running plans get the new amounts from the next month on (B-1).

Whether they do is a parameter of the rules that a claim was decided by. Months that have begun stay as they are: they may
be on their way to the bank; what would have differed is named for people to settle.
"""

import logging
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from django.db import transaction

from cases.formulas.rerating import Difference, Differences, differences
from cases.models import Assessment, ClaimStep, Instalment, Rerating
from cases.queries import rerating as query
from core import audit, clock
from core.policies import Refused
from programmes.services.rerating import PublishedLaw
from stations.models import User
from stations.services.machine import machine_user

logger = logging.getLogger(__name__)

CHUNK = 200


@dataclass(frozen=True)
class Swept:
    """How many claims were looked at under the law of now, and of how many the amounts changed or differ."""

    looked_at: int = 0
    rerated: int = 0


@dataclass
class _Case:
    """One claim under the published wages, before anything is written."""

    stored: Assessment
    law: str
    found: Differences
    result: dict[str, Any]
    made: Assessment | None = None


def rerate_all(*, size: int = CHUNK) -> Swept:
    """Every running claim whose plan a newly published minimum wage touches has been looked at.

    `size` claims a transaction with a fixed number of statements each: a sweep that dies loses the chunk it was in and
    nothing else, two at once share the work, for each claim is asked again once it is held. Idempotent. Claims that
    somebody is acting on wait for the next sweep.
    """
    machine, swept = machine_user(), Swept()
    found = query.found(query.parameters(PublishedLaw()))
    for start in range(0, len(found), size):
        done = _chunk(machine, found[start : start + size])
        swept = Swept(swept.looked_at + done.looked_at, swept.rerated + done.rerated)
    return swept


@transaction.atomic
def _chunk(machine: User, ids: list[int]) -> Swept:
    law = PublishedLaw()
    cases = _worked_out(law, query.stale(query.parameters(law), query.hold(ids)))
    changed = [case for case in cases if case.found]
    if cases:
        _assess(changed, machine)
        reratings = _note(cases)
        _replace(changed, reratings)
        _record(changed, reratings, machine)
    return Swept(len(cases), len(changed))


def _worked_out(law: PublishedLaw, laws: dict[int, str]) -> list[_Case]:
    """The stored assessments under the wages of now, against the instalments that stand. Two queries."""
    kept = Assessment.objects.filter(pk__in=laws).select_related("claim").order_by("claim_id")
    standing: dict[int, dict[date, Any]] = {stored.claim_id: {} for stored in kept}
    live = Instalment.objects.filter(claim_id__in=standing, cancelled_on__isnull=True)
    for claim_id, month, amount in live.values_list("claim_id", "month", "amount"):
        standing[claim_id][month] = amount
    cases = []
    for stored in kept:
        try:
            result = law.rerate(stored.result)
        except Refused as refused:
            logger.warning("assessment %s cannot be re-rated: %s", stored.pk, refused)
            continue
        plan = result["instalments"] if result else []
        found = differences(standing[stored.claim_id], plan, clock.this_month())
        cases.append(_Case(stored, laws[stored.pk], found, result or {}))
    return cases


def _assess(cases: list[_Case], machine: User) -> None:
    for case in cases:
        case.made = Assessment(
            claim=case.stored.claim,
            facts_version=case.stored.facts_version,
            on=case.stored.on,
            facts=case.result["facts"],
            result=case.result,
            rules_label=case.result["rules"],
            digest=case.result["digest"],
            eligible=case.result["eligible"],
            amount=case.result["amount"],
            assessed_by=machine,
            assessed_at=clock.now(),
        )
    Assessment.objects.bulk_create([case.made for case in cases if case.made])


def _note(cases: list[_Case]) -> dict[int, Rerating]:
    made = Rerating.objects.bulk_create(
        Rerating(
            claim_id=case.stored.claim_id,
            law=case.law,
            before=case.stored,
            assessment=case.made,
            months=_kept(case.found.months),
            by_hand=_kept(case.found.by_hand),
            at=clock.now(),
        )
        for case in cases
    )
    return {each.claim_id: each for each in made}


def _kept(found: tuple[Difference, ...]) -> list[dict[str, str]]:
    return [each.as_json() for each in found]


def _replace(cases: list[_Case], reratings: dict[int, Rerating]) -> None:
    """The instalments of the months not begun are cancelled today, and stand anew with the other amount."""
    after = {(case.stored.claim_id, each.month): each.after for case in cases for each in case.found.months}
    claims, months = {claim_id for claim_id, _month in after}, {month for _claim_id, month in after}
    live = Instalment.objects.filter(claim_id__in=claims, month__in=months, cancelled_on__isnull=True)
    old = [each for each in live.order_by("claim_id", "month") if (each.claim_id, each.month) in after]
    Instalment.objects.filter(pk__in=[each.pk for each in old]).update(cancelled_on=clock.today())
    Instalment.objects.bulk_create(
        Instalment(
            decision_id=each.decision_id,
            claim_id=each.claim_id,
            resident_id=each.resident_id,
            enterprise_id=each.enterprise_id,
            scheme=each.scheme,
            fund=each.fund,
            region_code=each.region_code,
            month=each.month,
            period=each.period,
            amount=after[each.claim_id, each.month],
            rerating=reratings[each.claim_id],
        )
        for each in old
    )


def _record(cases: list[_Case], reratings: dict[int, Rerating], machine: User) -> None:
    ClaimStep.objects.bulk_create(
        ClaimStep(
            claim=case.stored.claim,
            verb="rerate" if case.found.months else "name_difference",
            from_state=case.stored.claim.state,
            to_state=case.stored.claim.state,
            reason=_words(case),
            actor=machine,
            at=clock.now(),
        )
        for case in cases
    )
    audit.record_each(machine, "claim.rerated", [(case.stored.claim, _data(case, reratings)) for case in cases])


def _words(case: _Case) -> str:
    """The months in runs of one change, as figures that need no language: `2027-01–2027-09 2156.50 → 2280.00`."""
    runs: list[tuple[Difference, Difference]] = []
    for each in (*case.found.months, *case.found.by_hand):
        if runs and replace(each, month=runs[-1][1].month) == runs[-1][1] and each.month > runs[-1][1].month:
            runs[-1] = (runs[-1][0], each)
        else:
            runs.append((each, each))
    return "; ".join(f"{a.month:%Y-%m}–{b.month:%Y-%m} {a.before} → {a.after}" for a, b in runs)[:500]


def _data(case: _Case, reratings: dict[int, Rerating]) -> dict[str, Any]:
    rerating = reratings[case.stored.claim_id]
    return {
        "assessment": rerating.assessment_id,
        "before": case.stored.pk,
        "months": rerating.months,
        "by_hand": rerating.by_hand,
        "rules": case.result["rules"],
        "wages": [table["label"] for table in case.result["versions"]["wages"]],
        "wages_before": [table["label"] for table in case.stored.result["versions"]["wages"]],
    }
