"""The year that the demo plans for Tongliao is the article's (A55): 123 stations, 200+ fairs, 90+ trainings, 3,700+ intents."""

from collections import Counter
from random import Random

from portal.services.seed import tongliao_plan as plan
from portal.services.seed.tongliao import BANNERS, STANDS, UNITS, UNTIL, VACANCIES, VISITORS


def test_the_plan_has_the_figures_of_the_article():
    fairs, courses = plan.fairs(Random(1)), plan.courses(Random(1), BANNERS)
    assert plan.STATIONS == 123
    assert 200 < len(fairs) < 300
    assert 90 < len(courses) < 100
    assert 3_700 < sum(fair.intents for fair in fairs) < 3_800
    assert all(each.on <= UNTIL for each in fairs)
    assert all(each.from_on <= UNTIL for each in courses)


def test_who_comes_can_want_what_the_plan_counts():
    fairs = plan.fairs(Random(1))
    assert STANDS <= UNITS
    assert all(fair.intents <= fair.visitors * STANDS * VACANCIES for fair in fairs)
    assert all(fair.visitors <= VISITORS for fair in fairs)
    assert all(0 <= fair.station < plan.STATIONS for fair in fairs)


def test_a_batch_has_more_than_one_session():
    sessions = Counter((fair.station, fair.kind, fair.batch) for fair in plan.fairs(Random(1)))
    assert max(sessions.values()) == 2
    assert len(sessions) < len(plan.fairs(Random(1)))


def test_the_same_source_plans_the_same_year():
    assert plan.fairs(Random(5)) == plan.fairs(Random(5))
    assert plan.courses(Random(5), BANNERS) == plan.courses(Random(5), BANNERS)
