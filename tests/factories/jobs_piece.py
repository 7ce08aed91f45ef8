"""Piece work for tests: an order of shoe laces with its roster, through the services."""

from datetime import date
from decimal import Decimal
from typing import Any

from core import clock
from jobs.models import PieceOrder, PieceSettlement, PieceWorker
from jobs.queries.piece_days import evening
from jobs.services import piece, piece_days, piece_roster, piece_settle
from jobs.services.piece_days import Row
from stations.models import User
from tests.factories.enterprises import make_enterprise
from tests.factories.residents import id_number
from tests.factories.stations import Officers

NAMES = ["苏日娜", "张桂英", "王秀兰", "乌云其其格", "李淑芬", "包玉梅", "刘凤霞", "高娃", "陈桂荣", "萨仁花"]


def make_order(officers: Officers, *, actor: User | None = None, **fields: Any) -> PieceOrder:
    """An order of 长川制靴: laces at half a yuan a pair, from today on."""
    today = clock.today()
    values = {
        "credit_code": make_enterprise(name="通辽市长川制靴有限公司").credit_code,
        "article": "鞋带",
        "measure": "双",
        "rate": Decimal("0.5"),
        "quantity": 3000,
        "starts_on": today,
        "due_on": date(2026, 12, 31),
        "quality": "两头包紧，长短一致",
        **fields,
    }
    return piece.create(actor=actor or officers.station, station_id=officers.desk.pk, **values)


def make_workers(order: PieceOrder, actor: User, count: int, *, unknown: int = 0, **fields: Any) -> list[PieceWorker]:
    """`count` women of the neighbourhood on the roster; the last `unknown` of them brought no card."""
    made = []
    for number in range(count):
        values = {"name": NAMES[number % len(NAMES)], "joined_on": order.starts_on, **fields}
        if number >= count - unknown:
            values |= {"mobile": f"139{order.pk % 1000:03}{number:05}", "born_on": date(1985, 5, 1)}
        else:
            values["id_number"] = id_number(date(1980 + number % 15, 3, 7), "female")
        made.append(piece_roster.add(order_id=order.pk, actor=actor, **values))
    return made


def entered(order: PieceOrder, actor: User, good: dict[PieceWorker, int], on: date | None = None, **fields: Any) -> None:
    """The day's sheet with so many good pairs of each."""
    rows = [Row(worker_id=worker.pk, version=0, good=count, **fields) for worker, count in good.items()]
    piece_days.enter(order_id=order.pk, actor=actor, on=on or clock.today(), rows=rows)


def settled(order: PieceOrder, actor: User, on: date | None = None, payer: str = "cash") -> PieceSettlement:
    """The evening, as a person who looked at it confirms it."""
    on = on or clock.today()
    return piece_settle.settle(order_id=order.pk, actor=actor, on=on, payer=payer, seen=evening(order, on).seen)
