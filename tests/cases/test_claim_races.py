"""Two sessions at once: whatever they do together, there is one claim, one decision, one number each."""

import threading
import uuid

import pytest
from django.db import connection

from cases.models import Claim, Decision, Instalment
from cases.services import checking, drafts, intake
from core import clock
from core.policies import Refused
from tests.factories.desk import ASKED, accepted, first_checked, person_at
from tests.factories.programmes import shipped_law
from tests.factories.stations import BANNER, NEIGHBOUR, Officers

pytestmark = pytest.mark.django_db(transaction=True)
NOON = "2026-11-20T12:00"


@pytest.fixture
def staff():
    shipped_law()
    return Officers(BANNER)


def at_once(*acts):
    """Each act in a session of its own, all let go at the same moment; what each returned or refused, in order."""
    start, ends = threading.Barrier(len(acts)), [None] * len(acts)

    def session(number, act):
        try:
            with clock.at(NOON):
                start.wait(timeout=10)
                ends[number] = act()
        except Refused as refused:
            ends[number] = refused
        finally:
            connection.close()

    threads = [threading.Thread(target=session, args=[number, act]) for number, act in enumerate(acts)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(timeout=30)
    return ends


def take_in(person, actor, token):
    claim = drafts.begin(token=token, resident_id=person.pk, actor=actor, asked=ASKED)
    return intake.submit(claim_id=claim.pk, token=token, actor=actor, asked=ASKED, channel="station", agreed=True)


def test_a_double_click_makes_one_claim(staff):
    with clock.at(NOON):
        person, actor = person_at(staff), staff.station
    token = uuid.uuid4()
    ends = at_once(*[lambda: take_in(person, actor, token)] * 3)
    assert [type(end) for end in ends] == [Claim] * 3
    assert len({end.pk for end in ends}) == 1
    assert Claim.objects.get().steps.count() == 1


def test_two_forms_for_one_person_make_one_claim_and_a_sentence_that_names_it(staff):
    with clock.at(NOON):
        person, actor = person_at(staff), staff.station
    ends = at_once(*[lambda: take_in(person, actor, uuid.uuid4())] * 2)
    claim = Claim.objects.get()
    refused = next(end for end in ends if isinstance(end, Refused))
    assert claim.number in str(refused)


def test_two_second_checks_at_once_make_one_decision(staff):
    with clock.at(NOON):
        claim = first_checked(staff)
        one, two = staff.second_check, staff.another("second_check")
        seen = claim.assessments.get().pk
    ends = at_once(
        *[
            lambda actor=actor: checking.check(claim_id=claim.pk, actor=actor, grants=True, reason="", seen=seen)
            for actor in (one, two)
        ]
    )
    assert sorted(isinstance(end, Refused) for end in ends) == [False, True]
    assert Decision.objects.count() == 1
    assert Instalment.objects.count() == 18


def test_a_vote_and_a_return_at_once_leave_one_of_them(staff):
    with clock.at(NOON):
        claim = accepted(staff)
        one, two = staff.first_check, staff.another("first_check")
        seen = claim.assessments.get().pk
    ends = at_once(
        lambda: checking.check(claim_id=claim.pk, actor=one, grants=True, reason="", seen=seen),
        lambda: checking.give_back(claim_id=claim.pk, actor=two, reason="材料不全"),
    )
    claim.refresh_from_db()
    refused = [isinstance(end, Refused) for end in ends]
    assert (refused, claim.state) in [([False, True], "first_checked"), ([True, False], "submitted")]


def test_numbers_are_given_out_once_each_and_without_gaps(staff):
    with clock.at(NOON):
        people, actor = [person_at(staff) for _number in range(6)], staff.station
    ends = at_once(*[lambda person=person: take_in(person, actor, uuid.uuid4()) for person in people])
    assert sorted(end.number for end in ends) == [f"SY150502-2026-{number:06d}" for number in range(1, 7)]


def test_another_banner_counts_for_itself(staff):
    next_door = Officers(NEIGHBOUR, mark="_next_door")
    with clock.at(NOON):
        for officers in (staff, next_door):
            take_in(person_at(officers), officers.station, uuid.uuid4())
    assert set(Claim.objects.values_list("number", flat=True)) == {"SY150502-2026-000001", "SY150402-2026-000001"}
