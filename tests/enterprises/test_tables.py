"""What the tables of the registry hold by themselves, walked round the models and the services."""

from datetime import date, timedelta
from decimal import Decimal

import pytest
from django.db import IntegrityError, connection, transaction

from core import clock
from enterprises.models import CorporateAccount, Enterprise, InsuranceMonth, InsuranceYear, Listing
from enterprises.states import AccountState, ListingKind
from tests.factories.enterprises import (
    make_agent,
    make_corporate_account,
    make_enterprise,
    make_insurance_import,
    make_insurance_months,
    make_insurance_year,
    make_listing,
)
from tests.factories.stations import make_user

pytestmark = pytest.mark.django_db


def refused():
    return pytest.raises(IntegrityError)


def test_one_code_is_one_unit():
    unit = make_enterprise()
    with refused(), transaction.atomic():
        make_enterprise(credit_code=unit.credit_code)


def test_a_code_has_its_form_and_is_final():
    unit = make_enterprise()
    with refused(), transaction.atomic():
        make_enterprise(credit_code="91150502MAI0000001")
    with refused(), transaction.atomic():
        Enterprise.objects.filter(pk=unit.pk).update(credit_code=make_enterprise().credit_code[:17] + "X")


def test_nothing_of_a_unit_is_taken_away():
    unit = make_enterprise()
    things = [make_corporate_account(unit), make_agent(unit), make_listing(unit), make_insurance_year(unit, 2025)]
    things += [*make_insurance_months(unit, 2025)[:1], make_enterprise()]
    for thing in things:
        with refused(), transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(f"DELETE FROM {thing._meta.db_table}")


def test_one_confirmed_account_a_unit_and_confirmed_by_another_person():
    unit = make_enterprise()
    account = make_corporate_account(unit)
    with refused(), transaction.atomic():
        make_corporate_account(unit)
    proposed = make_corporate_account(unit, verified=False)
    CorporateAccount.objects.filter(pk=account.pk).update(state=AccountState.CLOSED, closed_at=clock.now())
    alone = CorporateAccount.objects.filter(pk=proposed.pk)
    with refused(), transaction.atomic():
        alone.update(state=AccountState.VERIFIED, verified_by=proposed.recorded_by, verified_at=clock.now())
    with refused(), transaction.atomic():
        alone.update(number_hash=b"x" * 32)


def test_nobody_takes_a_unit_off_a_closing_list_alone():
    asked_by = make_user()
    row = make_listing(make_enterprise(), ListingKind.SERIOUS_VIOLATION, end_asked_by=asked_by, end_asked_on=clock.today())
    listing = Listing.objects.filter(pk=row.pk)
    with refused(), transaction.atomic():
        listing.update(until_on=clock.today(), ended_by=asked_by)
    listing.update(until_on=clock.today(), ended_by=make_user())
    assert not Listing.objects.in_force(clock.today() + timedelta(days=1)).exists()
    assert Listing.objects.in_force(clock.today()).exists()


def test_an_insurance_month_is_there_once_and_belongs_to_a_unit_and_a_file():
    unit = make_enterprise()
    month = make_insurance_months(unit, 2025)[0]
    with refused(), transaction.atomic():
        InsuranceMonth.objects.bulk_create([month])
    for stranger in ({"enterprise_id": unit.pk + 10_000}, {"source_id": month.source_id + 10_000}):
        values = {"enterprise_id": unit.pk, "source_id": month.source_id} | stranger
        row = InsuranceMonth(**values, month=date(2024, 1, 1), insured_staff=1, premium_unit=1, premium_staff=1)
        with refused(), transaction.atomic():
            InsuranceMonth.objects.bulk_create([row])


def test_a_waived_month_owes_nothing():
    unit = make_enterprise()
    row = InsuranceMonth(
        enterprise=unit, source=make_insurance_import(), month=date(2024, 1, 1), insured_staff=1,
        premium_unit=Decimal(1), premium_staff=Decimal(0), waived=True,
    )  # fmt: skip
    with refused(), transaction.atomic():
        InsuranceMonth.objects.bulk_create([row])


def test_a_frozen_year_keeps_its_months_and_its_counts():
    unit = make_enterprise()
    make_insurance_months(unit, 2025)
    year = make_insurance_year(unit, 2025, frozen_on=clock.today())
    with refused(), transaction.atomic():
        InsuranceMonth.objects.filter(enterprise=unit).update(insured_staff=1)
    with refused(), transaction.atomic():
        InsuranceYear.objects.filter(pk=year.pk).update(laid_off=1)
    with refused(), transaction.atomic():
        InsuranceYear.objects.filter(pk=year.pk).update(frozen_on=None, laid_off=1)


def test_every_month_has_a_partition():
    unit = make_enterprise()
    make_insurance_months(unit, 2025)
    make_insurance_months(unit, 1999)
    with connection.cursor() as cursor:
        cursor.execute("SELECT tableoid::regclass::text, count(*) FROM enterprises_insurancemonth GROUP BY 1 ORDER BY 1")
        assert cursor.fetchall() == [("enterprises_insurancemonth_2025", 12), ("enterprises_insurancemonth_other", 12)]


def test_the_neighbour_sees_nothing(officers, neighbours):
    unit = make_enterprise()
    theirs = make_enterprise("150402")
    mine = Enterprise.objects.visible_to(officers.first_check)
    assert set(mine) == {unit}
    assert set(Enterprise.objects.visible_to(neighbours.first_check)) == {theirs}
    assert not Enterprise.objects.visible_to(neighbours.station).exists()
