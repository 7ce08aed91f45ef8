"""The officer next door, who has a caseload of her own, opens nothing of ours: every address with a key in it, by every post.

The addresses come from the URLconf: a new page joins by itself, a new kind of thing asks to be added here.
"""

import re

import pytest
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver

from cases.models import Claim, Resident
from stations.models import User
from tests.factories.demo import HOME, Demo
from tests.house.crawl import crawl
from tests.house.tree import APPS

#: Every post of the neighbouring banner or league; whoever works for the whole region sees both by right.
NEXT_DOOR = [
    "station1n",
    "accept1n",
    "check1n",
    "check2n",
    "approve1n",
    "finance1n",
    "finance2n",
    "audit1n",
    "rules1n",
    "admin1n",
]
AT_HOME = ["station1", "accept1", "check1", "check2", "approve1", "finance1", "finance2", "audit1"]
#: The law, the places and the public lists are everybody's to read; a notice belongs to a post and is held by tests of its own,
#: and so is the page of a unit, which its token opens, and the short addresses of text messages and devices.
EVERYBODYS = {"rules", "stations", "notices", "calendar", "grants", "units", "m", "d"}
#: So is everything under this: what a public page shows is held by tests of its own.
PUBLIC = "public/"
WORDS = {"verb": "withdraw", "kind": "decision", "step": "accept", "act": "assign"}
KEY = re.compile(r"([a-z-]+)/<[a-z]+:[a-z_]+>/")
WORD = re.compile(r"<slug:([a-z_]+)>")


def keyed_pages(resolver=None, namespace="", route=""):
    """Every page of ours with a key in its address: name, route, and what the key is of, by the word before it."""
    for entry in (resolver or get_resolver()).url_patterns:
        inner = route + str(entry.pattern)
        if isinstance(entry, URLResolver):
            if entry.namespace != "admin":
                yield from keyed_pages(entry, entry.namespace or namespace, inner)
        elif isinstance(entry, URLPattern) and entry.callback.__module__.split(".")[0] in APPS and KEY.search(inner):
            yield f"{namespace}:{entry.name}", inner, KEY.search(inner)[1]


PAGES = [page for page in keyed_pages() if page[2] not in EVERYBODYS and not page[1].startswith(PUBLIC)]


@pytest.fixture
def things(db, settings, tmp_path):
    """A thing of every kind at home, by the word that stands before its key in an address."""
    settings.MEDIA_ROOT = tmp_path
    return Demo(tmp_path).things()


def address_of(route, thing):
    route = WORD.sub(lambda found: WORDS[found[1]], route)
    return "/" + re.sub(r"<[a-z]+:[a-z_]+>", str(thing.pk), route)


def signed_in(username):
    client = Client()
    client.force_login(User.objects.get(username=username))
    return client


def test_nothing_opens_to_the_officer_next_door(things):
    unknown = sorted({key for _name, _route, key in PAGES if things.get(key) is None})
    assert unknown == [], "say in `things` what stands behind these keys"
    opened = []
    for username in NEXT_DOOR:
        client = signed_in(username)
        for name, route, key in PAGES:
            address = address_of(route, things[key])
            for ask in (client.get, client.post):
                status = ask(address).status_code
                if status not in (403, 404, 405):
                    opened.append(f"{username} {ask.__name__} {name} {address}: {status}")
    assert opened == []


def test_the_same_addresses_open_to_somebody_at_home(things):
    """Otherwise the walk next door would prove nothing."""
    clients = [signed_in(username) for username in AT_HOME]
    granted = {"claims": Claim.objects.filter(region_code__startswith=HOME, state="granted").first()}
    shut = []
    for name, route, key in PAGES:
        addresses = {address_of(route, thing) for thing in (things[key], granted.get(key, things[key]))}
        found = {client.get(address).status_code for client in clients for address in addresses}
        if not found & {200, 302, 405}:
            shut.append(name)
    assert shut == []


def test_no_page_next_door_names_a_person_or_a_claim_of_ours(things):
    resident = things["residents"]
    Resident.objects.filter(pk=resident.pk).update(name="绝不外传")
    secrets = ["绝不外传", *Claim.objects.filter(region_code__startswith=HOME).values_list("number", flat=True)]
    seen = []
    for username in NEXT_DOOR:
        client = signed_in(username)
        for pages in crawl(client, many=2).values():
            for address in (page.address for page in pages if page.is_html):
                text = client.get(address).content.decode()
                seen += [f"{username} {address}: {secret}" for secret in secrets if secret in text]
    assert seen == []
