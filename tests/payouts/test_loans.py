"""An interest-free sum is owed from the day on which it was paid, by the plan of its grant, until two people have it back."""

from datetime import date
from decimal import Decimal

import pytest
from django.db import IntegrityError, transaction
from django.test import Client
from django.urls import reverse

from cases.reports.letters import data_for
from cases.services import letters
from core import clock
from core.invariants import breaches
from core.policies import NotAllowed, Refused
from ledger.queries import balances
from ledger.reports import INVARIANTS as BOOKS
from notices.models import Message
from notices.services import reminders
from notices.services.reminders import Told
from payouts.formulas import shared_parts
from payouts.models import Line, Recovery
from payouts.queries.invariants import INVARIANTS
from payouts.queries.overpaid import everywhere
from payouts.queries.recoveries import repayments
from payouts.services import recoveries, recovery_entries
from payouts.services.lending import open_loans
from payouts.tasks import open_loans as rung
from programmes import formulas
from programmes.formulas.registry import SCHEMES
from programmes.services import lawfiles
from tests.factories.cases import make_account, make_resident
from tests.factories.programme_story import decided, pay, submitted
from tests.factories.stations import Officers

pytestmark = pytest.mark.usefixtures("law")

AWARD = {
    "prize": "gold", "national": True, "project_here": True, "assessed_amount": "500000.00", "competition": "创新创业大赛2026",
    "project_name": "草原智慧牧场",
}  # fmt: skip
FIRST, LAST = date(2027, 11, 30), date(2029, 11, 30)


@pytest.fixture
def hohhot(law):
    return Officers("150102")


@pytest.fixture
def paid(hohhot, tmp_path):
    """The award of a gold medal has reached the winner's account."""
    winner = make_resident(hohhot.desk, mobile="13804710001")
    make_account(winner, recorded_by=hohhot.station)
    claim = decided(hohhot, submitted(hohhot, winner, "competition_award", AWARD))
    with clock.at(claim.decision.decided_on):
        assert pay(hohhot, tmp_path).paid == {"ES": Decimal("500000.00")}
    return claim


@pytest.fixture
def loan(paid):
    assert open_loans() == 1
    return Recovery.objects.get()


def come(loan, officers, amount, reference):
    values = {"kind": "paid_in", "amount": Decimal(amount), "reference": reference, "on": clock.today()}
    entry = recovery_entries.enter(recovery_id=loan.pk, actor=officers.finance_maker, **values)
    with pytest.raises(NotAllowed):
        recovery_entries.confirm(entry_id=entry.pk, actor=officers.finance_maker)
    recovery_entries.confirm(entry_id=entry.pk, actor=officers.finance_checker)
    loan.refresh_from_db()


def books():
    return {account.kind: account.balance for account in balances(fund="ES") if account.balance}


def holds():
    assert list(breaches((*BOOKS, *INVARIANTS))) == []


def test_nothing_is_owed_before_the_bank_has_paid(hohhot):
    winner = make_resident(hohhot.desk)
    decided(hohhot, submitted(hohhot, winner, "competition_award", AWARD))
    assert open_loans() == 0


def test_a_paid_award_is_owed_by_its_plan_and_opened_once(loan, paid):
    assert open_loans() == 0
    rung()
    assert Recovery.objects.count() == 1
    assert (loan.cause, loan.state, loan.amount, loan.due_on) == ("loan", "repaying", Decimal("500000.00"), LAST)
    assert loan.number.startswith("HK150102-2026-")
    assert (loan.proposed_by, loan.ordered_by) == (paid.decision.checked_by, paid.decision.decided_by)
    parts = list(loan.parts.order_by("no").values_list("due_on", "amount"))
    assert parts == [
        (FIRST, Decimal("166666.66")), (date(2028, 11, 30), Decimal("166666.66")), (LAST, Decimal("166666.68")),
    ]  # fmt: skip
    assert books() == {"bank": Decimal("-500000.00"), "receivable": Decimal("500000.00")}
    assert everywhere() == []
    holds()


def test_each_part_is_reminded_of_paid_in_by_two_people_and_settles_the_loan(loan, hohhot):
    def told(day):
        with clock.at(day):
            said = reminders.remind_all()
        return said["repayment_due"], said["repayment_late"]

    assert told("2027-11-22") == (Told(0, 0), Told(0, 0))
    assert told("2027-11-23") == (Told(1, 1), Told(0, 0))
    text = Message.objects.get(kind="repayment_due").text
    assert (
        text == "【就业服务】您应于2027年11月30日前缴还166666.66元，请按决定书、追回通知或还款协议缴款，如有困难请到服务站说明。"
    )
    with clock.at("2027-11-25"):
        come(loan, hohhot, "66666.66", "CCB-1")
    assert told("2027-12-01") == (Told(0, 0), Told(1, 1))
    with clock.at("2027-12-02"):
        late = repayments(hohhot.first_check, late=True).get()
        assert (late.left, late.is_late) == (Decimal("100000.00"), True)
        come(loan, hohhot, "433333.34", "CCB-2")
        assert (loan.state, loan.closed_on) == ("settled", clock.today())
        assert list(repayments(hohhot.first_check)) == []
    assert books() == {}
    holds()


def test_the_parts_to_come_stand_on_a_page_and_only_the_place_sees_them(loan, hohhot, neighbours, django_assert_max_num_queries):
    client, page = Client(), reverse("payouts:repayment_list")
    client.force_login(hohhot.first_check)
    assert page in client.get(reverse("payouts:recovery_list")).content.decode()
    with django_assert_max_num_queries(12):
        shown = client.get(page).content.decode()
    assert shown.count(loan.number) == 3
    assert "166,666.68" in shown
    assert client.get(page, {"until": "2028-11-30"}).content.decode().count(loan.number) == 2
    assert client.get(page, {"late": "on"}).content.decode().count(loan.number) == 0
    assert client.get(page, {"cause": "fraud"}).content.decode().count(loan.number) == 0
    client.force_login(neighbours.first_check)
    assert client.get(page).content.decode().count(loan.number) == 0


def test_the_plan_of_the_grant_is_not_agreed_anew_and_no_order_is_printed(loan, hohhot):
    client = Client()
    client.force_login(hohhot.second_check)
    shown = client.get(loan.get_absolute_url()).content.decode()
    assert f"无息扶持资金 {loan.number}" in shown
    assert reverse("payouts:recovery_agree", args=[loan.pk]) not in shown
    assert reverse("payouts:recovery_letter", args=[loan.pk, "recovery"]) not in shown
    with pytest.raises(NotAllowed):
        recoveries.agree(recovery_id=loan.pk, actor=hohhot.second_check, parts=[(LAST, loan.amount)])
    with pytest.raises(IntegrityError, match="recovery_loan_keeps_plan"), transaction.atomic():
        Recovery.objects.filter(pk=loan.pk).update(agreement=2)


def test_the_letter_of_the_grant_says_what_comes_back_until_when(paid, hohhot):
    assert data_for(paid, "grant", "JD1")["repayments"][-1] == {"until": "2029年11月30日", "amount": "166,666.68"}
    assert bytes(letters.issue(claim_id=paid.pk, actor=hohhot.station, kind="grant").pdf).startswith(b"%PDF")


def test_what_was_lent_cannot_be_recorded_as_an_overpayment_by_hand(paid, hohhot):
    told = {"cause": "loan", "amounts": {Line.objects.get().pk: Decimal("1.00")}, "reason": "x"}
    with pytest.raises(Refused) as refused:
        recoveries.open_one(claim_id=paid.pk, actor=hohhot.first_check, **told)
    assert refused.value.field == "cause"


def test_a_loan_that_was_revoked_is_not_opened_again(loan, hohhot):
    recoveries.cancel(recovery_id=loan.pk, actor=hohhot.another("approver"), verb="revoke", reason="银行退回")
    assert open_loans() == 0
    assert books() == {"bank": Decimal("-500000.00"), "expense": Decimal("500000.00")}
    holds()


def test_a_smaller_payment_is_shared_out_like_the_plan():
    plan = [(FIRST, Decimal("100.00")), (LAST, Decimal("200.01"))]
    assert shared_parts(amount=Decimal("300.01"), plan=plan) == plan
    assert shared_parts(amount=Decimal("10.00"), plan=plan) == [(FIRST, Decimal("3.33")), (LAST, Decimal("6.67"))]


@pytest.mark.parametrize("scheme", [scheme for scheme in SCHEMES.values() if scheme.lends], ids=lambda each: each.name)
def test_whatever_lends_says_how_all_of_it_comes_back(scheme):
    samples = [each for each in lawfiles.samples(scheme.name) if each["expect"]["eligible"]]
    assert samples
    for sample in samples:
        on = date.fromisoformat(sample["on"])
        rules = lawfiles.in_force(scheme.name, sample["region"], on)
        told = {"facts": sample["facts"], "rules": rules.content, "wages": lawfiles.wages(sample["region"])}
        outcome = formulas.assess(scheme=scheme.name, on=on, **told)
        back = sum(Decimal(part["amount"]) for part in outcome.entitlement["repayments"])
        assert back == outcome.amount


def test_the_page_of_money_that_came_in_offers_the_part_that_is_due_next(loan, hohhot):
    client = Client()
    client.force_login(hohhot.finance_maker)
    assert "登记到账" in client.get(loan.get_absolute_url()).content.decode()
    page = client.get(reverse("payouts:recovery_enter", args=[loan.pk, "paid_in"])).content.decode()
    assert 'value="166666.66"' in page
