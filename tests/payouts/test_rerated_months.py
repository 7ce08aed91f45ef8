"""Collecting after a change of the minimum wage: each month is paid once, with the amount of its own wage."""

from datetime import date
from decimal import Decimal

import pytest

from cases.reports.invariants import INVARIANTS as CASES
from cases.services.rerating import rerate_all
from core import clock, invariants
from payouts.models import Line
from payouts.queries.invariants import INVARIANTS as PAYOUTS
from payouts.services.collect import collect
from payouts.states import Standing
from tests.factories.cases import make_account
from tests.factories.desk import granted
from tests.factories.payouts import maker
from tests.factories.rerating import FULL, OLD_FULL, new_wage

pytestmark = pytest.mark.usefixtures("law")


def paid(claim):
    lines = Line.objects.filter(resident_id=claim.resident_id, standing=Standing.SEALED).order_by("month", "pk")
    return list(lines.values_list("month", "amount"))


@pytest.fixture
def claim(officers):
    made = granted(officers)
    make_account(made.resident)
    return made


def test_the_new_amount_is_paid_once(claim):
    actor = maker()
    (first,) = collect(month=date(2026, 11, 1), actor=actor)
    new_wage()
    rerate_all()
    with clock.at("2027-02-19T09:00"):
        (second,) = collect(month=date(2027, 2, 1), actor=actor)
        rerate_all()
        assert collect(month=date(2027, 2, 1), actor=actor) == []
    assert (first.total, second.total) == (2 * OLD_FULL, OLD_FULL + 2 * FULL)
    assert list(invariants.breaches((*CASES, *PAYOUTS))) == []
    assert paid(claim) == [
        (date(2026, 10, 1), OLD_FULL),
        (date(2026, 11, 1), OLD_FULL),
        (date(2026, 12, 1), OLD_FULL),
        (date(2027, 1, 1), FULL),
        (date(2027, 2, 1), FULL),
    ]


def test_a_month_that_is_on_its_way_keeps_its_amount(claim):
    collect(month=date(2026, 11, 1), actor=maker())
    new_wage("2300", date(2026, 11, 1))
    rerate_all()
    assert paid(claim) == [(date(2026, 10, 1), OLD_FULL), (date(2026, 11, 1), OLD_FULL)]
    assert claim.instalments.get(month=date(2026, 12, 1), cancelled_on__isnull=True).amount == Decimal("2185.00")
