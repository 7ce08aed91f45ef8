"""Beds and desks: never two on one day, five free days a person, pages."""

import threading
from datetime import timedelta

import pytest
from django.db import DatabaseError, connection, transaction
from django.test import Client

from core import clock
from core.policies import NotAllowed, Refused
from jobs.formulas.free_days import free_of
from jobs.models import Booking
from jobs.services import bookings
from tests.factories.residents import make_resident

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _friday(friday):
    """The clock stands."""


def make_place(officers, kind="hostel", name="1号床"):
    return bookings.log_place(actor=officers.acceptance, kind=kind, name=name, region_code="150502")


def book(officers, place, person, first, days):
    from_on = clock.today() + timedelta(days=first)
    until_on = from_on + timedelta(days=days - 1)
    return bookings.book(
        place_id=place.pk, actor=officers.acceptance, id_number=person.id_number, from_on=from_on, until_on=until_on
    )


def test_a_person_sleeps_five_days_free_over_all_bookings(officers):
    person, bed, desk = make_resident(officers), make_place(officers), make_place(officers, "desk", "A1")

    assert book(officers, bed, person, 0, 3).free_days == 3
    later = book(officers, bed, person, 10, 4)
    assert later.free_days == 2
    assert book(officers, desk, person, 0, 30).free_days == 30
    assert book(officers, bed, person, 20, 1).free_days == 0
    bookings.give_back(booking_id=later.pk, actor=officers.acceptance)
    assert book(officers, bed, person, 10, 1).free_days == 1


def test_no_free_day_is_left_after_the_fifth():
    assert [free_of("hostel", 4, used, 5) for used in (0, 1, 2, 5, 6)] == [4, 4, 3, 0, 0]


@pytest.mark.parametrize(("first", "days"), [(0, 1), (2, 1), (-1, 1), (1, 91), (1, 0)])
def test_taken_past_and_endless_days_are_refused(officers, first, days):
    bed, person = make_place(officers), make_resident(officers)
    book(officers, bed, make_resident(officers, name="其其格"), 0, 3)

    with pytest.raises(Refused):
        book(officers, bed, person, first, days)


def test_postgres_refuses_two_on_one_day(officers):
    bed = make_place(officers)
    book(officers, bed, make_resident(officers), 0, 3)
    other = book(officers, bed, make_resident(officers, name="其其格"), 3, 3)

    with pytest.raises(DatabaseError), transaction.atomic():
        Booking.objects.filter(pk=other.pk).update(from_on=clock.today())


def test_strangers_to_the_place_book_nothing(officers, neighbours):
    bed, person = make_place(officers), make_resident(officers)
    asked = {"place_id": bed.pk, "id_number": person.id_number, "from_on": clock.today(), "until_on": clock.today()}

    with pytest.raises(NotAllowed):
        bookings.book(actor=officers.auditor, **asked)
    with pytest.raises(type(bed).DoesNotExist):
        bookings.book(actor=neighbours.acceptance, **asked)


def test_every_booking_asks_its_own_question_before_it_is_given_back(officers):
    bed, window = make_place(officers), Client()
    window.force_login(officers.acceptance)
    made = [book(officers, bed, make_resident(officers, name=name), first, 2) for first, name in ((1, "其其格"), (5, "萨仁"))]
    shown = window.get(f"/places/{bed.pk}/").content.decode()
    for booking in made:
        assert f'<dialog id="back-{booking.pk}"' in shown
        assert f'data-dialog="back-{booking.pk}"' in shown
        assert f"退订{booking.resident.name}自" in shown


def test_a_bed_is_logged_booked_and_given_back_through_pages(officers):
    window, person = Client(), make_resident(officers)
    window.force_login(officers.acceptance)
    page = window.post("/places/log/", {"kind": "hostel", "name": "2号床", "address": ""}).url
    sent = {"id_number": person.id_number, "from_on": clock.today(), "until_on": clock.today()}

    assert person.name in window.post(page, sent, follow=True).content.decode()
    assert "2号床" in window.get("/places/").content.decode()
    window.post(f"/bookings/{Booking.objects.get().pk}/give-back/")
    assert Booking.objects.get().cancelled_at is not None


@pytest.mark.django_db(transaction=True)
def test_of_two_who_book_the_last_bed_at_once_one_gets_it(officers):
    bed = make_place(officers)
    people, won, lost = [make_resident(officers), make_resident(officers, name="其其格")], [], []
    assert officers.acceptance
    gate = threading.Barrier(2)

    def take(person):
        gate.wait()
        try:
            with clock.at("2026-11-20T09:00"):
                won.append(book(officers, bed, person, 0, 2))
        except Refused as late:
            lost.append(late)
        finally:
            connection.close()

    threads = [threading.Thread(target=take, args=[person]) for person in people]
    for each in threads:
        each.start()
    for each in threads:
        each.join()
    assert (len(won), len(lost)) == (1, 1)
