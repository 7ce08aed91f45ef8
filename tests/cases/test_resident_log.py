"""Logging people at the desk and keeping them right."""

from datetime import date, timedelta

import pytest
from django.db import IntegrityError, connection, transaction
from django.utils import translation

from cases.models import Registration, Resident, ResidentGroup, SpouseLink
from cases.queries.residents import history, search
from cases.services import families, registrations, residents
from cases.states import PersonGroup
from core import clock
from core.policies import NotAllowed, Refused
from tests.factories.residents import id_number, make_resident
from tests.factories.stations import community

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _sentences_in_english():
    with translation.override("en"):
        yield


def test_a_person_is_logged_with_what_the_number_says(officers, friday):
    home = community(officers.banner, 3)
    number = id_number(date(1985, 7, 1), "female")
    resident = residents.log(
        actor=officers.station,
        station_id=officers.desk.pk,
        name=" 阿拉坦 • 乌拉 ",
        id_number=number.lower(),
        mobile="+86 138-1234-1234",
        community_code=home.pk,
        groups=[PersonGroup.VETERAN],
        registered_on=date(2026, 10, 8),
    )
    resident = Resident.objects.get(pk=resident.pk)
    assert (resident.name, resident.initials) == ("阿拉坦·乌拉", "altwl")
    assert (resident.id_number, resident.sex, resident.born_on) == (number, "female", date(1985, 7, 1))
    assert (resident.mobile, resident.community, resident.region_code) == ("13812341234", home, officers.desk.region_code)
    assert [group.group for group in resident.groups.all()] == ["veteran"]
    assert resident.registrations.get().registered_on == date(2026, 10, 8)
    assert [entry.verb for entry in history(resident)] == ["resident.registered", "resident.grouped", "resident.logged"]


def test_neither_the_table_nor_the_audit_holds_a_readable_number(officers):
    resident = make_resident(officers, mobile="13812341234")
    with connection.cursor() as cursor:
        cursor.execute("SELECT id_number, id_hash FROM cases_resident WHERE id = %s", [resident.pk])
        stored = b"".join(bytes(part) for part in cursor.fetchone())
        cursor.execute("SELECT coalesce(string_agg(data::text, ''), '') FROM core_auditentry")
        noted = cursor.fetchone()[0]
    assert resident.id_number.encode() not in stored
    assert resident.id_number not in noted
    assert "13812341234" not in noted


@pytest.mark.parametrize(
    ("field", "bad"),
    [("name", "张3"), ("id_number", "150102199003071238"), ("mobile", "123"), ("community", "159999999999")],
)
def test_a_bad_value_is_refused_at_its_field(officers, field, bad):
    good = {"name": "张三", "id_number": id_number(), "mobile": "", "community": ""} | {field: bad}
    good["community_code"] = good.pop("community")
    with pytest.raises(Refused) as refused:
        residents.log(actor=officers.station, station_id=officers.desk.pk, **good)
    assert refused.value.field == field


def test_a_number_that_is_logged_elsewhere_is_told_with_the_station_and_nothing_else(officers, neighbours):
    known = make_resident(neighbours, name="不可说")
    with pytest.raises(Refused) as refused:
        make_resident(officers, id_number=known.id_number)
    assert neighbours.desk.name in str(refused.value)
    assert "不可说" not in str(refused.value)
    assert (refused.value.field, refused.value.code) == ("id_number", "taken")


def test_the_database_holds_one_person_a_number(officers):
    resident = make_resident(officers)
    resident.pk = None
    with pytest.raises(IntegrityError, match="id_hash"), transaction.atomic():
        Resident.objects.bulk_create([resident])


def test_only_the_desk_of_that_station_logs_there(officers, neighbours):
    for actor in (neighbours.station, neighbours.acceptance, officers.second_check, officers.finance_maker, officers.auditor):
        with pytest.raises(NotAllowed):
            make_resident(officers, actor=actor)
    assert make_resident(officers, actor=officers.acceptance).station == officers.desk


def test_a_station_sees_its_own_a_banner_its_stations_the_neighbour_hers(officers, neighbours):
    ours, theirs = make_resident(officers), make_resident(neighbours)
    for actor in (officers.station, officers.acceptance, officers.first_check, officers.auditor):
        assert list(Resident.objects.visible_to(actor)) == [ours]
    for actor in (neighbours.station, neighbours.first_check):
        assert list(Resident.objects.visible_to(actor)) == [theirs]
    assert not Resident.objects.visible_to(officers.finance_maker).exists()
    with pytest.raises(NotAllowed):
        residents.reveal(resident_id=ours.pk, actor=neighbours.first_check, reason="核对")


@pytest.mark.parametrize(
    "text", ["阿拉坦·乌拉", "坦乌", "拉坦", "阿拉坦乌拉", "坦•乌", "alt", "ALTWL", "13812341234", "138-1234-1234"]
)
def test_a_resident_is_found_by(officers, text):
    resident = make_resident(officers, name="阿拉坦·乌拉", mobile="13812341234")
    make_resident(officers, name="王小明")
    assert list(search(officers.station, text)) == [resident]


def test_a_resident_is_found_by_the_number_and_its_end(officers, neighbours):
    resident = make_resident(officers, born_on=date(1979, 11, 17))
    number = resident.id_number
    for text in (number, f"{number[:6]} {number[6:]}", number[-4:], number[-6:], number[:6] + number[8:17]):
        assert resident in search(officers.station, text)
    assert not search(neighbours.station, number).exists()


@pytest.mark.parametrize("text", ["", "阿", "12", "a", " "])
def test_too_short_a_text_finds_nobody(officers, text):
    make_resident(officers, name="阿拉坦·乌拉")
    assert not search(officers.station, text).exists()


def test_details_are_put_right_and_the_audit_names_the_fields_only(officers, neighbours):
    resident = make_resident(officers, groups=[PersonGroup.VETERAN])
    values = {"name": "苏日娜娜", "mobile": "13900001111", "community_code": "", "address": "", "note": ""}
    with pytest.raises(NotAllowed):
        residents.edit(resident_id=resident.pk, actor=neighbours.station, groups=[], **values)
    residents.edit(resident_id=resident.pk, actor=officers.station, groups=[PersonGroup.OLDER], **values)
    resident.refresh_from_db()
    assert (resident.name, resident.initials) == ("苏日娜娜", "srnn")
    assert history(resident)[1].data == {"fields": ["mobile", "name"]}
    assert {(row.group, row.until_on is None) for row in resident.groups.all()} == {("veteran", False), ("older", True)}


def test_one_registration_is_open_at_a_time(officers, friday):
    resident = make_resident(officers, registered_on=date(2026, 10, 8))
    with pytest.raises(Refused, match="already"):
        registrations.register(resident_id=resident.pk, actor=officers.station, registered_on=date(2026, 11, 1))
    first = resident.registrations.get()
    registrations.end(registration_id=first.pk, actor=officers.station, ended_on=date(2026, 10, 31), reason="employed")
    registrations.register(resident_id=resident.pk, actor=officers.station, registered_on=date(2026, 11, 1))
    assert resident.registrations.count() == 2
    with pytest.raises(IntegrityError, match="registration_one_open"), transaction.atomic():
        Registration.objects.filter(pk=first.pk).update(ended_on=None)
    with pytest.raises(Refused):
        registrations.register(resident_id=resident.pk, actor=officers.station, registered_on=date(2026, 11, 21))


def test_death_ends_the_registration_and_is_on_record(officers, friday):
    resident = make_resident(officers, registered_on=date(2026, 10, 8))
    residents.record_death(resident_id=resident.pk, actor=officers.station, died_on=date(2026, 11, 2))
    resident.refresh_from_db()
    assert resident.deceased_on == date(2026, 11, 2)
    assert resident.registrations.get().end_reason == "death"
    with pytest.raises(Refused):
        residents.record_death(resident_id=resident.pk, actor=officers.station, died_on=clock.today() + timedelta(days=1))


def test_a_marriage_is_read_from_both_sides_and_ends_for_both(officers, neighbours, friday):
    her, him = make_resident(officers, sex="female"), make_resident(neighbours)
    families.link_spouse(resident_id=her.pk, spouse_id=him.pk, actor=officers.station, from_on=date(2015, 5, 1))
    assert {(link.resident_id, link.spouse_id) for link in SpouseLink.objects.all()} == {(her.pk, him.pk), (him.pk, her.pk)}
    third = make_resident(officers)
    with pytest.raises(Refused, match="already"):
        families.link_spouse(resident_id=third.pk, spouse_id=him.pk, actor=officers.station, from_on=date(2020, 5, 1))
    families.unlink_spouse(resident_id=him.pk, actor=neighbours.station, until_on=date(2026, 1, 31))
    assert not SpouseLink.objects.filter(until_on__isnull=True).exists()


def test_the_database_holds_one_spouse_a_person_and_nobody_marries_alone(officers):
    one, two, three = (make_resident(officers) for _ in range(3))
    link = {"from_on": date(2020, 1, 1), "recorded_by": officers.station}
    SpouseLink.objects.bulk_create([SpouseLink(resident=one, spouse=two, **link)])
    for wrong in ((one, three), (three, three)):
        with pytest.raises(IntegrityError, match="spouselink"), transaction.atomic():
            SpouseLink.objects.bulk_create([SpouseLink(resident=wrong[0], spouse=wrong[1], **link)])


def test_the_database_holds_one_open_group_of_a_kind(officers):
    resident = make_resident(officers, groups=[PersonGroup.VETERAN])
    with pytest.raises(IntegrityError, match="residentgroup_once"), transaction.atomic():
        ResidentGroup.objects.bulk_create(
            [ResidentGroup(resident=resident, group="veteran", from_on=date(2026, 1, 1), recorded_by=officers.station)]
        )


def test_seeing_whole_numbers_takes_a_reason_and_is_on_record(officers):
    resident = make_resident(officers)
    with pytest.raises(Refused):
        residents.reveal(resident_id=resident.pk, actor=officers.station, reason="  ")
    residents.reveal(resident_id=resident.pk, actor=officers.station, reason="与身份证原件核对")
    entry = history(resident)[0]
    assert (entry.verb, entry.actor, entry.data) == ("resident.revealed", officers.station, {"reason": "与身份证原件核对"})
