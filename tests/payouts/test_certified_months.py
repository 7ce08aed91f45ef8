"""Where the rule asks recipients to certify each month, an uncertified month waits and a certified one is paid."""

from datetime import date

import pytest

from cases.services.certification import certify
from core.policies import NotAllowed, Refused
from payouts.models import Line
from payouts.services.collect import collect
from payouts.states import Hold
from tests.factories.cases import make_recipient
from tests.factories.payouts import maker
from tests.factories.programmes import proposed, publish, publisher

NOVEMBER = date(2026, 11, 1)
pytestmark = pytest.mark.usefixtures("law")


@pytest.fixture
def self_certified(law):
    publish(proposed(publisher(), valid_from=NOVEMBER, certification="self_monthly"), publisher())


def test_an_uncertified_month_is_held_and_paid_once_certified(self_certified, officers):
    claim = make_recipient(officers.desk)
    actor = maker()
    assert collect(month=NOVEMBER, actor=actor) == []
    assert Line.objects.get().hold_reason == Hold.NOT_CERTIFIED
    certify(claim_id=claim.pk, actor=officers.station, month=NOVEMBER)
    certify(claim_id=claim.pk, actor=officers.station, month=NOVEMBER)
    (batch,) = collect(month=NOVEMBER, actor=actor)
    assert batch.line_count == 1
    assert claim.certifications.count() == 1


def test_months_before_the_rule_changed_need_no_certificate(self_certified, officers):
    make_recipient(officers.desk, first=date(2026, 10, 1))
    (batch,) = collect(month=NOVEMBER, actor=maker())
    assert (batch.line_count, batch.held_count) == (1, 1)


def test_only_the_claims_own_desk_certifies_and_never_ahead(law, officers, neighbours):
    claim = make_recipient(officers.desk)
    with pytest.raises(NotAllowed):
        certify(claim_id=claim.pk, actor=neighbours.station, month=NOVEMBER)
    with pytest.raises(NotAllowed):
        certify(claim_id=claim.pk, actor=officers.first_check, month=NOVEMBER)
    with pytest.raises(Refused):
        certify(claim_id=claim.pk, actor=officers.station, month=date(2026, 12, 1))


def test_the_claims_page_leads_to_certifying_where_the_rule_asks_for_it(client, self_certified, officers):
    claim = make_recipient(officers.desk)
    client.force_login(officers.station)
    assert f"/claims/{claim.pk}/certify/" in client.get(f"/claims/{claim.pk}/").content.decode()
    page = client.get(f"/claims/{claim.pk}/certify/")
    assert "2026-11" in page.content.decode()
    answer = client.post(f"/claims/{claim.pk}/certify/", {"month": "2026-11-01", "confirmed": "on"})
    assert answer.status_code == 302
    assert claim.certifications.get().month == NOVEMBER
    assert f"/claims/{claim.pk}/certify/" not in client.get(f"/claims/{claim.pk}/").content.decode()


def test_the_claims_page_is_silent_where_data_are_compared(client, law, officers):
    claim = make_recipient(officers.desk)
    client.force_login(officers.station)
    assert "/certify/" not in client.get(f"/claims/{claim.pk}/").content.decode()
    assert client.get(f"/claims/{claim.pk}/certify/").status_code == 302


def test_the_officer_next_door_cannot_certify(client, self_certified, officers, neighbours):
    claim = make_recipient(officers.desk)
    client.force_login(neighbours.station)
    assert client.get(f"/claims/{claim.pk}/certify/").status_code == 404
