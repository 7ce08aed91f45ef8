"""Events of every kind, past and coming, with who signed up, came and wanted a post."""

from datetime import datetime, time, timedelta
from random import Random

from cases.models import Resident
from core import clock
from enterprises.models import Enterprise
from jobs.models import Event, Offer, Vacancy
from jobs.services import events, events_arrival, events_stands, events_visitors
from jobs.states.events import EventKind
from portal.services.seed.offices import BANNER, NEXT_BANNER, Offices
from stations.models import Station, User

#: Kind, title, place, days from today, first hour, hours, places, batch of the year, share of the people who come (percent).
HELD = (
    (EventKind.JOB_FAIR, "秋季专场招聘会", "万达广场一层中庭", -46, 9, 3, 80, 1, 70),
    (EventKind.JOB_FAIR, "“就业援助月”招聘会", "万达广场一层中庭", -39, 9, 3, 80, 1, 60),
    (EventKind.CAMPUS_FAIR, "就业服务进校园招聘会", "职业学院体育馆", -32, 14, 3, 60, 2, 50),
    (EventKind.LIVE_STREAM, "直播带岗：制造业专场", "短视频平台“家门口就业”直播间", -25, 19, 2, None, None, 60),
    (EventKind.MOBILE_STALL, "零工市场流动招聘摊位", "农贸市场东门", -18, 8, 3, None, None, 45),
    (EventKind.TALK, "手工制鞋技能培训宣讲", "社区党群服务中心二楼", -12, 15, 2, 40, None, 35),
    (EventKind.FIRST_AID, "“黄金四分钟”急救知识摊位", "文化广场南侧", -9, 18, 2, None, None, 40),
    (EventKind.ARBITRATION, "劳动仲裁员夜间咨询", "社区党群服务中心一楼", -4, 19, 2, 30, None, 30),
)
COMING = (
    (EventKind.JOB_FAIR, "年末用工招聘会", "万达广场一层中庭", 6, 9, 3, 12, 2, 0),
    (EventKind.CAMPUS_FAIR, "高校毕业生专场招聘会", "职业学院体育馆", 13, 14, 3, 200, 3, 0),
    (EventKind.TALK, "电商客服培训宣讲", "社区党群服务中心二楼", 9, 15, 2, 40, None, 0),
)
CALLED_OFF = (EventKind.MOBILE_STALL, "夜市流动招聘摊位", "步行街北口", 3, 18, 3, None, None, 0)
ONLY_PLANNED = (EventKind.LIVE_STREAM, "直播带岗：服务业专场", "短视频平台“家门口就业”直播间", 20, 19, 2, None, None, 0)
#: At most so many visitors of one event; the people of a small demo are fewer.
MOST = 60

Plan = tuple[str, str, str, int, int, int, int | None, int | None, int]


def hold_events(offices: Offices, random: Random) -> int:
    """The first station of the demo's banner has held and announced them, the neighbour two of its own; returns how many."""
    home, away = offices.accounts["station1"], offices.accounts["station1n"]
    for desk, banner, plans in ((home, BANNER, HELD), (away, NEXT_BANNER, HELD[:2])):
        station, people = _station(desk), _people(banner)
        for plan in plans:
            _hold(station, desk, plan, random.sample(people, min(len(people), MOST)), random)
    station, people = _station(home), _people(BANNER)
    for plan in COMING:
        event = _announce(station, home, plan)
        for person in people[: (event.capacity or MOST) // 2 + 8][:MOST]:
            events_visitors.sign_up(event_id=event.pk, name=person.name, mobile=person.mobile, agreed=True)
    cancelled = _announce(station, home, CALLED_OFF)
    events.cancel(event_id=cancelled.pk, actor=home, reason="预报大风降温，夜市当日停业")
    _plan(station, home, ONLY_PLANNED)
    return Event.objects.count()


def _station(desk: User) -> Station:
    station = desk.posts.get().station
    assert station is not None  # noqa: S101 - the desk of a station
    return station


def _people(banner: str) -> list[Resident]:
    """People of the banner with mobiles of their own."""
    people: dict[str, Resident] = {}
    rows = Resident.objects.filter(region_code__startswith=banner, deceased_on=None).exclude(mobile="").order_by("pk")
    for one in rows[: MOST * 2]:
        people.setdefault(one.mobile, one)
    return list(people.values())


def _plan(station: Station, desk: User, plan: Plan) -> Event:
    kind, title, address, days, hour, hours, capacity, batch, _share = plan
    begins = datetime.combine(clock.today() + timedelta(days=days), time(hour), clock.BEIJING)
    with clock.at(min(begins - timedelta(days=7), clock.now())):
        event = events.plan(
            actor=desk, station_id=station.pk, kind=kind, title=title, address=address, region_id=station.region_code[:6],
            begins_at=begins, ends_at=begins + timedelta(hours=hours), capacity=capacity, batch=batch,
            hosts="旗区就业服务中心", topics="现场提供岗位信息、政策咨询和求职登记。",
        )  # fmt: skip
        for unit in _units(station):
            events_stands.add(event_id=event.pk, actor=desk, credit_code=unit.credit_code)
    return event


def _units(station: Station) -> list[Enterprise]:
    """Units of the banner, those with vacancies first."""
    banner = station.region_code[:6]
    offering = Vacancy.objects.filter(region_code__startswith=banner, enterprise__isnull=False).values("enterprise")
    known = Enterprise.objects.filter(region_code__startswith=banner, closed_on=None)
    return [*known.filter(pk__in=offering).order_by("pk")[:5], *known.exclude(pk__in=offering).order_by("pk")[:2]]


def _announce(station: Station, desk: User, plan: Plan) -> Event:
    event = _plan(station, desk, plan)
    with clock.at(min(event.begins_at - timedelta(days=7), clock.now())):
        return events.publish(event_id=event.pk, actor=desk)


def _hold(station: Station, desk: User, plan: Plan, people: list[Resident], random: Random) -> None:
    event, share = _announce(station, desk, plan), plan[-1]
    coming = people[2 : 2 + len(people) * share // 100]  # the first two give up
    with clock.at(event.begins_at - timedelta(days=2)):
        signed = [
            events_visitors.sign_up(event_id=event.pk, name=one.name, mobile=one.mobile, agreed=True)
            for one in people[: len(people) // 2]
        ]
        for visitor in signed[:2]:
            events_visitors.give_up(token=visitor.token)
    offers = list(Offer.objects.filter(stand__event=event).order_by("pk"))
    for number, person in enumerate(coming):
        with clock.at(event.begins_at + timedelta(minutes=number)):
            _come(event, desk if number % 4 == 0 else None, person, offers, random)
    with clock.at(event.ends_at + timedelta(minutes=5)):
        events.end_over()


def _come(event: Event, actor: User | None, person: Resident, offers: list[Offer], random: Random) -> None:
    arrival = events_arrival.walk_in(event_id=event.pk, name=person.name, mobile=person.mobile, agreed=True, actor=actor)
    for offer in random.sample(offers, min(len(offers), random.choice((0, 1, 1, 2)))):
        events_arrival.want(visitor_id=arrival.visitor.pk, offer_id=offer.pk, actor=actor)
