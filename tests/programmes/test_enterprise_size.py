"""Size classes on their edges, and the lay-off rates by hand."""

from decimal import Decimal

import pytest

from programmes.formulas import layoff_rate, registry, rulebook
from programmes.formulas.base import BadRules, Unassessable
from programmes.formulas.enterprise_size import INDUSTRIES, SizeTable
from programmes.services import lawfiles

CONTENT = next(file.content for file in lawfiles.all_files() if file.scheme == "enterprise_size")
TABLE = SizeTable(CONTENT)
WAN = 10_000


def size(industry, staff=None, turnover=None, assets=None):
    """Turnover and assets in 10,000 yuan, as the table has them."""
    money = {"turnover": turnover, "assets": assets}
    given = {name: None if value is None else Decimal(str(value)) * WAN for name, value in money.items()}
    return TABLE.size_of(industry=industry, staff=staff, **given)


@pytest.mark.parametrize(
    ("industry", "measures", "expected"),
    [
        ("manufacturing", {"staff": 1000, "turnover": 40000}, "large"),
        ("manufacturing", {"staff": 1000, "turnover": 39999}, "medium"),
        ("manufacturing", {"staff": 999, "turnover": 40000}, "medium"),
        ("manufacturing", {"staff": 1000, "turnover": "39999.9999"}, "medium"),
        ("manufacturing", {"staff": 1000, "turnover": 300}, "small"),
        ("manufacturing", {"staff": 20, "turnover": 299}, "micro"),
        ("manufacturing", {"staff": 19, "turnover": 90000}, "micro"),
        ("agriculture", {"turnover": 20000}, "large"),
        ("agriculture", {"turnover": 50}, "small"),
        ("agriculture", {"turnover": 49}, "micro"),
        ("construction", {"turnover": 80000, "assets": 79999}, "medium"),
        ("construction", {"turnover": 80000, "assets": 80000}, "large"),
        ("real_estate", {"turnover": 200000, "assets": 1999}, "micro"),
        ("real_estate", {"turnover": 100, "assets": 10000}, "small"),
        ("leasing", {"staff": 300, "assets": 120000}, "large"),
        ("leasing", {"staff": 300, "assets": 8000}, "medium"),
        ("other", {"staff": 300}, "large"),
        ("other", {"staff": 9}, "micro"),
        ("wholesale", {"staff": 5, "turnover": 1000}, "small"),
    ],
)
def test_every_limit_is_needed_else_one_class_down(industry, measures, expected):
    assert size(industry, **measures) == expected


@pytest.mark.parametrize("industry", INDUSTRIES)
def test_every_industry_has_limits_that_fall_from_class_to_class(industry):
    rows = [row for row in CONTENT["parameters"]["size_limits"]["value"] if row["industry"] == industry]
    assert {row["measure"] for row in rows} == set(TABLE.measures(industry))
    assert all(row["large_from"] > row["medium_from"] > row["small_from"] for row in rows)


def test_what_the_industry_does_not_look_at_need_not_be_known():
    assert size("agriculture", turnover=500) == size("agriculture", staff=1, turnover=500, assets=1) == "medium"


def test_a_measure_that_is_missing_is_named():
    with pytest.raises(Unassessable) as refusal:
        size("manufacturing", staff=100)
    assert (refusal.value.field, refusal.value.code) == ("turnover", "missing")


def test_an_unknown_industry_is_named_and_a_table_without_a_known_one_is_bad_law():
    with pytest.raises(Unassessable) as refusal:
        size("space_travel", staff=1)
    assert refusal.value.field == "industry"
    rows = [row for row in CONTENT["parameters"]["size_limits"]["value"] if row["industry"] != "post"]
    with pytest.raises(BadRules):
        SizeTable({"parameters": {"size_limits": {"value": rows}}}).size_of(industry="post", staff=1, turnover=Decimal(1))


def test_the_table_of_sizes_is_whole():
    assert rulebook.problems(registry.TABLES["enterprise_size"], CONTENT) == []


@pytest.mark.parametrize(
    ("formula", "counts", "expected"),
    [
        ("F-NM2019", {"laid_off": 5, "staff_year_end": 95}, "0.05"),
        ("F-NM2019", {"laid_off": 5, "staff_year_end": 15}, "0.25"),
        ("F-NM2019", {"laid_off": 4, "staff_year_end": 16}, "0.2"),
        ("F-NM2019", {"laid_off": 0, "staff_year_end": 0}, "0"),
        ("F-NM2019", {"laid_off": 3, "staff_year_end": 0}, "1"),
        ("F-NET", {"staff_year_start": 100, "staff_year_end": 90, "natural_attrition": 4, "insured_average": 96}, "0.0625"),
        ("F-NET", {"staff_year_start": 100, "staff_year_end": 120, "natural_attrition": 0, "insured_average": 110}, "0"),
        ("F-NET", {"staff_year_start": 100, "staff_year_end": 98, "natural_attrition": 5, "insured_average": 99}, "0"),
        ("F-NET", {"staff_year_start": 9, "staff_year_end": 0, "natural_attrition": 0, "insured_average": 0}, "1"),
        ("F-SH2024", {"benefit_drawers": 3, "insured_average": Decimal("60.00")}, "0.05"),
        ("F-SH2024", {"benefit_drawers": 90, "insured_average": 60}, "1"),
        ("F-ZJ2022", {"insured_reference": 100, "staff_year_end": 80, "benefit_drawers": 2}, "0.02"),
        ("F-ZJ2022", {"insured_reference": 100, "staff_year_end": 99, "benefit_drawers": 30}, "0.01"),
        ("F-ZJ2022", {"insured_reference": 100, "staff_year_end": 130, "benefit_drawers": 30}, "0"),
    ],
)
def test_each_lay_off_formula_by_hand(formula, counts, expected):
    assert layoff_rate.rate(formula, counts) == Decimal(expected)


@pytest.mark.parametrize("formula", layoff_rate.FORMULAS)
def test_a_count_that_the_formula_needs_is_named_when_it_is_missing(formula):
    with pytest.raises(Unassessable) as refusal:
        layoff_rate.rate(formula, {fact.name: None for fact in layoff_rate.COUNTS})
    assert refusal.value.code == "missing"
    assert refusal.value.field in {fact.name for fact in layoff_rate.COUNTS}


def test_every_formula_has_words():
    assert set(layoff_rate.FORMULAS) == set(layoff_rate.FORMULA_WORDS)
