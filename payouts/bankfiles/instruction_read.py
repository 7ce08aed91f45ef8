"""Instruction files as the bank reads them: for the demo bank and the tests."""

import io
from datetime import date
from decimal import Decimal

from payouts.bankfiles.answer_text import compact_day
from payouts.bankfiles.instruction import PAIN001
from payouts.bankfiles.layout import FileRefused, Payment, fen, plain
from payouts.bankfiles.xml_stream import Pieces


class Instruction:
    """A whole instruction: number, fund (text only), pay day, total and payments; totals were checked."""

    def __init__(self, number: str, fund: str, pay_on: date, total: Decimal, payments: list[Payment]) -> None:
        self.number = number
        self.fund = fund
        self.pay_on = pay_on
        self.total = total
        self.payments = payments


def read_instruction(content: bytes) -> Instruction:
    """Read either format, told apart by content; raises FileRefused where it does not add up."""
    if content.startswith(b"#"):
        return _read_text(content)
    if PAIN001.encode() in content[:1000]:
        return _read_pain001(content)
    raise FileRefused("unknown_format", "line 1")


def _read_text(content: bytes) -> Instruction:
    try:
        lines = content.decode("gb18030").split("\r\n")
    except UnicodeDecodeError:
        raise FileRefused("encoding", "line 1") from None
    if lines.pop():
        raise FileRefused("truncated", f"line {len(lines) + 1}")
    top = lines[0][1:].split("|")
    if len(top) != 5:
        raise FileRefused("head", "line 1")
    number, fund, day, count, total = top
    payments = []
    for place, line in enumerate(lines[1:], 2):
        fields = line.split("|")
        if len(fields) != 7:
            raise FileRefused("fields", f"line {place}")
        payments.append(Payment(int(fields[0]), *fields[1:]))
    return _checked(number, fund, compact_day(day), int(count), total, payments)


def _read_pain001(content: bytes) -> Instruction:
    wanted = frozenset(["GrpHdr", "PmtInf", "CdtTrfTxInf"])
    head: dict[str, str] = {}
    payments: list[Payment] = []
    number, day = "", ""
    for piece in Pieces(io.BytesIO(content), wanted):
        if piece.name == "GrpHdr":
            head = dict(piece)
        elif piece.name == "PmtInf":
            number, day = piece["PmtInfId"], piece["ReqdExctnDt/Dt"]
        else:
            payments.append(
                Payment(
                    int(piece["PmtId/EndToEndId"].rpartition("-")[2]),
                    piece["PmtId/EndToEndId"],
                    piece["CdtrAcct/Id/Othr/Id"],
                    piece["Cdtr/Nm"],
                    piece["Amt/InstdAmt"],
                    piece.get("CdtrAgt/FinInstnId/ClrSysMmbId/MmbId", ""),
                    piece.get("RmtInf/Ustrd", ""),
                )
            )
    return _checked(number, "", date.fromisoformat(day), int(head["NbOfTxs"]), head["CtrlSum"], payments)


def _checked(number: str, fund: str, day: date, count: int, total: str, payments: list[Payment]) -> Instruction:
    if len(payments) != count:
        raise FileRefused("count_differs", number, says=count, is_=len(payments))
    found = sum(fen(payment.amount) for payment in payments)
    if found != fen(total):
        raise FileRefused("total_differs", number, says=total, is_=plain(found))
    return Instruction(number, fund, day, Decimal(total), payments)
