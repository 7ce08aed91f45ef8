"""Wage arrears on an old telephone: reported, looked up by code, and an order answered by its link; no fault of level A or AA."""

import gzip

import pytest

from jobs.models import ArrearsCase
from tests.e2e.conftest import TELEPHONE, overflow, violations
from tests.factories.jobs_arrears import AMR, JPEG, make_arrears
from tests.factories.jobs_orders import make_order
from tests.factories.stations import BANNER

pytestmark = pytest.mark.usefixtures("friday")
OLD = {"width": 320, "height": 568}
LARGEST_PAGE = 100_000
SEND = "main form [type=submit]"


@pytest.fixture(autouse=True)
def _media(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path


def sound(page):
    return [*violations(page), *page.faults, *([f"{page.url} is too wide"] if overflow(page) > 0 else [])]


def test_a_worker_reports_by_voice_and_looks_the_state_up(open_page, shoot):
    page, answers = open_page(viewport=OLD), []
    page.on("response", lambda answer: answers.append(answer))  # noqa: PLW0108 - playwright marks what it is given
    page.goto("/public/arrears/", wait_until="networkidle")
    # This server does not compress; the one that people reach does.
    assert 0 < sum(len(gzip.compress(answer.body())) for answer in answers) < LARGEST_PAGE
    assert sound(page) == []
    page.locator("a.way").first.click()
    page.locator(SEND).first.click()
    assert sound(page) == []
    page.select_option("[name=region_code]", BANNER)
    page.fill("[name=employer]", "红星砖厂")
    page.fill("[name=name]", "苏和巴特尔")
    page.fill("[name=mobile]", "13847512345")
    page.set_input_files("[name=voice]", {"name": "a.amr", "mimeType": "audio/amr", "buffer": AMR})
    page.set_input_files("[name=photo1]", {"name": "a.jpg", "mimeType": "image/jpeg", "buffer": JPEG})
    page.locator(SEND).first.click()
    assert page.url.endswith("/public/arrears/receipt/")
    assert sound(page) == []
    shoot(page, "arrears_receipt")
    number, code = page.locator(".receipt-number").all_inner_texts()
    page.goto("/public/arrears/state/")
    page.fill("[name=number]", number)
    page.fill("[name=code]", code)
    page.locator(SEND).first.click()
    assert "红星砖厂" in page.content()
    assert "苏和巴特尔" not in page.content()
    assert page.url.endswith("/public/arrears/state/")
    assert sound(page) == []
    assert ArrearsCase.objects.get().files.count() == 2


@pytest.mark.parametrize("state", ["received", "mediation", "settled", "closed"])
def test_the_bureaus_pages_have_no_fault(open_page, officers, state):
    case = make_arrears(officers, state, needs=["deaf"])
    page = open_page(officers.acceptance, TELEPHONE)
    for address in ("/arrears/", f"/arrears/{case.pk}/", "/arrears/figures/", "/arrears/poster/", "/arrears/new/"):
        page.goto(address)
        assert sound(page) == [], address


def test_a_provider_answers_on_the_telephone_and_the_orderer_rates(open_page, officers):
    order = make_order(officers, "assigned")
    page = open_page(viewport=OLD)
    page.goto(f"/public/orders/answer/{order.assignments.get().token}/")
    assert sound(page) == []
    page.locator(SEND).first.click()
    page.fill("[name=note]", "现场讲课半天")
    page.locator(SEND).first.click()
    page.goto(f"/public/orders/rate/{order.token}/")
    assert sound(page) == []
    page.locator("[name=rating]").first.check()
    page.locator(SEND).first.click()
    order.refresh_from_db()
    assert (order.state, order.rating) == ("rated", 5)
