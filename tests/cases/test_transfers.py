"""The months of a granted transfer stand beside the field that asks for them, and a checker is told where they do not fit."""

import pytest
from django.test import Client
from django.urls import reverse
from django.utils.translation import override

from cases.models import Claim
from cases.queries import cautions, transfers
from core import clock
from tests.factories.cases import make_account
from tests.factories.desk import accepted, granted, person_at
from tests.factories.programme_story import decided
from tests.factories.programme_story import submitted as taken_in
from tests.factories.programmes import shipped_law

pytestmark = pytest.mark.django_db

IN = {
    "direction": "in", "other_place": "other_province", "contribution_months": 24, "months_elsewhere": 36,
    "benefit_left_months": 0, "benefit_month": "0.00", "transferred_before": False, "other_agency": "沈阳市失业保险中心",
}  # fmt: skip
OUT = {**IN, "direction": "out", "months_elsewhere": 0, "contribution_months": 60}


@pytest.fixture(autouse=True)
def _law(friday):
    shipped_law()


@pytest.fixture
def person(officers):
    resident = person_at(officers)
    make_account(resident)
    return resident


def transferred(officers, person, told, day="2026-09-10"):
    with clock.at(day):
        claim = decided(officers, taken_in(officers, person, "insurance_transfer", told))
    assert claim.state == "granted"
    return claim


def said(claim):
    with override("en"):
        return [each for each in cautions.about(Claim.objects.get(pk=claim.pk)) if "declared" in each]


def test_the_transfer_stands_beside_the_field_on_every_form(officers, person):
    transfer = transferred(officers, person, IN)
    client = Client()
    client.force_login(officers.station)
    words = (
        f"2026-09-10核定的转移（{transfer.number}）：本地24个月，沈阳市失业保险中心转入36个月，合计60个月，此后缴费的月数另计。"
    )
    assert words in client.get(reverse("cases:claim_create", args=[person.pk])).content.decode()
    claim = accepted(officers, person, contribution_months=60)
    client.force_login(officers.first_check)
    assert words in client.get(reverse("cases:claim_facts", args=[claim.pk])).content.decode()


@pytest.mark.parametrize(("months", "fits"), [(59, False), (60, True), (63, True), (64, False)])
def test_a_checker_is_told_where_the_declared_months_do_not_fit(officers, person, months, fits):
    transferred(officers, person, IN)
    claim = accepted(officers, person, contribution_months=months)
    found = said(claim)
    assert (found == []) is fits
    if not fits:
        assert f"{months} months of premiums are declared; by the transfer there are 60 to 63." in found[0]
    client = Client()
    client.force_login(officers.first_check)
    page = client.get(reverse("cases:claim_check", args=[claim.pk])).content.decode()
    assert (f"申报缴费{months}个月，按转移接续记录应为60至63个月" in page) is not fits


def test_months_that_went_to_another_place_do_not_count_here(officers, person):
    with clock.at("2026-09-10"):
        decided(officers, taken_in(officers, person, "insurance_transfer", {**OUT, "drawing_benefit": False}))
    (caution,) = said(accepted(officers, person, contribution_months=60))
    assert "60 months of premiums are declared; by the transfer there are 0 to 3." in caution
    assert "took the months to 沈阳市失业保险中心" in caution


def test_a_benefit_granted_since_has_begun_the_count_anew(officers, person):
    transferred(officers, person, IN)
    granted(officers, person, contribution_months=61)
    assert transfers.last(person) is None


def test_a_transfer_that_is_not_granted_tells_nothing(officers, person):
    with clock.at("2026-09-10"):
        taken_in(officers, person, "insurance_transfer", IN)
    assert transfers.last(person) is None
    assert said(accepted(officers, person, contribution_months=10)) == []


def test_the_transfer_of_somebody_else_tells_nothing(officers, person):
    transferred(officers, person_at(officers), IN)
    assert transfers.beside(person, "unemployment_benefit") == {}


def test_a_programme_that_asks_for_no_months_asks_the_portal_for_none(officers, person, django_assert_num_queries):
    with django_assert_num_queries(0):
        assert transfers.beside(person, "startup_subsidy") == {}
    with django_assert_num_queries(1):
        assert transfers.beside(person, "unemployment_benefit") == {}
