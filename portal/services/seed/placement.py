"""Wishes of residents, what fits them, sign-ups that wait, and referrals in every state with their follow-ups."""

from datetime import date, timedelta
from decimal import Decimal
from random import Random
from typing import Any

from cases.models import Resident
from core import clock
from core.policies import Refused
from jobs.models import Referral, Vacancy
from jobs.queries import matching as found
from jobs.services import matching, referrals, signups, wishes
from jobs.states.referrals import FellOut, FoundAt, NotHired
from portal.services.seed.offices import Offices

HOME = "1505"
A_STATION = 6
HOURS: tuple[tuple[str, ...], ...] = ((), ("full", "shifts"), ("school", "part", "home"), ("full",), ("home", "flexible"))
SIGN_UPS = (
    ("娜仁花", "13904750011", "想找离家近的活，能接孩子放学", ""),
    ("王桂兰", "13904750012", "缝纫、做鞋都会", "605"),
    ("张铁柱", "13904750013", "", "629"),
)
#: Days ago that the person was referred, and what came of it.
COURSES = (
    (50, "fell_out"), (45, "hired"), (33, "hired"), (20, "refused"), (15, "missed"), (9, "hired"), (6, "interview"),
    (2, "referred"), (1, "referred"),
)  # fmt: skip


def place(there: Offices) -> int:
    """Everything stands, where there are vacancies on show; returns how many referrals there are."""
    offers = list(Vacancy.objects.on_show(clock.today()).filter(region_code__startswith=HOME).order_by("pk"))
    if not offers:
        return 0
    random = Random(1505)
    told = [wish for desk in there.stations if desk.region_code.startswith(HOME) for wish in _wishes(there, desk, offers, random)]
    matching.match_all()
    _refer(there, [wish for wish in told if found.for_wish(wish)])
    matching.match_all()
    desk = there.stations[0]
    for name, mobile, text, group in SIGN_UPS:
        signups.receive(
            station_code=desk.code, name=name, mobile=mobile, text=text, group=group, consent=True, address="203.0.113.7"
        )
    return Referral.objects.count()


def _wishes(there: Offices, desk: Any, offers: list[Vacancy], random: Random) -> list[Any]:
    """People of working age without a claim and a job say what they look for."""
    people = Resident.objects.filter(
        station=desk, deceased_on=None, claims=None, hires=None, born_on__range=(date(1966, 1, 1), date(2006, 1, 1))
    ).order_by("pk")
    made = []
    for number, person in enumerate(people[:A_STATION]):
        codes = [offer.occupation_id for offer in random.sample(offers, min(2, len(offers)))]
        codes[-1] = codes[-1][:3]
        with clock.at(clock.now() - timedelta(days=60)):
            wish = wishes.save(
                resident_id=person.pk,
                actor=there.desks[desk.pk],
                occupations=codes,
                least_pay=random.choice((None, Decimal("2500.00"), Decimal("3000.00"), Decimal("3500.00"))),
                hours=HOURS[number % len(HOURS)],
                max_km=random.choice((5, 10, 20, 30)),
                piece_work=random.random() < 0.5,
                training=random.random() < 0.5,
            )
        made.append(wish)
    return made


def _refer(there: Offices, looking: list[Any]) -> None:
    """One course a person, as long as there are people whom something fits."""
    now = clock.now()
    for wish, (days, course) in zip(looking, COURSES, strict=False):
        desk, vacancy = there.desks[wish.station_id], found.for_wish(wish)[0].vacancy
        with clock.at(now - timedelta(days=days)):
            try:
                referral = referrals.refer(resident_id=wish.resident_id, vacancy_id=vacancy.pk, actor=desk)
            except Refused:  # somebody before has got the last place
                continue
        if course != "referred":
            with clock.at(now - timedelta(days=days - 1)):
                referrals.invite(referral_id=referral.pk, actor=desk, interview_on=clock.today() + timedelta(days=2))
        if course in ("hired", "fell_out", "refused", "missed"):
            with clock.at(now - timedelta(days=days - 3)):
                _end(referral, course, desk)
        _follow_up(referral, desk, course)


def _end(referral: Referral, course: str, desk: Any) -> None:
    if course == "refused":
        referrals.refuse(referral_id=referral.pk, actor=desk, reason=NotHired.FAMILY, note="老人住院，暂时离不开")
    elif course == "missed":
        referrals.miss(referral_id=referral.pk, actor=desk)
    else:
        referrals.hire(referral_id=referral.pk, actor=desk, hired_on=clock.today(), contract="fixed")


def _follow_up(referral: Referral, desk: Any, course: str) -> None:
    """The first follow-up was made where its day is long past; whoever fell out left after three weeks."""
    first = referral.follow_ups.first()
    if first and first.due_on < clock.today() - timedelta(days=14):
        with clock.at(clock.now() - (clock.today() - first.due_on)):
            referrals.follow_up(follow_up_id=first.pk, actor=desk, found=FoundAt.WELL, note="班组长带着学，能跟上")
    if course == "fell_out" and first:
        left_on = first.due_on + timedelta(days=14)
        referrals.fall_out(referral_id=referral.pk, actor=desk, left_on=left_on, left_reason=FellOut.FAMILY)
