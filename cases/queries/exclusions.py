"""What stands against a grant beside the conditions of its formula (E-9), each with its legal basis: a ground to refuse."""

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext as _

from cases.models import Claim, ExclusiveRight
from cases.queries import plans, rights
from core import clock
from programmes.formulas import registry
from programmes.queries import labels, rulesets

#: Nobody is granted anything any more; the law is the same for every programme.
ALIVE = "applicant_alive"
ALIVE_BASIS = "《民法典》第十三条：自然人的民事权利能力终于死亡"
ALIVE_BASIS_EN = "Civil Code art. 13: a person's capacity for rights ends with death"


def standing(claim: Claim, result: Mapping[str, Any], facts: Mapping[str, Any]) -> list[dict[str, Any]]:
    """Everything that excludes a grant today, as an assessment keeps it: key, legal basis, and whose right it is.

    `result` is what the rules say, `facts` the claim's facts as they are now. A fixed number of queries a programme, of
    its list's rights none: those are facts about each person.
    """
    scheme = registry.scheme(claim.scheme)
    found = [{"key": bar.fact} for bar in scheme.bars if facts.get(bar.fact) is True]
    if scheme.ends_with_death and claim.resident is not None and claim.resident.deceased_on:
        found.append({"key": ALIVE, "basis": ALIVE_BASIS})
    if result["eligible"]:
        found += [_held(right) for right in _in_the_way(claim, result)]
    return _with_basis(found, result)


def _in_the_way(claim: Claim, result: Mapping[str, Any]) -> list[ExclusiveRight]:
    if all(right.holder == "listed" for right in registry.scheme(claim.scheme).exclusive):
        return []
    plan = plans.payable(claim, dict(result))
    taken = set(plans.taken_before(claim, plan).values_list("period", flat=True))
    months = [row.month for row in plan if row.period not in taken]
    return rights.others(claim, rights.wanted(claim, months, clock.today()))


def _held(right: ExclusiveRight) -> dict[str, Any]:
    return {
        "key": right.key,
        "right": right.pk,
        "claim": right.claim.number,
        "scheme": right.claim.scheme,
        "from": right.during.lower.isoformat() if right.during.lower else None,
        "until": right.during.upper.isoformat() if right.during.upper else None,
    }


def _with_basis(found: list[dict[str, Any]], result: Mapping[str, Any]) -> list[dict[str, Any]]:
    """The basis as the rules of the assessment cite it; rules older than the exclusion name the law's own document."""
    if all("basis" in each for each in found):
        return found
    version = result["versions"]["rules"]
    rules = rulesets.named(version["label"], version["region_code"])
    cited = rules.content.get("conditions", {}) if rules else {}
    document = rules.document if rules else ""
    return [{"basis": cited.get(each["key"], {}).get("basis") or document, **each} for each in found]


def label(key: str) -> str:
    """What the claim lacks, as a condition is called."""
    return _("The applicant is alive") if key == ALIVE else labels.condition(key)


def basis(content: Mapping[str, Any], kept: Mapping[str, Any]) -> str:
    """The legal basis in the page's language."""
    if kept["key"] == ALIVE:
        return labels.in_language({"basis": ALIVE_BASIS, "basis_en": ALIVE_BASIS_EN}, "basis")
    return labels.basis(content, kept["key"]) or str(kept["basis"])


def whose(kept: Mapping[str, Any]) -> str:
    """Which claim holds the right, in words; where no claim does, what the register says."""
    if "claim" not in kept:
        return labels.value(kept["key"] != ALIVE)
    return _("%(programme)s, claim %(number)s") % {"programme": labels.scheme(kept["scheme"]), "number": kept["claim"]}
