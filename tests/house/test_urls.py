"""A page has one name, thrice; and none opens to somebody who has not signed in unless it is listed here as public."""

import re

import pytest
from django.conf import settings
from django.shortcuts import resolve_url
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver

from tests.house.tree import APPS

PUBLIC = {
    "cases:publicity_list",
    "cases:publicity_show",
    "cases:publicity_object",
    "cases:unit_object",
    "cases:unit_result",
    "jobs:public_vacancy_list",
    "jobs:public_vacancy_show",
    "jobs:station_screen",
    "jobs:device_open",
    "jobs:device_seen",
    "jobs:station_vacancy_list",
    "jobs:signup_send",
    "jobs:course_here",
    "jobs:event_browse",
    "jobs:event_find",
    "jobs:event_here",
    "jobs:event_open",
    "jobs:event_visit",
    "jobs:arrears_call",
    "jobs:arrears_receipt",
    "jobs:arrears_report",
    "jobs:arrears_state",
    "jobs:matter_open",
    "jobs:arrears_welcome",
    "jobs:order_answer",
    "jobs:order_ask",
    "jobs:order_rate",
    "jobs:order_thanks",
    "jobs:check_about",
    "jobs:check_answer",
    "jobs:check_begin",
    "jobs:policy_list",
    "jobs:policy_show",
    "jobs:public_home",
    "jobs:station_find",
    "jobs:station_visit",
    "portal:claim_state_ask",
    "portal:claim_state_code",
    "portal:claim_state_show",
    "jobs:receipt_show",
    "jobs:receipt_report",
    "portal:health_show",
    "portal:preference_set",
    "stations:account_sign_in",
}
FILLED_IN = {"IntConverter": 1, "SlugConverter": "x", "StringConverter": "x", "PathConverter": "x", "UUIDConverter": "0" * 32}


def walk(resolver=None, namespace="", prefix="/", converters=None):
    """Every page: its full name, an address of it, the function behind it."""
    for entry in (resolver or get_resolver()).url_patterns:
        known = {**(converters or {}), **entry.pattern.converters}
        address = prefix + str(entry.pattern).lstrip("^").rstrip("$")
        if isinstance(entry, URLResolver):
            inner = ":".join(part for part in (namespace, entry.namespace) if part)
            yield from walk(entry, inner, address, known)
        elif isinstance(entry, URLPattern):
            yield ":".join(part for part in (namespace, entry.name) if part), fill(address, known), entry.callback


def fill(address, converters):
    for word, converter in converters.items():
        kind = type(converter).__name__
        for written in (f"<{converter_name(kind)}:{word}>", f"<{word}>"):
            address = address.replace(written, str(FILLED_IN.get(kind, "x")))
    return re.sub(r"\(\?P<\w+>[^)]*\)", "x", address)


def converter_name(kind):
    return {"StringConverter": "str"}.get(kind, kind.removesuffix("Converter").lower())


PAGES = sorted({(name, address): callback for name, address, callback in walk()}.items())
OURS = [
    (name, callback)
    for (name, _), callback in PAGES
    if callback.__module__.split(".")[0] in APPS and name.split(":")[0] != "admin"  # Django gives those their names
]


@pytest.mark.django_db
@pytest.mark.parametrize(("name", "address"), [key for key, _ in PAGES if key[0] not in PUBLIC])
def test_nobody_reads_a_page_without_signing_in(name, address):
    sign_in = resolve_url(settings.LOGIN_URL)
    answer = Client().get(address)

    assert answer.status_code in {302, 301, 404, 405}, name
    if answer.status_code in {301, 302} and name.split(":")[0] != "admin":
        assert answer.url.startswith(sign_in), name


@pytest.mark.parametrize(("name", "callback"), OURS, ids=[name for name, _ in OURS])
def test_a_page_has_one_name(name, callback):
    assert name.split(":")[-1] == callback.__name__
    assert ":" in name
