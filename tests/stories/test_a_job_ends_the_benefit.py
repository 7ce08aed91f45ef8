"""A benefit runs and is paid; the file of the register says that the person works; the benefit ends and the month comes back."""

import io
from datetime import date, timedelta
from decimal import Decimal

import pytest
from django.core.management import call_command

from cases.models import Claim, Hire, Instalment, Registration
from cases.queries import cautions
from cases.services import appeals, hires, letters
from core import clock
from ledger.queries import balances
from notices.models import Message
from notices.services import reminders
from payouts.models import Line, Recovery
from payouts.queries.reconciliation import tie_out
from payouts.services import recoveries, recovery_entries
from payouts.services.recovery_sweep import find_overpayments
from tests.factories.cases import make_account
from tests.factories.desk import granted, person_at
from tests.factories.enterprises import make_credit_code
from tests.factories.programme_story import pay
from tests.factories.programmes import shipped_law

pytestmark = pytest.mark.django_db
HEADER = "证件号码,姓名,统一社会信用代码,单位名称,用工起始日期,用工终止日期\n"
MONTH = Decimal("2156.50")


def register_file(folder, person, hired_on):
    path = folder / "就业登记.csv"
    row = f"{person.id_number},{person.name},{make_credit_code(7)},通辽市新华商贸有限公司,{hired_on},\n"
    path.write_bytes((HEADER + row).encode("gb18030"))
    return path


@pytest.fixture
def claim(officers):
    """Benefit from October on; on 20 November October and November are paid."""
    with clock.at("2026-11-20T09:00"):
        shipped_law()
        person = person_at(officers, mobile="13800000001")
        make_account(person)
        return granted(officers, person)


def test_the_paid_month_comes_back_and_the_months_not_drawn_stay_the_persons(officers, claim, tmp_path):
    with clock.at("2026-11-20T10:00"):
        assert pay(officers, tmp_path).paid == {"UI": 2 * MONTH}
    with clock.at("2026-12-04T09:00"):
        file = register_file(tmp_path, claim.resident, "2026-11-16")
        call_command("import_hires", file, stdout=io.StringIO())
        claim = Claim.objects.get(pk=claim.pk)
        assert (claim.state, claim.end_reason, claim.last_month) == ("ended", "employed", date(2026, 10, 1))
        assert Registration.objects.get().ended_on == date(2026, 11, 16)
        call_command("import_hires", file, stdout=io.StringIO())  # the same file twice
        assert Hire.objects.count() == 1
        reminders.remind_all()
        assert "2026年11月16日就业" in Message.objects.get(kind="ended_by_job").text
        assert letters.issue(claim_id=claim.pk, actor=officers.station, kind="stop").pdf.startswith(b"%PDF")
        assert find_overpayments() == 1
        found = Recovery.objects.get()
        assert (found.cause, found.amount) == ("hired", MONTH)  # November; October was due
        recoveries.propose(recovery_id=found.pk, actor=officers.first_check, reason="就业登记", heard="本人无异议")
        due_on = clock.today() + timedelta(days=30)
        recoveries.order(recovery_id=found.pk, actor=officers.second_check, due_on=due_on)
        money = {"kind": "paid_in", "amount": MONTH, "reference": "20261204-0001", "on": clock.today()}
        entry = recovery_entries.enter(recovery_id=found.pk, actor=officers.finance_maker, **money)
        recovery_entries.confirm(entry_id=entry.pk, actor=officers.finance_checker)
        assert Recovery.objects.get().state == "settled"
        assert not list(tie_out(clock.today()).differences)
        assert sum(account.balance for account in balances(fund="UI", kind="expense")) == MONTH
    kept = set(Instalment.objects.unused().values_list("month", flat=True))
    assert len(kept) == claim.instalments.count() - 3  # all but October, November and December, which had begun
    with clock.at("2026-12-20T09:00"):
        pay(officers, tmp_path)
        assert Line.objects.with_state().filter(state="paid").count() == 2  # December stays where it is


def test_a_wrong_record_is_struck_out_and_the_decision_made_anew(officers, claim, tmp_path):
    with clock.at("2026-11-20T10:00"):
        pay(officers, tmp_path)
    with clock.at("2026-12-04T09:00"):
        call_command("import_hires", register_file(tmp_path, claim.resident, "2026-11-16"), stdout=io.StringIO())
        find_overpayments()
        wrong = hires.void(hire_id=Hire.objects.get().pk, actor=officers.first_check, reason="同名人员误报，单位已出具说明")
        assert wrong.voided_at is not None
        found = Recovery.objects.get()
        recoveries.cancel(recovery_id=found.pk, actor=officers.second_check, verb="dismiss", reason="用工登记已作废")
        assert find_overpayments() == 0
        asked = {"filed_on": clock.today(), "filed_by": claim.resident.name, "authority": "", "text": "本人未就业"}
        appeal = appeals.file(claim_id=claim.pk, actor=officers.acceptance, route="objection", **asked)
        assert appeal.state == "filed"
        call_command("import_hires", register_file(tmp_path, claim.resident, "2026-11-16"), stdout=io.StringIO())
        assert Hire.objects.count() == 1  # the same wrong row of the register does not come back
        assert not [said for said in cautions.about(Claim.objects.get(pk=claim.pk)) if "新华商贸" in said]
