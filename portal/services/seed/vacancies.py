"""Vacancies of the demo's stations in every state, the shoe laces of 长川制靴 among them, and two files of departments."""

import io
from datetime import timedelta
from typing import Any

from stdnum.cn import uscc

from cases.models import Resident
from core import clock, sheets
from enterprises.models import Enterprise
from enterprises.services import registry
from enterprises.states import Industry
from jobs.formulas.vacancy_rows import TITLES
from jobs.models import Vacancy
from jobs.services import vacancies, vacancy_files, vacancy_steps
from portal.services.seed.offices import BANNER, Offices
from stations.models import Station, User

SHOES = f"91{BANNER}MA0Q5J7C1"
#: Title, occupation, people, pay from and to, pay for, paid, hours, insurance, what is to be done.
WORK: tuple[tuple[str, str, int, str, str, str, str, str, str, str], ...] = (
    ("超市收银员", "4010204", 2, "3000", "3600", "month", "monthly", "shifts", "employee", "早晚两班，会用收款机，不会的可以教"),
    ("商品营业员", "4010203", 3, "2800", "4200", "month", "monthly", "full", "employee", "底薪加提成，男女不限"),
    ("保洁员", "4090801", 4, "2400", "2600", "month", "monthly", "full", "employee", "负责办公区清洁，每周休一天"),
    ("快递员", "4020708", 5, "4500", "7000", "month", "monthly", "full", "injury", "自备电动车，熟悉城区道路"),
    ("装卸搬运工", "4020501", 6, "180", "220", "day", "daily", "flexible", "injury", "日结，包一顿午饭"),
    ("餐厅服务员", "4030205", 3, "22.5", "25", "hour", "daily", "part", "injury", "午餐和晚餐时段，每天四小时"),
    ("中式烹调师", "4030201", 1, "5000", "6500", "month", "monthly", "full", "employee", "会做家常菜和奶食，有证者优先"),
    ("养老护理员", "4100105", 4, "3500", "4500", "month", "monthly", "shifts", "employee", "照护80岁以上老人，免费岗前培训"),
    ("缝纫工", "6050103", 8, "3200", "5200", "month", "monthly", "full", "employee", "计件为主，有保底，技术熟练者收入更高"),
    ("焊工", "6180204", 2, "6000", "8500", "month", "monthly", "full", "employee", "持证上岗，提供宿舍"),
    ("电工", "6310103", 2, "5500", "7000", "month", "monthly", "full", "employee", "持低压电工证，厂区设备维护"),
    ("保安员", "4070501", 3, "2600", "3000", "month", "monthly", "shifts", "employee", "年满18周岁，三班倒"),
    ("妈妈岗：包装工", "6050103", 10, "23", "23", "hour", "weekly", "school", "injury", "上学时段上班，放学前下班"),
)
#: What two departments report: their posts with the code of the occupation.
POSTS = {
    "market": ("科尔沁区人力资源和社会保障局", (("仓库保管员", "4020601"), ("叉车操作工", "6300501"), ("物业客服", "4070203"))),
    "policy": (
        "科尔沁区民政局", (("社区网格员", "3010402"), ("公益性岗位：护林员", "5020301"), ("公益性岗位：社区助老员", "4100105")),
    ),
}  # fmt: skip
FOUND = ("限女性，45岁以下，形象好", "男，身高1.75米以上", "入职交押金500元，服装费自理", "限本地户口，乙肝携带者勿扰")
#: At the smallest station so many; the demo's own banner has more.
A_STATION, AT_HOME = 2, 5


def log_vacancies(offices: Offices) -> int:
    """They stand in every state; returns how many."""
    number = 0
    for station in offices.stations:
        units = list(Enterprise.objects.filter(station=station, closed_on=None, listings=None).order_by("pk")[:3])
        if not units:
            continue
        for place in range(AT_HOME if station.region_code.startswith(BANNER) else A_STATION):
            _play(offices, station, units[place % len(units)], number)
            number += 1
    _at_home(offices)
    _files(offices)
    return Vacancy.objects.count()


def _play(offices: Offices, station: Station, unit: Enterprise, number: int) -> None:
    """One vacancy, told to where its number brings it."""
    desk, today = offices.desks[station.pk], clock.today()
    until = today + timedelta(days=2 + number * 7 % 43)
    if number % 11 == 7:  # its days are over
        with clock.at(clock.now() - timedelta(days=40)):
            _published(desk, station, unit, number, today - timedelta(days=3))
        return
    made = _logged(desk, station, unit, number, until)
    if number % 11 == 3:
        return
    vacancy_steps.publish(vacancy_id=made.pk, actor=desk)
    if number % 11 == 5:
        vacancy_steps.fill(vacancy_id=made.pk, actor=desk, filled=made.headcount)
    elif number % 11 == 9:
        vacancy_steps.close(vacancy_id=made.pk, actor=desk, reason="单位生产任务调整，暂停招聘")


def _published(desk: User, station: Station, unit: Enterprise, number: int, until: Any) -> None:
    vacancy_steps.publish(vacancy_id=_logged(desk, station, unit, number, until).pk, actor=desk)


def _logged(desk: User, station: Station, unit: Enterprise, number: int, until: Any, **other: Any) -> Vacancy:
    title, occupation, people, low, high, pay_unit, pay_day, hours, insurance, words = WORK[number % len(WORK)]
    values = {
        "title": title, "occupation": occupation, "headcount": people, "pay_from": low, "pay_to": high, "pay_unit": pay_unit,
        "pay_day": pay_day, "hours": hours, "insurance": insurance, "description": words, "credit_code": unit.credit_code,
        "address": unit.address, "contact_name": unit.contact_name, "contact_phone": f"0475-82{number % 10000:04d}7",
        "region_code": station.region_id, "valid_until": until, **other,
    }  # fmt: skip
    return vacancies.log(actor=desk, station_id=station.pk, **values)


def _at_home(offices: Offices) -> None:
    """The shoe laces, work in a household, and what the check found something against."""
    desk, window = offices.accounts["station1"], offices.accounts["accept1"]
    station = next(each for each in offices.stations if offices.desks[each.pk] == desk)
    until = clock.today() + timedelta(days=60)
    code = SHOES + uscc.calc_check_digit(SHOES)
    shoes = registry.log(
        actor=desk, credit_code=code, name="通辽市长川制靴有限公司", industry=Industry.MANUFACTURING, region_code=BANNER,
        station_id=station.pk, address="科尔沁工业园区靴业街6号", contact_name="王师傅",
    )  # fmt: skip
    laces = _logged(
        desk, station, shoes, 0, until, title="穿鞋带（居家计件）", occupation="6050401", headcount=100, pay_from="0.5",
        pay_to="0.5", pay_unit="piece", pay_day="daily", hours="home", insurance="injury",
        description="把靴子鞋带穿好，0.5元一双，当天结算；在家、在服务站都能做，多做多得",
    )  # fmt: skip
    vacancy_steps.publish(vacancy_id=laces.pk, actor=desk)
    person = Resident.objects.filter(station=station, deceased_on=None).order_by("pk").first()
    if person:
        home = {"title": "住家保姆", "occupation": "4100106", "headcount": 1, "address": "", "pay_from": "4000", "pay_to": "5000"}
        values = {"credit_code": "", "household_id": person.pk, "hours": "full", "pay_unit": "month", "pay_day": "monthly"}
        made = _logged(desk, station, shoes, 7, until, contact_name=person.name, **home, **values)
        vacancy_steps.publish(vacancy_id=made.pk, actor=desk)
    for number, words in enumerate(FOUND):
        made = _logged(desk, station, shoes, number + 4, until, description=words)
        if number:
            vacancy_steps.submit(vacancy_id=made.pk, actor=desk, reason="单位坚持此项要求")
        if number == 1:
            vacancy_steps.decide(vacancy_id=made.pk, actor=window, grant=False, reason="不得限定性别和身高，请单位修改")


def _files(offices: Offices) -> None:
    """Market and policy posts that two departments reported."""
    station = next(each for each in offices.stations if offices.desks[each.pk] == offices.accounts["station1"])
    units = list(Enterprise.objects.filter(region_code__startswith=BANNER, closed_on=None, listings=None).order_by("pk")[:4])
    for post, (department, titles) in POSTS.items():
        rows = [_row(title, unit, number) for number, title in enumerate(titles) for unit in units[number : number + 2]]
        rows.append(_row(("门卫（男，50岁以下）", "4070501"), units[0], 9))
        book = io.BytesIO()
        sheets.write_workbook(book, title="岗位", headers=TITLES, rows=rows)
        vacancy_files.take_in_file(
            actor=offices.accounts["accept1"], station=station, department=department, post=post,
            file_name=f"{department}岗位-{clock.today():%Y%m}.xlsx", source=book,
        )  # fmt: skip


def _row(post: tuple[str, str], unit: Enterprise, number: int) -> list[Any]:
    title, occupation = post
    cells = {
        "岗位名称": title, "统一社会信用代码": unit.credit_code, "单位名称": unit.name, "职业代码": occupation,
        "招聘人数": 2 + number, "薪酬下限": 2800 + 200 * number, "薪酬上限": 3600 + 200 * number, "工作地点代码": BANNER,
        "岗位要求": "服从安排，按时到岗",
    }  # fmt: skip
    return [cells.get(name, "") for name in TITLES]
