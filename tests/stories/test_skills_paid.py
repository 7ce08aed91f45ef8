"""1,788 people are paid 2,680,200 yuan of skills subsidy, two of them with the uplift of an urgent occupation (row 16).

The sum is no multiple of 500, so that at least one payment with the uplift is in it: 600 at 2,000, 584 at 1,500, 602 at 1,000 and
two at 1,100 yuan.
"""

from decimal import Decimal

import pytest

from cases.models import Claim
from core import clock
from payouts.models import Line
from portal.queries import figures
from portal.queries.figures import Asked
from programmes.formulas import registry
from tests.factories import statistics
from tests.factories.cases import make_account, make_resident
from tests.factories.programme_story import decided, pay, submitted
from tests.factories.programmes import shipped_law

pytestmark = pytest.mark.django_db
SCHEME = "skills_subsidy"
#: Level of the certificate, whether its occupation is urgent, what is paid, how many.
COMPOSITION = ((3, False, "2000.00", 600), (4, False, "1500.00", 584), (5, False, "1000.00", 602), (5, True, "1100.00", 2))


@pytest.mark.long
def test_1788_people_are_paid_2680200_yuan(officers, tmp_path):
    shipped_law()
    by, number = officers.station, 0
    with clock.at("2026-11-20T09:00"):
        for level, urgent, amount, many in COMPOSITION:
            for _place in range(many):
                number += 1
                if number % 200 == 0:
                    statistics.gathered()  # nobody else does while this transaction lasts
                person = make_resident(officers.desk, created_by=by)
                make_account(person, recorded_by=by)
                told = {
                    "basis": "employee", "contribution_months": 40, "insured_now": True, "level": level, "urgent": urgent,
                    "certificate_on": "2026-03-01", "certificate_no": f"JN{number:05d}", "occupation": "焊工",
                }  # fmt: skip
                claim = decided(officers, submitted(officers, person, SCHEME, told))
                assert (claim.state, claim.decision.amount) == ("granted", Decimal(amount))
        assert Claim.objects.filter(state="granted").count() == 1788
        day = pay(officers, tmp_path)
        found = figures.of_programme(Asked(officers.first_check, 2026), registry.scheme(SCHEME)).whole
    assert day.paid == {"UI": Decimal("2680200.00")}
    assert Line.objects.filter(result__outcome=1).count() == 1788
    assert (found.applicants, found.granted, found.amount, found.paid) == (1788, 1788, day.paid["UI"], day.paid["UI"])
