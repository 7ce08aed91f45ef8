"""The second person publishes a new version in a browser; the pages of the law are in order at both widths."""

import pytest

from programmes.models import RuleSet
from tests.e2e.conftest import DESK, TELEPHONE, overflow, violations
from tests.factories import programmes as make


@pytest.mark.parametrize("viewport", [DESK, TELEPHONE], ids=["desk", "telephone"])
def test_the_second_person_compares_and_publishes(open_page, viewport):
    make.shipped_law()
    proposed = make.proposed(make.publisher(), uplift="0.05")
    page = open_page(make.publisher(), viewport)
    faults = []
    for address in (f"/rules/{proposed.pk}/new/", "/calendar/", "/rules/"):
        page.goto(address)
        faults += violations(page)
        assert overflow(page) == 0, address
    page.click(f"a[href='/rules/{proposed.pk}/']")
    faults += violations(page)
    page.click("text=比对并发布")
    assert page.locator("ins", has_text="5 %").count() == 1
    faults += violations(page)
    assert overflow(page) == 0
    page.click("button[data-dialog=publish]")
    faults += violations(page)
    page.click("dialog[open] button[type=submit]")
    page.wait_for_url(f"**/rules/{proposed.pk}/")
    assert RuleSet.objects.get(pk=proposed.pk).state == "published"
    assert faults == []
    assert page.faults == []
