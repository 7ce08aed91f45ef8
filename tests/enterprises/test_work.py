"""Units report whether they work; the rates are counted from the newest reports (rows 5 and 6)."""

from datetime import date
from decimal import Decimal

import pytest
from django.db import DatabaseError, connection, transaction
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from core import clock
from core.policies import NotAllowed, Refused
from enterprises.models import WorkReport
from enterprises.queries import work as query
from enterprises.services import work
from enterprises.states import Industry
from tests.factories.enterprises import make_enterprise
from tests.factories.stations import NEIGHBOUR, make_user

pytestmark = pytest.mark.django_db
DAY = date(2020, 3, 20)


def report(officers, unit, state, on=DAY):
    return work.report(enterprise_id=unit.pk, actor=officers.acceptance, on=on, state=state)


def test_123_of_153_units_are_at_work_and_of_126_without_the_season(officers, client):
    by, industries = make_user(), Industry.values
    with clock.at("2020-03-20T09:00"):
        for number in range(153):
            unit = make_enterprise(created_by=by, industry=industries[number % len(industries)])
            report(officers, unit, "stopped", date(2020, 3, 1))
            report(officers, unit, "working" if number < 123 else "seasonal" if number < 150 else "stopped")
        whole, rows = query.rates(officers.first_check, DAY)
        assert (whole.units, whole.working, whole.seasonal) == (153, 123, 27)
        assert (whole.rate, whole.rate_of_season) == (Decimal("80.4"), Decimal("97.6"))
        assert sum(row.units for row in rows) == 153
        assert query.rates(officers.first_check, date(2020, 3, 10))[0].working == 0
        client.force_login(officers.first_check)
        page = client.get(reverse("enterprises:workreport_list")).content.decode()
        assert "123 (80.4%)" in page
        assert "97.6%" in page
        with CaptureQueriesContext(connection) as asked:
            query.rates(officers.first_check, DAY)
    assert len(asked) == 1


def test_a_unit_is_reported_from_its_page_once_a_day(officers, client, friday):
    unit = make_enterprise()
    client.force_login(officers.acceptance)
    shown = client.get(reverse("enterprises:enterprise_show", args=[unit.pk])).content.decode()
    address = reverse("enterprises:enterprise_work", args=[unit.pk])
    assert address in shown
    assert client.get(address).status_code == 200
    assert client.post(address, {"on": "2026-11-20", "state": "seasonal"}).status_code == 302
    again = client.post(address, {"on": "2026-11-20", "state": "working"})
    assert "已有报告" in again.content.decode()
    assert client.post(address, {"on": "2026-11-21", "state": "working"}).status_code == 200
    assert WorkReport.objects.get().state == "seasonal"


def test_a_report_stays_as_it_was_made(officers, friday):
    made = report(officers, make_enterprise(), "working")
    for change in (lambda: WorkReport.objects.update(state="stopped"), made.delete):
        with pytest.raises(DatabaseError), transaction.atomic():
            change()
    with pytest.raises(Refused):
        report(officers, made.enterprise, "stopped")


def test_next_door_neither_reports_nor_counts(officers, neighbours, friday):
    unit = make_enterprise()
    report(officers, unit, "working")
    with pytest.raises(NotAllowed):
        work.report(enterprise_id=unit.pk, actor=neighbours.acceptance, on=DAY, state="stopped")
    assert query.rates(neighbours.first_check, clock.today())[0].units == 0
    assert make_enterprise(NEIGHBOUR).work_reports.count() == 0
