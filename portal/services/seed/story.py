"""The demo from the first station to the money of last month, in order; all of it or nothing."""

import heapq
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from random import Random

from django.conf import settings
from django.db import connection, transaction
from django.utils.translation import gettext as _

from core import audit, clock
from core.policies import Refused
from notices.services import reminders
from portal.services.seed import (
    arrears,
    budgets,
    claims,
    events,
    jobs,
    lent,
    local_law,
    money,
    offices,
    orders,
    piece,
    placement,
    positions,
    residents,
    rounds,
    shown,
    tongliao,
    training,
    units,
    vacancies,
    visits,
)
from portal.services.seed.people import Inventor
from programmes.services import shipped
from stations.models import Station, User
from stations.services.machine import machine_user

#: The regional rules of the programme that the demo plays are in force from this day on.
EARLIEST = date(2025, 7, 1)
MONTHS_OF_HISTORY = 15
MOST_CLAIMS = 220
#: From so many residents on, the year of Tongliao's stations is told too; smaller demos are for tests.
WHOLE = 1_000
#: The tables that fill up from month to month.
GROWING = (
    "cases_resident", "cases_bankaccount", "cases_claim", "cases_decision", "cases_instalment", "cases_suspension",
    "payouts_batch", "payouts_line", "payouts_result", "payouts_return", "core_auditentry",
)  # fmt: skip

Say = Callable[[str], None]


@dataclass(frozen=True)
class Told:
    """What there is now; `fresh` is False where the demo had been told before and nothing was done."""

    fresh: bool
    stations: int
    residents: int
    claims: int


def tell(*, how_many: int, seed: int, say: Say) -> Told:
    """The demo data stand. Refused in production, and in a database where people work already."""
    if settings.PORTAL_PRODUCTION:
        raise Refused(_("Demo data are impossible in production."))
    if User.objects.filter(is_demo=True).exists():
        return Told(False, Station.objects.count(), 0, 0)
    if User.objects.filter(is_machine=False).exists():
        raise Refused(_("People work in this database already; demo data go into an empty one."))
    with transaction.atomic():
        return _tell(how_many, Random(seed), say)


def _tell(how_many: int, random: Random, say: Say) -> Told:
    today = clock.today()
    begin = max(EARLIEST, _months_before(today, MONTHS_OF_HISTORY))
    inventor = Inventor(random)
    say(_("Publishing the law and the calendar"))
    shipped.load()
    say(_("Opening stations and giving posts"))
    whole = how_many >= WHOLE and today > tongliao.UNTIL
    with clock.at(tongliao.OPENED if whole else begin):
        there = offices.open_offices(random)
    with clock.at(begin):
        local_law.publish_laws(there)
        positions.place_communities(there)
    say(_("Taking in %(count)s residents") % {"count": how_many})
    with clock.at(begin + timedelta(days=3)):
        logged = residents.send_files(
            offices=there, inventor=inventor, residents=how_many - tongliao.TRAINEES * whole, today=begin
        )
    say(_("Logging units and their insurance"))
    units.log_units(there)
    say(_("Carrying claims to every state"))
    told = _carry(there, inventor, begin, say)
    lent.repay(there)
    budgets.set_budgets(there)
    say(_("Recording jobs"))
    jobs.record_jobs(there)
    say(_("Logging vacancies"))
    vacancies.log_vacancies(there)
    say(_("Looking for work"))
    placement.place(there)
    say(_("Holding events and courses"))
    events.hold_events(there, Random(how_many))
    training.teach(there)
    if whole:
        say(_("Telling the year of Tongliao's stations"))
        logged += tongliao.tell_the_year(there, inventor)
    say(_("Working by the piece"))
    piece.work_by_the_piece(there)
    say(_("Walking rounds of visits"))
    visits.make_rounds(there)
    say(_("Publishing grants"))
    shown.publish_some(there, inventor)
    say(_("Screening units without applications"))
    rounds.tell(there)
    rounds.tell_reduction(there)
    say(_("Reporting wages not paid"))
    arrears.report_some(there, random)
    orders.order_some(there, random)
    say(_("Writing notices"))
    reminders.remind_all()
    audit.record(machine_user(), "demo.seeded", there.accounts["admin0"], residents=logged, claims=told)
    return Told(True, Station.objects.count(), logged, told)


def _carry(there: offices.Offices, inventor: Inventor, begin: date, say: Say) -> int:
    """Claims, last year's round and pay days, each step in its turn by the calendar; returns how many claims."""
    end = clock.now().astimezone(clock.BEIJING).replace(second=0, microsecond=0)
    start = datetime(begin.year, begin.month, begin.day, 9, tzinfo=clock.BEIJING) + timedelta(days=7)
    plans = claims.plan(offices=there, inventor=inventor, count=MOST_CLAIMS, begin=start, end=end)
    lent.grant(there, start, [one.resident.pk for one in plans])
    matters = [claims.Matter(one, there, claims.bureau_of(there, one.resident), inventor, end).tell() for one in plans]
    earlier = rounds.last_year(there, begin, end.date())
    days = [day.tell() for day in money.pay_days(offices=there, inventor=inventor, begin=begin, today=end.date())]
    turns = [(next(way), number, way) for number, way in enumerate([*matters, *earlier, *days])]
    heapq.heapify(turns)
    month = turns[0][0].strftime("%Y-%m") if turns else ""
    while turns:
        moment, number, way = heapq.heappop(turns)
        if moment.strftime("%Y-%m") != month:
            month = moment.strftime("%Y-%m")
            say(month)
            _count_anew()
        again = next(way, None)
        if again is not None:
            heapq.heappush(turns, (again, number, way))
    return len(plans)


def _count_anew() -> None:
    """Postgres knows how full the tables are: nobody else sees this transaction's rows, so its own timetable cannot."""
    with connection.cursor() as cursor:
        cursor.execute(f"ANALYZE {', '.join(GROWING)}")


def _months_before(day: date, months: int) -> date:
    first = day.year * 12 + day.month - 1 - months
    return date(first // 12, first % 12 + 1, 1)
