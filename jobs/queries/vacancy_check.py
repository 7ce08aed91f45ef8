"""What stands against publishing a vacancy today, from its words, its pay and what the registry says of its unit."""

from datetime import date
from decimal import Decimal
from typing import Any

from django.db.models import Prefetch

from enterprises.models import Listing
from enterprises.states import ListingKind
from jobs.formulas import vacancy_check
from jobs.formulas.vacancy_check import Finding, Offer
from jobs.models import Vacancy, VacancyCheck
from jobs.states.findings import FINDINGS
from jobs.states.vacancies import Employer
from programmes.formulas.minimum_wage import CLASSES, WageTable, table_for
from programmes.formulas.rulebook import Rulebook
from programmes.queries import rulesets
from stations.models import Region

BANNER_LENGTH = 6


class Wages:
    """The minimum wages by month and hour of every place on a day. Two queries, however many places are asked for."""

    def __init__(self, on: date, tables: list[WageTable] | None = None) -> None:
        self.on, self.tables = on, rulesets.all_wages() if tables is None else tables
        named = Region.objects.filter(level=Region.Level.BANNER, wage_class__isnull=False)
        self.classes = dict(named.values_list("code", "wage_class"))

    def at(self, region_code: str) -> tuple[Decimal | None, Decimal | None]:
        """By month and by hour; where nobody has said the class of a place, the lowest counts."""
        table = table_for([table for table in self.tables if region_code.startswith(table.region_code)], self.on)
        if table is None:
            return None, None
        rules, number = Rulebook(table.content), self.classes.get(region_code[:BANNER_LENGTH], CLASSES[-1])
        return rules.decimal(f"class_{number}_month"), rules.decimal(f"class_{number}_hour")


def of(vacancy: Vacancy, on: date) -> list[Finding]:
    """What is found of a vacancy on that day. Four queries at most."""
    return judge(vacancy, Wages(on), unit_standing(vacancy, on))


def judge(vacancy: Vacancy, wages: Wages, unit: str) -> list[Finding]:
    """The same with what is known already of wages and unit."""
    month, hour = wages.at(vacancy.region_id)
    texts = (vacancy.title, vacancy.hours_note, vacancy.description, vacancy.address)
    pay = Decimal(vacancy.pay_from)
    return vacancy_check.check(Offer(texts, pay, vacancy.pay_unit, vacancy.hours, unit, month, hour))


def unit_standing(vacancy: Vacancy, on: date) -> str:
    """What the registry says of the unit; "" for a household."""
    if vacancy.employer_kind == Employer.HOUSEHOLD:
        return ""
    unit = vacancy.enterprise
    if unit is None:
        return "unknown"
    if unit.closed_on and unit.closed_on <= on:
        return "closed"
    listed = Listing.objects.filter(enterprise=unit, kind=ListingKind.SERIOUS_VIOLATION).in_force(on).exists()
    return "listed" if listed else "known"


def stored(found: list[Finding]) -> list[list[str]]:
    """Findings as they are kept."""
    return [[finding.code, finding.found] for finding in found]


def told(findings: list[list[str]]) -> list[dict[str, Any]]:
    """Kept findings in the reader's language: what is wrong, the words that show it, the article."""
    return [
        {"said": FINDINGS[code].said, "found": found, "basis": FINDINGS[code].basis}
        for code, found in findings
        if code in FINDINGS
    ]


def accepted(vacancy: Vacancy) -> set[str]:
    """The codes of what the bureau found and published all the same, last time."""
    last = vacancy.checks.filter(verb=VacancyCheck.Verb.PUBLISHED).order_by("-pk").first()
    return {code for code, _found in last.findings} if last else set()


def history() -> "Prefetch[str]":
    """The checks of vacancies, oldest first, with who decided."""
    return Prefetch("checks", VacancyCheck.objects.select_related("actor", "asked_by").order_by("pk"))
