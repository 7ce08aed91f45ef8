"""The same round begun twice, two people voting, workers killed on the way: one round, one vote a step, one claim a unit."""

import pytest
from django.db import connection

from cases.models import Claim, ScreenedUnit, ScreeningRound, ScreeningVote, Vote
from cases.services import launching, round_checks, screening
from core import clock
from core.policies import Refused
from tests.cases.test_publicity_races import at_once
from tests.factories.programmes import shipped_law
from tests.factories.screening import SCHEME, asked, make_unit, open_sample
from tests.factories.stations import BANNER, Officers, make_user
from tests.payouts import dying

pytestmark = pytest.mark.django_db(transaction=True)
MORNING = "2026-11-20T09:00"
KILLED = -9


@pytest.fixture
def officers(friday):
    shipped_law()
    return Officers(BANNER)


def test_two_sessions_begin_one_round(officers):
    make_unit()
    actors = [officers.acceptance, officers.another("acceptance")]
    begun = [lambda actor=actor: screening.begin(actor=actor, scheme=SCHEME, region_code=BANNER) for actor in actors]
    ends = at_once(*[(MORNING, act) for act in begun])
    assert sorted(type(end).__name__ for end in ends) == ["Refused", "ScreeningRound"]
    assert ScreeningRound.objects.count() == 1


def test_two_workers_screen_a_round_once(officers):
    for _number in range(3):
        make_unit()
    made = screening.begin(actor=officers.acceptance, scheme=SCHEME, region_code=BANNER)
    at_once(*[(MORNING, lambda: screening.run(round_id=made.pk))] * 2)
    made.refresh_from_db()
    assert (made.run, made.wanted_at, ScreenedUnit.objects.count()) == (1, None, 3)


def test_a_league_and_its_banner_at_once_screen_every_unit_once(officers):
    for number in range(4):
        make_unit("150502" if number % 2 else "150523")
    league = make_user("acceptance", "150500")
    made = [screening.begin(actor=league, scheme=SCHEME, region_code=code) for code in ("150500", "150502")]
    at_once(*[(MORNING, lambda pk=each.pk: screening.run(round_id=pk)) for each in made])
    with clock.at(MORNING):
        for each in made:
            screening.run(round_id=each.pk)  # whoever came second is still on order
    assert ScreenedUnit.objects.count() == ScreenedUnit.objects.values("enterprise").distinct().count() == 4
    assert not ScreeningRound.objects.filter(wanted_at__isnull=False).exists()


def test_two_people_at_one_step_give_one_vote(officers):
    make_unit()
    found = asked(officers)
    voters = [officers.first_check, officers.another("first_check")]
    for voter in voters:
        open_sample(found, voter)
    votes = [lambda voter=voter: round_checks.check(round_id=found.pk, actor=voter, reason="", seen=1) for voter in voters]
    ends = at_once(*[(MORNING, act) for act in votes])
    assert sum(isinstance(end, Refused) for end in ends) == 1
    assert ScreeningVote.objects.count() == 1


def voted(officers):
    for _number in range(3):
        make_unit()
    found = asked(officers)
    for voter in (officers.first_check, officers.second_check):
        open_sample(found, voter)
        round_checks.check(round_id=found.pk, actor=voter, reason="", seen=1)
    return found


def test_two_workers_make_the_claims_of_a_round_once(officers):
    found = voted(officers)
    ends = at_once(*[(MORNING, lambda: launching.run(round_id=found.pk))] * 2)
    assert sorted(end.claims for end in ends) == [0, 3]
    assert (Claim.objects.count(), Vote.objects.count()) == (3, 6)


@pytest.mark.kill
@pytest.mark.parametrize("place", ["cases.services.screening_sets._line", "cases.services.screening.new_run"])
def test_a_screening_killed_on_the_way_never_happened_and_is_done_whole_afterwards(officers, place):
    for _number in range(3):
        make_unit()
    made = screening.begin(actor=officers.acceptance, scheme=SCHEME, region_code=BANNER)
    nth = 3 if place.endswith("_line") else 1
    assert dying.run(place, "screen", made.pk, nth=nth) == KILLED
    made.refresh_from_db()
    assert (made.state, made.wanted_at is None, ScreenedUnit.objects.count()) == ("ordered", False, 0)
    with clock.at("2026-11-20T09:05"):
        assert screening.waiting(now=clock.now()) == ([made.pk], [])
        screening.run(round_id=made.pk)
    made.refresh_from_db()
    assert (made.state, made.run, ScreenedUnit.objects.count()) == ("screened", 1, 3)


@pytest.mark.kill
@pytest.mark.parametrize("place", ["cases.services.launching_sets.copy", "cases.services.launching_sets.walk"])
def test_a_launch_killed_on_the_way_made_no_claim_and_is_done_whole_afterwards(officers, place):
    found = voted(officers)
    assert dying.run(place, "launch", found.pk) == KILLED
    assert Claim.objects.count() == 0
    with clock.at("2026-11-20T09:05"):
        assert screening.waiting(now=clock.now()) == ([], [found.pk])
        assert launching.run(round_id=found.pk).claims == 3
    assert not connection.needs_rollback
