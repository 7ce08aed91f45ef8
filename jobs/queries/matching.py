"""Recommendations as the desk reads them, and the explanation of one pair by the weights in force."""

from dataclasses import dataclass
from typing import Any

from django.db.models import QuerySet

from cases.models import ResidentGroup
from core import clock
from jobs.formulas import matching
from jobs.models import Matching, Recommendation, Vacancy, Wish
from jobs.states.wishes import Direction, WishState
from programmes.formulas import matching_weights
from programmes.models import RuleSet
from programmes.queries import rulesets


@dataclass(frozen=True)
class Explained:
    """A pair's points by part, None where it never meets, and the rules that it was reckoned by."""

    score: matching.Score | None
    rules: RuleSet

    @property
    def label(self) -> str:
        """The version of the weights."""
        return self.rules.label


def explain(wish: Wish, vacancy: Vacancy) -> Explained | None:
    """What the pair comes to today; None where no weights are in force."""
    rules = rulesets.in_force(matching_weights.TABLE.name, wish.region_code, clock.today())
    if rules is None:
        return None
    return Explained(matching.score(wished(wish), offered(vacancy), matching.Weights.of(rules.content)), rules)


def wished(wish: Wish) -> matching.Wished:
    """A wish in plain values."""
    latitude, longitude = wish.place
    groups = ResidentGroup.objects.filter(resident=wish.resident_id, until_on__isnull=True).values_list("group", flat=True)
    return matching.Wished(
        occupations=list(wish.occupations.order_by("place").values_list("occupation_id", flat=True)),
        least_pay=wish.least_pay,
        pay_unit=wish.pay_unit,
        hours=wish.hours,
        max_km=wish.max_km,
        latitude=_degrees(latitude),
        longitude=_degrees(longitude),
        piece_work=wish.piece_work,
        training=wish.training,
        groups=list(groups),
    )


def offered(vacancy: Vacancy) -> matching.Offered:
    """A vacancy in plain values; without a place of its own it is at its station."""
    own = vacancy if vacancy.latitude is not None else vacancy.station
    return matching.Offered(
        occupation=vacancy.occupation_id,
        pay_from=vacancy.pay_from,
        pay_to=vacancy.pay_to,
        pay_unit=vacancy.pay_unit,
        hours=vacancy.hours,
        latitude=_degrees(own.latitude),
        longitude=_degrees(own.longitude),
        welcome=vacancy.welcome,
        insurance=vacancy.insurance,
    )


def _degrees(value: Any) -> float | None:
    return None if value is None else float(value)


def for_wish(wish: Wish) -> list[Recommendation]:
    """The list of a wish, without what has gone meanwhile. One query."""
    rows = Recommendation.objects.filter(
        wish=wish, direction=Direction.WISH, vacancy__in=Vacancy.objects.on_show(clock.today())
    ).exclude(vacancy__referrals__resident=wish.resident_id)
    return list(rows.select_related("vacancy__occupation", "vacancy__region", "vacancy__station", "rules").order_by("rank"))


def for_vacancy(vacancy: Vacancy, user: Any) -> tuple[list[Recommendation], int]:
    """The people of a vacancy whom `user` may see, and how many more stand on the list of other stations. Two queries."""
    rows = _people(vacancy)
    mine = rows.filter(wish__in=Wish.objects.visible_to(user))
    seen = list(mine.select_related("wish__resident", "wish__station", "rules").order_by("rank"))
    return seen, rows.count() - len(seen)


def _people(vacancy: Vacancy) -> QuerySet[Recommendation]:
    rows = Recommendation.objects.filter(
        vacancy=vacancy, direction=Direction.VACANCY, wish__state=WishState.OPEN, wish__valid_until__gte=clock.today()
    )
    return rows.exclude(wish__resident__referrals__vacancy=vacancy)


def matched_at(*, wish: Wish | None = None, vacancy: Vacancy | None = None) -> Any:
    """When the list was worked out last; None where it never was."""
    of = Matching.objects.filter(wish=None, vacancy=None) | Matching.objects.filter(
        **({"wish": wish} if wish else {"vacancy": vacancy})
    )
    last = of.order_by("-pk").first()
    return last.at if last else None
