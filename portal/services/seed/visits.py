"""Rounds of visits at the demo's stations, what was found on them, devices and targets of the year."""

import uuid
from datetime import date, timedelta
from random import Random

from core import clock
from enterprises.models import Enterprise
from jobs.models import Visit
from jobs.queries import rounds as query
from jobs.services import care, rounds, visits
from jobs.services.visits import Found
from jobs.states.visits import NEEDS_OF_PEOPLE, NEEDS_OF_UNITS
from portal.services.seed.offices import BANNER, NEXT_BANNER, Offices
from stations.models import Device, Station, User
from stations.services import equipment

HOMES = (BANNER, NEXT_BANNER)
#: Months back in which a round was walked, and the visits of one.
MONTHS_BACK, A_ROUND = 5, 4
NOTES = (
    "近期有订单，计划增加人手。",
    "想在离家近的地方做工，能接送孩子。",
    "希望了解社保补贴的办理条件。",
    "生活稳定，暂无困难。",
    "",
)
TARGETS = (("visits_units", 24), ("visits_people", 48), ("claims", 40), ("published", 30))
MISSED_EVERY = 5


def make_rounds(offices: Offices) -> int:
    """Every station of the demo's two banners has walked some rounds and has one to walk; returns how many visits there are."""
    random, admin = Random("visits"), offices.accounts["admin0"]
    today = clock.today()
    with clock.at(today - timedelta(days=25)):  # so that somebody is due within the week
        care.refresh()
    for number, station in enumerate(each for each in offices.stations if each.region_code[:6] in HOMES):
        desk = offices.desks[station.pk]
        for back in range(MONTHS_BACK, 0, -1):
            with clock.at(today - timedelta(days=30 * back - number)):
                _walk(station, desk, random, units=back % 2 == 1)
        for kind, code in (("people", "SCREEN"), ("units", "PRINTER")):
            _plan(station, desk, kind, today + timedelta(days=10 if kind == "people" else 3))
            device = Device.Kind.SCREEN if code == "SCREEN" else Device.Kind.PRINTER
            place = "大厅" if code == "SCREEN" else "柜台"
            equipment.add_device(actor=admin, station_id=station.pk, kind=device, code=f"{station.code}-{code}"[:24], place=place)
        for figure, wanted in TARGETS:
            equipment.set_target(actor=admin, station_id=station.pk, year=today.year, figure=figure, number=wanted)
    care.refresh()
    return Visit.objects.count()


def _plan(station: Station, desk: User, kind: str, due_on: date, name: str = "") -> list[Visit]:
    found = query.candidates(desk, kind, station.pk, months=1, days=10, code="")[:A_ROUND]
    chosen = [each.pk for each in found]
    if not chosen:
        return []
    title = name or ("企业走访" if kind == "units" else "重点群体走访")
    made = rounds.plan(
        token=uuid.uuid4(), actor=desk, station_id=station.pk, kind=kind, name=title, due_on=due_on, visitors=[desk.pk],
        chosen=chosen, months=1, days=10,
    )  # fmt: skip
    return list(made.visits.order_by("pk"))


def _walk(station: Station, desk: User, random: Random, *, units: bool) -> None:
    if units and not Enterprise.objects.filter(station=station).exists():
        return
    for place, visit in enumerate(_plan(station, desk, "units" if units else "people", clock.today() + timedelta(days=7))):
        if place % MISSED_EVERY == MISSED_EVERY - 1:
            found = Found(met=False, visited_on=clock.today())
        else:
            askable = NEEDS_OF_UNITS if units else NEEDS_OF_PEOPLE
            needs = random.sample(askable, random.choice((0, 1, 2)))
            found = Found(met=True, visited_on=clock.today(), needs=needs, note=random.choice(NOTES))
        visits.record(visit_id=visit.pk, actor=desk, found=found)
