"""Whom a station looks after, why, and when somebody has to call again."""

import uuid
from datetime import date, timedelta

import pytest

from cases.models import Registration, ResidentGroup
from core import clock
from jobs.models import CarePerson
from jobs.services import care, visits
from jobs.services.visits import Found
from tests.factories.cases import make_recipient, make_resident
from tests.factories.hires import make_hire
from tests.factories.programmes import shipped_law
from tests.factories.stations import make_user

pytestmark = pytest.mark.django_db
DAY = date(2026, 11, 20)


@pytest.fixture(autouse=True)
def _law():
    with clock.at(DAY):
        shipped_law()
        yield


def in_group(officers, group="disabled", **fields):
    person = make_resident(officers.desk, **fields)
    ResidentGroup.objects.create(resident=person, group=group, from_on=date(2025, 1, 1), recorded_by=make_user())
    return person


def test_each_reason_puts_a_person_on_the_list_and_the_shortest_term_counts(officers):
    hard, other = in_group(officers), in_group(officers, "veteran")
    unemployed = make_resident(officers.desk)
    Registration.objects.create(
        resident=unemployed, registered_on=date(2026, 1, 5), recorded_by=make_user(), recorded_at=clock.now()
    )
    ending = make_recipient(first=date(2026, 1, 1), months=12).resident
    fell_out = in_group(officers, "veteran")
    make_hire(fell_out, date(2026, 1, 5), left_on=date(2026, 11, 2))
    nobody = make_resident(officers.desk)
    assert care.refresh() == 5
    kept = {row.resident_id: (row.reasons, row.every_days) for row in CarePerson.objects.all()}
    assert kept[hard.pk] == (["hard"], 30)
    assert kept[other.pk] == (["group"], 90)
    assert kept[unemployed.pk][0] == ["unemployed"]
    assert "benefit" in kept[ending.pk][0]
    assert kept[fell_out.pk] == (["group", "fell_out"], 15)
    assert nobody.pk not in kept
    assert care.refresh() == 0


def test_a_person_is_due_from_the_day_on_the_list_and_after_a_visit_from_that_day(officers):
    person = in_group(officers)
    care.refresh()
    assert CarePerson.objects.get().due_on == DAY + timedelta(days=30)
    with clock.at(DAY + timedelta(days=40)):
        late = Found(met=False, visited_on=clock.today())
        visits.record_now(token=uuid.uuid4(), actor=officers.station, found=late, resident_id=person.pk)
        assert CarePerson.objects.get().due_on == DAY + timedelta(days=30)
        met = Found(met=True, visited_on=clock.today())
        visits.record_now(token=uuid.uuid4(), actor=officers.station, found=met, resident_id=person.pk)
        row = CarePerson.objects.get()
        assert (row.met_on, row.due_on) == (clock.today(), clock.today() + timedelta(days=30))


def test_who_works_or_has_died_is_off_the_list_and_comes_back_with_a_new_term(officers):
    person = in_group(officers)
    in_group(officers, deceased_on=date(2026, 1, 1))
    care.refresh()
    assert CarePerson.objects.current().count() == 1
    hire = make_hire(person, DAY)
    care.refresh()
    assert CarePerson.objects.get().until_on == DAY
    hire.left_on = DAY + timedelta(days=10)
    hire.save()
    with clock.at(DAY + timedelta(days=20)):
        care.refresh()
        row = CarePerson.objects.get()
        assert (row.until_on, row.from_on, row.reasons) == (None, clock.today(), ["hard", "fell_out"])
        assert row.due_on == clock.today() + timedelta(days=15)


def test_only_whoever_keeps_the_person_sees_her_on_the_list(officers, neighbours):
    in_group(officers)
    care.refresh()
    assert CarePerson.objects.visible_to(officers.station).count() == 1
    assert CarePerson.objects.visible_to(officers.second_check).count() == 1
    assert not CarePerson.objects.visible_to(neighbours.station).exists()
    assert not CarePerson.objects.visible_to(neighbours.acceptance).exists()
