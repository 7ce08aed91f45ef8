"""Services on demand and start-up mentoring (A16, A70, A79, A96): those who give them, orders in every state, two pairs."""

import uuid
from datetime import timedelta
from random import Random
from typing import Any

from cases.models import Resident
from core import clock
from core.periods import add_months
from jobs.models import Mentoring, OrderAssignment, Provider, ServiceOrder, Visit
from jobs.services import bookings, mentoring, orders, providers, visit_causes
from jobs.states.orders import Demand
from portal.services.seed.offices import BANNER, Offices

GIVERS = (
    ("expert", "李志强", "自治区农牧业科学院", ("肉羊养殖", "饲草种植"), "13904710021"),
    ("expert", "王晓燕", "内蒙古农业大学", ("玉米病虫害",), "13904710022"),
    ("roving", "科尔沁区巡回服务队", "科尔沁区就业服务中心", ("政策咨询", "社保经办"), "13904750023"),
    ("mentor", "韩冰", "通辽市创业者协会", ("餐饮", "电商"), "13904750024"),
    ("mentor", "高娃", "内蒙古民族大学创业学院", ("文创", "直播"), "13904750025"),
    ("volunteer", "马淑芬", "民航社区志愿服务队", ("代填表格", "陪同办事"), "13904750026"),
)
WISHES = (
    ("expert", "body", "余粮堡镇羊场村", "肉羊养殖", "羔羊成活率低，请专家到场指导。"),
    ("roving", "body", "木里图镇西花灯村", "政策咨询", "村里想办一次就业政策咨询。"),
    ("volunteer", "resident", "", "代填表格", "眼睛看不清，需要帮忙填写申请表。"),
    ("expert", "body", "大林镇种植合作社", "玉米病虫害", "玉米叶片发黄，请专家看看。"),
    ("roving", "unit", "科尔沁区老榆树饭店", "社保经办", "员工多，想请工作人员上门讲社保。"),
)  # fmt: skip
#: Who looks after firms (包联), and what firms say of each of the seven kinds of demand.
CARERS = (
    ("office", "科尔沁区政务服务与数据管理局", "助企行动工作专班", "13904750031"),
    ("leader", "包联领导 斯琴", "科尔沁区人民政府", "13904750032"),
)
SAID = {
    Demand.PERMIT: "消防验收手续等了两个月", Demand.OWED: "市政工程尾款拖欠一年", Demand.LOAN: "旺季备料缺流动资金",
    Demand.TENDER: "招标设置了外地业绩门槛", Demand.INNOVATION: "想改造自动化包装线", Demand.INSPECTION: "一个月内多部门重复检查",
    Demand.ORDERS: "希望参加区外采购对接会",
}  # fmt: skip
STATES = ("ordered", "assigned", "taken", "done", "rated", "rated", "rated", "bad", "bad called", "cancelled")


def order_some(there: Offices, random: Random) -> int:
    """Orders of the last weeks at the demo's banner; returns how many there are."""
    window = there.accounts["accept1"]
    with clock.at(clock.now() - timedelta(days=300)):
        known = [
            providers.log(actor=window, kind=kind, name=name, body=body, mobile=mobile, topics=topics, region_code=BANNER)
            for kind, name, body, topics, mobile in GIVERS
        ]
    for number, state in enumerate(STATES):
        with clock.at(clock.now() - timedelta(days=2 + 6 * number)):
            _carry(there, random, number, state, known)
    _demands(there, random)
    _pairs(there, [each for each in known if each.kind == "mentor"])
    _beds(there)
    return ServiceOrder.objects.count()


def _carry(there: Offices, random: Random, number: int, state: str, known: list[Provider]) -> None:
    service, orderer, body, topic, wish = WISHES[number % len(WISHES)]
    window = there.accounts["accept1"]
    made = orders.order(
        token=uuid.UUID(int=random.getrandbits(128), version=4), service=service, orderer=orderer, region_code=BANNER, body=body,
        contact_name="白玉兰", contact_mobile=f"139{random.randrange(10**8):08d}", agreed=True, topic=topic, wish=wish,
    )  # fmt: skip
    if state == "ordered":
        return
    if state == "cancelled":
        orders.cancel(order_id=made.pk, actor=window, reason="已自行解决")
        return
    giver = next(each for each in known if each.kind == service)
    asked: OrderAssignment = orders.assign(order_id=made.pk, actor=window, provider_id=giver.pk)
    if state == "assigned":
        return
    orders.answer(token=asked.token, verb="take")
    if state == "taken":
        return
    orders.answer(token=asked.token, verb="finish", note="已到现场服务半天，解答了问题。")
    rating: dict[str, Any] = {"rating": 1 + number % 2} if state.startswith("bad") else {"rating": 4 + number % 2}
    if state != "done":
        orders.rate(token=made.token, **rating, note="来得太晚，没讲清楚。" if state.startswith("bad") else "讲得明白，很有用。")
    if state == "bad called":
        orders.call_back(order_id=made.pk, actor=window, note="已电话致歉，另约专家下周再来一次。")


def _demands(there: Offices, random: Random) -> None:
    """What firms raised on visits went to a department and a leader: one was rated, one is at work, one waits."""
    window = there.accounts["accept1"]
    carers = [
        providers.log(actor=window, kind=kind, name=name, body=body, mobile=mobile, region_code=BANNER)
        for kind, name, body, mobile in CARERS
    ]
    heard = Visit.objects.filter(state="met", region_code__startswith=BANNER, needs__overlap=Demand.values)
    for number, visit in enumerate(heard.filter(enterprise__isnull=False).select_related("enterprise").order_by("-pk")[:3]):
        kind, desk, unit = next(need for need in visit.needs if need in SAID), there.desks[visit.station_id], visit.enterprise
        made = orders.order(
            token=uuid.UUID(int=random.getrandbits(128), version=4), actor=desk, service="demand", demand=kind, orderer="unit",
            enterprise_id=unit.pk if unit else None, station_id=visit.station_id, region_code=BANNER, topic=SAID[Demand(kind)],
            contact_name="企业联系人", contact_mobile=f"139{random.randrange(10**8):08d}", agreed=True,
        )  # fmt: skip
        visit_causes.record(actor=desk, told=str(visit.pk), thing=made)
        if number == 2:
            continue
        asked = orders.assign(order_id=made.pk, actor=window, provider_id=carers[number].pk)
        orders.answer(token=asked.token, verb="take")
        if number == 0:
            orders.answer(token=asked.token, verb="finish", note="已召集部门现场办公，当场办结。")
            orders.rate(token=made.token, rating=5, note="办得很快。")


def _pairs(there: Offices, mentors: list[Provider]) -> None:
    """One founder has met the mentor every month for seven months; another one has not for a long time."""
    founders = list(Resident.objects.filter(region_code__startswith=BANNER, deceased_on=None).order_by("-pk")[:2])
    window, today = there.accounts["accept1"], clock.today()
    for place, founder in enumerate(founders):
        began = add_months(today, -8 + 3 * place)
        pair: Mentoring = mentoring.begin(
            founder_id=founder.pk, actor=window, mentor_id=mentors[place].pk, began_on=began,
            firm=f"{founder.name}奶茶店" if not place else "",
            goal="选址、办照、线上经营" if not place else "直播带货起步",
        )  # fmt: skip
        for month in range(8 if not place else 2):
            mentoring.meet(
                mentoring_id=pair.pk, actor=window, on=add_months(began, month) + timedelta(days=6),
                way="face" if month % 2 else "site",
                minutes=60, talked="核对上月账目，商量下月活动。", next_step="整理货单",
            )  # fmt: skip


def _beds(there: Offices) -> None:
    """Two beds and a desk; one bed is taken today, the other one next week."""
    window, today = there.accounts["accept1"], clock.today()
    beds = [
        bookings.log_place(actor=window, kind=kind, name=name, region_code=BANNER, address="科尔沁区青年驿站")
        for kind, name in (("hostel", "青年驿站1号床"), ("hostel", "青年驿站2号床"), ("desk", "创业工位A3"))
    ]
    people = Resident.objects.filter(region_code__startswith=BANNER, deceased_on=None).order_by("pk")[:2]
    for place, (bed, person) in enumerate(zip(beds, people, strict=False)):
        first = today + timedelta(days=7 * place)
        bookings.book(
            place_id=bed.pk,
            actor=window,
            id_number=str(person.id_number),
            from_on=first,
            until_on=first + timedelta(days=3 + 4 * place),
        )
