"""Every page as each post sees it, on demo data: no fault of level A or AA, nothing wider than a telephone, nothing on the console.

The pages are found by following links, so what no link leads to fails here too.
"""

import pytest
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver

from stations.models import User
from tests.e2e.conftest import DESK, TELEPHONE, overflow, violations
from tests.factories.demo import Demo
from tests.house.crawl import crawl
from tests.house.tree import APPS

ACCOUNTS = [
    "station1", "accept1", "check1", "check2", "approve1", "finance1", "finance2", "audit1", "rules1", "rules2", "admin1", "reader1",
]  # fmt: skip
#: Opened by a button, by a machine, or by somebody who is not signed in; each has a test of its own.
NOT_BY_LINK = {
    "portal:health_show",
    "portal:preference_set",
    "stations:account_sign_in",
    "stations:account_sign_out",
}


def our_pages(resolver=None, namespace=""):
    """The full names of our own pages."""
    for entry in (resolver or get_resolver()).url_patterns:
        if isinstance(entry, URLResolver) and entry.namespace != "admin":
            yield from our_pages(entry, entry.namespace or namespace)
        elif isinstance(entry, URLPattern) and entry.callback.__module__.split(".")[0] in APPS:
            yield f"{namespace}:{entry.name}", entry.callback


@pytest.fixture
def demo(transactional_db, settings, tmp_path):
    """The demo data, small, with one of everything."""
    settings.MEDIA_ROOT = tmp_path
    return Demo(tmp_path)


def test_every_page_is_reached_and_has_no_fault(demo, open_page):
    seen, found = set(), []
    for username in ACCOUNTS:
        user = User.objects.get(username=username)
        client = Client()
        client.force_login(user)
        reached = crawl(client, many=12)
        desk, telephone = open_page(user, DESK), open_page(user, TELEPHONE)
        for name, pages in reached.items():
            found += [f"{username} {page.address}: {page.status}" for page in pages if page.status >= 400]
            if name in seen:
                continue
            shown = [page.address for page in pages if page.status == 200 and page.is_html]
            seen |= {name} if pages else set()
            for address in shown[:2]:
                found += [f"{username} {fault}" for fault in faults_of(desk, telephone, address)]
    print("UNREACHED", sorted({name for name, _ in our_pages()} - seen - NOT_BY_LINK)); print("\n".join("FAULT "+f for f in found))
    assert found == []


def faults_of(desk, telephone, address):
    for page in (desk, telephone):
        page.goto(address)
        yield from violations(page)
        yield from (f"{address}: {fault}" for fault in page.faults)
        page.faults.clear()
    if overflow(telephone) > 0:
        yield f"{address} is {overflow(telephone)} pixels wider than a telephone"
