"""Signing in and out: who may, how many wrong passwords are borne from where, and what becomes of the session."""

from datetime import timedelta

import pytest
from django.contrib.auth import authenticate
from django.core.cache import cache
from django.test import Client
from django.urls import reverse

from core import clock
from core.models import AuditEntry
from stations.models import User
from stations.services.machine import machine_user
from tests.factories.stations import PASSWORD, make_user

pytestmark = pytest.mark.django_db

URL = "/accounts/sign-in/"


@pytest.fixture
def officer():
    return make_user("acceptance", username="sarnai")


def attempt(client, password, username="sarnai", address="10.1.1.1", **query):
    return client.post(URL, {"username": username, "password": password}, REMOTE_ADDR=address, query_params=query)


def is_in(client) -> bool:
    return "_auth_user_id" in client.session


def verbs() -> list[str]:
    return list(AuditEntry.objects.filter(verb__startswith="account.").order_by("pk").values_list("verb", flat=True))


def test_name_and_password_lead_to_the_workbench(client, officer):
    answer = attempt(client, PASSWORD)
    assert (answer.status_code, answer.headers["Location"]) == (302, reverse("portal:workbench"))
    entry = AuditEntry.objects.get(verb="account.signed_in")
    assert entry.actor == officer


@pytest.mark.parametrize("spelling", ["SARNAI", " Sarnai ", "ｓａｒｎａｉ"])
def test_the_name_may_be_spelt_in_any_case_and_width(client, officer, spelling):
    attempt(client, PASSWORD, username=spelling)
    assert is_in(client)


def test_a_wrong_password_says_so_without_saying_which(client, officer):
    wrong, unknown = attempt(client, "wrong"), attempt(client, "wrong", username="nobody")
    assert [wrong.status_code, unknown.status_code] == [200, 200]
    assert wrong.context["form"].non_field_errors() == unknown.context["form"].non_field_errors()


def test_a_failure_is_recorded_with_the_person_meant_and_the_machine_as_actor(client, officer):
    attempt(client, "wrong")
    entry = AuditEntry.objects.get(verb="account.sign_in_failed")
    assert (entry.actor, entry.subject_id) == (machine_user(), str(officer.pk))


def test_what_was_typed_as_an_unknown_name_is_not_kept(client, officer):
    attempt(client, "x", username="my-secret-password")
    entry = AuditEntry.objects.get(verb="account.sign_in_failed")
    assert entry.subject_id == str(machine_user().pk)
    assert "my-secret" not in str(entry.data)


def test_five_wrong_passwords_close_the_pair_of_name_and_address(client, officer):
    answers = [attempt(client, "wrong").status_code for _number in range(5)]
    assert answers == [200, 200, 200, 200, 429]
    assert attempt(client, PASSWORD).status_code == 429
    assert not is_in(client)
    assert "account.locked" in verbs()


def test_the_pair_opens_again_after_a_quarter_of_an_hour(client, officer, settings):
    settings.AXES_COOLOFF_TIME = timedelta(seconds=0)
    for _number in range(5):
        attempt(client, "wrong")
    attempt(client, PASSWORD)
    assert is_in(client)


def test_the_colleague_behind_the_same_address_is_not_locked_out(client, officer):
    make_user("acceptance", username="tuya")
    for _number in range(5):
        attempt(Client(), "wrong")
    attempt(client, PASSWORD, username="tuya")
    assert is_in(client)


def test_the_officer_is_not_locked_out_by_guesses_from_elsewhere(client, officer):
    for _number in range(5):
        attempt(Client(), "wrong", address="203.0.113.9")
    attempt(client, PASSWORD)
    assert is_in(client)


def test_the_officers_own_machine_is_not_locked_by_guesses_behind_the_same_address(client, officer):
    attempt(client, PASSWORD)
    client.post("/accounts/sign-out/")
    for _number in range(6):
        attempt(Client(), "wrong")
    assert attempt(Client(), PASSWORD).status_code == 429
    attempt(client, PASSWORD)
    assert is_in(client)


def test_the_officers_own_machine_has_a_count_of_its_own(client, officer):
    attempt(client, PASSWORD)
    client.post("/accounts/sign-out/")
    for _number in range(5):
        attempt(client, "wrong")
    assert attempt(client, PASSWORD).status_code == 429


def test_a_crowd_of_addresses_cannot_go_on_guessing_one_name(client, officer):
    attempt(client, PASSWORD)
    client.post("/accounts/sign-out/")
    for number in range(30):
        attempt(Client(), "wrong", address=f"198.51.100.{number}")
    assert attempt(Client(), PASSWORD, address="198.51.100.200").status_code == 429
    attempt(client, PASSWORD)
    assert is_in(client)


def test_one_address_cannot_try_a_list_of_names(client, officer):
    for number in range(150):
        attempt(Client(), "wrong", username=f"name{number}", address="203.0.113.9")
    assert attempt(client, PASSWORD, address="203.0.113.9").status_code == 429
    attempt(client, PASSWORD)
    assert is_in(client)


def test_the_mark_of_a_machine_helps_only_the_person_who_signed_in_there(client, officer):
    make_user(username="tuya")
    attempt(client, PASSWORD, username="tuya")
    client.post("/accounts/sign-out/")
    for _number in range(5):
        attempt(client, "wrong")
    assert attempt(client, PASSWORD).status_code == 429


def test_a_forged_address_header_is_not_believed_without_a_proxy(client, officer):
    for number in range(5):
        client.post(URL, {"username": "sarnai", "password": "wrong"}, headers={"X-Forwarded-For": f"192.0.2.{number}"})
    assert attempt(client, PASSWORD, address="127.0.0.1").status_code == 429


def test_behind_one_proxy_only_what_the_proxy_wrote_counts(client, officer, settings):
    settings.AXES_IPWARE_PROXY_COUNT = 1
    for number in range(5):
        header = {"X-Forwarded-For": f"192.0.2.{number}, 203.0.113.9"}
        client.post(URL, {"username": "sarnai", "password": "wrong"}, headers=header)
    header = {"X-Forwarded-For": "203.0.113.9"}
    assert client.post(URL, {"username": "sarnai", "password": PASSWORD}, headers=header).status_code == 429


def test_the_walls_survive_an_empty_cache(client, officer):
    for _number in range(5):
        attempt(client, "wrong")
    cache.clear()
    assert attempt(client, PASSWORD).status_code == 429


@pytest.mark.parametrize("change", [{"is_active": False}, {"is_machine": True, "is_active": False}])
def test_people_who_left_and_the_machine_never_sign_in(client, officer, change):
    User.objects.filter(pk=officer.pk).update(**change)
    attempt(client, PASSWORD)
    assert not is_in(client)


def test_a_session_ends_when_the_account_is_closed(client, officer):
    attempt(client, PASSWORD)
    User.objects.filter(pk=officer.pk).update(is_active=False)
    assert client.get("/accounts/").headers["Location"].startswith(URL)


def test_demo_accounts_are_nobody_in_production(officer, rf, settings):
    User.objects.filter(pk=officer.pk).update(is_demo=True)
    request = rf.post(URL)
    assert authenticate(request, username="sarnai", password=PASSWORD) == officer
    settings.PORTAL_PRODUCTION = True
    assert authenticate(request, username="sarnai", password=PASSWORD) is None


def test_signing_in_gives_a_new_session_number(client, officer):
    session = client.session
    session["planted"] = 1
    session.save()
    planted = session.session_key
    client.cookies["sessionid"] = planted
    attempt(client, PASSWORD)
    assert client.session.session_key != planted


def test_sign_out_takes_a_post_and_ends_the_session(client, officer):
    attempt(client, PASSWORD)
    assert client.get("/accounts/sign-out/").status_code == 405
    client.post("/accounts/sign-out/")
    assert not is_in(client)
    assert verbs() == ["account.signed_in", "account.signed_out"]


@pytest.mark.parametrize("page", [URL, "/accounts/sign-out/"])
def test_another_site_cannot_send_the_form(page, officer):
    client = Client(enforce_csrf_checks=True)
    assert client.post(page, {"username": "sarnai", "password": PASSWORD}).status_code == 403


@pytest.mark.parametrize("wish", ["/accounts/", "/accounts/password/?x=1"])
def test_one_is_led_to_the_page_that_one_wanted(client, officer, wish):
    assert attempt(client, PASSWORD, next=wish).headers["Location"] == wish


@pytest.mark.parametrize(
    "wish", ["https://evil.example/", "//evil.example", "http:///evil.example", "javascript:alert(1)", "\\\\evil"]
)
def test_one_is_never_led_to_another_host(client, officer, wish):
    assert attempt(client, PASSWORD, next=wish).headers["Location"] == reverse("portal:workbench")


def test_every_page_is_closed_to_nobody(client):
    for name in ("portal:workbench", "stations:account_show", "stations:account_password", "stations:station_list"):
        answer = client.get(reverse(name))
        assert answer.headers["Location"].startswith(URL), name


def test_the_page_speaks_the_language_of_the_person_who_signed_in(client):
    make_user(username="reader", language="en")
    attempt(client, PASSWORD, username="reader")
    assert '<html lang="en"' in client.get("/accounts/").content.decode()


def test_whoever_does_nothing_for_half_an_hour_is_signed_out(client, officer, friday):
    attempt(client, PASSWORD)
    client.get("/accounts/")
    with clock.at(friday + timedelta(minutes=29)):
        assert client.get("/accounts/").status_code == 200
    with clock.at(friday + timedelta(minutes=58)):
        assert client.get("/accounts/").status_code == 200
    with clock.at(friday + timedelta(minutes=89)):
        assert client.get("/accounts/").status_code == 302
    assert not is_in(client)


def test_the_password_is_in_no_page_and_no_record(client, officer):
    page = attempt(client, "Wrong-password-1").content.decode()
    assert "Wrong-password-1" not in page
    assert not AuditEntry.objects.filter(data__icontains="Wrong-password-1").exists()
