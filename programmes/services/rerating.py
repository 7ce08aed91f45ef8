"""Running plans and a new minimum wage: the same facts, the same rules, the wages that are published now (B-1)."""

import hashlib
import json
from collections.abc import Iterator, Mapping
from datetime import date
from decimal import Decimal
from functools import cached_property
from typing import Any, NamedTuple

from django.utils.translation import gettext as _

from core.policies import Refused
from programmes.formulas.minimum_wage import WageTable
from programmes.formulas.rulebook import Rulebook
from programmes.formulas.schemes import unemployment_benefit
from programmes.models import RuleSet
from programmes.queries import labels, rulesets
from programmes.services import assessment

#: The parameter by which a programme says whether running plans follow the minimum wage.
PARAMETER = "rerate_on_wage_change"


class PublishedLaw:
    """All that is published, read once: two queries however many plans are worked out with it."""

    def __init__(self) -> None:
        self._wages = rulesets.all_wages()
        self._rules = {(each.label, each.region_code, each.digest): each for each in RuleSet.objects.published()}

    @cached_property
    def newest(self) -> str:
        """The moment of the newest publication of a minimum wage, as ISO text; empty where none is published."""
        moments = [each.published_at for each in self._rules.values() if each.scheme == rulesets.WAGES and each.published_at]
        return max(moments).isoformat() if moments else ""

    def wages(self, region_code: str) -> list[WageTable]:
        """As `rulesets.wages`, without a query."""
        concerned = {region_code[:length] for length in (2, 4, 6)}
        return [table for table in self._wages if table.region_code in concerned]

    def versions(self, region_code: str) -> list[dict[str, Any]]:
        """As an assessment of today would name the wages it read."""
        return [assessment.wage_version(table) for table in self.wages(region_code)]

    def versions_text(self, region_code: str) -> str:
        """The same as JSON text."""
        return json.dumps(self.versions(region_code), ensure_ascii=False, sort_keys=True, separators=(",", ":"))

    def digest(self, region_code: str) -> str:
        """One short name for exactly these wages; it never comes back, for published law only grows."""
        return hashlib.sha256(self.versions_text(region_code).encode()).hexdigest()

    def rerate(self, stored: Mapping[str, Any]) -> dict[str, Any] | None:
        """The stored assessment with the wages of now and everything else as it was; it recomputes like any other.

        None where the rules it rests on leave running plans alone. Raises Refused where it cannot be worked out.
        """
        named = stored["versions"]["rules"]
        rules = self._rules.get((named["label"], named["region_code"], named["digest"]))
        if rules is None:
            raise Refused(
                _("%(label)s is not on record as it was when this was assessed.") % {"label": labels.rules_name(named["label"])}
            )
        if PARAMETER not in rules.content["parameters"] or not Rulebook(rules.content).value(PARAMETER):
            return None
        on = date.fromisoformat(stored["on"])
        tables = self.wages(stored["region_code"])
        versions = {"rules": named, "wages": [assessment.wage_version(table) for table in tables]}
        return assessment.worked_out(stored["scheme"], stored["region_code"], on, stored["facts"], rules, tables, versions)


class Rate(NamedTuple):
    """What a month comes to in yuan for plans of these rules, in this band, with this uplift or none."""

    label: str
    region_code: str
    digest: str
    percent: Decimal
    uplift: Decimal
    amount: Decimal


def rates_under(wages: RuleSet) -> Iterator[Rate]:
    """Every amount that plans following the minimum wage could have under `wages`: a handful, however many plans there are."""
    table = wages.as_wages()
    for ruleset in RuleSet.objects.published().filter(scheme=unemployment_benefit.SCHEME.name):
        rules = Rulebook(ruleset.content)
        if not rules.value(PARAMETER):
            continue
        wage = table.monthly(rules.integer("wage_class"))
        for percent in {Decimal(band["percent"]) for band in rules.rows("percent_bands")}:
            for uplift in {unemployment_benefit.NO_UPLIFT, rules.decimal("uplift")}:
                amount = unemployment_benefit.monthly(wage, percent, uplift, rules)
                yield Rate(ruleset.label, ruleset.region_code, ruleset.digest, percent, uplift, amount)
