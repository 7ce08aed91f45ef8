"""What the portal knows of a person or a unit and never asks, under the names of the programmes."""

from datetime import date
from decimal import Decimal

import pytest

from cases.queries import facts, person_facts, unit_facts
from core import clock
from enterprises.models import InsuranceYear
from programmes.formulas import registry
from tests.factories.cases import make_recipient, make_resident
from tests.factories.enterprises import make_enterprise

DAY = date(2026, 11, 20)


@pytest.mark.parametrize("lookups", [person_facts.LOOKUPS, unit_facts.LOOKUPS])
def test_every_look_up_is_declared_by_some_programme(lookups):
    declared = {fact.name for scheme in registry.SCHEMES.values() for fact in (*scheme.facts, *scheme.also)}
    assert set(lookups) <= declared


def test_what_is_declared_as_asked_is_never_looked_up():
    for scheme in registry.SCHEMES.values():
        sources = {fact.name: fact.source for fact in (*scheme.facts, *scheme.also)}
        assert all(sources[name] != "asked" for name in facts.known(scheme.name))


@pytest.mark.django_db
def test_the_months_of_a_running_benefit_are_read_for_what_goes_with_it():
    with clock.at("2026-11-20T09:00"):
        claim = make_recipient(first=date(2026, 9, 1), months=12)
        known = facts.of_register(claim.resident, "medical_premium", {}, DAY)
    assert (known["drawing_benefit"], known["benefit_from"], known["benefit_months"]) == (True, "2026-09-01", 12)


@pytest.mark.django_db
def test_the_founder_is_of_the_group_that_the_register_names():
    person = make_resident()
    assert facts.of_register(person, "startup_subsidy", {}, DAY)["group"] == "other"
    person.groups.create(group="veteran", from_on=date(2026, 1, 1), recorded_by=person.created_by)
    assert facts.of_register(person, "startup_subsidy", {}, DAY)["group"] == "veteran"


@pytest.mark.django_db
def test_a_unit_is_known_by_its_size_its_year_before_and_its_lists():
    unit = make_enterprise()
    InsuranceYear.objects.create(
        enterprise=unit, year=2025, months_paid_in_full=12, insured_reference=100, staff_year_end=95, laid_off=5,
        premium_paid=Decimal("181000.00"), counted_at=clock.now(),
    )  # fmt: skip
    known = facts.of_register(unit, "stability_refund", {}, DAY)
    assert (known["months_paid_in_full"], known["insured_staff"], known["premium_paid"]) == (12, 100, "181000.00")
    assert (known["serious_violation"], known["environment_ok"], known["refund_year"]) == (False, True, 2025)


@pytest.mark.django_db
def test_a_look_up_costs_the_same_number_of_queries_for_every_unit(django_assert_max_num_queries):
    unit = make_enterprise()
    with django_assert_max_num_queries(4):
        facts.of_register(unit, "stability_refund", {}, DAY)
