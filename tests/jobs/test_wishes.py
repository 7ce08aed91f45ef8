"""Wishes, the sign-ups of the public, and what Postgres refuses of both, walked round the models."""

from datetime import timedelta
from decimal import Decimal

import pytest
from django.db import DatabaseError, transaction

from core import clock
from core.models import AuditEntry
from core.policies import NotAllowed, Refused
from jobs.models import SignUp, Wish, WishOccupation
from jobs.services import signups, wishes
from tests.factories.jobs_wishes import make_wish, publish_tables
from tests.factories.residents import id_number, make_resident
from tests.factories.stations import Officers

pytestmark = pytest.mark.django_db
ASKED = {"name": "苏日娜", "mobile": "13800138000", "group": "605", "consent": True, "address": "10.0.0.1"}


@pytest.fixture
def officers():
    publish_tables()
    return Officers("150502")


def test_a_resident_has_one_open_wish_and_saving_again_changes_it(officers):
    wish = make_wish(officers, occupations=["6050401", "403"])

    again = make_wish(officers, resident=wish.resident, occupations=["403"], least_pay=Decimal("2000.00"))

    assert again == wish
    assert [row.occupation_id for row in again.occupations.all()] == ["403"]
    assert again.valid_until == clock.today() + timedelta(days=180)


def test_a_wish_is_renewed_withdrawn_and_logged_anew(officers):
    wish = make_wish(officers)
    Wish.objects.update(valid_until=clock.today())

    assert wishes.renew(wish_id=wish.pk, actor=officers.station).valid_until == clock.today() + timedelta(days=180)
    wishes.withdraw(wish_id=wish.pk, actor=officers.station)
    with pytest.raises(Refused):
        wishes.renew(wish_id=wish.pk, actor=officers.station)
    assert make_wish(officers, resident=wish.resident) != wish


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        ({"occupations": []}, "occupation_1"),
        ({"occupations": ["6050401", "x"]}, "occupation_2"),
        ({"occupations": ["1", "2", "3", "4", "5", "6"]}, "occupation_5"),
        ({"latitude": Decimal("43.6")}, "longitude"),
    ],
)
def test_a_wish_that_says_too_little_is_refused_at_its_field(officers, wrong, field):
    with pytest.raises(Refused) as refused:
        make_wish(officers, **wrong)

    assert refused.value.field == field


def test_the_desk_next_door_logs_no_wish_of_ours(officers):
    resident, next_door = make_resident(officers), Officers("150402", "n")

    with pytest.raises(NotAllowed):
        make_wish(officers, resident=resident, actor=next_door.station)


@pytest.mark.parametrize(
    "wrong",
    [{"least_pay": "0.00"}, {"pay_unit": "piece"}, {"max_km": 0}, {"max_km": 101}, {"latitude": "43.000000"}],
)
def test_postgres_refuses_what_no_wish_may_say(officers, wrong):
    wish = make_wish(officers)

    with pytest.raises(DatabaseError), transaction.atomic():
        Wish.objects.filter(pk=wish.pk).update(**wrong)


def test_postgres_keeps_one_open_wish_and_five_occupations(officers):
    wish = make_wish(officers)
    copy = Wish(**{f.attname: getattr(wish, f.attname) for f in Wish._meta.concrete_fields if f.name != "id"})

    with pytest.raises(DatabaseError), transaction.atomic():
        Wish.objects.bulk_create([copy])
    for place, code in ((6, "4"), (1, "4"), (2, "6050401")):
        with pytest.raises(DatabaseError), transaction.atomic():
            WishOccupation.objects.bulk_create([WishOccupation(wish=wish, place=place, occupation_id=code)])


def test_a_sign_up_waits_at_its_station_and_is_not_doubled(officers):
    code = officers.desk.code
    made = signups.receive(station_code=code, **ASKED)

    again = signups.receive(station_code=code, **{**ASKED, "text": "制鞋"})

    assert again == made
    assert SignUp.objects.get().text == "制鞋"
    assert not AuditEntry.objects.filter(data__icontains="13800138000").exists()


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        ({"consent": False}, "consent"),
        ({"mobile": ""}, "mobile"),
        ({"mobile": "12"}, "mobile"),
        ({"name": " "}, "name"),
        ({"group": ""}, "text"),
    ],
)
def test_a_sign_up_without_consent_or_a_number_is_refused_at_its_field(officers, wrong, field):
    with pytest.raises(Refused) as refused:
        signups.receive(station_code=officers.desk.code, **{**ASKED, **wrong})

    assert refused.value.field == field
    assert not SignUp.objects.exists()


def test_a_flood_from_one_address_is_refused(officers):
    for number in range(signups.A_STATION_AND_HOUR):
        signups.receive(station_code=officers.desk.code, **{**ASKED, "mobile": f"138001380{number:02}"})

    with pytest.raises(Refused):
        signups.receive(station_code=officers.desk.code, **{**ASKED, "mobile": "13900139000"})
    assert signups.receive(station_code=officers.desk.code, **{**ASKED, "mobile": "13900139000", "address": "10.0.0.2"})


def test_the_desk_makes_a_resident_with_a_wish_of_it_and_the_number_is_forgotten(officers):
    sign_up = signups.receive(station_code=officers.desk.code, **ASKED)

    wish = signups.take(sign_up_id=sign_up.pk, actor=officers.station, name="苏日娜", id_number=id_number(), occupations=["605"])

    sign_up.refresh_from_db()
    assert (wish.resident.name, wish.resident.mobile) == ("苏日娜", "13800138000")
    assert (sign_up.state, sign_up.wish, sign_up.name, sign_up.mobile) == ("taken", wish, None, None)
    with pytest.raises(Refused):
        signups.drop(sign_up_id=sign_up.pk, actor=officers.station, reason="重复")


def test_a_sign_up_of_somebody_who_is_logged_changes_the_wish_alone(officers):
    number = id_number()
    resident = make_resident(officers, id_number=number)
    make_wish(officers, resident=resident, least_pay=Decimal("3000.00"))
    sign_up = signups.receive(station_code=officers.desk.code, **ASKED)

    wish = signups.take(sign_up_id=sign_up.pk, actor=officers.station, name="苏日娜", id_number=number, occupations=["4"])

    assert (wish.resident, wish.least_pay) == (resident, Decimal("3000.00"))


def test_a_sign_up_nobody_came_to_is_forgotten_after_its_days(officers):
    signups.receive(station_code=officers.desk.code, **ASKED)
    assert signups.forget_old() == 0
    long_ago = clock.now() - timedelta(days=91)
    SignUp.objects.update(received_at=long_ago, consented_at=long_ago)

    assert signups.forget_old() == 1

    found = SignUp.objects.get()
    assert (found.state, found.name) == ("forgotten", None)


def test_the_desk_next_door_comes_to_no_sign_up_of_ours(officers):
    sign_up, next_door = signups.receive(station_code=officers.desk.code, **ASKED), Officers("150402", "n")

    with pytest.raises(NotAllowed):
        signups.drop(sign_up_id=sign_up.pk, actor=next_door.station, reason="x")


@pytest.mark.parametrize("wrong", [{"name": None}, {"state": "dropped"}, {"state": "taken", "name": None, "mobile": None}])
def test_postgres_refuses_a_sign_up_half_forgotten(officers, wrong):
    signups.receive(station_code=officers.desk.code, **ASKED)

    with pytest.raises(DatabaseError), transaction.atomic():
        SignUp.objects.update(**wrong)
