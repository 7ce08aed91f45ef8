"""What the stations of Tongliao did from January to October 2025, as the newspaper tells it (A55): the numbers alone, pure."""

from dataclasses import dataclass
from datetime import date, timedelta
from random import Random

from jobs.states.events import EventKind

YEAR = 2025
#: Banner, how many stations it has, north and east of its seat in degrees; 123 in all.
PLACES = (
    ("150502", 30, "43.652", "122.243"),
    ("150521", 19, "44.127", "123.311"),
    ("150522", 18, "42.934", "122.357"),
    ("150523", 13, "43.601", "121.319"),
    ("150524", 10, "42.736", "121.810"),
    ("150525", 16, "42.867", "120.658"),
    ("150526", 13, "44.556", "120.911"),
    ("150571", 2, "43.614", "122.272"),
    ("150581", 2, "45.532", "119.663"),
)
STATIONS = sum(count for _banner, count, _north, _east in PLACES)
#: Fairs and courses month by month, and the intents at all fairs together.
FAIRS = (34, 36, 28, 20, 18, 22, 14, 12, 16, 14)
COURSES = (4, 4, 10, 12, 12, 11, 12, 11, 10, 8)
INTENTS = 3_742
#: Each month's fairs belong to one campaign of the ministry's calendar, which is also the batch.
CAMPAIGNS = (
    (1, "“就业援助月”专场招聘会"),
    (2, "“春风行动”专场招聘会"),
    (2, "“春风行动”专场招聘会"),
    (3, "民营企业服务月招聘会"),
    (4, "城市联合招聘高校毕业生专场"),
    (5, "“百日千万”专项招聘会"),
    (5, "“百日千万”专项招聘会"),
    (5, "“百日千万”专项招聘会"),
    (6, "“金秋招聘月”专场招聘会"),
    (6, "“金秋招聘月”专场招聘会"),
)
CAMPUS_MONTHS = (3, 5, 6, 9)
WHERE = ("服务站门前广场", "文化广场", "零工市场大厅", "商场一层中庭", "便民服务大厅")
#: Title, occupation, body, days, lessons, with a certificate.
LESSONS = (
    ("家政服务员班", "4100106", "民生职业培训学校", 10, 60, True),
    ("养老护理员班", "4100105", "民生职业培训学校", 12, 80, True),
    ("手工制鞋班", "6050401", "通辽职业学院", 8, 48, False),
    ("缝纫工班", "6050103", "通辽职业学院", 10, 60, False),
    ("中式烹调班", "4030201", "通辽职业学院", 12, 80, True),
    ("电商营业员班", "4010203", "草原电商培训中心", 5, 30, False),
)
#: Days on which nobody holds a fair: the Spring Festival.
HOLIDAY = (date(2025, 1, 27), date(2025, 2, 5))


@dataclass(frozen=True)
class Fair:
    """One session at the station of that place in the list of all; so many come and want so many posts."""

    station: int
    kind: EventKind
    title: str
    address: str
    on: date
    batch: int
    visitors: int
    intents: int


@dataclass(frozen=True)
class Lessons:
    """One course in the banner of that place in PLACES."""

    banner: int
    title: str
    occupation: str
    provider: str
    from_on: date
    until_on: date
    hours: int
    certified: bool


def fairs(random: Random) -> list[Fair]:
    """All of them in the order of their days; a station's batch of a campaign has two sessions."""
    number, total = 0, sum(FAIRS)
    found = []
    for month, count in enumerate(FAIRS, 1):
        batch, title = CAMPAIGNS[month - 1]
        for _each in range(count):
            campus = month in CAMPUS_MONTHS and number % 5 == 0
            wanted = INTENTS // total + (number < INTENTS % total)
            found.append(
                Fair(
                    station=number // 2 * 7 % STATIONS, kind=EventKind.CAMPUS_FAIR if campus else EventKind.JOB_FAIR, batch=batch,
                    title=f"{title}（进校园）" if campus else title, address=random.choice(WHERE), on=_day(random, month),
                    visitors=random.randrange(11, 19), intents=wanted,
                )
            )  # fmt: skip
            number += 1
    return sorted(found, key=lambda fair: fair.on)


def courses(random: Random, banners: int) -> list[Lessons]:
    """All of them, in turns in the first `banners` of PLACES."""
    found: list[Lessons] = []
    for month, count in enumerate(COURSES, 1):
        for _each in range(count):
            title, occupation, provider, days, hours, certified = LESSONS[len(found) % len(LESSONS)]
            begins = date(YEAR, month, random.randrange(8, 19))
            found.append(
                Lessons(
                    len(found) % banners, title, occupation, provider, begins, begins + timedelta(days=days), hours, certified
                )
            )
    return found


def _day(random: Random, month: int) -> date:
    while True:
        on = date(YEAR, month, random.randrange(2, 29))
        if not HOLIDAY[0] <= on <= HOLIDAY[1]:
            return on
