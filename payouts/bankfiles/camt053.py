"""The bank's day statement as camt.053.001.08 (BankToCustomerStatement): a debit with our reference confirms a payment,
a credit with our reference brings it back (退票)."""

from collections.abc import Iterator
from datetime import date
from typing import BinaryIO

from payouts.bankfiles.layout import PAID, PENDING, RETURNED, AnswerHead, FileRefused, Said, fen, plain
from payouts.bankfiles.xml_stream import ISO, Piece, Pieces

NAMESPACE = ISO + "camt.053.001.08"
NONE = frozenset(["", "NOTPROVIDED"])
_WANTED = frozenset(["Document", "GrpHdr", "Stmt", "Bal", "TxsSummry", "Ntry", "TxDtls"])


class DayStatement:
    """One statement file being read; iterate it once. The figures of `head` are complete when the iteration ends."""

    def __init__(self, file: BinaryIO) -> None:
        self.head = AnswerHead(kind="camt053")
        self._pieces = Pieces(file, _WANTED)
        self._rows = 0
        self._new_statement()

    def _new_statement(self) -> None:
        self._entries = {"CRDT": [0, 0], "DBIT": [0, 0]}  # booked and not, as TxsSummry counts them
        self._booked = {"CRDT": 0, "DBIT": 0}
        self._balances: dict[str, int] = {}
        self._says: Piece | None = None

    def __iter__(self) -> Iterator[Said]:
        head, statements = self.head, 0
        for piece in self._pieces:
            if piece.name == "TxDtls":
                said = self._detail(piece)
                if said is not None:
                    yield said
            elif piece.name == "Ntry":
                said = self._entry(piece)
                if said is not None:
                    yield said
            elif piece.name == "GrpHdr":
                head.message = piece.get("MsgId", "")
                head.day = _day(piece.get("CreDtTm", ""), piece)
            elif piece.name == "Bal":
                self._balance(piece)
            elif piece.name == "TxsSummry":
                self._says = piece
            elif piece.name == "Stmt":
                statements += 1
                self._finish_statement(piece)
                self._new_statement()
        if head.day is None or not statements:
            raise FileRefused("head", "GrpHdr")

    def _balance(self, piece: Piece) -> None:
        kind = piece.get("Tp/CdOrPrtry/Cd", "")
        amount = _fen(piece.get("Amt", ""), piece)
        self._balances.setdefault(kind, amount if piece.get("CdtDbtInd") != "DBIT" else -amount)

    def _detail(self, piece: Piece) -> Said | None:
        entry = piece.above
        if entry is None or entry.name != "Ntry":
            raise FileRefused("structure", f"line {piece.line}")
        amount = _fen(piece.get("Amt") or entry.get("Amt", ""), piece)
        entry.children += 1
        entry.sum += amount
        return self._said(piece, entry, amount)

    def _entry(self, piece: Piece) -> Said | None:
        side = piece.get("CdtDbtInd", "")
        amount = _fen(piece.get("Amt", ""), piece)
        if side not in self._entries or not piece.get("Sts/Cd"):
            raise FileRefused("structure", f"line {piece.line}")
        if piece.get("Amt@Ccy", "CNY") != "CNY":
            raise FileRefused("currency", f"line {piece.line}")
        self._entries[side][0] += 1
        self._entries[side][1] += amount
        if piece["Sts/Cd"] == "BOOK":
            self._booked[side] += amount
        if piece.children:
            if piece.sum != amount:
                raise FileRefused("total_differs", f"line {piece.line}", says=plain(amount), is_=plain(piece.sum))
            return None
        return self._said(piece, piece, amount)

    def _said(self, piece: Piece, entry: Piece, amount: int) -> Said | None:
        """What one transaction means for us; None for money that came in without a line of ours."""
        key = piece.get("Refs/EndToEndId", "")
        side, state = entry.get("CdtDbtInd", ""), entry.get("Sts/Cd", "")
        day_text = entry.get("BookgDt/Dt") or entry.get("BookgDt/DtTm") or ""
        day = _day(day_text, piece) if day_text else self.head.day
        if state == "INFO":
            return None
        if key in NONE:
            if side == "CRDT":
                self.head.foreign += 1
                return None
            # Money left the account and nobody says for which line: a person must look at it.
            key = f"({entry.get('NtryRef') or entry.get('AcctSvcrRef') or 'NOTPROVIDED'})"
        if day is None:
            raise FileRefused("day", f"line {piece.line}")
        self._rows += 1
        status = PENDING if state != "BOOK" else PAID if side == "DBIT" else RETURNED
        self.head.counts[status] += 1
        self.head.fen[status] += amount
        code = piece.get("RtrInf/Rsn/Cd") or piece.get("RtrInf/Rsn/Prtry") or ""
        reason = piece.get("RtrInf/AddtlInf") or piece.get("AddtlTxInf") or ""
        party = "RltdPties/CdtrAcct/Id/Othr/Id" if side == "DBIT" else "RltdPties/DbtrAcct/Id/Othr/Id"
        account = piece.get(party, "")
        return Said(self._rows, key[:40], account, plain(amount), status, code[:16], reason[:200], day)

    def _finish_statement(self, piece: Piece) -> None:
        where = f"Stmt {piece.get('Id', '')}"
        if not piece.get("Id") or not any(path.startswith("Acct/Id/") for path in piece):
            raise FileRefused("structure", where)
        if {"OPBD", "CLBD"} <= self._balances.keys():
            expected = self._balances["OPBD"] + self._booked["CRDT"] - self._booked["DBIT"]
            if expected != self._balances["CLBD"]:
                raise FileRefused("balance_differs", where, says=_signed(self._balances["CLBD"]), is_=_signed(expected))
        if self._says is None:
            return
        both = [sum(pair) for pair in zip(self._entries["CRDT"], self._entries["DBIT"], strict=True)]
        for name, (count, total) in {
            "TtlNtries": both,
            "TtlCdtNtries": self._entries["CRDT"],
            "TtlDbtNtries": self._entries["DBIT"],
        }.items():
            says_count, says_total = self._says.get(f"{name}/NbOfNtries"), self._says.get(f"{name}/Sum")
            if says_count is not None and says_count != str(count):
                raise FileRefused("count_differs", f"{where} {name}", says=says_count, is_=count)
            if says_total is not None and _fen(says_total, self._says) != total:
                raise FileRefused("total_differs", f"{where} {name}", says=says_total, is_=plain(total))


def _signed(amount: int) -> str:
    return ("-" if amount < 0 else "") + plain(abs(amount))


def _fen(text: str, piece: Piece) -> int:
    try:
        return fen(text)
    except ValueError:
        raise FileRefused("amount", f"line {piece.line}") from None


def _day(text: str, piece: Piece) -> date:
    try:
        return date.fromisoformat(text[:10])
    except ValueError:
        raise FileRefused("day", f"line {piece.line}") from None
