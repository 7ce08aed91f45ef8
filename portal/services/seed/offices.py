"""Stations across the leagues, and one demo account a post. Every account carries the demo mark and the demo password."""

import re
from dataclasses import dataclass
from random import Random

from django.contrib.auth.hashers import make_password

from core import audit
from stations.models import Region, Station, User
from stations.services import bootstrap, posts, stations
from stations.services.machine import machine_user
from stations.states import Role

PASSWORD = "Portal-demo-2026"  # noqa: S105 - printed on every demo page; production refuses the accounts
WHOLE_REGION, LEAGUE, BANNER = "150000", "150500", "150502"
NEXT_LEAGUE, NEXT_BANNER = "150400", "150402"

#: Name of the account, name of the person, post, place; with `n` the neighbour's.
ACCOUNTS = (
    ("accept1", "乌日娜", Role.ACCEPTANCE, BANNER),
    ("check1", "李建国", Role.FIRST_CHECK, BANNER),
    ("check2", "包金柱", Role.SECOND_CHECK, BANNER),
    ("approve1", "王淑珍", Role.APPROVER, BANNER),
    ("finance1", "赵海燕", Role.FINANCE_MAKER, WHOLE_REGION),
    ("finance2", "孟和", Role.FINANCE_CHECKER, WHOLE_REGION),
    ("audit1", "陈立新", Role.AUDITOR, BANNER),
    ("rules1", "斯琴高娃", Role.RULES_PUBLISHER, WHOLE_REGION),
    ("rules2", "张文博", Role.RULES_PUBLISHER, WHOLE_REGION),
    ("admin1", "那顺巴雅尔", Role.SECURITY_ADMIN, BANNER),
    ("accept1n", "刘春梅", Role.ACCEPTANCE, NEXT_BANNER),
    ("check1n", "巴图", Role.FIRST_CHECK, NEXT_BANNER),
    ("check2n", "孙晓东", Role.SECOND_CHECK, NEXT_BANNER),
    ("approve1n", "高玉兰", Role.APPROVER, NEXT_BANNER),
    ("finance1n", "周志强", Role.FINANCE_MAKER, NEXT_LEAGUE),
    ("finance2n", "塔娜", Role.FINANCE_CHECKER, NEXT_LEAGUE),
    ("audit1n", "吴桂芝", Role.AUDITOR, NEXT_BANNER),
    ("rules1n", "苏和", Role.RULES_PUBLISHER, NEXT_LEAGUE),
    ("rules2n", "林静", Role.RULES_PUBLISHER, NEXT_LEAGUE),
    ("admin1n", "青格勒", Role.SECURITY_ADMIN, NEXT_BANNER),
    ("audit0", "郝国庆", Role.AUDITOR, WHOLE_REGION),
    ("guard1", "额尔敦", Role.AUDIT_ADMIN, WHOLE_REGION),
    ("reader1", "潘秀英", Role.READER, WHOLE_REGION),
)
ADMINISTRATOR = ("admin0", "宝音达来")

#: Banner, how many stations, north and east of its seat in degrees.
PLACES = (
    ("150502", 9, "43.652", "122.243"),
    ("150402", 7, "42.258", "118.887"),
    ("150102", 4, "40.857", "111.664"),
    ("150203", 3, "40.657", "109.822"),
    ("150302", 2, "39.656", "106.794"),
    ("150602", 3, "39.818", "110.006"),
    ("150702", 3, "49.212", "119.765"),
    ("150802", 2, "40.743", "107.388"),
    ("150902", 2, "41.022", "113.117"),
    ("152201", 2, "46.083", "122.093"),
    ("152502", 2, "43.934", "116.086"),
    ("152921", 2, "38.834", "105.669"),
)
HOSTS = tuple(Station.Host)
HOURS = ("周一至周五 8:30—12:00，14:30—17:30", "周一至周六 9:00—17:00", "每日 8:30—18:00")
#: Which of DESKS sit at the first station of the demo's banner and of its neighbour.
FIRST_DESK, NEXT_DESK = 1, 10
DESKS = ("白雪莲", "刘洋", "萨仁", "马志勇", "其其格", "郭慧", "呼和", "田玲", "魏强", "图雅", "何平", "乌力吉")


@dataclass(frozen=True)
class Offices:
    """Who and where the demo plays: accounts by name, stations, and the account at the first desk of each."""

    accounts: dict[str, User]
    stations: list[Station]
    desks: dict[int, User]


def directory() -> list[tuple[str, Role, str, str]]:
    """The accounts that the demo is known by: name of the account, post, place (a station's code or a region's), person."""
    desks = [
        ("station1", Role.STATION, f"ST{BANNER}-01", DESKS[FIRST_DESK]),
        ("station1n", Role.STATION, f"ST{NEXT_BANNER}-01", DESKS[NEXT_DESK]),
    ]
    others = [(username, role, place, name) for username, name, role, place in ACCOUNTS]
    return [*desks, *others, (ADMINISTRATOR[0], Role.SECURITY_ADMIN, WHOLE_REGION, ADMINISTRATOR[1])]


def open_offices(random: Random) -> Offices:
    """Stations stand open and everybody has a post from today (as the clock has it) on."""
    secret = make_password(PASSWORD)
    admin = _first_administrator(secret)
    accounts = {admin.username: admin}
    for username, name, role, place in ACCOUNTS:
        user = account(username, name, place, secret)
        posts.assign(actor=admin, user_id=user.pk, role=role, region_code=place)
        accounts[username] = user
    opened, desks = [], {}
    for banner, count, north, east in PLACES:
        for number, community in enumerate(communities(banner, count), 1):
            station = open_one(admin, random, community, number, north, east)
            opened.append(station)
            desk = _desk(station, number, len(opened), secret)
            posts.assign(actor=admin, user_id=desk.pk, role=Role.STATION, station_id=station.pk)
            desks[station.pk] = desk
            accounts[desk.username] = desk
            if number % 3 == 0:
                second = account(f"{desk.username}b", random.choice(DESKS), station.region_id[:6], secret)
                posts.assign(actor=admin, user_id=second.pk, role=Role.STATION, station_id=station.pk)
                accounts[second.username] = second
    return Offices(accounts, opened, desks)


def _first_administrator(secret: str) -> User:
    username, name = ADMINISTRATOR
    admin = bootstrap.appoint_administrator(username=username, name=name, region_code=WHOLE_REGION).user
    admin.is_demo, admin.must_change_password, admin.password = True, False, secret
    admin.save(update_fields=["is_demo", "must_change_password", "password"])
    return admin


def account(username: str, name: str, place: str, secret: str) -> User:
    """Somebody of that name. One digest serves all demo accounts: hashing sixty passwords one by one would take half a minute."""
    user = User(username=username, name=name, region_id=place, is_demo=True, password=secret)
    user.save()
    audit.record(machine_user(), "staff.created", user, region=place, demo=True)
    return user


def communities(banner: str, count: int) -> list[Region]:
    """Spread over the townships of the banner, one a township as long as there are enough."""
    townships = Region.objects.filter(parent_id=banner).order_by("code")
    found: list[Region] = []
    for place in range(3):
        for township in townships:
            rows = list(Region.objects.filter(parent=township).order_by("code")[place : place + 1])
            found += rows
            if len(found) == count:
                return found
    return found


def short_name(community: Region) -> str:
    """The community without the word for its committee."""
    return re.sub("(居民委员会|村民委员会|居委会|村委会|嘎查)$", "", community.name)


def open_one(
    admin: User, random: Random, community: Region, number: int, north: str, east: str, host: Station.Host | None = None
) -> Station:
    """The station of that number in its banner stands open, near the seat of the banner; unless given, hosts take turns."""
    short = short_name(community)
    station = stations.create(
        actor=admin,
        code=f"ST{community.pk[:6]}-{number:02d}",
        region_code=community.pk,
        name=f"{short}就业服务站",
        host=host or HOSTS[(number - 1) % len(HOSTS)],
        address=f"{community.parent}{short}便民服务中心一层" if community.parent else short,
        phone=f"0{random.choice((471, 472, 475, 476, 477))}-{random.randrange(2_000_000, 8_999_999)}",
        latitude=f"{float(north) + random.uniform(-0.04, 0.04):.6f}",
        longitude=f"{float(east) + random.uniform(-0.05, 0.05):.6f}",
        hours=random.choice(HOURS),
    )
    return stations.open_station(actor=admin, station_id=station.pk)


def _desk(station: Station, number: int, place: int, secret: str) -> User:
    banner = station.region_id[:6]
    if number == 1 and banner in (BANNER, NEXT_BANNER):
        username = "station1" if banner == BANNER else "station1n"
    else:
        username = f"st{banner}-{number:02d}"
    return account(username, DESKS[place % len(DESKS)], banner, secret)
