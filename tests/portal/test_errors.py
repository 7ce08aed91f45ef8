"""Pages for what went wrong: in both languages, and each with a way out."""

import uuid

import pytest
from django.template.loader import render_to_string
from django.test import Client
from django.urls import reverse
from django.utils import translation

from tests.factories.stations import make_user


@pytest.mark.parametrize(("language", "words"), [("zh-hans", "工作台"), ("en", "workbench")])
@pytest.mark.parametrize("name", ["400.html", "500.html"])
def test_without_any_context_it_still_speaks_and_leads_on(name, language, words):
    with translation.override(language):
        text = render_to_string(name)
    assert words in text
    assert 'href="/"' in text
    assert f'lang="{language}"' in text


@pytest.mark.django_db
def test_an_unknown_address_leads_back(client, officers):
    client.force_login(officers.station)
    answer = client.get("/no/such/page/")
    assert answer.status_code == 404
    assert reverse("portal:workbench") in answer.content.decode()


@pytest.mark.django_db
def test_somebody_without_an_account_is_led_to_what_is_open_to_her(client):
    answer = client.get(f"/public/receipts/{uuid.uuid4()}/")
    assert answer.status_code == 404
    assert f'href="{reverse("jobs:public_home")}"' in answer.content.decode()
    assert "岗位范围" not in answer.content.decode()


@pytest.mark.django_db
def test_a_form_that_was_open_too_long_says_what_to_do(officers):
    client = Client(enforce_csrf_checks=True)
    client.force_login(officers.station)
    answer = client.post(reverse("portal:preference_edit"), {"language": "en"})
    assert answer.status_code == 403
    assert "页面" in answer.content.decode()


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("address", "code"),
    [
        ("/audit/?until=9999-12-31", 200),
        ("/audit/?since=0001-01-01", 200),
        ("/reconciliation/?on=9999-12-31", 200),
        ("/admin/stations/user/?role=%00", 400),
        ("/admin/stations/user/add/?region=%00", 400),
        ("/admin/stations/user/?role=nobody", 200),
        ("/admin/stations/post/add/?user=abc&station=1e9", 200),
    ],
)
def test_an_address_that_cannot_be_meant_is_no_failure_of_the_house(client, address, code):
    role = {"audit": "auditor", "reconciliation": "finance_maker"}.get(address.split("/")[1], "security_admin")
    client.force_login(make_user(role, "150000"))
    assert client.get(address).status_code == code
