"""Somebody without a mouse signs in, takes in a claim and signs out."""

import re

from cases.models import Claim
from tests.factories.desk import person_at
from tests.factories.programmes import shipped_law
from tests.factories.stations import PASSWORD


def test_sign_in_and_switches_by_keyboard_alone(open_page, officers):
    user = officers.acceptance
    page = open_page()
    page.goto("/")
    tab_to(page, "[name=username]")
    page.keyboard.type(user.username)
    page.keyboard.press("Tab")
    page.keyboard.type(PASSWORD)
    page.keyboard.press("Enter")
    page.wait_for_url("**/")
    assert "工作台" in page.locator("h1").inner_text()
    page.keyboard.press("Tab")
    assert "skip-link" in page.evaluate("document.activeElement.className")
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id") == "content"
    page.keyboard.press("Shift+Tab")
    tab_to(page, "button[name=language]")
    page.keyboard.press("Enter")
    page.wait_for_selector("html[lang=en]")
    tab_to(page, ".dropdown-toggle")
    page.keyboard.press("Enter")
    page.wait_for_selector(".dropdown-menu.show")
    tab_to(page, ".dropdown-menu button[type=submit]")
    page.keyboard.press("Enter")
    page.wait_for_url("**/accounts/sign-in/**")


def test_a_claim_is_taken_in_by_keyboard_alone(open_page, officers):
    shipped_law()
    person = person_at(officers)
    page = open_page(officers.station)
    page.goto(f"/residents/{person.pk}/claim/")
    tab_to(page, "[name=contribution_months]")
    page.keyboard.type("75")
    tab_to(page, "[name=separation]")
    page.keyboard.press("Space")
    assert page.locator("[name=separation]:checked").input_value() == "contract_ended"
    tab_to(page, "[name=agreed]")
    page.keyboard.press("Space")
    tab_to(page, "main form button.btn-primary")
    page.keyboard.press("Enter")
    page.wait_for_url(re.compile(r"/claims/\d+/$"))
    assert Claim.objects.get(resident=person).state == "submitted"


def test_after_a_mistake_the_summary_is_read_first_and_leads_to_the_field(open_page, officers):
    shipped_law()
    page = open_page(officers.station)
    page.goto(f"/residents/{person_at(officers).pk}/claim/")
    tab_to(page, "main form button.btn-primary")
    page.keyboard.press("Enter")
    page.wait_for_selector(".error-summary:focus")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.name") == "contribution_months"


def tab_to(page, selector, most=40):
    """Press Tab until the control is in focus, as somebody without a mouse does; the browser goes round."""
    for _ in range(most):
        if page.evaluate(f"document.activeElement.matches({selector!r})"):
            return
        page.keyboard.press("Tab")
    raise AssertionError(f"{selector} is not reached by Tab")
