"""The public's pages on an old telephone: the check, the finder with its map, the state of a claim; with and without scripts."""

import pytest
from django.urls import reverse

from cases.states import ClaimState
from jobs.models import OneTimeCode
from tests.e2e.conftest import DESK, TELEPHONE, overflow, violations
from tests.factories.cases import make_claim, make_resident
from tests.factories.jobs_public import place, station_at
from tests.factories.programmes import shipped_law
from tests.factories.stations import community

OLD = {"width": 320, "height": 568}


@pytest.fixture
def town():
    """The law, six stations, a claim whose applicant holds a mobile."""
    shipped_law()
    place(community(number=3))
    desks = [
        station_at(f"{number}.4", number=number, name=f"第{number + 1}就业服务站", phone="0475-8230001") for number in range(6)
    ]
    return make_claim(make_resident(desks[0], mobile="13847509876"), state=ClaimState.ACCEPTED)


def looked_at(page, shoot, name):
    assert violations(page) == []
    assert overflow(page) <= 0
    shoot(page, name)


@pytest.mark.parametrize("viewport", [TELEPHONE, OLD, DESK], ids=["390", "320", "1366"])
def test_somebody_asks_on_a_telephone_what_she_can_get(open_page, shoot, town, viewport):
    page = open_page(viewport=viewport)
    page.goto(reverse("jobs:public_home"))
    looked_at(page, shoot, "public_home")
    page.click("text=我能享受什么")
    looked_at(page, shoot, "check_begin")
    page.click("text=我没有工作")
    page.select_option("select[name=place]", "150502")
    page.uncheck("input[value=hard_to_employ]")
    looked_at(page, shoot, "check_about")
    page.click("main form button[type=submit]")
    page.fill("input[name=contribution_months]", "30")
    page.check("input[name=separation][value=contract_ended]")
    page.check("input[name=sex][value=male]")
    page.fill("input[name=born_on]", "1980-03-07")
    page.check("input[name=spouse_drawing][value=False]")
    looked_at(page, shoot, "check_questions")
    page.click("text=查看我能享受什么")
    page.wait_for_selector(".verdict-yes")
    assert "可能符合" in page.inner_text("main")
    looked_at(page, shoot, "check_answer")
    page.go_back()
    assert page.input_value("input[name=contribution_months]") == "30"
    assert page.faults == []


def test_the_finder_shows_a_map_and_the_nearest_station(open_page, shoot, town):
    for viewport in (TELEPHONE, OLD, DESK):
        page = open_page(viewport=viewport)
        page.goto(reverse("jobs:station_find") + "?lat=43.652&lon=122.243")
        looked_at(page, shoot, "station_find")
        assert page.locator(".map svg a").count() >= 1
    page.click(".found a >> nth=0")
    looked_at(page, shoot, "station_visit")


def test_everything_works_without_scripts(chromium, live_server, town, shoot):
    context = chromium.new_context(base_url=live_server.url, viewport=TELEPHONE, locale="zh-CN", java_script_enabled=False)
    page = context.new_page()
    page.goto(reverse("jobs:check_answer", args=["out_of_work"]) + "?about=unemployment_benefit")
    page.click("text=查看我能享受什么")
    assert "还需要知道" in page.inner_text("main")
    page.goto(reverse("portal:claim_state_ask"))
    page.fill("input[name=number]", town.number)
    page.fill("input[name=mobile]", "13847509876")
    page.click("text=获取验证码")
    page.fill("input[name=code]", str(OneTimeCode.objects.get().code))
    page.click("text=查看办理进度")
    assert town.number in page.inner_text("h1")
    shoot(page, "claim_state_show")
    context.close()
