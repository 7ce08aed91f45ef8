"""Hire records: the register's file, one entered at the desk, one struck out; a benefit that ended, a month overpaid."""

import csv
import io
from datetime import date, timedelta

from cases.models import Claim, Hire, Resident
from cases.services import hire_files, hire_sweep, hires
from core import clock
from enterprises.models import Enterprise
from payouts.models import Line
from payouts.services.recovery_sweep import find_overpayments
from payouts.states import Outcome
from portal.services.seed.offices import Offices
from stations.models import Region
from stations.services.machine import machine_user

HOME = "150502"
HEADERS = ("证件号码", "姓名", "统一社会信用代码", "单位名称", "用工起始日期", "用工终止日期", "合同类型")
CONTRACTS = ("固定期限", "无固定期限", "以完成一定工作任务为期限", "")
PAST_JOBS = 24
#: In a demo as small as a test's nobody's benefit is taken: the months to come must have something to pay.
FEWEST = 8


def record_jobs(offices: Offices) -> int:
    """The records stand, and everything has followed from them; returns how many there are."""
    units = list(Enterprise.objects.filter(region_code__startswith=HOME, closed_on=None).order_by("pk")[:6])
    if not units:
        return 0
    _past(units)
    _at_work(offices, units)
    _struck_out(offices, units[0])
    hire_sweep.end_employed()
    find_overpayments()
    return Hire.objects.count()


def _past(units: list[Enterprise]) -> None:
    """Jobs that people had before, out of the register."""
    people = Resident.objects.filter(region_code__startswith=HOME, deceased_on=None, born_on__lt=date(2000, 1, 1)).order_by("pk")
    text = io.StringIO()
    writer = csv.writer(text)
    writer.writerow(HEADERS)
    for number, person in enumerate(people[:PAST_JOBS]):
        unit = units[number % len(units)]
        hired_on = date(2021, 1 + number % 12, 1 + number)
        left_on = date(2024, 1 + number % 12, 28)
        contract = CONTRACTS[number % len(CONTRACTS)]
        writer.writerow((person.id_number, person.name, unit.credit_code, unit.name, hired_on, left_on, contract))
    hire_files.take_in_file(
        actor=machine_user(),
        region=Region.objects.get(pk="150000"),
        file_name=f"用工登记-{clock.today():%Y%m}.csv",
        source=io.BytesIO(text.getvalue().encode("gb18030")),
        tell=lambda _what: None,
    )


def _at_work(offices: Offices, units: list[Enterprise]) -> None:
    """One who draws benefit began to work last week; another one in a month that was paid."""
    drawing = Claim.objects.filter(region_code__startswith=HOME, state="granted", scheme="unemployment_benefit")
    if drawing.count() < FEWEST:
        return
    paid = Line.objects.filter(instalment__claim__in=drawing, result__outcome=Outcome.PAID, returned=None)
    overpaid = paid.filter(month__lt=clock.this_month()).order_by("-month", "-pk").first()
    if overpaid:
        _record(offices, overpaid.instalment.claim, units[1 % len(units)], overpaid.month + timedelta(days=8))
        drawing = drawing.exclude(pk=overpaid.instalment.claim_id)
    running = drawing.order_by("-pk").first()
    if running:
        _record(offices, running, units[2 % len(units)], clock.today() - timedelta(days=5))


def _record(offices: Offices, claim: Claim, unit: Enterprise, hired_on: date) -> None:
    hires.record(
        resident_id=claim.resident_id or 0, actor=offices.accounts["accept1"], credit_code=unit.credit_code, hired_on=hired_on,
        contract=Hire.Contract.FIXED, document="单位劳动合同备案信息",
    )  # fmt: skip


def _struck_out(offices: Offices, unit: Enterprise) -> None:
    """A record of somebody with the same name, found out by the first check."""
    person = (
        Resident.objects.filter(region_code__startswith=HOME, deceased_on=None, hires=None, claims=None).order_by("pk").first()
    )
    if person is None:
        return
    wrong = hires.record(
        resident_id=person.pk, actor=offices.accounts["accept1"], credit_code=unit.credit_code,
        hired_on=clock.today() - timedelta(days=40), document="单位招用人员名册",
    )  # fmt: skip
    hires.void(hire_id=wrong.pk, actor=offices.accounts["check1"], reason="同名人员误录，单位已出具说明")
