"""Two-list matching (双清单匹配): the best vacancies of every wish and the best people for every vacancy.

Everything at night; one wish or one vacancy at once when the desk asks.
"""

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from core import audit, clock
from core.policies import Refused, require
from jobs.formulas.matching import Weights
from jobs.models import Matching, Vacancy, Wish
from jobs.policies import wishes as policies
from jobs.services import matching_sets
from programmes.formulas import matching_weights
from programmes.queries import rulesets
from stations.models import User
from stations.services.machine import machine_user

NO_WEIGHTS = _("No weights of matching are in force today. Whoever publishes rules can publish them.")


def match_all() -> Matching | None:
    """Every list is worked out anew by the weights in force; until the commit the old ones stand. None without weights."""
    with transaction.atomic():
        made = _match()
        if made is not None:
            audit.record(machine_user(), "matching.made", made, wishes=made.wishes, vacancies=made.vacancies, pairs=made.pairs)
        return made


@transaction.atomic
def match_wish(*, wish_id: int, actor: User) -> Matching:
    """The list of one wish is worked out anew."""
    wish = Wish.objects.select_related("resident").locked(pk=wish_id)
    require(policies.can_edit(actor, wish.resident), policies.NOT_HERE)
    made = _match(wish=wish_id)
    if made is None:
        raise Refused(NO_WEIGHTS)
    audit.record(actor, "matching.made", made, region=wish.region_code, station_id=wish.station_id, wish=wish_id)
    return made


@transaction.atomic
def match_vacancy(*, vacancy_id: int, actor: User) -> Matching:
    """The list of people for one vacancy is worked out anew."""
    vacancy = Vacancy.objects.locked(pk=vacancy_id)
    require(policies.can_see_people(actor, vacancy), _("Another station looks after this vacancy."))
    made = _match(vacancy=vacancy_id)
    if made is None:
        raise Refused(NO_WEIGHTS)
    audit.record(actor, "matching.made", made, region=vacancy.region_code, station_id=vacancy.station_id, vacancy=vacancy_id)
    return made


def _match(wish: int | None = None, vacancy: int | None = None) -> Matching | None:
    day = clock.today()
    rules = [
        (rules.pk, rules.region_code, Weights.of(rules.content))
        for rules in rulesets.everywhere(matching_weights.TABLE.name, day)
    ]
    if not rules:
        return None
    found = matching_sets.pairs(rules=matching_sets.as_json(rules), day=day, wish=wish, vacancy=vacancy)
    made = Matching.objects.create(
        wish_id=wish, vacancy_id=vacancy, on=day, at=clock.now(),
        wishes=found.wishes, vacancies=found.vacancies, pairs=found.pairs,
    )  # fmt: skip
    matching_sets.keep(matching=made, wish=wish, vacancy=vacancy)
    return made
