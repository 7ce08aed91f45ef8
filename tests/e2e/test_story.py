"""From the claim to the bank and back in a browser: each post begins at its workbench and nobody types an address."""

import re

import pytest

from core import clock
from payouts.bankfiles import demo
from payouts.bankfiles.answer_write import text_answer
from payouts.bankfiles.instruction_read import read_instruction
from payouts.models import Batch, Line
from payouts.services import answers
from payouts.services.answers.folder import incoming
from payouts.services.sweeping import unsent
from stations.services.machine import machine_user
from tests.e2e.conftest import overflow, violations
from tests.factories.cases import make_account
from tests.factories.desk import person_at, submitted
from tests.factories.programmes import shipped_law
from tests.factories.stations import BANNER, Officers


@pytest.fixture
def officers(settings, tmp_path):
    settings.PORTAL_BANK_DIR = tmp_path
    shipped_law()
    return Officers(BANNER)


def sound(page):
    assert violations(page) == []
    assert page.faults == []
    assert overflow(page) <= 0


def at_workbench(open_page, user, title):
    """The page behind the one thing that waits for `user`, reached by its button on the workbench."""
    page = open_page(user)
    page.goto("/")
    sound(page)
    row = page.locator("tr", has_text=title)
    row.get_by_role("link").last.click()
    sound(page)
    return page


def test_from_the_claim_to_money_that_the_bank_confirmed(officers, open_page):
    person = person_at(officers)
    make_account(person)
    claim = submitted(officers, person)

    page = at_workbench(open_page, officers.acceptance, claim.number)
    page.locator("input[name=paper_identity][value=compared]").check()
    page.get_by_role("button", name="受理", exact=True).click()
    page.wait_for_url(re.compile(r"/claims/\d+/$"))

    for officer in (officers.first_check, officers.second_check):
        page = at_workbench(open_page, officer, claim.number)
        page.locator("input[name=grants][value=yes]").check()
        page.locator("main button.btn-primary").click()
        page.wait_for_url(re.compile(r"/claims/\d+/(decision/)?$"))
    claim.refresh_from_db()
    assert claim.state == "granted"

    page = open_page(officers.finance_maker)
    page.goto("/")
    page.locator(".main-nav").get_by_role("link", name="拨付批次").click()
    sound(page)
    page.locator(".page-actions a.btn-primary, main a.btn-primary").first.click()
    sound(page)
    page.locator("main form button.btn-primary").click()
    page.wait_for_url(re.compile(r"/collections/\d+/$"))
    batch = Batch.objects.get()
    assert (batch.state, batch.made_by) == ("sealed", officers.finance_maker)

    page = at_workbench(open_page, officers.finance_checker, batch.number)
    page.locator("main a.btn-primary").first.click()
    sound(page)
    page.locator("main form button.btn-primary").click()
    page.wait_for_url(re.compile(r"/batches/\d+/$"))
    batch.refresh_from_db()
    assert batch.released_by == officers.finance_checker
    assert batch.state == "sent", unsent()

    answer(batch)
    page = open_page(officers.finance_maker)
    page.goto(f"/batches/{batch.pk}/")
    sound(page)
    assert "2,156.50" in page.locator("main").inner_text()
    assert list(Line.objects.with_state().values_list("state", flat=True).distinct()) == ["paid"]


def answer(batch):
    """The bank says that everything arrived."""
    folder = incoming()
    folder.mkdir(parents=True, exist_ok=True)
    instruction = read_instruction((folder.parent / "out" / batch.file_name).read_bytes())
    verdicts = [demo.verdict(payment, "S", "", "") for payment in instruction.payments if not isinstance(payment, str)]
    path = folder / "answer"
    path.write_bytes(text_answer(batch.number, clock.today(), verdicts))
    answers.read(path=path, actor=machine_user())
