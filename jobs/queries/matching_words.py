"""The reasons of a pair's points in sentences, for the desk and for the resident."""

from collections.abc import Iterator
from typing import Any, NamedTuple

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from cases.states import PersonGroup
from jobs.formulas.matching import Part, Score
from jobs.models import Occupation
from programmes.formulas.matching_weights import PARTS
from programmes.queries import words

REASONS: dict[str, Any] = {
    "occupation_7": gettext_lazy("The work is what the wish names as no. %(place)s: %(wished)s."),
    "occupation_5": gettext_lazy("Same minor group as wish no. %(place)s, %(wished)s."),
    "occupation_3": gettext_lazy("Same sub-major group as wish no. %(place)s, %(wished)s."),
    "occupation_1": gettext_lazy("Only the same major group as wish no. %(place)s, %(wished)s."),
    "pay_any": gettext_lazy("The wish names no least pay."),
    "pay_reached": gettext_lazy("The pay begins at %(low)s yuan a month, the wish is %(least)s."),
    "pay_in_range": gettext_lazy("The pay goes up to %(high)s yuan a month, the wish is %(least)s."),
    "pay_below": gettext_lazy("The pay ends at %(high)s yuan a month, less than the wish of %(least)s."),
    "pay_too_low": gettext_lazy("The pay ends at %(high)s yuan a month, far less than the wish of %(least)s."),
    "piece_welcome": gettext_lazy("Paid by the piece, which the wish welcomes."),
    "piece_unwelcome": gettext_lazy("Paid by the piece, which the wish does not want."),
    "hours_any": gettext_lazy("The wish asks for no particular hours."),
    "hours_fit": gettext_lazy("The hours are among those that fit."),
    "hours_flexible": gettext_lazy("The hours can be agreed."),
    "hours_unfit": gettext_lazy("The hours are not among those that fit."),
    "near": gettext_lazy("%(km)s km away: near."),
    "reachable": gettext_lazy("%(km)s km away, the wish goes as far as %(most)s km."),
    "at_home": gettext_lazy("The work is done at home."),
    "place_unknown": gettext_lazy("Where the work is, or where the person lives, is not known."),
    "groups_open": gettext_lazy("The vacancy is open to everybody."),
    "groups_welcome": gettext_lazy("The vacancy welcomes: %(groups)s."),
    "groups_other": gettext_lazy("The vacancy welcomes other groups first."),
    "insured_employee": gettext_lazy("Insured as an employee."),
    "insured_injury": gettext_lazy("Insured against work injury only."),
    "insured_none": gettext_lazy("Not insured by the employer."),
}


class Line(NamedTuple):
    """One part of a pair as it is shown."""

    label: str
    points: Any
    most: Any
    sentence: str


def lines(score: Score) -> list[Line]:
    """Every part in its order. One query."""
    wished = {part.figures.get("wished") for part in score.parts} - {None}
    names = {one.pk: str(one) for one in Occupation.objects.filter(pk__in=wished)}
    return list(_lines(score, names))


def _lines(score: Score, names: dict[str, str]) -> Iterator[Line]:
    for part in score.parts:
        yield Line(words.said(PARTS[part.name]), part.points, part.most, _sentence(part, names))


def _sentence(part: Part, names: dict[str, str]) -> str:
    figures = dict(part.figures)
    if "wished" in figures:
        figures["wished"] = names.get(figures["wished"], figures["wished"])
    if "groups" in figures:
        figures["groups"] = _(", ").join(str(PersonGroup(group).label) for group in figures["groups"])
    return str(REASONS[part.reason]) % figures
