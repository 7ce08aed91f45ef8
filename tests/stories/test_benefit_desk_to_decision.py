"""A caseworker's fortnight: a claim of unemployment benefit from the desk of a station to what it makes payable."""

import uuid
from datetime import date
from decimal import Decimal

import pytest

from cases.models import Registration
from cases.services import checking, drafts, entitlement, intake
from core import clock
from programmes.services import shipped
from tests.factories import papers
from tests.factories.cases import make_resident
from tests.factories.stations import BANNER, Officers

ASKED = {"contribution_months": 75, "separation": "contract_ended", "unused_months": 0}


@pytest.mark.django_db
def test_a_claim_goes_from_the_desk_to_eighteen_instalments():
    shipped.load()
    officers, token = Officers(BANNER), uuid.uuid4()
    with clock.at("2026-11-02T09:00"):
        person = make_resident(officers.desk, sex="male", born_on=date(1990, 3, 7))
        at_desk = officers.station
        Registration.objects.create(resident=person, registered_on="2026-10-08", recorded_by=at_desk, recorded_at=clock.now())
        draft = drafts.begin(token=token, resident_id=person.pk, actor=at_desk, asked={})
        claim = intake.submit(claim_id=draft.pk, token=token, actor=at_desk, asked=ASKED, channel="station", agreed=True)
        assert (claim.number, claim.due_on) == ("SY150502-2026-000001", date(2026, 11, 9))
    with clock.at("2026-11-04T15:00"):
        claim = papers.accept(claim, officers.acceptance)
        assert (claim.state, claim.due_on) == ("accepted", date(2026, 11, 18))
    seen = claim.assessments.get()
    with clock.at("2026-11-09T10:00"):
        checking.check(claim_id=claim.pk, actor=officers.first_check, grants=True, reason="", seen=seen.pk)
    with clock.at("2026-11-11T10:00"):
        claim = checking.check(claim_id=claim.pk, actor=officers.second_check, grants=True, reason="", seen=seen.pk).claim
    months = list(claim.instalments.order_by("month").values_list("month", "amount"))
    assert claim.state == "granted"
    assert (months[0], months[-1]) == ((date(2026, 10, 1), Decimal("2156.50")), (date(2028, 3, 1), Decimal("1929.50")))
    assert claim.decision.amount == Decimal("37455.00") == sum(amount for _month, amount in months)
    with clock.at("2027-01-20T10:00"):
        entitlement.end(claim_id=claim.pk, actor=officers.first_check, reason="employed", on=date(2027, 1, 18))
    assert claim.instalments.filter(cancelled_on__isnull=True).count() == 4
    assert claim.instalments.filter(cancelled_on__isnull=False).count() == 14
