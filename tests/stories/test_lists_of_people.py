"""Firms claim for the people whom they hired: from the file on the desk to the bank's answer, to the fen (rows 1 and 4)."""

from datetime import date
from decimal import Decimal

import pytest

from cases.models import Claim, Resident
from core import clock
from payouts.models import Line
from tests.factories.cases import make_account, make_resident
from tests.factories.listed import ABSORPTION, PLACEMENT, draft_for, hired, make_firm, numbers, submit, take_in, workbook
from tests.factories.programme_story import decided, pay, submitted
from tests.factories.programmes import shipped_law

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _law():
    shipped_law()


def test_583_hires_are_874500_yuan_released_answered_and_reconciled(officers, tmp_path):
    with clock.at("2026-11-20T09:00"):
        firm = make_firm(officers)
        claim = draft_for(officers, firm)
        made = take_in(officers, claim, workbook([hired(number) for number in numbers(583)]))
        assert (made.added, made.refused, Resident.objects.count()) == (583, 0, 583)
        claim = decided(officers, submit(officers, claim))
        assert (claim.state, claim.decision.amount) == ("granted", Decimal("874500.00"))
        assert claim.votes.count() == 3  # above the limit of the second check: the approver decides
        day = pay(officers, tmp_path)
    assert day.paid == {"UI": Decimal("874500.00")}
    assert [(line.amount, line.scheme) for line in Line.objects.all()] == [(Decimal("874500.00"), "hiring_subsidy")]


def test_139_absorbed_by_ten_key_firms_are_139000_yuan(officers, tmp_path):
    headers = ["姓名", "证件号码", "人员类别", "招用日期"]
    with clock.at("2026-11-20T09:00"):
        waiting = numbers(139)
        for firm in range(10):
            mine, waiting = waiting[: 14 if firm < 9 else 13], waiting[14 if firm < 9 else 13 :]
            claim = draft_for(officers, make_firm(officers), ABSORPTION)
            rows = [["其其格", number, "农牧民", "2026-03-01"] for number in mine]
            take_in(officers, claim, workbook(rows, headers))
            assert decided(officers, submit(officers, claim, firm_kind="epidemic_supplies")).state == "granted"
        assert Claim.objects.filter(state="granted").count() == 10
        day = pay(officers, tmp_path)
    assert (waiting, day.paid) == ([], {"ES": Decimal("139000.00")})


def test_a_workshop_and_its_worker_are_paid_from_two_funds(officers, tmp_path):
    with clock.at("2026-11-20T09:00"):
        workshop = make_firm(officers)
        told = {"workshop_running": True, "poor_workers": 30}
        assert decided(officers, submitted(officers, workshop, "workshop_recognition", told)).state == "granted"
        worker = make_resident(officers.desk, name="其其格")
        worker.groups.create(group="out_of_poverty", from_on=date(2026, 1, 1), recorded_by=officers.station)
        make_account(worker)
        claim = draft_for(officers, workshop, PLACEMENT)
        headers = ["姓名", "证件号码", "属于建档立卡贫困劳动力", "招用日期"]
        take_in(officers, claim, workbook([["其其格", worker.id_number, "是", "2025-11-01"]], headers))
        assert decided(officers, submit(officers, claim)).decision.amount == Decimal("1460.00")
        own = {
            "recognised_workshop": True,
            "out_of_poverty": True,
            "works_from": "2025-11-01",
            "months_worked": 12,
            "workshop_name": workshop.name,
        }
        assert decided(officers, submitted(officers, worker, "workshop_worker", own)).decision.amount == Decimal("6000.00")
        day = pay(officers, tmp_path)
    assert day.paid == {"ES": Decimal("1460.00"), "JM": Decimal("6000.00")}
