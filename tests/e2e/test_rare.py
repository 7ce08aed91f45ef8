"""Pages of situations that the demo data do not hold: no fault of level A or AA, and no wider than the window."""

import pytest
from django.urls import reverse

from cases.models import UnitAnswer, UnitNotice
from cases.services import asking
from core import audit, clock
from payouts.models import BankException
from payouts.services import sending
from stations.services.machine import machine_user
from tests.e2e.conftest import DESK, TELEPHONE, overflow, violations
from tests.factories import bank
from tests.factories import programmes as law
from tests.factories.cases import make_recipient
from tests.factories.enterprises import make_enterprise, make_insurance_year
from tests.factories.payouts import checker, released
from tests.factories.screening import make_units, screened
from tests.factories.stations import BANNER

BOTH = pytest.mark.parametrize("viewport", [DESK, TELEPHONE], ids=["desk", "telephone"])


def look(page, address):
    page.goto(address)
    assert page.locator("h1").count() == 1
    assert violations(page) == []
    assert overflow(page) == 0
    assert page.faults == []


@BOTH
def test_certifying_a_month(open_page, officers, viewport):
    law.shipped_law()
    month = clock.this_month()
    law.publish(law.proposed(law.publisher(), valid_from=month, certification="self_monthly"), law.publisher())
    claim = make_recipient(officers.desk, first=month)
    page = open_page(officers.station, viewport)
    look(page, f"/claims/{claim.pk}/certify/")
    page.check("input[name=confirmed]")
    page.click("main form [type=submit]")
    page.wait_for_url(f"**/claims/{claim.pk}/")
    page.wait_for_load_state("networkidle")
    assert claim.certifications.get().month == month


@BOTH
def test_confirming_a_doubt(open_page, viewport):
    law.shipped_law()
    batch = released(1)
    sending.begin(batch_id=batch.pk, actor=machine_user())
    doubt = sending.doubt(batch_id=batch.pk, cause="sender_silent", actor=machine_user())
    look(open_page(checker(), viewport), reverse("payouts:doubt_confirm", args=[doubt.pk]))


@BOTH
def test_doubting_a_batch_without_an_answer(open_page, tmp_path, settings, viewport):
    law.shipped_law()
    settings.PORTAL_BANK_DIR = tmp_path / "bank"
    sent = bank.SentBatch(tmp_path, 1)
    look(open_page(checker(), viewport), reverse("payouts:batch_doubt", args=[sent.batch.pk]))


@BOTH
def test_confirming_an_exception(open_page, tmp_path, settings, viewport):
    law.shipped_law()
    settings.PORTAL_BANK_DIR = tmp_path / "bank"
    sent = bank.SentBatch(tmp_path, 3)
    sent.answer("FSS")
    sent.answer("SFS")
    found = BankException.objects.get(kind="success_after_failure")
    look(open_page(checker(), viewport), reverse("payouts:exception_confirm", args=[found.pk]))


@BOTH
def test_the_file_of_a_unit_whose_years_wait_to_be_declared(open_page, officers, viewport):
    unit = make_enterprise()
    for year in (2024, 2025):
        make_insurance_year(unit, year, laid_off=None, natural_attrition=None, benefit_drawers=None)
    look(open_page(officers.acceptance, viewport), f"/enterprises/{unit.pk}/")


@BOTH
def test_an_audit_entry_with_the_digest_of_a_file(open_page, officers, viewport):
    audit.record(officers.station, "import.finished", officers.station, region=BANNER, file="e1" * 32, created=50)
    look(open_page(officers.auditor, viewport), reverse("portal:audit_list"))


@BOTH
def test_the_page_of_a_unit_that_is_asked_and_of_one_that_was_left_out(open_page, officers, friday, viewport):
    law.shipped_law()
    units = make_units()
    asking.ask(round_id=screened(officers).pk, actor=officers.acceptance)
    page = open_page(viewport=viewport)
    left_out = UnitNotice.objects.get(unit__enterprise=units["layoff_rate"]).token
    look(page, reverse("cases:unit_result", args=[left_out]))
    look(page, reverse("cases:unit_object", args=[left_out]))
    look(page, reverse("cases:unit_result", args=[UnitAnswer.objects.get().token]))
    page.check("input[name=answer][value=confirmed]")
    page.fill("input[name=name]", "王丽 会计")
    page.click("main form [type=submit]")
    page.wait_for_selector(".alert, .notice, [role=status]")
    assert UnitAnswer.objects.get().answer == "confirmed"
