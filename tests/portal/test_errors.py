"""Pages for what went wrong: in both languages, and each with a way out."""

import pytest
from django.template.loader import render_to_string
from django.test import Client
from django.urls import reverse
from django.utils import translation


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
def test_a_form_that_was_open_too_long_says_what_to_do(officers):
    client = Client(enforce_csrf_checks=True)
    client.force_login(officers.station)
    answer = client.post(reverse("portal:preference_edit"), {"language": "en"})
    assert answer.status_code == 403
    assert "页面" in answer.content.decode()
