"""What the published law says about the facts of one claim, kept so that it can be worked out again years later."""

import hashlib
import json
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from core.policies import Refused
from programmes import formulas
from programmes.formulas import facts as reading
from programmes.formulas import registry
from programmes.formulas.base import Unassessable
from programmes.formulas.lists import Listed, assess_list
from programmes.formulas.minimum_wage import WageTable
from programmes.models import RuleSet
from programmes.queries import labels, rulesets


def assess(
    *, scheme: str, region_code: str, on: date, facts: Mapping[str, Any], people: Iterable[Listed] | None = None
) -> dict[str, Any]:
    """The assessment of `facts` (JSON values) under the rules in force for a region on a day; itself JSON.

    Keys: scheme, region_code, on, facts, eligible, amount, instalments (each with `how`), failed, findings, entitlement,
    rules (label), versions (what was read, with digests), digest; with `people` also what was found about each of them
    (`formulas.lists`). Two queries, however many people. Raises Refused with `field` for a fact at fault or where no rules
    are in force.
    """
    rules = rulesets.in_force(scheme, region_code, on)
    if rules is None:
        raise Refused(_("No rules of this scheme are in force on that day."), field="on")
    tables = rulesets.wages(region_code)
    return worked_out(scheme, region_code, on, facts, rules, tables, versions_of(rules, tables), people)


def recompute(stored: Mapping[str, Any]) -> dict[str, Any]:
    """The same assessment worked out again from what `assess` returned and the versions named in it.

    Equal to `stored` as long as neither was tampered with, whatever has been published since. Raises Refused where a
    named version is missing or no longer has the digest it had.
    """
    versions = stored["versions"]
    rules = _named(versions["rules"])
    tables = [
        WageTable(
            version["label"],
            version["region_code"],
            date.fromisoformat(version["valid_from"]),
            date.fromisoformat(version["valid_to"]) if version["valid_to"] else None,
            _named(version).content,
            version["digest"],
        )
        for version in versions["wages"]
    ]
    on = date.fromisoformat(stored["on"])
    people = [Listed(row["ref"], row["facts"]) for row in stored["people"]] if "people" in stored else None
    return worked_out(stored["scheme"], stored["region_code"], on, stored["facts"], rules, tables, versions, people)


def worked_out(
    scheme: str,
    region_code: str,
    on: date,
    facts: Mapping[str, Any],
    rules: RuleSet,
    tables: Sequence[WageTable],
    versions: Mapping[str, Any],
    people: Iterable[Listed] | None = None,
) -> dict[str, Any]:
    """The assessment under one rule set and the tables named in `versions`. Raises Refused for a fact at fault."""
    told: dict[str, Any] = {"scheme": scheme, "on": on, "facts": facts, "rules": rules.content, "wages": tables}
    try:
        found = formulas.assess(**told).as_json() if people is None else assess_list(**told, people=people)
        once = tuple(fact for fact in registry.scheme(scheme).facts if people is None or not fact.listed)
        kept = reading.as_json(reading.read(once, facts))
    except Unassessable as fault:
        raise Refused(labels.fault(fault), field=fault.field, code=fault.code) from fault
    result = {
        "scheme": scheme,
        "region_code": region_code,
        "on": on.isoformat(),
        "facts": kept,
        **found,
        "rules": rules.label,
        "versions": dict(versions),
    }
    result["digest"] = hashlib.sha256(
        json.dumps(result, ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode()
    ).hexdigest()
    return result


def versions_of(rules: RuleSet, tables: Sequence[WageTable]) -> dict[str, Any]:
    """How an assessment names what it read, with what is needed to find it again unchanged."""
    named = {"label": rules.label, "region_code": rules.region_code, "digest": rules.digest}
    return {"rules": named, "wages": [wage_version(table) for table in tables]}


def wage_version(table: WageTable) -> dict[str, Any]:
    """How an assessment names a minimum wage table, with what it needs to find it again unchanged."""
    return {
        "label": table.label,
        "region_code": table.region_code,
        "valid_from": table.valid_from.isoformat(),
        "valid_to": table.valid_to.isoformat() if table.valid_to else None,
        "digest": table.digest,
    }


def _named(version: Mapping[str, Any]) -> RuleSet:
    scheme, _at, valid_from = version["label"].partition("@")
    found = (
        RuleSet.objects.published()
        .filter(scheme=scheme, region_code=version["region_code"], valid_from=valid_from, digest=version["digest"])
        .first()
    )
    if found is None:
        raise Refused(
            _("%(label)s is not on record as it was when this was assessed.") % {"label": labels.rules_name(version["label"])}
        )
    return found
