"""A sample firm that has not reported the month is said to whoever looks after it, from the tenth of the next month on."""

from datetime import date

import pytest

from core import clock
from enterprises.states import ListingKind
from notices.models import Notice
from notices.reports import sentence, target
from notices.services import reminders
from tests.factories.enterprises import make_enterprise, make_listing, make_sample_firm, make_staff_reports
from tests.factories.stations import make_station

pytestmark = pytest.mark.django_db


def remind(day: str) -> reminders.Told:
    with clock.at(day):
        return reminders.remind_all()["staff_report"]


def test_a_report_that_has_not_come_by_the_tenth_is_said_once_a_month():
    with clock.at("2026-11-02"):
        station = make_station()
        silent, unattended = make_sample_firm(station=station), make_sample_firm()
        make_staff_reports(silent, 2026, 9)
        make_staff_reports(make_sample_firm(), 2026, 10)
        make_sample_firm(closed_on=date(2026, 9, 30))
        make_sample_firm(since=date(2026, 11, 1))
        make_listing(make_enterprise(), ListingKind.HIGH_TECH)
    assert remind("2026-11-09").notices == 0
    assert remind("2026-11-10") == reminders.Told(2, 0)
    assert remind("2026-11-30") == reminders.Told(0, 0)
    found = {notice.subject_id: notice for notice in Notice.objects.filter(kind="staff_report")}
    assert (found[silent.pk].to_role, found[silent.pk].station, found[silent.pk].period) == ("station", station, "2026-10")
    assert (found[unattended.pk].to_role, found[unattended.pk].region_code) == ("acceptance", unattended.region_code)
    assert silent.credit_code in sentence(found[silent.pk])
    assert target(found[silent.pk]) == silent.get_absolute_url()


def test_a_new_month_is_said_anew():
    with clock.at("2026-11-02"):
        make_sample_firm()
    assert [remind(day).notices for day in ("2026-11-10", "2026-12-10")] == [1, 1]
