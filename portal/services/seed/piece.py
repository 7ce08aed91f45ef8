"""Piece work: the shoe laces of 长川制靴 at a station of Tongliao, a month of days, more than a hundred workers in turns."""

from collections.abc import Iterator
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from random import Random
from typing import Any

from stdnum.cn import uscc

from cases.models import Instalment, Resident
from cases.queries.hires import stopped
from core import clock
from core.periods import add_months, month_end
from enterprises.models import Enterprise
from enterprises.services import registry
from enterprises.states import Industry
from jobs.models import PieceLine, PieceOrder, PiecePay, PieceWorker
from jobs.queries.piece_days import evening
from jobs.services import piece, piece_days, piece_roster, piece_settle
from jobs.services.piece_days import Row
from portal.services.seed.offices import BANNER, Offices
from portal.services.seed.people import Inventor
from stations.models import User

FIRM = "通辽市长川制靴有限公司"
PEOPLE, UNKNOWN, AT_ONCE = 108, 12, 34
#: A demo as small as a test's has a week of a few people.
SMALL, FEW_PEOPLE, FEW_AT_ONCE, FEW_DAYS = 400, 12, 8, 5
#: Somebody quick who came every day: half a yuan a pair makes three thousand yuan of a month.
QUICK = 236
SUNDAY = 6


def work_by_the_piece(offices: Offices) -> PieceOrder:
    """Last month is worked and settled, this month has begun, today's sheet waits."""
    random, desk = Random("laces"), offices.accounts["station1"]
    whole = Resident.objects.count() >= SMALL
    first = add_months(clock.this_month(), -1)
    days = list(_days(first, clock.today()))
    days = days if whole else days[-FEW_DAYS:]
    order = _order(offices, days[0])
    people = list(_people(order, random, PEOPLE if whole else FEW_PEOPLE, days[0]))
    here: dict[int, PieceWorker] = {}
    for number, on in enumerate(days):
        with clock.at(datetime.combine(on, time(18, 30), tzinfo=clock.BEIJING)):
            turn = _turn(len(people), AT_ONCE if whole else FEW_AT_ONCE, number, len(days))
            for place in [place for place in here if place not in turn]:
                piece_roster.leave(worker_id=here.pop(place).pk, actor=desk, left_on=days[number - 1])
            for place in turn:
                if place not in here:
                    here[place] = piece_roster.add(order_id=order.pk, actor=desk, joined_on=on, **people[place])
            _sheet(order, desk, [here[place] for place in turn], on, random, number)
            if on < days[-1]:
                _evening(order, desk, on, number)
    _complaints(order, desk)
    return order


def _order(offices: Offices, first: date) -> PieceOrder:
    desk = offices.accounts["station1"]
    unit = Enterprise.objects.filter(name=FIRM).first()
    if unit is None:
        body = f"91{BANNER}MA0Q5J7C1"
        unit = registry.log(
            actor=desk, credit_code=body + uscc.calc_check_digit(body), name=FIRM, industry=Industry.MANUFACTURING,
            region_code=BANNER, station_id=desk.posts.get().station_id, founded_on=date(2016, 5, 12), contact_name="王丽",
        )  # fmt: skip
    with clock.at(datetime.combine(first, time(9), tzinfo=clock.BEIJING)):
        order = piece.create(
            actor=desk, station_id=desk.posts.get().station_id or 0, credit_code=unit.credit_code, article="鞋带", measure="双",
            rate=Decimal("0.5"), quantity=180_000, starts_on=first, due_on=month_end(add_months(first, 2)),
            quality="两头包紧不开线，长短一致，无污渍、无断线。",
        )  # fmt: skip
        piece.deposit(order_id=order.pk, actor=desk, kind="paid_in", amount=Decimal(20_000), reference="收据0001")
    return order


def _people(order: PieceOrder, random: Random, count: int, first: date) -> Iterator[dict[str, Any]]:
    """Residents of the banner, one who draws a benefit in front; the last ones without a card, one of them seventeen."""
    inventor = Inventor(random)
    drawing = Instalment.objects.filter(scheme__in=stopped(), month=first.replace(day=1), cancelled_on=None)
    here = Resident.objects.filter(region_code__startswith=BANNER, deceased_on=None, born_on__lt=date(2007, 1, 1))
    benefit = list(here.filter(pk__in=drawing.values("resident_id")).order_by("pk")[:1])
    others = here.exclude(pk__in=drawing.values("resident_id")).filter(hires=None).order_by("pk")
    known = [*benefit, *others[: count - UNKNOWN // 3 - len(benefit)]]
    for person in known:
        yield {"name": person.name, "id_number": str(person.id_number)}
    for number in range(count - len(known)):
        one = inventor.person(community=order.station.region_id, today=first)
        born_on = one.born_on if number else first - timedelta(days=17 * 365 + 100)
        yield {"name": one.name, "mobile": f"139{random.randrange(10**8):08d}", "born_on": born_on}


def _days(first: date, today: date) -> Iterator[date]:
    """Every day but Sundays from the first on, today with it."""
    for number in range((today - first).days + 1):
        on = first + timedelta(days=number)
        if on.weekday() != SUNDAY or on == today:
            yield on


def _turn(people: int, at_once: int, number: int, days: int) -> list[int]:
    """Whose turn it is on that day: the first two always, a window that moves on over the others."""
    window = at_once - 2
    begin = 2 + (people - at_once) * number // max(days - 1, 1)
    return [0, 1, *range(begin, begin + window)]


def _sheet(order: PieceOrder, desk: User, at_work: list[PieceWorker], on: date, random: Random, number: int) -> None:
    rows = []
    for place, worker in enumerate(at_work):
        good = QUICK + random.randrange(0, 12) if place == 1 else random.randrange(38, 120)
        rejected = random.choice((0, 0, 0, 0, 2, 5))
        rows.append(
            Row(
                worker_id=worker.pk, version=0, good=good, rejected=rejected or None, reason="断线" if rejected else "",
                advance=Decimal(random.choice((10, 20))) if (place + number) % 11 == 0 else None,
                hours=Decimal(max(good // 23, 1)) / 2 if place % 4 == 0 else None,
            )
        )  # fmt: skip
    piece_days.enter(order_id=order.pk, actor=desk, on=on, rows=rows)


def _evening(order: PieceOrder, desk: User, on: date, number: int) -> None:
    due = evening(order, on)
    order.refresh_from_db()
    enough = order.deposit >= due.paid + due.advances
    payer = "deposit" if enough else ("phone", "cash")[number % 2]
    piece_settle.settle(
        order_id=order.pk, actor=desk, on=on, payer=payer, seen=due.seen, reference=f"ZZ{on:%m%d}" if payer == "phone" else ""
    )


def _complaints(order: PieceOrder, desk: User) -> None:
    """One answered, one that waits with the line corrected on today's sheet already."""
    pays = list(PiecePay.objects.filter(settlement__order=order, rejected__gt=0).order_by("-on", "pk")[:2])
    if len(pays) < 2:
        return
    said = piece_settle.dispute(token=pays[0].token, text="断线是绳子的问题，不是我编的。")
    piece_settle.answer(
        dispute_id=said.pk, actor=desk, outcome="explained", reason="已与本人一起看样，断线处为编织漏针，按质量要求不计。"
    )
    piece_settle.dispute(token=pays[1].token, text="我记得交了两捆，少记了一捆。")
    line = PieceLine.objects.filter(settlement=pays[1].settlement, worker=pays[1].worker, corrects=None).get()
    piece_days.correct(
        line_id=line.pk,
        actor=desk,
        good=line.good + 10,
        rejected=0,
        advance=line.advance,
        hours=line.hours,
        reason="复看漏记一捆",
    )
