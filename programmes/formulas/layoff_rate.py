"""The lay-off rate (裁员率): several formulas are in use, so each has an id and the rules say which one is the law.

All take raw counts of persons and give a share between 0 and 1; a unit that grew has 0.
"""

from collections.abc import Callable, Mapping
from decimal import Decimal
from typing import Any

from programmes.formulas.base import Unassessable
from programmes.formulas.declaration import Fact, FactKind, Words
from programmes.formulas.units import LAID_OFF, PERSONS, STAFF_YEAR_END

ZERO, ONE = Decimal(0), Decimal(1)

FORMULA_WORDS: Mapping[str, Words] = {
    "F-NM2019": Words("Laid off by laid off plus staff at the year's end", "裁员人数÷（裁员人数＋年末人数）"),
    "F-NET": Words("Net loss without natural leavers by average staff", "（年初－年末－自然减员）÷年平均参保人数"),
    "F-SH2024": Words("New benefit recipients by average staff", "新领失业保险金人数÷月平均参保人数"),
    "F-ZJ2022": Words(
        "The lower of net loss and recipients by the staff two years ago", "净减员率与领金率取低者（以前年末人数为基数）"
    ),
}


def _count(name: str, en: str, zh: str, kind: FactKind = "int") -> Fact:
    return Fact(name, kind, "computed", minimum=0, unit=PERSONS, optional=True, words=Words(en, zh))


#: What the formulas other than F-NM2019 count, under the names of the insurance year; left out where they are not the law.
OTHER_COUNTS = (
    _count("staff_year_start", "Staff at the start of last year", "上年初职工人数"),
    _count("natural_attrition", "Natural leavers of last year", "上年度自然减员人数"),
    _count("insured_average", "Average insured of last year", "上年度月平均参保人数", "decimal"),
    _count("benefit_drawers", "Former staff who began to draw benefit last year", "上年度新领取失业保险金人数"),
    _count("insured_reference", "Insured at the end of the year before last", "前年末参保人数"),
)


class _Counts:
    """The counts by name; one that a formula reads and nobody gave is named."""

    def __init__(self, given: Mapping[str, Any]) -> None:
        self._given = given

    def __getitem__(self, name: str) -> Any:
        found = self._given.get(name)
        if found is None:
            raise Unassessable(f"{name} is missing", name, "missing")
        return found


def _share(part: int, whole: int | Decimal) -> Decimal:
    """Part by whole, nothing where nothing was lost, at most everything."""
    if part <= 0:
        return ZERO
    return min(Decimal(part) / Decimal(whole), ONE) if whole > 0 else ONE


def _nm2019(counts: _Counts) -> Decimal:
    return _share(counts["laid_off"], counts["laid_off"] + counts["staff_year_end"])


def _net(counts: _Counts) -> Decimal:
    return _share(counts["staff_year_start"] - counts["staff_year_end"] - counts["natural_attrition"], counts["insured_average"])


def _sh2024(counts: _Counts) -> Decimal:
    return _share(counts["benefit_drawers"], counts["insured_average"])


def _zj2022(counts: _Counts) -> Decimal:
    before = counts["insured_reference"]
    return min(_share(before - counts["staff_year_end"], before), _share(counts["benefit_drawers"], before))


#: By id: 内政发〔2019〕4号 as applied in Alxa; net loss as data systems keep it; Shanghai 2024; Zhejiang 2022, where one of two
#: rates within the limit is enough, which is the lower of both.
FORMULAS: Mapping[str, Callable[[_Counts], Decimal]] = {
    "F-NM2019": _nm2019,
    "F-NET": _net,
    "F-SH2024": _sh2024,
    "F-ZJ2022": _zj2022,
}
COUNTS = (LAID_OFF, STAFF_YEAR_END, *OTHER_COUNTS)


def rate(formula: str, counts: Mapping[str, Any]) -> Decimal:
    """The lay-off rate by the formula with that id, between 0 and 1, unrounded.

    `counts` holds the facts named in `COUNTS`; others are left alone. Raises Unassessable naming a count that the
    formula needs and that is missing, KeyError for an id that is not in `FORMULAS`.
    """
    return FORMULAS[formula](_Counts(counts))
