"""The day's sheet of piece work on a poor line: kept, sent once, and told where the hand is."""

import pytest

from jobs.models import PieceLine
from tests.e2e.conftest import TELEPHONE
from tests.e2e.draft_steps import STORED, quiet, says  # noqa: F401
from tests.factories.jobs_piece import make_order, make_workers

pytestmark = pytest.mark.usefixtures("quiet", "friday")


@pytest.fixture
def order(officers):
    made = make_order(officers)
    make_workers(made, officers.station, 8)
    return made


def in_sight(page, note):
    box = note.bounding_box()
    return box["y"] >= 0 and box["y"] + box["height"] <= page.viewport_size["height"]


def test_a_lost_line_is_told_beside_the_button_of_the_sheet(open_page, officers, order):
    page = open_page(officers.station, TELEPHONE)
    page.goto(f"/piece-orders/{order.pk}/day/")
    page.locator("[data-part=good]").nth(1).fill("40")
    says(page, "kept")
    page.context.set_offline(True)
    before = page.evaluate("scrollY")
    page.click(".sheet-sums button")
    note = says(page, "offline")
    assert in_sight(page, note)
    assert page.evaluate("scrollY") == before
    page.context.set_offline(False)
    page.click(".sheet-sums button")
    page.wait_for_url("**/day/?on=*")
    assert [line.good for line in PieceLine.objects.all()] == [40]
    assert page.evaluate(STORED) == []


def test_one_at_a_time_is_kept_for_that_worker_and_no_other(open_page, officers, order):
    page = open_page(officers.station, TELEPHONE)
    page.goto(f"/piece-orders/{order.pk}/day/one/")
    workers = [link.get_attribute("href") for link in page.locator(".roster a").all()]
    page.goto(workers[2])
    page.locator("[data-part=good]").fill("55")
    says(page, "kept")
    page.goto(workers[3])
    assert page.locator("[data-part=good]").input_value() == ""
    page.goto(workers[2])
    says(page, "restored")
    assert page.locator("[data-part=good]").input_value() == "55"
    page.click(".thumb button[type=submit]")
    page.locator(".notice-success").wait_for()
    line = PieceLine.objects.get()
    assert (line.good, line.worker.number) == (55, 3)
    assert page.evaluate(STORED) == []
