"""The own password, and the one-time password that must be changed."""

import pytest
from django.test import Client

from core.models import AuditEntry
from stations.models import User
from tests.factories.stations import PASSWORD, make_user

pytestmark = pytest.mark.django_db

URL = "/accounts/password/"
NEW = "Grass-and-wind-88"


@pytest.fixture
def officer(client):
    user = make_user("acceptance", username="sarnaitselmeg", name="萨日娜")
    client.post("/accounts/sign-in/", {"username": "sarnaitselmeg", "password": PASSWORD})
    return user


def change(client, present=PASSWORD, new=NEW, again=None):
    return client.post(URL, {"present": present, "new": new, "again": new if again is None else again})


def test_a_new_password_holds_and_the_old_one_does_not(client, officer):
    change(client)
    officer.refresh_from_db()
    assert officer.check_password(NEW)
    assert AuditEntry.objects.filter(verb="account.password_changed", actor=officer).exists()


def test_the_present_session_goes_on_and_all_others_end(client, officer):
    other = Client()
    other.post("/accounts/sign-in/", {"username": "sarnaitselmeg", "password": PASSWORD})
    change(client)
    assert client.get("/accounts/").status_code == 200
    assert other.get("/accounts/").status_code == 302


def test_the_present_password_is_asked(client, officer):
    page = change(client, present="not-it-at-all")
    assert page.context["form"].errors["present"]
    officer.refresh_from_db()
    assert officer.check_password(PASSWORD)


@pytest.mark.parametrize(
    ("new", "rule"),
    [("Short-1a", "12"), ("password1234", ""), ("482915730264", ""), ("sarnai-tselmeg", ""), (PASSWORD, "")],
    ids=["short", "common", "only digits", "like the name", "the present one"],
)
def test_a_weak_password_is_refused_with_the_reason(client, officer, new, rule):
    errors = change(client, new=new).context["form"].errors["new"]
    assert rule in errors[0]
    officer.refresh_from_db()
    assert officer.check_password(PASSWORD)


def test_both_entries_must_be_the_same(client, officer):
    assert change(client, again="Grass-and-wind-89").context["form"].errors["again"]


def test_guessing_the_present_password_in_an_open_session_stops_after_five(client, officer):
    for _number in range(5):
        change(client, present="not-it-at-all")
    assert change(client).status_code == 200
    officer.refresh_from_db()
    assert officer.check_password(PASSWORD)


@pytest.fixture
def newcomer(client, officer):
    User.objects.filter(pk=officer.pk).update(must_change_password=True)
    return officer


@pytest.mark.parametrize("page", ["/", "/accounts/", "/stations/", "/admin/", "/no-such-page/"])
def test_with_a_one_time_password_every_page_leads_to_the_change(client, newcomer, page):
    answer = client.get(page)
    assert (answer.status_code, answer.headers.get("Location")) == (302, URL)


def test_a_part_of_a_page_asked_for_by_script_leads_there_too(client, newcomer):
    answer = client.get("/stations/", headers={"HX-Request": "true"})
    assert answer.headers["HX-Redirect"] == URL


def test_nothing_is_written_before_the_change(client, newcomer):
    answer = client.post("/preferences/", {"language": "en"})
    assert answer.headers["Location"] == URL


def test_the_way_out_stays_open(client, newcomer):
    client.post("/accounts/sign-out/")
    assert "_auth_user_id" not in client.session


def test_after_the_change_everything_is_open(client, newcomer):
    assert change(client).headers["Location"] == "/"
    assert client.get("/accounts/").status_code == 200


def test_signing_in_with_a_one_time_password_leads_to_the_change(newcomer):
    client = Client()
    answer = client.post("/accounts/sign-in/?next=/stations/", {"username": "sarnaitselmeg", "password": PASSWORD})
    assert answer.headers["Location"] == URL


@pytest.mark.parametrize(
    ("new", "sentence"),
    [
        ("Short-88", "密码太短，至少要有12个字符。"),
        ("Sarnaitselmeg-and-wind-88", "不得含有您的用户名"),
        ("my-13804751234-phone", "电话号码"),
    ],
)
def test_what_a_password_may_not_be_is_said_in_chinese(client, officer, new, sentence):
    User.objects.filter(pk=officer.pk).update(phone="13804751234")
    assert sentence in change(client, new=new).content.decode()
    officer.refresh_from_db()
    assert officer.check_password(PASSWORD)
