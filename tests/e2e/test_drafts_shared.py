"""On a shared computer: drafts are sealed, outlive the browser and end with the sign-in."""

import pytest

from cases.models import Resident
from tests.e2e.conftest import CHROMIUM, sign_in
from tests.e2e.draft_steps import LOG, MOBILE, NUMBER, STORED, arrived, fill, quiet, reopened, says, send  # noqa: F401
from tests.factories.stations import PASSWORD

expect = pytest.importorskip("playwright.sync_api", reason="NO BROWSER TESTS: playwright is not installed").expect
pytestmark = pytest.mark.usefixtures("quiet")


def test_a_restart_of_the_browser_costs_nothing(chromium, officers, live_server, tmp_path):
    def started():
        return chromium.browser_type.launch_persistent_context(
            str(tmp_path), executable_path=CHROMIUM, args=["--no-sandbox"], base_url=live_server.url
        )

    browser = started()
    sign_in(browser, live_server.url, officers.station)
    page = browser.new_page()
    page.goto(LOG)
    fill(page)
    page.wait_for_load_state("networkidle")
    browser.close()
    browser = started()
    page = browser.new_page()
    page.goto("/")
    expect(page.locator("#unsent [data-count]")).to_have_text("1")
    page.click("#unsent button")
    page.click("#unsent li a")
    says(page, "restored")
    assert page.input_value("#id_name") == "斯琴高娃"
    page.wait_for_load_state("networkidle")
    browser.close()


def test_whoever_types_is_not_signed_out_under_her_hands(open_page, officers):
    page = open_page(officers.station)
    page.clock.install()
    page.goto(LOG)
    page.fill("#id_name", "斯琴")
    page.clock.run_for(1000)
    says(page, "kept")
    asked = []
    page.on("request", lambda request: asked.append(1) if request.url.endswith("/drafts/key/") else None)
    page.fill("#id_name", "斯琴高")
    page.clock.run_for(1000)
    assert asked == []
    page.clock.run_for(6 * 60 * 1000)
    with page.expect_request("**/drafts/key/"):
        page.fill("#id_name", "斯琴高娃")
        page.clock.run_for(1000)


def test_the_browser_holds_no_number_in_the_clear(open_page, officers):
    page = open_page(officers.station)
    page.goto(LOG)
    fill(page)
    everything = page.evaluate("JSON.stringify({...localStorage, ...sessionStorage}) + location.href + document.cookie")
    for secret in (NUMBER, MOBILE, "斯琴高娃"):
        assert secret not in everything
    key = page.evaluate("fetch('/drafts/key/').then((answer) => answer.json()).then((told) => told.key)")
    assert key not in everything


def test_signing_out_asks_and_then_leaves_nothing_behind(open_page, officers, shoot):
    page = open_page(officers.station)
    page.goto(LOG)
    fill(page)
    page.goto("/")
    page.get_by_role("button", name=officers.station.name).click()
    page.get_by_role("button", name="退出登录").click()
    page.locator("#draft-end").wait_for()
    shoot(page, "draft_sign_out")
    page.locator("#draft-end [value='']").click()
    assert len(page.evaluate(STORED)) == 1
    page.get_by_role("button", name=officers.station.name).click()
    page.get_by_role("button", name="退出登录").click()
    page.locator("#draft-end [value=yes]").click()
    page.wait_for_url("**/accounts/sign-in/")
    assert page.evaluate(STORED) == []


def test_the_next_person_at_this_computer_sees_nothing_of_it(open_page, officers, live_server):
    page = open_page(officers.station)
    page.goto(LOG)
    fill(page)
    sign_in(page.context, live_server.url, officers.acceptance)  # the session ran out, and nobody saw the sign-in page
    page = reopened(page, LOG)
    page.wait_for_load_state("networkidle")
    expect(page.locator("#unsent")).to_be_hidden()
    assert page.locator(".draft-note:visible").count() == 0
    assert page.evaluate(STORED) == []


def test_a_form_still_open_is_not_sent_under_the_name_of_the_next_person(open_page, officers, live_server):
    page = open_page(officers.station)
    page.goto(LOG)
    fill(page)
    page.context.clear_cookies()
    send(page)
    says(page, "over")
    sign_in(page.context, live_server.url, officers.acceptance)
    page.context.new_page().goto("/")
    send(page)
    says(page, "other")
    assert not Resident.objects.exists()


def test_after_the_same_person_signed_in_again_the_open_form_can_be_sent(open_page, officers, shoot):
    page = open_page(officers.station)
    page.goto(LOG)
    fill(page)
    page.context.clear_cookies()
    send(page)
    note = says(page, "over")
    shoot(page, "draft_signed_out")
    with page.context.expect_page() as waiting:
        note.locator("a").click()
    other = waiting.value
    other.fill("#id_username", officers.station.username)
    other.fill("#id_password", PASSWORD)
    other.click("main button[type=submit]")
    other.wait_for_url("**/")
    send(page)
    arrived(page, "**/residents/*/")
    assert Resident.objects.get().created_by == officers.station
    assert page.evaluate(STORED) == []


def test_a_browser_that_cannot_seal_keeps_nothing_and_says_so(open_page, officers):
    page = open_page(officers.station)
    page.add_init_script("Object.defineProperty(Crypto.prototype, 'subtle', { get: () => undefined });")
    page.goto(LOG)
    page.fill("#id_name", "斯琴高娃")
    says(page, "unkept")
    assert page.evaluate(STORED) == []
    page.context.set_offline(True)
    page.fill("#id_id_number", NUMBER)
    send(page)
    expect(says(page, "offline")).to_contain_text("请勿关闭本页")
    page.context.set_offline(False)
    send(page)
    arrived(page, "**/residents/*/")
