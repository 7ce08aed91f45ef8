"""What the rules say to the facts as they are now: stored, and stored again when they have changed."""

import json
from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from django.db import connection
from django.utils.translation import gettext_lazy as _

from cases.models import Assessment, Claim
from cases.queries import exclusions, listed
from cases.queries import facts as facts_query
from core import clock
from core.policies import Refused
from programmes.formulas import registry
from programmes.services import assessment as law
from stations.models import User

#: Stands among the names of changed facts where the facts are the same and the rules say something else.
RULES = "rules"
#: The same where what excludes the grant is another than before.
EXCLUDED = "excluded"
#: What an assessment names beside its answer: where the claim lay on that day, and the digest that covers it.
PLACE = ("region_code", "digest")


def newest(claim: Claim) -> Assessment | None:
    """The last assessment of the claim, or None before acceptance."""
    return claim.assessments.order_by("-pk").first()


def refresh(claim: Claim, actor: User) -> tuple[Assessment, list[str]]:
    """Assess the current facts; returns the newest assessment and the names of facts that changed since the one before.

    Nothing is written where the answer is the same. The rules are those in force on the day the claim was submitted.
    `facts_version` and `facts` of the claim go along, unsaved. Raises Refused where the facts cannot be assessed.
    """
    if claim.submitted_at is None:
        raise Refused(_("A draft is not assessed."))
    facts = facts_query.current(claim)
    on = clock.day_of(claim.submitted_at)
    people = listed.current(claim) if registry.scheme(claim.scheme).listed else None
    result = law.assess(scheme=claim.scheme, region_code=claim.region_code, on=on, facts=facts, people=people)
    excluded = exclusions.standing(claim, result, facts)
    last = newest(claim)
    same = last is not None and (last.digest == result["digest"] or _same_but_for_the_desk(last.result, result))
    if last is not None and same and last.excluded == excluded:
        return last, []
    changed = _changed(last.result, result) if last else []
    if last is not None and last.excluded != excluded:
        changed.append(EXCLUDED)
    if last is not None:
        claim.facts_version += 1
    claim.facts = facts | result["facts"]
    made = Assessment.objects.create(
        claim=claim,
        facts_version=claim.facts_version,
        on=on,
        facts=result["facts"],
        result=result,
        rules_label=result["rules"],
        digest=result["digest"],
        eligible=result["eligible"],
        amount=Decimal(result["amount"]),
        excluded=excluded,
        assessed_by=actor,
        assessed_at=clock.now(),
    )
    if people is not None:
        _tell_list(made)
    return made, changed or ([RULES] if last is not None else [])


def _changed(before: dict[str, Any], after: dict[str, Any]) -> list[str]:
    """The names of the facts that differ; `people` where somebody's on the list do, or the list itself."""
    names = [name for name, value in after["facts"].items() if before["facts"].get(name) != value]
    told = [[(row["ref"], row["facts"]) for row in each.get("people", ())] for each in (before, after)]
    return names + ["people"] * (told[0] != told[1])


_TELL = """
UPDATE cases_listedperson person
SET result = found, eligible = (found->>'eligible')::boolean, amount = (found->>'amount')::numeric
FROM (SELECT jsonb_array_elements(result->'people') AS found FROM cases_assessment WHERE id = %s) AS answer
WHERE person.claim_id = %s AND person.resident_id = (found->>'ref')::bigint
"""


def _tell_list(assessment: Assessment) -> None:
    """Each person on the list stands there with what this assessment found. One statement."""
    with connection.cursor() as cursor:
        cursor.execute(_TELL, [assessment.pk, assessment.claim_id])


def _same_but_for_the_desk(before: Mapping[str, Any], now: Mapping[str, Any]) -> bool:
    """Whether only the desk is another one: a claim handed over with its station keeps the votes that it has."""
    fresh = json.loads(json.dumps(now))
    names = {*before, *fresh} - set(PLACE)
    return all(before.get(name) == fresh.get(name) for name in names)
