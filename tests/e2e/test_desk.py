"""The desk in a browser: a resident is logged with the live check, and no page of the desk has a fault of level A or AA."""

from datetime import date
from pathlib import Path

import pytest
from django.urls import reverse

from cases.models import ImportRun, Resident
from cases.services import families, imports
from tests.e2e.conftest import DESK, TELEPHONE, overflow, violations
from tests.factories.residents import CARD, id_number, make_resident

pytestmark = pytest.mark.usefixtures("friday")
SAMPLE = Path(__file__).parents[1] / "cases" / "data" / "intake_sample.xlsx"


@pytest.fixture
def known(officers):
    """A resident of whom everything is known."""
    spouse = make_resident(officers, name="王小明", sex="male")
    resident = make_resident(
        officers, name="阿拉坦·乌拉", sex="female", registered_on=date(2026, 10, 8), groups=["older", "veteran"],
        mobile="13812341234", account="unconfirmed",
    )  # fmt: skip
    families.link_spouse(resident_id=resident.pk, spouse_id=spouse.pk, actor=officers.station, from_on=date(2015, 5, 1))
    return resident


def addresses(resident, run):
    """Every page of the desk."""
    one = ["resident_show", "resident_history_list", "resident_edit", "resident_reveal", "resident_register", "resident_marry"]
    one += ["resident_unmarry", "resident_deceased", "resident_account", "resident_number"]
    return [
        reverse("cases:resident_list"),
        reverse("cases:resident_list") + "?q=乌拉",
        reverse("cases:resident_list") + "?q=没有",
        reverse("cases:resident_log"),
        *[reverse(f"cases:{name}", args=[resident.pk]) for name in one],
        reverse("cases:registration_end", args=[resident.registrations.get().pk]),
        reverse("cases:change_list"),
        reverse("cases:change_show", args=[resident.change_requests.get().pk]),
        reverse("cases:import_list"),
        reverse("cases:import_new"),
        reverse("cases:import_show", args=[run.pk]),
    ]


@pytest.mark.parametrize("viewport", [DESK, TELEPHONE], ids=["1366", "390"])
@pytest.mark.parametrize("language", ["zh-hans", "en"])
def test_no_page_of_the_desk_has_a_fault(open_page, officers, known, language, viewport):
    user = officers.station
    user.language = language
    user.save()
    run = imports.preview(actor=user, station_id=officers.desk.pk, file_name="登记.xlsx", content=SAMPLE.read_bytes())
    page = open_page(user, viewport)
    found = []
    for address in addresses(known, run):
        page.goto(address)
        page.wait_for_load_state("networkidle")
        wide = overflow(page)
        found += [*violations(page), *([f"{address} is {wide} pixels too wide"] if wide > 0 else [])]
        assert page.locator("h1").count() == 1, address
    assert [*found, *page.faults] == []


def test_a_resident_is_logged_with_a_look_at_the_number_on_the_way(open_page, officers, known):
    number = id_number(date(1985, 7, 1), "female", "152301")
    page = open_page(officers.station)
    page.goto(reverse("cases:resident_list"))
    page.fill("#search", number)
    page.keyboard.press("Enter")
    page.wait_for_url("**/residents/log/?searched=1")
    assert "1985年7月1日" in page.inner_text("#number-check")

    page.fill("#id_id_number", known.id_number)
    page.locator("#number-check a").wait_for()
    page.fill("#id_id_number", number)
    page.locator("#number-check dl").wait_for()

    page.fill("#id_name", "斯琴•高娃")
    page.fill("#id_card", CARD[:-1] + "3")
    page.check("text=退役军人")
    page.click("button[name=save]")
    page.locator("#id_card_error").wait_for()
    assert page.is_checked("text=退役军人")
    page.fill("#id_card", CARD)
    page.click("button[name=save]")
    page.wait_for_url("**/residents/*/")
    page.wait_for_load_state("networkidle")
    assert page.inner_text("h1") == "斯琴·高娃"
    assert Resident.objects.get(name="斯琴·高娃").accounts.get().bank_name == "中国建设银行"
    assert page.faults == []


def test_a_workbook_is_looked_through_and_taken_in(open_page, officers):
    page = open_page(officers.station)
    page.goto(reverse("cases:import_new"))
    page.set_input_files("#id_file", SAMPLE)
    page.click("button[name=save]")
    page.wait_for_url("**/imports/*/")
    assert not Resident.objects.exists()
    page.get_by_role("button", name="导入通过的行").click()
    back = page.get_by_role("button", name="下载未通过行")
    back.wait_for()
    with page.expect_download() as waiting:
        back.click()
    assert waiting.value.suggested_filename.endswith(".xlsx")
    run = ImportRun.objects.get()
    assert (run.created, run.rejected, Resident.objects.count()) == (130, 70, 130)
