"""What seals the drafts in a browser: a key for the present sign-in, for nobody else and not after it."""

import base64

import pytest
from django.conf import settings
from django.test import Client
from django.urls import reverse

from cases.models import Resident

pytestmark = pytest.mark.django_db
KEY = "portal:draft_unlock"


def signed_in(user):
    client = Client()
    client.force_login(user)
    return client


def told(client):
    return client.get(reverse(KEY)).json()


def test_a_sign_in_is_given_a_key_of_32_bytes_which_no_cache_keeps(officers):
    answer = signed_in(officers.station).get(reverse(KEY))
    assert len(base64.b64decode(answer.json()["key"])) == 32
    assert answer.json()["user"] == officers.station.pk
    assert "no-store" in answer["Cache-Control"]


def test_the_key_stays_through_a_sign_in_and_differs_in_the_next_of_the_same_person(officers):
    client = signed_in(officers.station)
    first, again = told(client), told(client)
    next_time = told(signed_in(officers.station))
    assert (first["key"], first["mark"]) == (again["key"], again["mark"])
    assert first["key"] != next_time["key"]
    assert first["mark"] != next_time["mark"]


def test_two_people_have_two_keys(officers):
    assert told(signed_in(officers.station))["key"] != told(signed_in(officers.acceptance))["key"]


def test_whoever_is_not_signed_in_gets_no_key(client):
    assert client.get(reverse(KEY)).url.startswith(reverse(settings.LOGIN_URL))
    assert 'data-draft-mark=""' in client.get(reverse(settings.LOGIN_URL)).content.decode()


def test_the_key_stands_in_no_page(officers):
    client = signed_in(officers.station)
    given = told(client)
    page = client.get(reverse("cases:resident_log")).content.decode()
    assert f'data-draft-mark="{given["mark"]}"' in page
    assert given["key"] not in page


def test_a_key_is_not_given_for_a_post(officers):
    assert signed_in(officers.station).post(reverse(KEY)).status_code == 405


def test_the_cookie_of_the_sign_in_outlives_the_browser(officers):
    """Or a restart would cost what was typed."""
    client = signed_in(officers.station)
    client.get(reverse(KEY))
    assert client.cookies[settings.SESSION_COOKIE_NAME]["max-age"] == 12 * 3600


def test_a_form_sent_in_place_is_told_where_to_go_on_and_keeps_its_message(officers):
    client = signed_in(officers.station)
    answer = client.post("/preferences/", {"language": "zh-hans"}, headers={"X-Draft": "send"})
    assert (answer.status_code, answer.headers["HX-Redirect"]) == (204, reverse("portal:preference_edit"))
    assert "Location" not in answer.headers
    assert "notice-success" in client.get(answer.headers["HX-Redirect"]).content.decode()


def test_a_form_sent_in_place_after_the_sign_in_ended_is_told_to_sign_in(client):
    answer = client.post(reverse("cases:resident_log"), {}, headers={"X-Draft": "send"})
    assert answer.status_code == 204
    assert answer.headers["HX-Redirect"].startswith(reverse(settings.LOGIN_URL))


def test_what_is_wrong_comes_back_as_the_page(officers):
    answer = signed_in(officers.station).post(reverse("cases:resident_log"), {}, headers={"X-Draft": "send"})
    assert answer.status_code == 200
    assert 'data-draft="resident"' in answer.content.decode()
    assert not Resident.objects.exists()
