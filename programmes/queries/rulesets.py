"""Which rules are the law where and when."""

from datetime import date

from django.db.models.functions import Length

from programmes.formulas.minimum_wage import WageTable
from programmes.models import RuleSet

WAGES = "minimum_wage"


def in_force(scheme: str, region_code: str, on: date) -> RuleSet | None:
    """The published rule set of `scheme` on a day: the narrowest region's before the wider ones'; None without any."""
    rules = RuleSet.objects.published().filter(scheme=scheme).concerning(region_code).on(on)
    return rules.order_by(Length("region_code").desc()).first()


def wages(region_code: str) -> list[WageTable]:
    """Every published minimum wage table that concerns a region, oldest first."""
    tables = RuleSet.objects.published().filter(scheme=WAGES).concerning(region_code)
    return [table.as_wages() for table in tables.order_by("valid_from", "region_code")]


def all_wages() -> list[WageTable]:
    """Every published minimum wage table of every region, in the order of `wages`."""
    tables = RuleSet.objects.published().filter(scheme=WAGES)
    return [table.as_wages() for table in tables.order_by("valid_from", "region_code")]


def everywhere(scheme: str, on: date) -> list[RuleSet]:
    """The published rule sets of `scheme` on a day, those of the narrowest regions first. One query."""
    return list(RuleSet.objects.published().filter(scheme=scheme).on(on).order_by(Length("region_code").desc(), "region_code"))


def named(label: str, region_code: str) -> RuleSet | None:
    """The published set that an assessment names by its label and region."""
    scheme, _at, valid_from = label.partition("@")
    return RuleSet.objects.published().filter(scheme=scheme, region_code=region_code, valid_from=valid_from).first()


def predecessor(scheme: str, region_code: str, valid_from: date) -> RuleSet | None:
    """The published set of the same scheme and exactly that region which comes before a day."""
    earlier = RuleSet.objects.published().filter(scheme=scheme, region_code=region_code, valid_from__lt=valid_from)
    return earlier.order_by("-valid_from").first()


def compared_with(ruleset: RuleSet) -> RuleSet | None:
    """What a set would replace: its own predecessor, or the wider region's rules where it is the first of its region."""
    before = predecessor(ruleset.scheme, ruleset.region_code, ruleset.valid_from)
    return before or in_force(ruleset.scheme, ruleset.region_code[:-2], ruleset.valid_from)


def wider_than(ruleset: RuleSet) -> RuleSet | None:
    """The published rules that hold in the wider region on the day from which a set shall be in force; None without any."""
    return in_force(ruleset.scheme, ruleset.region_code[:-2], ruleset.valid_from)
