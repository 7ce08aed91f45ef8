"""Two desks at the same moment: the last place is given once, and nobody is referred twice."""

import pytest

from cases.models import Hire
from core import clock
from core.policies import Refused
from jobs.models import Referral, Vacancy
from jobs.services import referrals
from stations.states import Role
from tests.cases.test_claim_races import NOON, at_once
from tests.factories.jobs import make_vacancy
from tests.factories.jobs_wishes import make_referral, make_wish, publish_tables
from tests.factories.stations import Officers

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def officers():
    with clock.at(NOON):
        publish_tables()
    return Officers("150502")


def test_two_desks_hire_for_the_last_place_and_one_is_refused(officers):
    with clock.at(NOON):
        vacancy, other = make_vacancy(officers.desk, headcount=1), Officers("150502", "x")
        first = make_referral(officers, vacancy)
        second = make_referral(other, vacancy, wish=make_wish(other))
        desks = [(first, officers.station), (second, other.station)]

    ends = at_once(
        *(
            lambda one=one, actor=actor: referrals.hire(referral_id=one.pk, actor=actor, hired_on=clock.today())
            for one, actor in desks
        )
    )

    assert sorted(isinstance(end, Refused) for end in ends) == [False, True]
    assert Vacancy.objects.get(pk=vacancy.pk).filled == Hire.objects.count() == 1


def test_two_of_a_station_refer_the_same_person_once(officers):
    with clock.at(NOON):
        vacancy, wish, colleague = make_vacancy(officers.desk), make_wish(officers), officers.another(Role.STATION)

    ends = at_once(
        lambda: make_referral(officers, vacancy, wish=wish), lambda: make_referral(officers, vacancy, wish=wish, actor=colleague)
    )

    assert sorted(isinstance(end, Refused) for end in ends) == [False, True]
    assert Referral.objects.count() == 1
