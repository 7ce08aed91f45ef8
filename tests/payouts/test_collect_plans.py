"""Collecting again does work that grows with what is due, whatever the planner believes of the tables."""

from datetime import date

import pytest

from cases.models import Instalment
from payouts.models import Line
from payouts.services.collect import collect
from tests.factories.cases import make_recipient
from tests.factories.payouts import maker
from tests.factories.stations import make_station
from tests.factories.statistics import believed_empty, rows_read

MANY = 60
KNOWN = (
    "cases_instalment",
    "cases_claim",
    "cases_resident",
    "cases_bankaccount",
    "cases_suspension",
    "cases_certification",
    "payouts_line",
    "payouts_batch",
    "payouts_result",
    "payouts_return",
    "payouts_bankexception",
)
pytestmark = pytest.mark.usefixtures("law")


def test_statistics_older_than_the_tables_do_not_make_collecting_again_cubic():
    station = make_station()
    for _person in range(MANY):
        make_recipient(station)
    actor = maker()
    collect(month=date(2026, 11, 1), actor=actor)
    assert Line.objects.count() == MANY
    believed_empty(*KNOWN)
    before = rows_read(*KNOWN)
    assert collect(month=date(2026, 11, 1), actor=actor) == []
    assert rows_read(*KNOWN) - before < 5 * (Line.objects.count() + 3 * Instalment.objects.count())
