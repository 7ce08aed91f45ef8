"""The frame around every page: language, large text, the entries of each post."""

import pytest
from django.conf import settings
from django.urls import ResolverMatch, reverse

from core.models import AuditEntry
from portal.queries.frame import ENTRIES, _links
from stations.models import User
from stations.states import Role

pytestmark = pytest.mark.django_db


@pytest.fixture
def reader(client):
    user = User.objects.create_user("reader", name="阿古拉")
    client.force_login(user)
    return user


def test_pages_are_chinese_whatever_the_browser_says(client, reader):
    page = client.get(reverse("portal:workbench"), headers={"accept-language": "en-US,en"})
    assert '<html lang="zh-hans">' in page.content.decode()


def test_english_holds_for_the_person_and_is_recorded(client, reader):
    page = client.post(reverse("portal:preference_set"), {"language": "en", "next": "/preferences/"})
    assert page.headers["Location"] == "/preferences/"
    client.cookies.pop(settings.LANGUAGE_COOKIE_NAME)
    assert '<html lang="en">' in client.get(reverse("portal:workbench")).content.decode()
    assert AuditEntry.objects.filter(verb="preference.set", actor=reader, data={"language": "en"}).exists()


def test_somebody_not_signed_in_keeps_her_choice_in_a_cookie(client):
    page = client.post(reverse("portal:preference_set"), {"language": "en"})
    assert page.cookies[settings.LANGUAGE_COOKIE_NAME].value == "en"
    assert page.cookies[settings.LANGUAGE_COOKIE_NAME]["httponly"]


def test_large_text_is_switched_on_and_off(client, reader):
    for asked, shown in (("1", True), ("0", False)):
        client.post(reverse("portal:preference_set"), {"large_text": asked})
        page = client.get(reverse("portal:workbench")).content.decode()
        assert ('class="large-text"' in page) is shown


@pytest.mark.parametrize("there", ["https://evil.example/", "//evil.example", "javascript:alert(1)"])
def test_a_switch_never_leads_to_another_host(client, reader, there):
    page = client.post(reverse("portal:preference_set"), {"language": "en", "next": there})
    assert page.headers["Location"] == reverse("portal:workbench")


def test_an_unknown_language_changes_nothing(client, reader):
    client.post(reverse("portal:preference_set"), {"language": "tlh"})
    reader.refresh_from_db()
    assert reader.language == "zh-hans"


def test_preferences_have_a_page(client, reader):
    page = client.post(reverse("portal:preference_edit"), {"language": "en", "large_text": "on"})
    assert page.status_code == 302
    reader.refresh_from_db()
    assert (reader.language, reader.large_text) == ("en", True)


@pytest.mark.parametrize("role", Role.values)
def test_every_entry_of_a_posts_menu_opens(client, officers, role):
    client.force_login(getattr(officers, role))
    page = client.get(reverse("portal:workbench"))
    entries = [*page.context["frame"]["nav"], *page.context["frame"]["own"]]
    answers = {entry.url: client.get(entry.url).status_code for entry in entries}
    assert {url for url, status in answers.items() if status != 200} == set()


@pytest.mark.parametrize(
    ("view_name", "entry"),
    [
        ("cases:hire_file_show", "cases:resident_list"),
        ("cases:import_new", "cases:resident_list"),
        ("cases:listed_list", "cases:claim_list"),
        ("cases:exclusion_decide", "cases:screening_list"),
        ("cases:objection_decide", "cases:publicity_make"),
        ("enterprises:insurance_show", "enterprises:enterprise_list"),
        ("payouts:answer_show", "payouts:batch_list"),
        ("payouts:entry_confirm", "payouts:recovery_list"),
        ("payouts:exception_show", "payouts:exception_list"),
        ("programmes:holiday_list", "programmes:ruleset_list"),
        ("jobs:vacancy_show", "portal:labour_show"),
        ("portal:workbench", "portal:workbench"),
    ],
)
def test_every_page_lies_under_one_entry(rf, view_name, entry):
    request = rf.get("/")
    request.resolver_match = ResolverMatch(None, (), {}, view_name.split(":")[1], [], [view_name.split(":")[0]])
    marked = [link.url for link in _links(request, [(name, label) for name, label, _only in ENTRIES]) if link.current]
    assert marked == [reverse(entry)]
