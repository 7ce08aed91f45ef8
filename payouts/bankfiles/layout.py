"""What a bank file says, whatever its format. Amounts are text in yuan with two decimals, or whole fen where summed."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal
from typing import NamedTuple

PAID, FAILED, PENDING, RETURNED = "S", "F", "P", "R"


class FileRefused(Exception):
    """The file cannot be used at all: `what` is wrong, `where` in it (a line of the text, a place in the XML).

    `code` names the refusal for the program and `given` fills its sentence; nothing of a person stands in either.
    """

    def __init__(self, code: str, where: str = "", **given: object) -> None:
        self.code = code
        self.where = where
        self.given = given
        self.what = code + "".join(f" {name}={value}" for name, value in given.items())
        super().__init__(f"{where}: {self.what}" if where else self.what)


@dataclass(frozen=True)
class Payer:
    """The account that pays (支出户): holder, number and the CNAPS number of its bank."""

    name: str
    account: str
    cnaps: str


@dataclass(frozen=True)
class InstructionHead:
    """A batch as the bank is told of it. `made_at` is when it was released, so that every copy has the same bytes."""

    number: str
    fund: str
    pay_on: date
    count: int
    total: Decimal
    made_at: datetime
    payer: Payer


class Payment(NamedTuple):
    """One line to pay; `amount` as Postgres prints it, such as 2156.50."""

    line_no: int
    key: str
    account: str
    name: str
    amount: str
    cnaps: str
    purpose: str


#: A Payment without its names: a million tuples are made faster than a million of those.
Row = tuple[int | str, str, str, str, str, str, str]


class Said(NamedTuple):
    """What the bank says of one line; `amount` and `account` are empty where its format leaves them out.

    `row` counts the lines of a text file, or the transactions of an XML file, from 1. `status` is S, F, P or R (returned).
    """

    row: int
    key: str
    account: str
    amount: str
    status: str
    code: str
    reason: str
    day: date


class SaidColumns(NamedTuple):
    """What the bank says of many lines in the order of the file, a column a field of Said: the quick way to a database."""

    rows: Sequence[int]
    keys: Sequence[str]
    accounts: Sequence[str]
    amounts: Sequence[str]
    statuses: Sequence[str]
    codes: Sequence[str]
    reasons: Sequence[str]
    days: Sequence[date]


@dataclass
class AnswerHead:
    """What the answer says of itself. The figures are complete, and checked, once the last line was read."""

    kind: str
    batch: str = ""
    day: date | None = None
    message: str = ""
    group_status: str = ""
    counts: dict[str, int] = field(default_factory=lambda: dict.fromkeys((PAID, FAILED, PENDING, RETURNED), 0))
    fen: dict[str, int] = field(default_factory=lambda: dict.fromkeys((PAID, FAILED, PENDING, RETURNED), 0))
    foreign: int = 0  # entries of a statement that carry no line of ours and left our account alone: money in


def fen(amount: str) -> int:
    """Whole fen of an amount such as 2156.50, 2156.5 or 2156; raises ValueError when it is not plain."""
    whole, dot, part = amount.partition(".")
    if not (whole.isascii() and whole.isdigit() and len(whole) <= 12):
        raise ValueError(amount)
    if dot and not (part.isascii() and part.isdigit() and (len(part) <= 2 or not part[2:].strip("0"))):
        raise ValueError(amount)
    return int(whole) * 100 + int((part + "00")[:2])


def plain(amount_fen: int) -> str:
    """Yuan with two decimals of whole fen."""
    return f"{amount_fen // 100}.{amount_fen % 100:02d}"
