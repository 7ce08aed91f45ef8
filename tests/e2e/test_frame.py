"""The frame in a browser: both languages, both widths, large text, keyboard alone, no fault of level A or AA."""

import pytest
from django.urls import reverse

from stations.states import Role
from tests.e2e.conftest import DESK, TELEPHONE, overflow, violations
from tests.factories.cases import make_claim, make_resident

pytestmark = pytest.mark.usefixtures("friday")
PAGES = ["portal:workbench", "portal:preference_edit", "stations:account_show", "stations:account_password"]


def faults_of(page):
    wide = overflow(page)
    return [*violations(page), *page.faults, *([f"{page.url} is {wide} pixels too wide"] if wide > 0 else [])]


@pytest.mark.parametrize("large", [False, True], ids=["normal", "large"])
@pytest.mark.parametrize("viewport", [DESK, TELEPHONE], ids=["1366", "390"])
@pytest.mark.parametrize("language", ["zh-hans", "en"])
def test_the_own_pages_have_no_fault(open_page, officers, language, viewport, large):
    user = officers.acceptance
    user.language, user.large_text = language, large
    user.save()
    for _ in range(3):
        make_claim(make_resident(officers.desk), state="submitted")
    page = open_page(user, viewport)
    found = []
    for name in PAGES:
        page.goto(reverse(name))
        assert page.locator("h1").count() == 1
        found += faults_of(page)
    assert found == []


@pytest.mark.parametrize("address", ["/no/such/page/", "/audit/", "/accounts/sign-in/"])
def test_pages_for_what_went_wrong_have_no_fault(open_page, officers, address):
    page = open_page(None if "sign-in" in address else officers.station)
    page.goto(address)
    found = [fault for fault in faults_of(page) if "status of 40" not in fault]
    assert found == []


def test_a_control_in_focus_is_seen(open_page, officers):
    page = open_page(officers.acceptance)
    page.goto("/preferences/")
    for selector in ("main input[type=radio]", "main button", ".main-nav a", ".top-tool"):
        control = page.locator(selector).first
        control.focus()
        page.keyboard.press("Shift+Tab")
        page.keyboard.press("Tab")
        outline = control.evaluate("element => getComputedStyle(element).outlineWidth + getComputedStyle(element).outlineStyle")
        assert outline.startswith("3px"), selector
        assert outline.endswith("solid"), selector


def test_a_form_is_sent_once_however_often_it_is_clicked(open_page, officers, live_server):
    page = open_page(officers.acceptance)
    page.goto("/preferences/")
    sent = []
    page.on("request", lambda request: sent.append(request.url) if request.method == "POST" else None)
    page.evaluate("const b = document.querySelector('main button[type=submit]'); b.click(); b.click(); b.click();")
    page.wait_for_selector(".notice-success")
    assert len(sent) == 1


def test_on_a_telephone_the_menu_opens_and_closes(open_page, officers):
    page = open_page(officers.another(Role.FIRST_CHECK), TELEPHONE)
    page.goto("/")
    assert not page.locator("#main-nav a").first.is_visible()
    page.locator(".nav-toggle").click()
    page.locator("#main-nav a").first.wait_for(state="visible")
    page.wait_for_selector("#main-nav.show:not(.collapsing)")
    assert page.locator(".nav-toggle").get_attribute("aria-expanded") == "true"
    assert faults_of(page) == []
