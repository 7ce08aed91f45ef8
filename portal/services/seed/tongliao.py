"""Tongliao in the year of the article (A55): 123 stations, more than 200 fairs, 90 trainings and 3,700 intents by October 2025.

Stations, vacancies, fairs and courses go through the services. The thousands who came to the fairs, and what they wanted, are
written as sets beside them: the same rows and audit entries as `events_arrival` makes one by one, under the same constraints
and triggers of the database, in a hundredth of the time.
"""

from datetime import date, datetime, time, timedelta
from random import Random

from cases.models import Resident
from core import audit, clock
from core.crypto import blind_index
from enterprises.models import Enterprise
from jobs.models import Event, Intent, Offer, Visitor
from jobs.services import courses, courses_steps, events, events_stands, events_visitors, vacancies, vacancy_steps
from jobs.states.courses import Result
from jobs.states.events import Came, VisitorState
from portal.services.seed import offices, residents, tongliao_plan
from portal.services.seed.offices import BANNER, LEAGUE, Offices
from portal.services.seed.people import Inventor
from portal.services.seed.tongliao_plan import PLACES, Fair, Lessons
from portal.services.seed.training import BASIS
from portal.services.seed.vacancies import WORK
from stations.models import Region, Station, User
from stations.services import posts
from stations.services.machine import machine_user
from stations.states import Role

#: Everybody has a post from this day on; the article's year ends on the other.
OPENED, UNTIL = date(2024, 12, 2), date(2025, 10, 31)
#: The station of a village is in the party-masses centre; in a town every kind of host has its share.
HOSTS = (
    Station.Host.PARTY_CENTRE, Station.Host.GIG_MARKET, Station.Host.PARTY_CENTRE, Station.Host.MALL, Station.Host.UNION,
    Station.Host.PARTY_CENTRE, Station.Host.PARK, Station.Host.PARTY_CENTRE, Station.Host.CAMPUS,
)  # fmt: skip
#: In so many banners courses are held, each for the people of two stations' files.
BANNERS, FILES, A_FILE, A_COURSE = 7, 2, 17, 6
TRAINEES = BANNERS * FILES * A_FILE
UNITS, VACANCIES, STANDS = 5, 5, 2
#: So many people go to fairs, some of them to several.
VISITORS = 2_400


def tell_the_year(there: Offices, inventor: Inventor) -> int:
    """The figures page tells the article's year; returns how many residents were logged for the courses.

    The stations without desks of their own are run by one more account, the league's, not by accounts each.
    """
    random = Random(tongliao_plan.YEAR)
    with clock.at(OPENED):
        officer = _officer(there)
        opened = _stations(there, random)
    with clock.at(datetime(2025, 1, 2, 9, tzinfo=clock.BEIJING)):
        units = _vacancies(officer, opened)
        logged, people = _people(officer, opened, inventor)
    held = [(_hold(fair, opened, officer, units, number), fair) for number, fair in enumerate(tongliao_plan.fairs(random))]
    _come(held, inventor, random)
    for number, lessons in enumerate(tongliao_plan.courses(random, BANNERS)):
        _teach(lessons, opened, officer, people[PLACES[lessons.banner][0]], number)
    return logged


def _officer(there: Offices) -> User:
    user = offices.account(f"accept{LEAGUE[:4]}", "王海霞", LEAGUE, there.accounts["accept1"].password)
    posts.assign(actor=there.accounts["admin0"], user_id=user.pk, role=Role.ACCEPTANCE, region_code=LEAGUE)
    return user


def _stations(there: Offices, random: Random) -> list[Station]:
    """Those of the demo and as many new ones as are missing, banner by banner."""
    admin = there.accounts["admin0"]
    found = []
    for banner, count, north, east in PLACES:
        known = [station for station in there.stations if station.region_code.startswith(banner)]
        found += known
        for number, community in enumerate(_communities(banner, count, known), len(known) + 1):
            host = HOSTS[number % len(HOSTS)] if community.name.endswith(("社区", "居委会")) else Station.Host.PARTY_CENTRE
            found.append(offices.open_one(admin, random, community, number, north, east, host))
    return found


def _communities(banner: str, count: int, known: list[Station]) -> list[Region]:
    """Where stations are missing: communities of other names than those that have one, no living areas of farms."""
    taken = {offices.short_name(station.region) for station in known}
    found: list[Region] = []
    for community in offices.communities(banner, count * 3):
        short = offices.short_name(community)
        if short not in taken and "生活区" not in short and len(found) < count - len(known):
            taken.add(short)
            found.append(community)
    return found


def _vacancies(officer: User, opened: list[Station]) -> list[Enterprise]:
    """Units of the demo's banner with a few vacancies each, on show all the year; the fairs' stands are theirs."""
    units = list(Enterprise.objects.filter(region_code__startswith=BANNER, closed_on=None, listings=None).order_by("pk")[:UNITS])
    for number, unit in enumerate(unit for unit in units for _post in range(VACANCIES)):
        title, occupation, people, low, high, pay_unit, pay_day, hours, insurance, words = WORK[number % len(WORK)]
        made = vacancies.log(
            actor=officer, station_id=opened[number % len(opened)].pk, title=title, occupation=occupation, headcount=people * 5,
            pay_from=low, pay_to=high, pay_unit=pay_unit, pay_day=pay_day, hours=hours, insurance=insurance, description=words,
            credit_code=unit.credit_code, address=unit.address, contact_name=unit.contact_name,
            contact_phone=f"0475-83{number:04d}1", region_code=BANNER, valid_until=date(2025, 12, 31),
        )  # fmt: skip
        vacancy_steps.publish(vacancy_id=made.pk, actor=officer)
    return units


def _people(officer: User, opened: list[Station], inventor: Inventor) -> tuple[int, dict[str, list[int]]]:
    """Who will be taught is logged by intake files; how many, and their keys by banner."""
    logged = 0
    for banner, *_rest in PLACES[:BANNERS]:
        for station in [each for each in opened if each.region_code.startswith(banner)][-FILES:]:
            logged += residents.send_file(officer, station, inventor, A_FILE, clock.today())
    found: dict[str, list[int]] = {}
    for pk, region in Resident.objects.filter(created_by=officer).order_by("pk").values_list("pk", "region_code"):
        found.setdefault(region[:6], []).append(pk)
    return logged, found


def _hold(fair: Fair, opened: list[Station], officer: User, units: list[Enterprise], number: int) -> Event:
    """The fair was planned and announced a week before, units came to it, and it is over."""
    station = opened[fair.station]
    begins = datetime.combine(fair.on, time(9), clock.BEIJING)
    with clock.at(begins - timedelta(days=7)):
        event = events.plan(
            actor=officer, station_id=station.pk, kind=fair.kind, title=fair.title, address=f"{station.name}{fair.address}",
            region_id=station.region_code[:6], begins_at=begins, ends_at=begins + timedelta(hours=3), batch=fair.batch,
            hosts="通辽市就业服务中心",
        )  # fmt: skip
        for place in range(STANDS):
            unit = units[(number + place * 3) % len(units)]
            events_stands.add(event_id=event.pk, actor=officer, credit_code=unit.credit_code)
        events.publish(event_id=event.pk, actor=officer)
    with clock.at(event.ends_at + timedelta(minutes=5)):
        events.end_over()
    return event


def _come(held: list[tuple[Event, Fair]], inventor: Inventor, random: Random) -> None:
    """Everybody came in by the own telephone, nobody had signed up; each fair has the intents that it is to have."""
    people = [(inventor.name(number % 2 == 0), f"137{55_000_000 + number * 7}") for number in range(VISITORS)]
    visitors = [
        _visitor(event, number, *person)
        for event, fair in held
        for number, person in enumerate(random.sample(people, fair.visitors))
    ]
    came: dict[int, list[Visitor]] = {}
    for visitor in Visitor.objects.bulk_create(visitors, batch_size=1000):
        came.setdefault(visitor.event_id, []).append(visitor)
    offers: dict[int, list[Offer]] = {}
    for offer in Offer.objects.filter(stand__event__in=came).select_related("stand").order_by("pk"):
        offers.setdefault(offer.stand.event_id, []).append(offer)
    intents = []
    for event, fair in held:
        pairs = [(visitor, offer) for visitor in came[event.pk] for offer in offers[event.pk]]
        chosen = random.sample(pairs, fair.intents)
        intents += [Intent(visitor=visitor, offer=offer, recorded_at=visitor.signed_up_at) for visitor, offer in chosen]
        _record(event, came[event.pk], chosen)
    Intent.objects.bulk_create(intents, batch_size=1000)


def _visitor(event: Event, number: int, name: str, mobile: str) -> Visitor:
    at = event.begins_at + timedelta(minutes=7 * number)
    return Visitor(
        event=event, state=VisitorState.DOOR, channel=Came.PHONE, name=name, mobile=mobile,
        mobile_hash=blind_index("mobile", mobile), code=events_visitors.new_code(), consented_at=at, signed_up_at=at,
        arrived_at=at, arrived_how=Came.PHONE,
    )  # fmt: skip


def _record(event: Event, came: list[Visitor], chosen: list[tuple[Visitor, Offer]]) -> None:
    with clock.at(event.ends_at):
        arrived = [(visitor, {"event": event.pk, "how": str(Came.PHONE)}) for visitor in came]
        audit.record_each(machine_user(), "visitor.arrived", arrived, places=[event] * len(arrived))
        wanted = [(visitor, {"event": event.pk, "offer": offer.pk}) for visitor, offer in chosen]
        audit.record_each(machine_user(), "visitor.wanted", wanted, places=[event] * len(wanted))


def _teach(lessons: Lessons, opened: list[Station], officer: User, people: list[int], number: int) -> None:
    """The course was opened at a station of the banner, six people joined, and it has ended; some passed with a certificate."""
    here = [station for station in opened if station.region_code.startswith(PLACES[lessons.banner][0])]
    chosen = [people[(number * A_COURSE + place) % len(people)] for place in range(A_COURSE)]
    with clock.at(lessons.from_on - timedelta(days=3)):
        course = courses.open_course(
            actor=officer, station_id=here[number % len(here)].pk, title=lessons.title, occupation_id=lessons.occupation,
            provider=lessons.provider, hours=lessons.hours, from_on=lessons.from_on, until_on=lessons.until_on, places=20,
            subsidised=number % 3 == 0, subsidy_basis="" if number % 3 else BASIS,
        )  # fmt: skip
        trainees = courses.join(course_id=course.pk, actor=officer, resident_ids=chosen)
    with clock.at(lessons.from_on):
        there = [trainee.pk for trainee in trainees]
        courses_steps.note_presence(course_id=course.pk, actor=officer, on=lessons.from_on, trainee_ids=there)
    with clock.at(lessons.until_on + timedelta(days=1)):
        courses.close(course_id=course.pk, actor=officer)
        for place, trainee in enumerate(trainees[1:] if lessons.certified else []):
            courses_steps.assess(
                trainee_id=trainee.pk, actor=officer, result=Result.PASSED, assessed_on=lessons.until_on,
                certificate_no=f"S2025150500{number:04d}{place:03d}", certificate_level=5, certificate_on=clock.today(),
            )  # fmt: skip
