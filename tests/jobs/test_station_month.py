"""Figures of the station's month: every one runs, each in one statement; what is counted once is counted once."""

from datetime import date
from decimal import Decimal

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from core import clock
from jobs.models import Intent
from jobs.queries.station_month import ALL, FIGURES, YEAR, counts
from jobs.states.events import EventKind, EventState
from tests.factories.jobs_events import make_course, make_event, make_stand, make_trainee, make_visitor
from tests.factories.jobs_orders import make_order as make_service_order
from tests.factories.jobs_piece import entered, make_order, make_workers, settled
from tests.factories.stations import make_station

pytestmark = pytest.mark.django_db
TONGLIAO = {"year": 2026, "prefixes": ["1505"], "stations": [], "length": 4}


@pytest.fixture
def two_fairs(officers):
    """One person at a fair in May and, at another station, in June; another one at the second fair alone, who wants a post."""
    with clock.at("2026-05-31T23:00"):
        make_visitor(make_event(officers.desk, batch=1), came=True, mobile="13900000001")
    with clock.at("2026-06-10T10:00"):
        second = make_event(make_station("150521", opened_on=date(2026, 6, 2)))
        make_visitor(second, came=True, mobile="13900000001")
        other = make_visitor(second, came=True)
        Intent.objects.create(visitor=other, offer=make_stand(second), recorded_at=clock.now())
        make_event(officers.desk, batch=1)
        make_event(officers.desk, kind=EventKind.FIRST_AID, batch=1)
        make_event(officers.desk, state=EventState.CANCELLED, state_note="大风", batch=2)
        make_event(officers.desk, in_hours=24)  # its day has not come
    with clock.at("2026-06-10T18:00"):
        yield


def test_every_figure_runs_in_one_statement(officers):
    stations = [officers.desk.pk]
    with CaptureQueriesContext(connection) as asked:
        found = counts(year=2026, prefixes=["15"], stations=stations, length=12)
    assert len(asked) == len(found) == len(FIGURES)
    assert found["fairs"] == {ALL: {YEAR: 0}}
    assert len({figure.name for figure in FIGURES}) == len(FIGURES)


def test_somebody_at_two_fairs_is_one_person_and_two_attendances(two_fairs):
    found = counts(**TONGLIAO)
    assert found["attendances"]["150500"] == {YEAR: 3, 5: 1, 6: 2}
    assert found["visitors"]["150500"] == {YEAR: 2, 5: 1, 6: 2}
    by_banner = counts(**{**TONGLIAO, "length": 6})["visitors"]
    assert (by_banner["150502"][YEAR], by_banner["150521"][YEAR], by_banner[ALL][YEAR]) == (1, 2, 2)


def test_a_session_is_no_batch_and_what_was_not_held_is_neither(two_fairs):
    found = counts(**TONGLIAO)
    assert found["fairs"]["150500"] == {YEAR: 3, 5: 1, 6: 2}
    assert found["events"]["150500"] == {YEAR: 1, 6: 1}
    assert found["batches"]["150500"] == {YEAR: 2, 5: 1, 6: 1}  # that of fairs began in May
    assert found["intents"]["150500"] == {YEAR: 1, 6: 1}


def test_an_order_that_no_station_had_counts_for_its_banner_alone(officers):
    with clock.at("2026-06-10T10:00"):
        make_service_order(officers, "done")
        make_service_order(officers, "done", station_id=officers.desk.pk)
    assert counts(**{**TONGLIAO, "length": 12})["orders"] == {
        ALL: {YEAR: 2, 6: 2}, "150502": {YEAR: 1, 6: 1}, officers.desk.code: {YEAR: 1, 6: 1},
    }  # fmt: skip
    assert counts(**{**TONGLIAO, "prefixes": [], "stations": [officers.desk.pk]})["orders"][ALL] == {YEAR: 1, 6: 1}
    assert counts(**TONGLIAO)["orders"]["150500"] == {YEAR: 2, 6: 2}


def test_a_station_is_open_from_its_first_month_on(two_fairs):
    open_ones = counts(**{**TONGLIAO, "length": 6})["stations"]["150521"]
    assert open_ones == {YEAR: 1, 6: 1}


def test_courses_count_once_they_have_begun_and_trainees_who_stayed(officers):
    with clock.at("2026-03-20T10:00"):
        course = make_course(officers.desk)
        make_course(officers.desk, from_on=date(2026, 4, 1), until_on=date(2026, 4, 9))
        make_course(officers.desk, state="cancelled", state_note="师资不足")
        make_trainee(course)
        make_trainee(course, left_on=course.from_on, left_note="外出务工")
        found = counts(**TONGLIAO)
    assert (found["courses"][ALL][YEAR], found["trainees"][ALL][YEAR]) == (1, 1)


def test_a_worker_by_the_piece_is_one_worker_all_month(officers):
    with clock.at("2026-06-10T18:00"):
        order = make_order(officers)
        workers = make_workers(order, officers.station, 3, unknown=1)
    for day, who in (("2026-06-10", workers), ("2026-06-11", workers[:2]), ("2026-07-01", workers[2:])):
        with clock.at(f"{day}T18:00"):
            entered(order, officers.station, dict.fromkeys(who, 40))
            settled(order, officers.station)
    found = counts(**TONGLIAO)
    assert found["piece_workers"][ALL] == {YEAR: 3, 6: 3, 7: 1}
    assert found["pieces"][ALL] == {YEAR: 240, 6: 200, 7: 40}
    assert found["piece_pay"][ALL][YEAR] == Decimal("120.00")
