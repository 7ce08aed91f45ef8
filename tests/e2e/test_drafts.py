"""On a poor line: what is typed survives it, and is sent once."""

import pytest
from django.urls import reverse

from cases.models import Claim, Resident
from tests.e2e.conftest import DESK, TELEPHONE, overflow, violations
from tests.e2e.draft_steps import LOG, MOBILE, NUMBER, STORED, arrived, fill, quiet, reopened, says, send  # noqa: F401
from tests.factories.desk import draft_of, person_at
from tests.factories.programmes import shipped_law

expect = pytest.importorskip("playwright.sync_api", reason="NO BROWSER TESTS: playwright is not installed").expect
pytestmark = pytest.mark.usefixtures("quiet")


@pytest.mark.parametrize("viewport", [DESK, TELEPHONE], ids=["1366", "390"])
@pytest.mark.parametrize("language", ["zh-hans", "en"])
def test_the_line_breaks_in_the_middle_of_an_intake(open_page, officers, shoot, language, viewport):
    officers.station.language = language
    officers.station.save()
    page = open_page(officers.station, viewport)
    page.goto(LOG)
    fill(page)
    page.context.set_offline(True)
    page.fill("#id_address", "迎宾路12号")
    send(page)
    says(page, "offline")
    assert page.input_value("#id_address") == "迎宾路12号"
    assert not Resident.objects.exists()
    shoot(page, f"draft_offline_{language}")
    page.context.set_offline(False)
    says(page, "back")
    assert (violations(page), overflow(page)) == ([], 0)
    send(page)
    arrived(page, "**/residents/*/")
    expect(page.locator(".notice-success")).to_contain_text("斯琴高娃")
    assert Resident.objects.get().address == "迎宾路12号"
    assert page.evaluate(STORED) == []
    expect(page.locator("#unsent")).to_be_hidden()


@pytest.mark.parametrize("viewport", [DESK, TELEPHONE], ids=["1366", "390"])
@pytest.mark.parametrize("language", ["zh-hans", "en"])
def test_a_closed_tab_is_offered_its_entries_and_another_person_gets_an_empty_form(
    open_page, officers, shoot, language, viewport
):
    officers.station.language = language
    officers.station.save()
    page = open_page(officers.station, viewport)
    page.goto(LOG)
    fill(page)
    page = reopened(page, LOG)
    offer = says(page, "offer")
    assert page.input_value("#id_name") == ""
    shoot(page, f"draft_offer_{language}")
    offer.locator("[data-do=take]").click()
    says(page, "restored")
    assert page.input_value("#id_id_number") == NUMBER
    page.locator("#number-check dl").wait_for()
    assert violations(page) == []
    assert overflow(page) == 0
    shoot(page, f"draft_restored_{language}")
    page.reload()
    says(page, "restored")
    assert page.input_value("#id_mobile") == MOBILE


def test_a_draft_thrown_away_is_gone_once_that_is_confirmed(open_page, officers):
    page = open_page(officers.station)
    page.goto(LOG)
    fill(page)
    page.reload()
    note = says(page, "restored")
    note.locator("[data-do=drop]").click()
    page.locator("#draft-drop [value='']").click()
    assert page.input_value("#id_name") == "斯琴高娃"
    note.locator("[data-do=drop]").click()
    page.locator("#draft-drop [value=yes]").click()
    expect(page.locator("#id_name")).to_have_value("")
    page.reload()
    expect(page.locator("#unsent")).to_be_hidden()
    assert page.evaluate(STORED) == []
    assert page.faults == []


def test_an_answer_that_was_lost_makes_nobody_twice(open_page, officers):
    page = open_page(officers.station)
    page.goto(LOG)
    fill(page)

    def swallow(route):
        if route.request.method == "POST":
            route.fetch(max_redirects=0)
            route.abort("connectionreset")
        else:
            route.continue_()

    page.route(f"**{LOG}", swallow)
    send(page)
    says(page, "offline")
    assert Resident.objects.count() == 1
    page.unroute(f"**{LOG}")
    page.reload()
    expect(says(page, "restored")).to_contain_text("原样再次提交")
    send(page)
    arrived(page, "**/residents/*/")
    assert Resident.objects.count() == 1
    assert page.evaluate(STORED) == []


def test_pressing_twice_sends_once(open_page, officers):
    page = open_page(officers.station)
    page.goto(LOG)
    fill(page)
    sent = []
    page.on("request", lambda request: sent.append(1) if request.method == "POST" and request.url.endswith(LOG) else None)
    page.evaluate("const b = document.querySelector('main button[name=save]'); b.click(); b.click(); b.click();")
    arrived(page, "**/residents/*/")
    assert (len(sent), Resident.objects.count()) == (1, 1)


def test_what_is_to_be_mended_is_said_in_place_and_kept_on(open_page, officers):
    page = open_page(officers.station)
    page.goto(LOG)
    fill(page)
    page.fill("#id_card", "123")
    send(page)
    page.locator("#id_card_error").wait_for()
    assert page.evaluate("document.activeElement.className") == "error-summary"
    page.fill("#id_card", "")
    page.fill("#id_note", "听力不便")
    says(page, "kept")
    page.wait_for_timeout(600)
    page.reload()
    says(page, "restored")
    assert page.input_value("#id_note") == "听力不便"
    send(page)
    arrived(page, "**/residents/*/")
    assert page.faults == []


@pytest.mark.usefixtures("friday")
def test_a_claim_and_its_draft_at_the_bureau_are_filled_in_by_themselves(open_page, officers, shoot):
    shipped_law()
    person = person_at(officers)
    page = open_page(officers.station, TELEPHONE)
    address = f"/residents/{person.pk}/claim/"
    page.goto(address)
    page.fill("input[name=contribution_months]", "75")
    page.check("input[name=separation][value=contract_ended]")
    says(page, "kept")
    page.wait_for_timeout(600)
    page = reopened(page, address)
    says(page, "restored")
    assert page.input_value("input[name=contribution_months]") == "75"
    assert page.is_checked("input[name=separation][value=contract_ended]")
    shoot(page, "draft_claim")
    page.click("main button[name=draft]")
    arrived(page, "**/claims/*/edit/")
    claim = Claim.objects.get()
    assert claim.facts["contribution_months"] == 75
    assert page.evaluate(STORED) == []

    page.fill("input[name=contribution_months]", "76")
    says(page, "kept")
    page.wait_for_timeout(600)
    Claim.objects.filter(pk=claim.pk).update(facts={**claim.facts, "contribution_months": 80})
    page = reopened(page, f"/claims/{claim.pk}/edit/")
    expect(says(page, "restored")).to_contain_text("已有变动")
    page.check("input[name=agreed]")
    page.click("main button[name=save]")
    arrived(page, "**/claims/*/")
    claim.refresh_from_db()
    assert (claim.state, claim.facts["contribution_months"]) == ("submitted", 76)


def test_a_unit_is_kept_as_a_person_is(open_page, officers):
    page = open_page(officers.acceptance)
    page.goto(reverse("enterprises:enterprise_log"))
    page.fill("#id_name", "草原肉业有限公司")
    says(page, "kept")
    page.wait_for_timeout(600)
    page = reopened(page, reverse("enterprises:enterprise_log"))
    expect(says(page, "offer").locator("li")).to_contain_text("草原肉业有限公司")


def test_a_file_is_not_kept_and_the_page_says_so(open_page, officers):
    page = open_page(officers.station)

    def with_photo(route):
        answer = route.fetch()
        text = answer.text().replace(
            '<input type="hidden" name="token"', '<input type="file" name="photo"><input type="hidden" name="token"'
        )
        route.fulfill(response=answer, body=text)

    page.route(f"**{LOG}", with_photo)
    page.goto(LOG)
    expect(page.locator("[data-case=file]")).to_contain_text("文件不在本机暂存")
    fill(page)
    page.reload()
    expect(says(page, "restored")).to_contain_text("重新选择")


def test_nothing_is_sent_before_somebody_taps(open_page, officers):
    page = open_page(officers.station)
    page.goto(LOG)
    fill(page)
    page.context.set_offline(True)
    send(page)
    says(page, "offline")
    page.context.set_offline(False)
    says(page, "back")
    page.goto("/")
    page.wait_for_load_state("networkidle")
    assert not Resident.objects.exists()
    expect(page.locator("#unsent [data-count]")).to_have_text("1")


def test_what_was_typed_into_a_saved_claim_stands_in_the_top_bar(open_page, officers, shoot):
    shipped_law()
    claim = draft_of(officers)
    page = open_page(officers.station, TELEPHONE)
    page.goto(f"/claims/{claim.pk}/edit/")
    page.fill("input[name=contribution_months]", "31")
    says(page, "kept")
    page.goto("/")
    page.click("#unsent button")
    page.locator("#unsent li a").wait_for()
    shoot(page, "draft_list")
    assert violations(page) == []
    page.locator("#unsent [data-do=drop]").click()
    page.locator("#draft-drop [value=yes]").click()
    expect(page.locator("#unsent")).to_be_hidden()
