"""Every page as each post sees it, on demo data: no fault of level A or AA, nothing too wide, nothing on the console.

The pages are found by following links, so what no link leads to fails here too.
"""

import pytest
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver, reverse

from cases.models import ExclusionObjection, ScreenedUnit, ScreeningRound
from payouts.models import Recovery
from stations.models import User
from tests.e2e.conftest import DESK, TELEPHONE, overflow, violations
from tests.factories.demo import HOME, Demo
from tests.house.crawl import crawl
from tests.house.tree import APPS

DESK_ACCOUNTS = ["station1", "accept1", "check1", "check2", "approve1"]
ACCOUNTS = [*DESK_ACCOUNTS, "finance1", "finance2", "audit1", "rules1", "rules2", "admin1", "reader1"]
#: Opened by a button, a script or a machine, or by somebody who is not signed in.
NOT_BY_LINK = {
    "cases:attachment_open",
    "cases:attachment_remove",
    "cases:change_take_back",
    "cases:claim_export",
    "cases:claim_letter",
    "cases:community_suggest",
    "cases:hire_file_refused",
    "cases:import_confirm",
    "cases:import_discard",
    "cases:listed_refused",
    "cases:listed_remove",
    "cases:resident_check",
    "cases:resident_find",
    "cases:sampled_open",
    "cases:screening_again",
    "cases:screening_ask",
    "cases:screening_export",
    "enterprises:corporateaccount_take_back",
    "enterprises:enterprise_check",
    "enterprises:insurance_confirm",
    "enterprises:insurance_refused",
    "enterprises:staffreport_export",
    "jobs:occupation_suggest",
    "jobs:unit_suggest",
    "jobs:vacancy_export",
    "jobs:vacancy_file_refused",
    "jobs:vacancy_publish",
    "jobs:referral_miss",
    "jobs:signup_send",
    "jobs:vacancy_match",
    "jobs:wish_match",
    "jobs:wish_renew",
    "jobs:wish_suggest",
    "jobs:wish_withdraw",
    "jobs:course_close",
    "jobs:course_export",
    "jobs:course_here",
    "jobs:course_trainees_export",
    "jobs:event_export",
    "jobs:event_publish",
    "jobs:event_result_export",
    "jobs:event_visit",
    "jobs:event_visitors_export",
    "jobs:arrears_export",
    "jobs:arrears_open",
    "jobs:arrears_receipt",
    "jobs:device_open",
    "jobs:device_seen",
    "jobs:matter_open",
    "jobs:booking_give_back",
    "jobs:piecepay_export",
    "jobs:pieceorder_reopen",
    "jobs:pieceworker_return",
    "jobs:pieceworker_text",
    "jobs:order_answer",
    "jobs:order_rate",
    "jobs:order_thanks",
    "jobs:check_answer",
    "jobs:care_export",
    "jobs:visit_export",
    "jobs:visitphoto_open",
    "notices:message_report",
    "notices:notice_open",
    "notices:notice_read_all",
    "payouts:batch_export",
    "payouts:collection_show",
    "payouts:entry_take_back",
    "payouts:recovery_letter",
    "portal:audit_check",
    "portal:audit_export",
    "portal:claim_state_code",
    "portal:draft_unlock",
    "portal:claim_state_show",
    "portal:figures_export",
    "portal:health_show",
    "portal:preference_set",
    "portal:stationfigures_export",
    "programmes:ruleset_propose",
    "programmes:ruleset_take_back",
    "programmes:ruleset_withdraw",
    "programmes:unsure_export",
    "stations:account_sign_in",
    "stations:account_sign_out",
}
#: Reached in situations that the demo data do not hold; test_rare, test_desk and test_claims open them.
RARE = {
    "cases:claim_certify",
    "cases:claim_correct",
    "cases:import_refused",
    "cases:resident_register",
    "cases:resident_unmarry",
    "cases:unit_object",
    "cases:unit_result",
    "payouts:batch_doubt",
    "payouts:doubt_confirm",
    "payouts:exception_confirm",
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
        user = demo.user(username)
        client = Client(raise_request_exception=False)
        client.force_login(user)
        reached = crawl(client, start=starts(demo), many=6, known=seen)
        desk, telephone = open_page(user, DESK), open_page(user, TELEPHONE)
        new = []
        for name, pages in reached.items():
            found += [f"{username} {page.address}: {page.status}" for page in pages if page.status >= 500]
            shown = [page.address for page in pages if page.status == 200 and page.is_html]
            if shown and name not in seen:
                new.append(shown[0])
                found += [f"{username} {fault}" for fault in faults_of(desk, telephone, shown[0])]
            seen |= {name} if any(page.status == 200 for page in pages) else set()
        found += [f"{username} {fault}" for fault in faults_in_english(telephone, user, new)]
    missed = {name for name, _view in our_pages()} - seen - NOT_BY_LINK - RARE
    assert [*found, *sorted(missed)] == []


def starts(demo):
    """The workbench, and things that lie too deep for a short walk."""
    claims = [demo.claim, demo.claims("granted").first(), demo.claims("correction").first()]
    yield "/"
    yield from (reverse("cases:claim_show", args=[claim.pk]) for claim in claims if claim)
    yield reverse("enterprises:enterprise_show", args=[demo.unit.pk])
    yield reverse("payouts:batch_show", args=[demo.batch.pk])
    yield from demo.jobs.pages()
    yield from (reverse("cases:appeal_show", args=[each.pk]) for each in (demo.appeal, demo.outcome))
    recoveries = Recovery.objects.filter(region_code__startswith=HOME).order_by("state", "pk").distinct("state")
    yield from (reverse("payouts:recovery_show", args=[each.pk]) for each in recoveries)
    rounds = ScreeningRound.objects.order_by("pk")
    yield from (reverse("cases:screening_show", args=[each.pk]) for each in rounds)
    yield from (reverse("cases:screening_check", args=[each.pk]) for each in rounds)
    yield reverse("cases:screened_show", args=[demo.screened().pk])
    excluded = ScreenedUnit.objects.filter(outcome="excluded", objections=None).first()
    yield from (reverse("cases:screened_show", args=[each.pk]) for each in (excluded,) if each)
    yield from (reverse("cases:exclusion_decide", args=[each.pk]) for each in ExclusionObjection.objects.all())
    yield from (reverse("programmes:ruleset_show", args=[each.pk]) for each in (demo.draft, demo.wages, demo.ruleset))


def faults_in_english(telephone, user, addresses):
    """The same pages for somebody who reads English: longer words in the same room."""
    User.objects.filter(pk=user.pk).update(language="en")
    for address in addresses:
        telephone.goto(address)
        if telephone.locator("html[lang=en]").count() != 1:
            yield f"{address} is not in English"
        yield from seen_on(telephone, f"{address} in English")
    User.objects.filter(pk=user.pk).update(language="zh-hans")


def seen_on(page, place, *, axe=True):
    """The faults of the page that is open; the rules of access are the same at every width, so one of two may leave them out."""
    if axe:
        yield from violations(page)
    yield from (f"{place}: {fault}" for fault in page.faults)
    page.faults.clear()
    if page.viewport_size == TELEPHONE and overflow(page) > 0:
        yield f"{place} is {overflow(page)} pixels wider than a telephone"


def faults_of(desk, telephone, address):
    for page in (desk, telephone):
        page.goto(address)
        yield from seen_on(page, address, axe=page is desk)
