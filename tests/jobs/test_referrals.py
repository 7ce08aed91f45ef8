"""Referrals from the station's word to the job and out of it again; what Postgres refuses of them."""

from datetime import timedelta
from decimal import Decimal

import pytest
from django.db import DatabaseError, transaction

from cases.models import Hire
from core import clock
from core.policies import NotAllowed, Refused
from jobs.models import FollowUp, Referral, Vacancy
from jobs.queries import referrals as query
from jobs.services import referrals
from tests.factories.jobs import make_vacancy
from tests.factories.jobs_wishes import make_referral, make_wish, publish_tables
from tests.factories.residents import make_resident
from tests.factories.stations import Officers

pytestmark = pytest.mark.django_db


@pytest.fixture
def officers():
    publish_tables()
    return Officers("150502")


@pytest.fixture
def vacancy(officers):
    return make_vacancy(officers.desk, headcount=1)


def hired(referral, officers, on=None):
    return referrals.hire(referral_id=referral.pk, actor=officers.station, hired_on=on or clock.today())


def test_the_points_of_the_pair_are_kept_as_the_desk_saw_them(officers, vacancy):
    referral = make_referral(officers, vacancy)

    assert (referral.score, referral.rules) == (Decimal("90.00"), "matching_weights@2026-01-01")


def test_nobody_is_referred_twice_while_the_first_referral_stands(officers, vacancy):
    referral = make_referral(officers, vacancy)
    with pytest.raises(Refused):
        make_referral(officers, vacancy, wish=referral.wish)

    referrals.miss(referral_id=referral.pk, actor=officers.station)

    assert make_referral(officers, vacancy, wish=referral.wish)


def test_nobody_is_referred_to_what_is_over_full_or_the_own_household(officers):
    over = make_vacancy(officers.desk, valid_until=clock.today() - timedelta(days=1))
    full = make_vacancy(officers.desk, headcount=1, filled=1)
    resident = make_resident(officers)
    own = make_vacancy(officers.desk, employer_kind="household", household=resident, employer="家", occupation="4100103")
    for vacancy in (over, full, own):
        with pytest.raises(Refused):
            referrals.refer(resident_id=resident.pk, vacancy_id=vacancy.pk, actor=officers.station)


def test_a_hire_writes_the_record_fills_the_place_and_serves_the_wish(officers, vacancy):
    referral = hired(make_referral(officers, vacancy), officers)

    record, vacancy = Hire.objects.get(), Vacancy.objects.get(pk=vacancy.pk)
    assert (record.resident, record.source, record.credit_code) == (referral.resident, "referral", vacancy.credit_code)
    assert referral.hire == record
    assert (vacancy.filled, vacancy.state) == (1, "filled")
    assert referral.wish.__class__.objects.get(pk=referral.wish_id).state == "placed"
    assert [(row.due_on - referral.hired_on).days for row in referral.follow_ups.all()] == [7, 30, 90]


def test_a_hire_that_the_register_brought_before_is_taken_and_not_doubled(officers, vacancy):
    referral = make_referral(officers, vacancy)
    known = Hire.objects.create(
        resident=referral.resident, credit_code=vacancy.credit_code, employer=vacancy.employer, hired_on=clock.today(),
        source="register", recorded_by=officers.acceptance, recorded_at=clock.now(),
    )  # fmt: skip

    assert hired(referral, officers).hire == known


def test_a_household_that_hires_leaves_no_record_for_the_programmes(officers):
    vacancy = make_vacancy(
        officers.desk, employer_kind="household", household=make_resident(officers), employer="居民家庭", occupation="4100103"
    )
    referral = hired(make_referral(officers, vacancy, wish=make_wish(officers, occupations=["4100103"])), officers)

    assert referral.hire is None
    assert not Hire.objects.exists()
    assert Vacancy.objects.get(pk=vacancy.pk).filled == 1


def test_the_last_place_is_given_once(officers, vacancy):
    first, second = make_referral(officers, vacancy), make_referral(officers, vacancy)
    hired(first, officers)

    with pytest.raises(Refused):
        hired(second, officers)

    assert Vacancy.objects.get(pk=vacancy.pk).filled == 1


def test_somebody_who_falls_out_frees_the_place_and_ends_the_record(officers, vacancy):
    referral = hired(make_referral(officers, vacancy), officers)

    referrals.fall_out(referral_id=referral.pk, actor=officers.station, left_on=clock.today(), left_reason="pay")

    vacancy.refresh_from_db()
    assert (vacancy.filled, vacancy.state) == (0, "published")
    assert Hire.objects.get().left_on == clock.today()
    assert not FollowUp.objects.due(clock.today() + timedelta(days=400)).exists()


def test_an_interview_a_refusal_and_a_no_show_have_their_days_and_reasons(officers, vacancy):
    referral = make_referral(officers, vacancy)
    referrals.invite(referral_id=referral.pk, actor=officers.station, interview_on=clock.today() + timedelta(days=2))
    with pytest.raises(Refused):
        referrals.refuse(referral_id=referral.pk, actor=officers.station, reason="")

    referral = referrals.refuse(referral_id=referral.pk, actor=officers.station, reason="skills")

    assert (referral.state, referral.reason, referral.closed_on) == ("not_hired", "skills", clock.today())
    with pytest.raises(Refused):
        referrals.miss(referral_id=referral.pk, actor=officers.station)


def test_follow_ups_fall_due_and_are_made_once(officers, vacancy):
    hired(make_referral(officers, vacancy), officers)
    week = clock.today() + timedelta(days=7)

    assert not query.due(officers.station).exists()
    first = query.due(officers.station, week).get()
    referrals.follow_up(follow_up_id=first.pk, actor=officers.station, found="well")

    assert not query.due(officers.station, week).exists()
    with pytest.raises(Refused):
        referrals.follow_up(follow_up_id=first.pk, actor=officers.station, found="well")


def test_the_desk_next_door_takes_no_step_of_ours(officers, vacancy):
    referral, next_door = make_referral(officers, vacancy), Officers("150402", "n")

    with pytest.raises(NotAllowed):
        hired(referral, next_door)


def test_figures_count_every_step_in_its_month(officers, vacancy):
    first, second = make_referral(officers, vacancy), make_referral(officers, vacancy)
    referrals.invite(referral_id=first.pk, actor=officers.station, interview_on=clock.today())
    hired(first, officers)
    referrals.fall_out(referral_id=first.pk, actor=officers.station, left_on=clock.today(), left_reason="pay")
    hired(second, officers)

    (month,) = query.by_month(Referral.objects.visible_to(officers.station), clock.this_month(), clock.today())

    assert month == query.Month(officers.desk.pk, clock.this_month(), referred=2, interviews=1, hired=2, fallen_out=1)


@pytest.mark.parametrize(
    "wrong",
    [
        {"state": "hired"},
        {"state": "not_hired"},
        {"state": "interview"},
        {"state": "fallen_out"},
        {"closed_on": "2026-11-20"},
        {"left_reason": "pay"},
        {"hired_on": "2026-11-20"},
    ],
)
def test_postgres_refuses_a_referral_that_contradicts_itself(officers, vacancy, wrong):
    make_referral(officers, vacancy)

    with pytest.raises(DatabaseError), transaction.atomic():
        Referral.objects.update(**wrong)


def test_postgres_keeps_three_follow_ups_each_done_by_somebody(officers, vacancy):
    referral = hired(make_referral(officers, vacancy), officers)

    for wrong in ({"number": 4}, {"found": "well"}, {"done_on": clock.today()}):
        with pytest.raises(DatabaseError), transaction.atomic():
            referral.follow_ups.filter(number=3).update(**wrong)
