"""What is late on the round is said to the station, once a week, and names nobody."""

from datetime import timedelta

import pytest
from django.urls import reverse

from core import clock
from notices.models import Notice
from notices.reports import sentence, target
from notices.services import reminders
from tests.factories.cases import make_resident
from tests.factories.jobs_visits import make_care, make_visit

pytestmark = pytest.mark.django_db


def late():
    return reminders.remind_all()["visits_late"].notices


def test_a_station_is_told_once_a_week_how_much_is_late(officers, neighbours, client):
    with clock.at("2026-11-16T09:00"):
        yesterday = clock.today() - timedelta(days=1)
        visited, plain = make_resident(officers.desk), make_resident(officers.desk)
        make_visit(visited, due_on=yesterday)
        make_care(visited, due_on=yesterday)  # has its visit planned: told once
        make_care(plain, due_on=yesterday)
        make_care(make_resident(neighbours.desk), due_on=clock.today())
        assert late() == 1
        notice = Notice.objects.get(kind="visits_late")
        assert (notice.station_id, notice.words["number"], notice.period) == (officers.desk.pk, 2, "2026-W47")
        assert "2" in sentence(notice)
        client.force_login(officers.station)
        assert client.get(target(notice)).status_code == 200
        assert client.get(reverse("notices:notice_list")).status_code == 200
        assert late() == 0
    with clock.at("2026-11-20T09:00"):
        assert late() == 1  # next door's person is late by now; here it was said this week
    with clock.at("2026-11-23T09:00"):
        assert late() == 2
