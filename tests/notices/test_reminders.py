"""Reminding: what is due is said once, also after a stop, and to the post that can do something about it."""

from concurrent.futures import ThreadPoolExecutor
from datetime import date

import pytest
from django.db import connection

from cases.models import Claim, CorrectionNotice
from cases.services.certification import certify
from cases.services.rerating import rerate_all
from cases.states import ClaimState
from core import clock
from notices.models import Message, Notice
from notices.services import reminders
from tests.factories.cases import make_claim, make_recipient
from tests.factories.desk import granted
from tests.factories.payouts import collected
from tests.factories.programmes import proposed, publish, publisher, shipped_law
from tests.factories.rerating import new_wage
from tests.factories.stations import make_station, make_user

pytestmark = pytest.mark.django_db


def remind(day: str) -> dict[str, reminders.Told]:
    with clock.at(day):
        return reminders.remind_all()


def overdue_correction(**fields) -> Claim:
    claim = make_claim(state=ClaimState.CORRECTION, **fields)
    CorrectionNotice.objects.create(
        claim=claim, points=["bank card"], sent_on=date(2026, 11, 2), due_on=date(2026, 11, 18), sent_by=make_user()
    )
    return claim


def test_benefit_that_ends_within_thirty_days_is_said_once():
    claim = make_recipient(first=date(2026, 1, 1), months=12)
    assert remind("2026-11-30")["benefit_ends"] == reminders.Told(0, 0)
    assert remind("2026-12-01")["benefit_ends"] == reminders.Told(1, 1)
    assert remind("2026-12-02")["benefit_ends"] == reminders.Told(0, 0)
    notice = Notice.objects.get(kind="benefit_ends")
    assert (notice.to_role, notice.station_id, notice.period) == ("station", claim.station_id, "2026-12")
    message = Message.objects.get(kind="benefit_ends")
    assert message.text == "【就业服务】您的失业保险金发放至2026年12月期满，如仍需求职帮助请到服务站登记。"
    assert message.resident_id == claim.resident_id


def test_a_timetable_that_stood_still_for_three_weeks_catches_up():
    make_recipient(first=date(2026, 1, 1), months=12)
    assert remind("2026-12-27")["benefit_ends"] == reminders.Told(1, 1)


def test_an_overdue_correction_is_said_to_the_banner_and_to_the_person():
    overdue_correction()
    assert remind("2026-11-18")["correction_overdue"] == reminders.Told(0, 0)
    told = remind("2026-11-19")
    assert told["correction_overdue"] == reminders.Told(1, 1)
    assert Notice.objects.get(kind="correction_overdue").to_role == "acceptance"


def test_an_answered_correction_is_not_overdue():
    claim = overdue_correction()
    CorrectionNotice.objects.filter(claim=claim).update(answered_at=clock.now())
    assert remind("2026-11-25")["correction_overdue"] == reminders.Told(0, 0)


def test_the_clock_turns_yellow_with_two_of_ten_working_days_left():
    claim = make_claim(state=ClaimState.ACCEPTED, accepted_on=date(2026, 11, 2), clock_days=10, due_on=date(2026, 11, 16))
    assert remind("2026-11-11")["clock_yellow"].notices == 0
    assert remind("2026-11-12")["clock_yellow"].notices == 1
    assert Notice.objects.get(kind="clock_yellow").to_role == "first_check"
    assert remind("2026-11-16")["clock_red"].notices == 0
    assert remind("2026-11-17")["clock_red"].notices == 1
    assert Notice.objects.get(kind="clock_red").subject_id == claim.pk


def test_the_clock_of_a_claim_that_waits_for_others_turns_nothing_yellow():
    make_claim(
        state=ClaimState.ACCEPTED,
        accepted_on=date(2026, 11, 2),
        clock_days=10,
        due_on=date(2026, 11, 16),
        clock_paused_on=date(2026, 11, 4),
    )
    told = remind("2026-11-25")
    assert (told["clock_yellow"].notices, told["clock_red"].notices) == (0, 0)


def test_a_decision_is_told_to_the_station_and_the_person():
    with clock.at("2026-11-20"):
        claim = make_recipient()
    assert remind("2026-11-20")["decided"] == reminders.Told(1, 1)
    assert claim.number in Message.objects.get(kind="decided").text


def test_nobody_writes_to_the_dead_or_to_people_without_a_mobile():
    with clock.at("2026-11-20"):
        make_recipient(mobile="")
        make_recipient(deceased_on=date(2026, 11, 19))
    assert remind("2026-11-20")["decided"] == reminders.Told(2, 0)


def test_a_board_shows_the_posts_own_notices_and_not_the_neighbours(officers, neighbours):
    with clock.at("2026-11-20"):
        mine = make_recipient(officers.desk)
        theirs = make_recipient(neighbours.desk)
    remind("2026-11-20")
    seen = Notice.objects.for_user(officers.station).filter(kind="decided")
    assert [notice.subject_id for notice in seen] == [mine.pk]
    seen = Notice.objects.for_user(neighbours.station).filter(kind="decided")
    assert [notice.subject_id for notice in seen] == [theirs.pk]


def self_certified(valid_from: date, region_code: str = "15") -> None:
    fields = {"valid_from": valid_from, "region_code": region_code, "certification": "self_monthly"}
    publish(proposed(publisher(), **fields), publisher())


def test_monthly_certification_is_asked_for_only_where_the_rule_says_so(officers):
    shipped_law()
    claim = make_recipient(officers.desk, first=date(2026, 11, 1))
    assert remind("2026-11-20")["certification"] == reminders.Told(0, 0)
    self_certified(date(2026, 11, 1))
    assert remind("2026-11-20")["certification"] == reminders.Told(1, 1)
    assert remind("2026-11-29")["certification"] == reminders.Told(0, 0)
    certify(claim_id=claim.pk, actor=officers.station, month=date(2026, 11, 1))
    assert remind("2026-12-01")["certification"] == reminders.Told(1, 1)
    assert "请于本月内到服务站办理2026年12月" in Message.objects.get(kind="certification", period="2026-12").text


def test_a_month_that_the_timetable_slept_through_is_still_asked_for():
    shipped_law()
    self_certified(date(2026, 10, 1))
    make_recipient(first=date(2026, 9, 1))
    assert remind("2026-12-03")["certification"] == reminders.Told(3, 3)
    assert "请尽快到服务站办理2026年10月" in Message.objects.get(kind="certification", period="2026-10").text
    assert remind("2026-12-04")["certification"] == reminders.Told(0, 0)


def test_a_league_that_asks_for_certification_by_itself_is_heard():
    shipped_law()
    self_certified(date(2026, 11, 1), "1505")
    mine = make_recipient(make_station("150502"), first=date(2026, 11, 1))
    make_recipient(make_station("150402"), first=date(2026, 11, 1))
    assert remind("2026-11-20")["certification"] == reminders.Told(1, 1)
    assert Notice.objects.get(kind="certification").subject_id == mine.pk


def test_a_month_that_is_paid_already_is_not_asked_for():
    shipped_law()
    collected(1)
    self_certified(date(2026, 11, 1))
    assert remind("2026-11-20")["certification"] == reminders.Told(0, 0)


@pytest.mark.django_db(transaction=True)
def test_two_timetables_at_once_say_it_once():
    make_recipient(first=date(2026, 1, 1), months=12)
    day = date(2026, 12, 5)

    def remind_in_a_session_of_its_own(_number: int) -> int:
        try:
            return reminders.remind_all(on=day)["benefit_ends"].notices
        finally:
            connection.close()

    with ThreadPoolExecutor(4) as pool:
        assert sum(pool.map(remind_in_a_session_of_its_own, range(4))) == 1
    assert Message.objects.filter(kind="benefit_ends").count() == 1


def test_a_re_rated_benefit_is_said_once_to_the_station_and_to_the_person_each_time(officers):
    shipped_law()
    with clock.at("2026-11-20"):
        claim = granted(officers)
        new_wage()
        rerate_all()
    assert remind("2026-11-20")["rerated"] == reminders.Told(1, 1)
    assert remind("2026-11-21")["rerated"] == reminders.Told(0, 0)
    message = Message.objects.get(kind="rerated")
    assert message.text == "【就业服务】因最低工资标准调整，您的失业保险金自2027年1月起调整为每月2280.00元。"
    assert (message.resident_id, message.claim_id) == (claim.resident_id, claim.pk)
    notice = Notice.objects.get(kind="rerated")
    assert (notice.to_role, notice.station_id, notice.words["day"]) == ("station", claim.station_id, "2027-01")
    with clock.at("2026-12-20"):
        new_wage("2500", date(2027, 2, 1))
        rerate_all()
    assert remind("2026-12-20")["rerated"] == reminders.Told(1, 1)


def test_months_that_people_settle_are_not_said_to_the_person(officers):
    shipped_law()
    with clock.at("2026-11-20"):
        granted(officers, contribution_months=12, unused_months=0)
    with clock.at("2027-09-20"):
        new_wage(valid_from=date(2027, 9, 1))
        rerate_all()
    assert remind("2027-09-20")["rerated"] == reminders.Told(0, 0)
