"""Repayments are reminded of a week before their day and once it has passed, for what is still to come."""

from datetime import date
from decimal import Decimal

import pytest
from django.urls import reverse

from cases.models import Claim
from core import clock
from notices.models import Message, Notice
from notices.services import reminders
from notices.services.reminders import Told
from payouts.models import Line
from payouts.services import recoveries, recovery_entries
from tests.factories.bank import SentBatch
from tests.factories.programmes import shipped_law

pytestmark = pytest.mark.django_db
DUE, SECOND = date(2026, 12, 15), date(2027, 1, 15)


def remind(day):
    with clock.at(day):
        told = reminders.remind_all()
    return told["repayment_due"], told["repayment_late"]


@pytest.fixture
def ordered(friday, officers, tmp_path):
    """A month of benefit has to be repaid by the middle of December."""
    shipped_law()
    SentBatch(tmp_path, 1).answer("S")
    line = Line.objects.get()
    claim = Claim.objects.get(pk=line.instalment.claim_id)
    told = {"cause": "employed", "amounts": {line.pk: line.amount}, "reason": "用工备案显示十月入职"}
    found = recoveries.open_one(claim_id=claim.pk, actor=officers.first_check, **told)
    recoveries.propose(recovery_id=found.pk, actor=officers.first_check, reason="劳动合同", heard="本人无异议")
    return recoveries.order(recovery_id=found.pk, actor=officers.second_check, due_on=DUE)


def come(recovery, officers, amount, reference):
    values = {"kind": "paid_in", "amount": Decimal(amount), "reference": reference, "on": clock.today()}
    entry = recovery_entries.enter(recovery_id=recovery.pk, actor=officers.finance_maker, **values)
    recovery_entries.confirm(entry_id=entry.pk, actor=officers.finance_checker)


def test_an_order_is_reminded_of_before_its_day_and_after_it(ordered, officers, client):
    assert remind("2026-12-07") == (Told(0, 0), Told(0, 0))
    assert remind("2026-12-08") == (Told(1, 1), Told(0, 0))
    assert remind("2026-12-15") == (Told(0, 0), Told(0, 0))
    assert remind("2026-12-16") == (Told(0, 0), Told(1, 1))
    assert remind("2026-12-17") == (Told(0, 0), Told(0, 0))
    notice = Notice.objects.get(kind="repayment_due")
    assert (notice.to_role, notice.period, notice.words["amount"]) == ("first_check", "2026-12-15", f"{ordered.amount}")
    texts = list(Message.objects.filter(kind__startswith="repayment").order_by("pk").values_list("text", flat=True))
    assert texts[0] == (
        f"【就业服务】您应于2026年12月15日前缴还{ordered.amount}元，请按决定书、追回通知或还款协议缴款，如有困难请到服务站说明。"
    )
    client.force_login(officers.first_check)
    board = client.get(reverse("notices:notice_list")).content.decode()
    assert f"待还款项{ordered.number}：{ordered.amount:,.2f}元应于2026年12月15日前缴还。" in board
    assert client.post(reverse("notices:notice_open", args=[notice.pk])).url == ordered.get_absolute_url()


def test_each_part_of_an_agreement_is_reminded_of_for_what_is_left(ordered, officers):
    parts = [(DUE, Decimal("1000.00")), (SECOND, ordered.amount - 1000)]
    recoveries.agree(recovery_id=ordered.pk, actor=officers.first_check, parts=parts)
    come(ordered, officers, "400.00", "1")
    assert remind("2026-12-10") == (Told(1, 1), Told(0, 0))
    assert Notice.objects.get(kind="repayment_due").words["amount"] == "600.00"
    come(ordered, officers, "600.00", "2")
    assert remind("2026-12-20") == (Told(0, 0), Told(0, 0))
    assert remind("2027-01-10") == (Told(1, 1), Told(0, 0))


def test_what_came_back_is_not_reminded_of(ordered, officers):
    come(ordered, officers, str(ordered.amount), "1")
    assert remind("2026-12-10") == (Told(0, 0), Told(0, 0))
    assert remind("2026-12-20") == (Told(0, 0), Told(0, 0))
