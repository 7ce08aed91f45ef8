"""Start-up mentoring year by year: a pair is complete in the year in which the six months were full."""

from datetime import date

import pytest
from django.test import Client

from core import clock
from jobs.formulas.mentoring import course
from jobs.queries.mentoring import by_year
from jobs.services import mentoring
from tests.factories.jobs_arrears import make_provider
from tests.factories.residents import make_resident

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("friday")]


@pytest.mark.parametrize(
    ("days", "completed"),
    [
        ([date(2025, month, 5) for month in range(8, 13)] + [date(2026, 1, 3)], date(2026, 2, 1)),
        ([date(2025, month, 5) for month in range(8, 13)] + [date(2026, 3, 9), date(2026, 3, 20)], date(2026, 3, 9)),
        ([date(2025, month, 5) for month in range(8, 13)], None),
    ],
)
def test_the_day_from_which_it_is_complete(days, completed):
    assert course(date(2025, 8, 1), None, days, date(2026, 11, 20)).completed_on == completed


def test_each_year_counts_what_was_begun_ran_and_became_complete_in_it(officers, neighbours):
    mentor = make_provider(kind="mentor")
    full, short = (
        mentoring.begin(
            founder_id=make_resident(officers, name=name).pk, actor=officers.station, mentor_id=mentor.pk, began_on=began,
            firm="", goal="开店",
        )
        for name, began in (("苏日娜", date(2025, 8, 1)), ("白音那", date(2026, 1, 10)))
    )  # fmt: skip
    for month in (*range(8, 13), 13, 14):
        on = date(2025 + (month > 12), (month - 1) % 12 + 1, 5)
        mentoring.meet(mentoring_id=full.pk, actor=officers.station, on=on, way="face", minutes=30, talked="记账", next_step="")
    mentoring.end(mentoring_id=short.pk, actor=officers.station, on=clock.today(), note="改行")

    newest, first = by_year(officers.station)
    assert (newest.year, newest.began, newest.running, newest.met, newest.complete, newest.early) == (2026, 1, 2, 2, 1, 1)
    assert (first.year, first.began, first.running, first.met, first.complete, first.early) == (2025, 1, 1, 5, 0, 0)
    assert by_year(neighbours.station) == []
    window = Client()
    window.force_login(officers.station)
    assert ">2026<" in window.get("/mentorings/figures/").content.decode()
