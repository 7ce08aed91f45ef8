"""The unit's own page: its token opens it to nobody else, it says why, and it takes one answer."""

import uuid

import pytest
from django.test import Client
from django.urls import reverse

from cases.models import ExclusionObjection, UnitAnswer, UnitNotice
from cases.services import asking, exclusions
from core import clock
from tests.factories.programmes import shipped_law
from tests.factories.screening import make_units, row_of, screened

pytestmark = pytest.mark.django_db
QUERIES = 3


@pytest.fixture
def units(officers, friday):
    """One unit of each kind; the round has asked and told them."""
    shipped_law()
    made = make_units()
    asking.ask(round_id=screened(officers).pk, actor=officers.acceptance)
    return made


def page(token, **posted):
    client, address = Client(), reverse("cases:unit_result", args=[token])
    return client.post(address, posted) if posted else client.get(address)


def token_of(unit):
    asked = UnitAnswer.objects.filter(unit__enterprise=unit).first()
    return asked.token if asked else UnitNotice.objects.get(unit__enterprise=unit).token


def test_the_qualified_unit_sees_amount_and_account_and_confirms_once(units, django_assert_num_queries):
    token = token_of(units["qualified"])
    with django_assert_num_queries(QUERIES):
        shown = page(token).content.decode()
    account = UnitAnswer.objects.get().account
    assert "1,440.00" in shown
    assert f"****{account.last4}" in shown
    assert page(token, answer="confirmed", name="王丽 会计").status_code == 302
    answer = UnitAnswer.objects.get()
    assert (answer.answer, answer.name, answer.way, answer.recorded_by) == ("confirmed", "王丽 会计", "page", None)
    assert page(token, answer="declined", name="别人", note="不要").status_code == 302
    answer.refresh_from_db()
    assert answer.answer == "confirmed"


def test_a_wrong_account_needs_a_word_and_parks_the_unit(units):
    token = token_of(units["qualified"])
    assert "field-error" in (refused := page(token, answer="wrong", name="王丽").content.decode()) or "为什么" in refused
    assert UnitAnswer.objects.get().answer == ""
    page(token, answer="wrong", name="王丽", note="该账户已销户")
    assert (row_of(units["qualified"]).outcome, row_of(units["qualified"]).reasons) == ("parked", ["wrong_account"])
    assert "自行申请" in page(token).content.decode()


def test_a_unit_left_out_sees_each_condition_with_its_law(units):
    shown = page(token_of(units["layoff_rate"])).content.decode()
    assert "不裁员或者裁员率不高于规定上限" in shown
    assert "condition-failed" in shown
    assert "<form" not in shown.split("<main")[1].split("</main")[0]


def test_a_unit_left_out_objects_once_at_a_time_and_sees_what_became_of_it(units, officers):
    token = token_of(units["layoff_rate"])
    address = reverse("cases:unit_object", args=[token])
    words = {"name": "王丽", "contact": "13804750001", "text": "离职人员系合同期满，不应计入裁员"}
    assert Client().get(address).status_code == 200
    assert Client().post(address, words).status_code == 302
    assert Client().post(address, words).status_code == 302
    objection = ExclusionObjection.objects.get()
    assert (objection.unit, objection.entered_by, objection.channel) == (row_of(units["layoff_rate"]), None, "web")
    assert "正在核查" in page(token).content.decode()
    exclusions.decide(objection_id=objection.pk, actor=officers.first_check, upheld=False, reason="系用人单位提出解除")
    assert "系用人单位提出解除" in page(token).content.decode()


def test_a_qualified_unit_has_nothing_to_object_to(units):
    address = reverse("cases:unit_object", args=[token_of(units["qualified"])])
    assert Client().post(address, {"name": "x", "contact": "y", "text": "zzzzzz"}).status_code == 302
    assert not ExclusionObjection.objects.exists()


def test_a_machine_that_fills_every_field_changes_nothing(units):
    page(token_of(units["qualified"]), answer="confirmed", name="x", website="http://spam.example")
    assert UnitAnswer.objects.get().answer == ""


def test_after_the_last_day_nothing_is_asked(units):
    token = token_of(units["qualified"])
    with clock.at("2027-01-15T09:00"):
        assert page(token, answer="confirmed", name="王丽").status_code == 302
    assert UnitAnswer.objects.get().answer == ""


def test_a_token_that_nobody_was_given_opens_nothing(units):
    assert page(uuid.uuid4()).status_code == 404
    assert "noindex" in page(token_of(units["qualified"])).headers["X-Robots-Tag"]
