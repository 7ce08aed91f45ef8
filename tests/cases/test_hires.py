"""Hire records: recorded, ended, struck out by another person; and what Postgres holds whoever writes."""

from datetime import date

import pytest
from django.db import DatabaseError, IntegrityError, transaction

from cases.models import Hire, Instalment
from cases.services import hires
from core.models import AuditEntry
from core.policies import NotAllowed, Refused
from programmes.services import rules
from tests.factories.cases import grant, make_claim, make_recipient, make_resident
from tests.factories.enterprises import make_credit_code, make_enterprise
from tests.factories.hires import EMPLOYER, make_hire, record
from tests.factories.programmes import law as newer
from tests.factories.programmes import publish, publisher, shipped_law

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("friday")]
SEPTEMBER, OCTOBER, NOVEMBER = (date(2026, month, 1) for month in (9, 10, 11))


@pytest.fixture
def person(officers):
    return make_resident(officers.desk)


@pytest.fixture
def law(db):
    shipped_law()


def test_the_desk_records_a_hire_by_a_unit_of_the_registry(officers, person):
    unit = make_enterprise(officers.banner)
    said = {"credit_code": unit.credit_code.lower(), "employer": "别的名称", "contract": "fixed"}
    made = record(officers, person, date(2026, 10, 5), **said)
    assert (made.enterprise, made.employer, made.credit_code) == (unit, unit.name, unit.credit_code)
    entry = AuditEntry.objects.get(verb="hire.recorded")
    assert (entry.subject_id, entry.data["resident"], entry.region_code) == (str(made.pk), person.pk, person.region_code)


def test_an_employer_whom_nobody_registered_is_named(officers, person):
    made = record(officers, person, date(2026, 10, 5))
    assert (made.enterprise, made.employer, made.source) == (None, EMPLOYER, "desk")


@pytest.mark.parametrize(
    ("told", "field"),
    [
        ({"hired_on": date(2026, 11, 21)}, "hired_on"),
        ({"hired_on": date(1949, 12, 31)}, "hired_on"),
        ({"hired_on": date(1985, 12, 31)}, "hired_on"),
        ({"left_on": date(2026, 10, 4)}, "left_on"),
        ({"left_on": date(2026, 11, 21)}, "left_on"),
        ({"credit_code": "91150502MA0000000X"}, "credit_code"),
        ({"credit_code": ""}, "credit_code"),
        ({"employer": "  "}, "employer"),
    ],
)
def test_what_cannot_be_is_refused_at_its_field(officers, told, field):
    person = make_resident(officers.desk, born_on=date(1970, 1, 1))
    with pytest.raises(Refused) as refused:
        record(officers, person, told.pop("hired_on", date(2026, 10, 5)), **told)
    assert refused.value.field == field


def test_nobody_is_hired_after_the_death(officers):
    person = make_resident(officers.desk, deceased_on=date(2026, 9, 1))
    with pytest.raises(Refused, match="已死亡"):
        record(officers, person, date(2026, 10, 5))


def test_the_same_job_stands_once(officers, person):
    made = record(officers, person, date(2026, 10, 5))
    with pytest.raises(Refused) as refused:
        record(officers, person, date(2026, 10, 5), credit_code=made.credit_code)
    assert refused.value.code == "known"
    with pytest.raises(IntegrityError, match="hire_once"), transaction.atomic():
        make_hire(person, date(2026, 10, 5), credit_code=made.credit_code)
    record(officers, person, date(2026, 11, 5), credit_code=made.credit_code)


def test_the_day_of_leaving_is_written_once(officers, person):
    made = record(officers, person, date(2026, 10, 5))
    with pytest.raises(Refused) as refused:
        hires.leave(hire_id=made.pk, actor=officers.station, left_on=date(2026, 10, 4))
    assert refused.value.field == "left_on"
    assert hires.leave(hire_id=made.pk, actor=officers.first_check, left_on=date(2026, 11, 18)).left_on == date(2026, 11, 18)
    with pytest.raises(Refused, match="已登记"):
        hires.leave(hire_id=made.pk, actor=officers.station, left_on=date(2026, 11, 19))
    with pytest.raises(DatabaseError, match="written once"), transaction.atomic():
        Hire.objects.update(left_on=date(2026, 11, 19))


def test_a_wrong_record_is_struck_out_by_another_person_and_stays(officers, person):
    made = record(officers, person, date(2026, 10, 5), actor=officers.acceptance)
    for actor in (officers.acceptance, officers.station):
        with pytest.raises(NotAllowed):
            hires.void(hire_id=made.pk, actor=actor, reason="同名误录")
    with pytest.raises(Refused) as refused:
        hires.void(hire_id=made.pk, actor=officers.first_check, reason="  ")
    assert refused.value.field == "reason"
    hires.void(hire_id=made.pk, actor=officers.first_check, reason="同名误录，单位出具说明")
    with pytest.raises(Refused, match="已作废"):
        hires.void(hire_id=made.pk, actor=officers.second_check, reason="再次")
    with pytest.raises(Refused, match="已作废"):
        hires.leave(hire_id=made.pk, actor=officers.station, left_on=date(2026, 11, 1))
    assert not Hire.objects.live().exists()
    assert record(officers, person, date(2026, 10, 5), credit_code=made.credit_code).pk != made.pk


def test_strangers_record_nothing(neighbours, officers, person):
    for actor in (neighbours.station, neighbours.acceptance, officers.auditor, officers.finance_maker):
        with pytest.raises(NotAllowed):
            record(officers, person, date(2026, 10, 5), actor=actor)


@pytest.mark.parametrize(
    "change",
    [
        {"hired_on": date(2026, 1, 1)},
        {"employer": "别的公司"},
        {"credit_code": make_credit_code(9_999_999)},
        {"contract": "open"},
        {"document": "x"},
    ],
)
def test_a_record_does_not_change_whoever_writes(person, change):
    make_hire(person, date(2026, 10, 5))
    with pytest.raises(DatabaseError, match="stays"), transaction.atomic():
        Hire.objects.update(**change)


def test_nothing_is_deleted_or_struck_out_by_whoever_recorded_it(person):
    made = make_hire(person, date(2026, 10, 5))
    with pytest.raises(DatabaseError), transaction.atomic():
        Hire.objects.all().delete()
    with pytest.raises(IntegrityError, match="hire_struck_out_by_another"), transaction.atomic():
        Hire.objects.update(voided_by=made.recorded_by, voided_at=made.recorded_at, void_reason="x")
    with pytest.raises(IntegrityError, match="by its own code"), transaction.atomic():
        make_hire(person, date(2026, 10, 6), enterprise=make_enterprise())


# What Postgres holds of benefit against job.


def plan(resident, first, months=1, scheme="unemployment_benefit"):
    """A grant that goes round every service: only Postgres can refuse it."""
    return grant(make_claim(resident, state="accepted", scheme=scheme), first=first, months=months)


@pytest.mark.parametrize("scheme", ["unemployment_benefit", "older_recipient", "medical_premium"])
def test_no_month_that_a_job_covers_is_made_payable(law, scheme):
    plan(make_hire(make_resident(), date(2026, 10, 5)).resident, SEPTEMBER, scheme=scheme)
    for first, months in ((OCTOBER, 1), (NOVEMBER, 1), (SEPTEMBER, 12)):
        person = make_hire(make_resident(), date(2026, 10, 5)).resident
        with pytest.raises(IntegrityError, match="hire record covers"), transaction.atomic():
            plan(person, first, months, scheme)


def test_other_programmes_go_on_beside_a_job(law, person):
    make_hire(person, date(2026, 10, 5))
    for scheme in ("skills_subsidy", "death_grant", "workshop_worker"):
        plan(person, OCTOBER, months=3, scheme=scheme)


def test_the_month_of_leaving_is_free_again_and_a_struck_out_record_covers_nothing(law, officers, person):
    make_hire(person, date(2026, 9, 5), left_on=date(2026, 10, 20))
    with pytest.raises(IntegrityError, match="hire record covers"), transaction.atomic():
        plan(person, SEPTEMBER)
    plan(person, OCTOBER, months=2)
    other = make_resident(officers.desk)
    wrong = record(officers, other, date(2026, 10, 5))
    hires.void(hire_id=wrong.pk, actor=officers.first_check, reason="误录")
    plan(other, OCTOBER)


def test_a_job_that_ended_long_ago_is_nobodys_hindrance(law, person):
    make_hire(person, date(2012, 3, 1), left_on=date(2026, 8, 31))
    plan(person, SEPTEMBER, months=12)


def test_a_law_that_pays_the_month_of_the_hire_leaves_it_free(law, person):
    writer, reviewer = publisher(), publisher()
    drafted = rules.draft(law=newer(valid_from=date(2026, 10, 1), hire_month_paid=True), actor=writer)
    publish(rules.propose(ruleset_id=drafted.pk, actor=writer), reviewer)
    make_hire(person, date(2026, 10, 1))
    plan(person, OCTOBER)
    person = make_hire(make_resident(), date(2026, 10, 1)).resident
    with pytest.raises(IntegrityError, match="hire record covers"), transaction.atomic():
        plan(person, NOVEMBER)


def test_a_cancelled_month_may_stand_beside_a_job(law):
    claim = make_recipient(first=OCTOBER, months=1)
    part = Instalment.objects.get()
    Instalment.objects.update(cancelled_on=date(2026, 11, 20))
    make_hire(claim.resident, date(2026, 10, 5))
    part.pk, part.cancelled_on = None, date(2026, 11, 20)
    part.save(force_insert=True)
