"""Wage arrears in every state, and the mediators who work on them (A22, A25, A97)."""

import uuid
from datetime import date, timedelta
from decimal import Decimal
from random import Random
from typing import Any

from core import clock
from core.periods import add_months
from enterprises.models import Enterprise
from jobs.models import ArrearsCase, Provider
from jobs.services import arrears, arrears_steps, providers
from portal.services.seed.offices import BANNER, NEXT_BANNER, Offices
from stations.models import Station

MEDIATORS = (
    ("额尔德木图", "临河区退休法官", "13904780011", True),
    ("王桂兰", "科尔沁区退休调解员", "13904750012", False),
    ("白音那", "科尔沁区综治中心", "13904750013", True),
)
EMPLOYERS = (
    ("通辽市宏达建筑有限公司", "孝庄河畔小区三号楼工地", True), ("科尔沁区老榆树饭店", "明仁大街", False),
    ("内蒙古顺通劳务有限公司", "国道303线改造工程", True), ("通辽市绿野保洁服务有限公司", "万达广场", False),
    ("张老板（包工头）", "木里图镇育肥牛场", True),
)  # fmt: skip
STORIES = (
    "干了三个月，说好一天二百六，一直说等工程款到了再给。", "饭店关门了，最后两个月工资没发，老板电话打不通。",
    "我们一个班组都没拿到钱，考勤表在我这里。", "保洁公司换了合同，上个月的工资少发了一半。",
)  # fmt: skip
NAMES = ("赵铁柱", "其木格", "孙玉梅", "宝力德", "刘二宝", "陈小红", "哈斯", "马春生")
#: How many reports come to each state, the closed ones most of all.
STATES = (
    "received", "received", "accepted", "mediation", "mediation", "inspection", "settled", "settled", "handed_on", "refused",
    *["closed"] * 12,
)  # fmt: skip
PHOTO = b"\xff\xd8\xff\xe0\x00\x10JFIF demo"


def report_some(there: Offices, random: Random) -> int:
    """Reports of the last months at the demo's banner, a few at its neighbour; returns how many there are."""
    mediators = [
        providers.log(
            actor=there.accounts["accept1"], kind="mediator", name=name, body=body, mobile=mobile, topics=["欠薪", "劳动争议"],
            region_code=BANNER, speaks_mongolian=mongolian,
        )
        for name, body, mobile, mongolian in MEDIATORS
    ]  # fmt: skip
    station = Station.objects.filter(region_code__startswith=BANNER).order_by("pk").first()
    for number, state in enumerate(STATES):
        days = 1 + number * 9 if state == "closed" else 2 + number
        with clock.at(clock.now() - timedelta(days=days)):
            case = _report(random, BANNER, number, station if number % 2 else None)
        _carry(there, case, state, mediators[number % len(mediators)], days)
    _report(random, NEXT_BANNER, 3, None)
    return ArrearsCase.objects.count()


def _report(random: Random, banner: str, number: int, station: Station | None) -> ArrearsCase:
    employer, site, is_site = EMPLOYERS[number % len(EMPLOYERS)]
    last = add_months(clock.this_month(), -1)
    return arrears.report(
        token=uuid.UUID(int=random.getrandbits(128), version=4), region_code=banner, name=NAMES[number % len(NAMES)],
        mobile=f"138{random.randrange(10**8):08d}", employer=employer, site=site, is_site=is_site,
        amount=Decimal(random.randrange(30, 400) * 100), month_from=add_months(last, -(number % 3)), month_to=last,
        workers=1 + number % 9, story=STORIES[number % len(STORIES)], photos=[PHOTO] if number % 4 == 0 else [],
        needs=["mongolian"] if number == 1 else [], call_when="晚上七点以后" if number == 1 else "",
        station_id=station.pk if station else None,
    ).case  # fmt: skip


def _carry(there: Offices, case: ArrearsCase, state: str, mediator: Provider, days: int) -> None:
    window, chief, begun = there.accounts["accept1"], there.accounts["approve1"], clock.now() - timedelta(days=days)
    who: dict[str, Any] = {"case_id": case.pk, "actor": window}
    if state == "received":
        return
    with clock.at(begun + timedelta(hours=20)):
        if state == "refused":
            arrears_steps.refuse(**who, body="elsewhere", reason="用工所在地在外省，已告知向当地劳动保障监察机构反映。")
            return
        arrears_steps.accept(**who)
        unit = Enterprise.objects.filter(region_code__startswith=BANNER, closed_on=None).order_by("pk").first()
        if unit and case.pk % 5 == 0:
            arrears_steps.link(case_id=case.pk, actor=window, enterprise_id=unit.pk)
        if state == "accepted":
            arrears_steps.supervise(
                case_id=case.pk, actor=chief, supervisor="通辽市人力资源和社会保障局", until=clock.today() + timedelta(days=40),
                reason="涉及人数多，工程款争议大",
            )  # fmt: skip
        if state == "inspection":
            arrears_steps.inspect(**who, order_no=f"通科人社察令〔{clock.today().year}〕{case.pk}号", reason="经催告拒不支付")
        if state in ("mediation", "settled", "closed"):
            arrears_steps.mediate(**who, mediator_id=mediator.pk)
        if state == "handed_on":
            arrears_steps.hand_on(**who, body="police", on=clock.today(), reason="单位负责人逃匿，涉嫌拒不支付劳动报酬罪。")
        if state in ("settled", "closed"):
            owed = case.amount or Decimal(1000)
            arrears_steps.settle(**who, settled_sum=owed, pay_by=_later(state), note="双方同意分期付清。")
            arrears_steps.pay(**who, amount=owed / 2 if state == "settled" else owed, paid_on=clock.today(), way="transfer")
        if state == "closed":
            arrears_steps.close(**who, outcome="paid")


def _later(state: str) -> date:
    return clock.today() + timedelta(days=20 if state == "settled" else 5)
