"""A claim taken in, accepted, checked twice and decided in a browser, at a desk and on a telephone."""

import re

import pytest

from cases.models import Claim
from cases.services import acceptance, entitlement
from core import clock
from tests.e2e.conftest import DESK, TELEPHONE, violations
from tests.factories.desk import accepted, draft_of, first_checked, granted, person_at, submitted
from tests.factories.programmes import shipped_law
from tests.factories.stations import BANNER, Officers


@pytest.fixture
def officers():
    shipped_law()
    return Officers(BANNER)


def sound(page):
    """Nothing that axe-core or the console complains of, and nothing wider than the window."""
    assert violations(page) == []
    assert page.faults == []
    assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth")


def test_a_claim_goes_from_the_desk_to_the_decision_by_clicking(officers, open_page):
    person = person_at(officers)
    page = open_page(officers.station)
    page.goto(f"/residents/{person.pk}/claim/")
    page.locator("input[name=contribution_months]").fill("75")
    page.locator("input[name=separation][value=contract_ended]").check()
    page.locator("input[name=agreed]").check()
    page.get_by_role("button", name="提交申请").dblclick()
    page.wait_for_url(re.compile(r"/claims/\d+/$"))
    claim = Claim.objects.get()
    steps = ((officers.acceptance, "审查材料并受理"), (officers.first_check, "初审"), (officers.second_check, "复核"))
    for officer, label in steps:
        page = open_page(officer)
        page.goto(f"/claims/{claim.pk}/")
        page.get_by_role("link", name=label, exact=True).click()
        if officer == officers.acceptance:
            page.locator("input[name=paper_identity][value=compared]").check()
            page.get_by_role("button", name="受理", exact=True).click()
        else:
            page.locator("input[name=grants][value=yes]").check()
            page.get_by_role("button", name="提交审核意见").click()
        page.wait_for_url(re.compile(r"/claims/\d+/(decision/)?$"))
        sound(page)
    claim.refresh_from_db()
    assert claim.state == "granted"
    assert page.get_by_text("37,455.00").first.is_visible()


@pytest.mark.parametrize("viewport", [DESK, TELEPHONE], ids=["desk", "telephone"])
def test_every_page_of_a_claim_is_sound(officers, open_page, viewport, shoot):
    draft, new = draft_of(officers), submitted(officers)
    owing, checked, large = submitted(officers), accepted(officers), first_checked(officers, contribution_months=130)
    acceptance.ask_correction(claim_id=owing.pk, actor=officers.acceptance, points=["终止劳动合同证明", "本人银行卡复印件"])
    refused = accepted(officers, separation="resigned", contribution_months=6)
    paid = granted(officers)
    ended = granted(officers)
    entitlement.end(claim_id=ended.pk, actor=officers.first_check, reason="employed", on=clock.today(), note="用人单位参保")
    pages = (
        (officers.station, f"/residents/{person_at(officers).pk}/claim/", "create"),
        (officers.station, f"/claims/{draft.pk}/edit/", "edit"),
        (officers.station, f"/claims/{draft.pk}/papers/", "papers"),
        (officers.station, f"/claims/{owing.pk}/correct/", "correct"),
        (officers.acceptance, "/claims/", "list"),
        (officers.acceptance, f"/claims/{new.pk}/", "show"),
        (officers.acceptance, f"/claims/{new.pk}/accept/", "accept"),
        (officers.acceptance, f"/claims/{new.pk}/correction/", "correction"),
        (officers.acceptance, f"/claims/{new.pk}/move/not_accept/", "not_accept"),
        (officers.first_check, f"/claims/{checked.pk}/facts/", "facts"),
        (officers.first_check, f"/claims/{refused.pk}/check/", "check_refusal"),
        (officers.second_check, f"/claims/{large.pk}/check/", "check_large"),
        (officers.second_check, f"/claims/{paid.pk}/", "show_granted"),
        (officers.second_check, f"/claims/{paid.pk}/assessment/", "assessment"),
        (officers.second_check, f"/claims/{paid.pk}/decision/", "decision"),
        (officers.second_check, f"/claims/{paid.pk}/suspend/", "suspend"),
        (officers.second_check, f"/claims/{paid.pk}/end/", "end"),
        (officers.station, f"/claims/{ended.pk}/", "show_ended"),
    )
    opened = {}
    for officer, address, name in pages:
        page = opened.get(officer.pk) or opened.setdefault(officer.pk, open_page(officer, viewport))
        answer = page.goto(address)
        assert answer.status == 200, address
        shoot(page, f"claim_{name}")
        sound(page)


def test_a_letter_is_printed_twice_without_loading_the_page_anew(officers, open_page):
    claim = granted(officers)
    page = open_page(officers.station)
    page.goto(f"/claims/{claim.pk}/")
    button = page.locator("li", has_text="核定决定书").get_by_role("button")
    for _time in range(2):
        with page.expect_download() as waiting:
            button.click()
        assert waiting.value.suggested_filename.endswith(".pdf")
