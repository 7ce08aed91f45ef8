"""Pages of a claim's list of people: the desk, the checker, the officer next door."""

import io

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from cases.models import Claim, ListedPerson
from tests.factories.listed import HIRED, add, draft_for, hired, make_firm, numbers, submit, take_in, workbook
from tests.factories.programme_story import decided
from tests.factories.programmes import shipped_law
from tests.factories.stations import BANNER, NEIGHBOUR, Officers

pytestmark = pytest.mark.django_db


@pytest.fixture
def staff(friday):
    shipped_law()
    return Officers(BANNER)


@pytest.fixture
def draft(staff):
    return draft_for(staff, make_firm(staff))


def test_the_officer_next_door_neither_sees_nor_touches_the_list(staff, draft, client):
    person = add(staff, draft, numbers(1)[0])
    next_door = Officers(NEIGHBOUR, mark="_next_door")
    draft_for(next_door, make_firm(next_door))
    with pytest.raises(Claim.DoesNotExist):
        add(next_door, draft, numbers(1, 7)[0])
    client.force_login(next_door.station)
    for address in (reverse("cases:listed_list", args=[draft.pk]), reverse("cases:listed_edit", args=[person.pk])):
        assert client.get(address).status_code == 404
    assert client.post(reverse("cases:listed_remove", args=[person.pk])).status_code == 404
    assert draft.people.count() == 1


def test_the_desk_lists_people_on_the_pages_and_the_letter_says_who_is_granted(staff, draft, client):
    client.force_login(staff.station)
    good, short = numbers(2)
    form = {"station": staff.desk.pk, "name": "乌兰", "id_number": good, **HIRED, "contract": "True", "still_insured": "True"}
    page = client.get(reverse("cases:listed_add", args=[draft.pk])).content.decode()
    assert "招用日期" in page
    assert "招用时年龄" not in page
    assert client.post(reverse("cases:listed_add", args=[draft.pk]), form).status_code == 302
    file = io.BytesIO(workbook([hired(short, "其其格", ["其他", "是", 4, "是", "2026-07-01"])]))
    file.name = "名单.xlsx"
    sent = client.post(reverse("cases:listed_import", args=[draft.pk]), {"station": staff.desk.pk, "file": file}, follow=True)
    assert "其其格" in sent.content.decode()
    person = draft.people.get(resident__name="其其格")
    assert client.get(reverse("cases:listed_edit", args=[person.pk])).status_code == 200
    assert client.get(reverse("cases:listed_template", args=[draft.pk])).status_code == 200
    claim = decided(staff, submit(staff, draft))
    client.force_login(staff.first_check)
    shown = client.get(reverse("cases:listed_list", args=[claim.pk]), {"outcome": "refused"}).content.decode()
    assert "其其格" in shown
    assert "乌兰" not in shown
    for name in ("claim_show", "claim_assessment", "claim_decision", "claim_check"):
        assert client.get(reverse(f"cases:{name}", args=[claim.pk])).status_code == 200
    letter = client.post(reverse("cases:claim_letter", args=[claim.pk, "grant"]))
    assert letter.status_code in (200, 302)


def test_the_list_shows_fifty_a_page_with_the_same_queries_however_many(staff, client):
    claim = draft_for(staff, make_firm(staff))
    take_in(staff, claim, workbook([hired(number) for number in numbers(60)]))
    client.force_login(staff.station)
    client.get(reverse("cases:listed_list", args=[claim.pk]))
    with CaptureQueriesContext(connection) as many:
        page = client.get(reverse("cases:listed_list", args=[claim.pk])).content.decode()
    ListedPerson.objects.filter(pk__gt=claim.people.order_by("pk")[2].pk).delete()
    with CaptureQueriesContext(connection) as few:
        client.get(reverse("cases:listed_list", args=[claim.pk]))
    assert len(many) == len(few)
    assert page.count("****") == 50
