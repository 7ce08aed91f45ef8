"""Invented units around every station: accounts confirmed by two, insurance years, agents, honours and lists."""

import csv
import io
from datetime import date, timedelta
from decimal import Decimal
from random import Random

from stdnum.cn import uscc

from core import clock
from core.periods import months_between, months_from
from enterprises.models import Enterprise
from enterprises.queries import monitoring as query
from enterprises.services import accounts, agents, insurance_files, listings, monitoring, registry, work, years
from enterprises.states import Industry, ListingKind, UnitType, Work
from portal.services.seed.offices import Offices
from portal.services.seed.people import Inventor
from stations.models import Region, Station, User
from stations.services.machine import machine_user

A_STATION = 2
WORDS = (
    "草原",
    "蒙达",
    "金牧",
    "恒泰",
    "赛罕",
    "兴农",
    "绿野",
    "天骄",
    "博远",
    "鸿雁",
    "青城",
    "宏图",
    "瑞丰",
    "阿拉腾",
    "新塔拉",
    "众诚",
)
TRADES = (
    ("乳业", Industry.MANUFACTURING),
    ("牧业", Industry.AGRICULTURE),
    ("建筑工程", Industry.CONSTRUCTION),
    ("商贸", Industry.WHOLESALE),
    ("超市", Industry.RETAIL),
    ("运输", Industry.TRANSPORT),
    ("酒店管理", Industry.LODGING),
    ("餐饮", Industry.CATERING),
    ("软件", Industry.SOFTWARE),
    ("物业服务", Industry.PROPERTY),
    ("人力资源", Industry.LEASING),
)
BANKS = ("中国工商银行", "中国农业银行", "内蒙古银行", "中国建设银行")
RATE_UNIT, RATE_STAFF, WAGE = Decimal("0.005"), Decimal("0.005"), Decimal(5200)
HEADERS = ("统一社会信用代码", "费款所属期", "险种", "参保人数", "单位缴费", "个人缴费", "到账日期")


def log_units(offices: Offices) -> int:
    """A few units a station, each told to the end; returns how many. Draws from a source of its own."""
    random, today = Random("units"), clock.today()
    made = [
        _unit(offices, station, random, number * A_STATION + place, today)
        for number, station in enumerate(offices.stations)
        for place in range(A_STATION)
    ]
    _months(made, random, today)
    for number, unit in enumerate(made):
        second = _bureau(offices, unit)
        _account(unit, offices, second, random, number)
        _agent(unit, offices, today, number)
        _work(unit, offices, today, number)
        if second:
            _lists(unit, second, today, number)
            _counts(unit, second, random)
            if number % 3 == 0:
                _monitor(unit, offices, second, number)
    return len(made)


def _unit(offices: Offices, station: Station, random: Random, number: int, today: date) -> Enterprise:
    banner = Region.objects.get(pk=station.region_code[:6])
    trade, industry = TRADES[number % len(TRADES)]
    body = f"91{banner.code}MA0{random.randrange(10**6):06d}"
    desk = offices.desks[station.pk]
    unit = registry.log(
        actor=desk,
        credit_code=body + uscc.calc_check_digit(body),
        name=f"{banner.name}{WORDS[number % len(WORDS)]}{trade}有限公司",
        unit_type=UnitType.SOLE_TRADER if number % 13 == 12 else UnitType.ENTERPRISE,
        is_agency=trade == "人力资源",
        industry=industry,
        region_code=banner.code,
        station_id=station.pk,
        address=f"{banner.name}{random.choice(('工业园区', '新华街', '铁南路', '物流园'))}{random.randrange(1, 200)}号",
        contact_name=random.choice(("王丽", "苏和", "张伟", "乌云")),
        contact_mobile=f"139{random.randrange(10**8):08d}",
        founded_on=today - timedelta(days=random.randrange(900, 6000)),
    )
    staff = random.choice((6, 12, 18, 25, 40, 90, 260, 1200))
    return registry.set_figures(
        enterprise_id=unit.pk,
        actor=desk,
        year=today.year - 1,
        staff=staff,
        turnover=Decimal(staff * random.randrange(80_000, 500_000)),
        assets=Decimal(staff * random.randrange(60_000, 400_000)),
    )


def _months(units: list[Enterprise], random: Random, today: date) -> None:
    """The last two years and this one up to last month, in one file; now and then a month is owed."""
    text = io.StringIO()
    writer = csv.writer(text)
    writer.writerow(HEADERS)
    for unit in units:
        staff = max(int(unit.staff or 0), 1)
        for year in (today.year - 2, today.year - 1, today.year):
            for month in range(1, 13 if year < today.year else today.month):
                if month % 6 == 0:
                    staff = max(1, staff + random.randrange(-2, 3))
                unit_part, own = (staff * WAGE * rate for rate in (RATE_UNIT, RATE_STAFF))
                paid = "" if random.random() < 0.004 else f"{year}-{month:02d}-15"
                writer.writerow((unit.credit_code, f"{year}{month:02d}", "210", staff, unit_part, own, paid))
    insurance_files.take_in_file(
        actor=machine_user(),
        region=Region.objects.get(pk="150000"),
        file_name=f"参保缴费-{today:%Y%m}.csv",
        source=io.BytesIO(text.getvalue().encode("gb18030")),
        tell=lambda _what: None,
    )


def _bureau(offices: Offices, unit: Enterprise) -> User | None:
    """Who of the unit's banner can be the second person; the demo has a bureau in two banners only."""
    return offices.accounts.get({"150502": "check1", "150402": "check1n"}.get(unit.region_code[:6], ""))


def _account(unit: Enterprise, offices: Offices, second: User | None, random: Random, number: int) -> None:
    assert unit.station_id  # noqa: S101 - every unit of the demo has a station
    account = accounts.propose(
        enterprise_id=unit.pk,
        actor=offices.desks[unit.station_id],
        number=f"0{random.randrange(10**15, 10**16)}",
        bank_name=f"{BANKS[number % len(BANKS)]}{unit.region.name}支行",
        reason="首次登记",
    )
    if second and number % 7 != 6:
        accounts.decide(account_id=account.pk, actor=second, confirm=True, typed=str(account.number))


def _agent(unit: Enterprise, offices: Offices, today: date, number: int) -> None:
    if number % 3:
        return
    assert unit.station_id  # noqa: S101 - every unit of the demo has a station
    person = Inventor(Random(f"agent{number}")).person(community=unit.station.region_id if unit.station else "", today=today)
    agents.add(
        enterprise_id=unit.pk,
        actor=offices.desks[unit.station_id],
        name=person.name,
        id_number=person.id_number,
        mobile=person.mobile,
        from_on=today.replace(month=1, day=1),
        document=f"授权委托书〔{today.year}〕{number + 1}号",
    )


def _work(unit: Enterprise, offices: Offices, today: date, number: int) -> None:
    """Most units report that they work, one in five that it stands still for the season, one in eleven that it does not work."""
    assert unit.station_id  # noqa: S101 - every unit of the demo has a station
    state = Work.SEASONAL if number % 5 == 4 else Work.STOPPED if number % 11 == 10 else Work.WORKING
    work.report(enterprise_id=unit.pk, actor=offices.desks[unit.station_id], on=today.replace(day=1), state=state)


def _lists(unit: Enterprise, second: User, today: date, number: int) -> None:
    kinds = (
        ListingKind.HIGH_TECH, None, ListingKind.CREDIT_MODEL, ListingKind.SCIENCE_SME, ListingKind.CREDIT_STANDARD,
        ListingKind.SERIOUS_VIOLATION, None, ListingKind.CREDIT_BENCHMARK, ListingKind.KEY_SUPPLY, ListingKind.ZOMBIE,
    )  # fmt: skip
    kind = kinds[number % len(kinds)]
    if kind:
        listings.add(
            enterprise_id=unit.pk,
            actor=second,
            kind=kind,
            from_on=today.replace(month=1, day=1),
            document_no=f"内认〔{today.year}〕{number + 1}号",
            issued_by="内蒙古自治区有关主管部门",
        )


def _monitor(unit: Enterprise, offices: Offices, second: User, number: int) -> None:
    """A sample firm since January of last year, whose allowance is due; some missed a month then, some lost many in the last
    one, some have not reported that yet."""
    assert unit.station_id  # noqa: S101 - every unit of the demo has a station
    random, last = Random(f"monitor{number}"), query.last_month()
    begun = clock.today().replace(year=clock.today().year - 1, month=1, day=1)
    listings.add(
        enterprise_id=unit.pk,
        actor=second,
        kind=ListingKind.SAMPLE_FIRM,
        from_on=begun,
        document_no=f"内人社函〔{begun.year}〕{number + 1}号",
        issued_by="内蒙古自治区人力资源和社会保障厅",
    )
    staff = max(int(unit.staff or 0), 10)
    missed = {last} if number % 9 == 6 else {begun.replace(month=5)} if number % 5 == 0 else set()
    for month in months_from(begun, months_between(begun, last) + 1):
        joined, left = random.randrange(3), random.randrange(3)
        if month == last and number % 9 == 0:
            left = joined + staff // 5
        staff += joined - left
        if month not in missed:
            monitoring.report(
                enterprise_id=unit.pk, actor=offices.desks[unit.station_id], month=month, staff=staff, joined=joined, left=left
            )


def _counts(unit: Enterprise, second: User, random: Random) -> None:
    for year in unit.insurance_years.filter(year__lt=clock.today().year):
        years.declare(
            year_id=year.pk,
            actor=second,
            laid_off=random.choice((0, 0, 0, 1, 2)),
            natural_attrition=random.randrange(3),
            benefit_drawers=random.choice((0, 0, 1)),
            document=f"{year.year}年度用工情况表",
        )
