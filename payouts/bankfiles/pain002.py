"""The bank's answer as pain.002.001.10 (CustomerPaymentStatusReport)."""

from collections.abc import Iterator
from datetime import date
from typing import BinaryIO

from payouts.bankfiles.layout import FAILED, PAID, PENDING, AnswerHead, FileRefused, Said, fen, plain
from payouts.bankfiles.xml_stream import ISO, Piece, Pieces

NAMESPACE = ISO + "pain.002.001.10"
#: ExternalPaymentTransactionStatus1Code as far as its meaning is beyond doubt: settled, rejected, under way.
STATUS = {
    "ACSC": PAID, "ACCC": PAID,
    "RJCT": FAILED,
    "PDNG": PENDING, "RCVD": PENDING, "ACTC": PENDING, "ACCP": PENDING, "ACSP": PENDING, "PATC": PENDING,
}  # fmt: skip
GROUP_STATUS = frozenset({*STATUS, "PART", "ACWC", "CANC"})
_WANTED = frozenset(["Document", "GrpHdr", "OrgnlGrpInfAndSts", "OrgnlPmtInfAndSts", "NbOfTxsPerSts", "TxInfAndSts"])


class StatusReport:
    """One report being read; iterate it once. The figures of `head` are complete when the iteration ends."""

    def __init__(self, file: BinaryIO) -> None:
        self.head = AnswerHead(kind="pain002")
        self._pieces = Pieces(file, _WANTED)
        self._detail: dict[str, tuple[int, int | None]] = {}
        self._raw: dict[str, tuple[int, int]] = {}
        self._unpriced: set[str] = set()
        self._rows = 0
        self._original = 0

    def __iter__(self) -> Iterator[Said]:
        head = self.head
        for piece in self._pieces:
            if piece.name == "TxInfAndSts":
                yield self._transaction(piece)
            elif piece.name == "GrpHdr":
                head.message = piece.get("MsgId", "")
                head.day = _day(piece.get("CreDtTm", ""), piece)
            elif piece.name == "OrgnlGrpInfAndSts":
                self._group(piece)
            elif piece.name == "NbOfTxsPerSts":
                self._per_status(piece)
        self._finish()

    def _group(self, piece: Piece) -> None:
        head = self.head
        head.batch = piece.get("OrgnlMsgId", "")
        head.group_status = piece.get("GrpSts", "")
        if not head.batch or not piece.get("OrgnlMsgNmId", "").startswith("pain.001"):
            raise FileRefused("head", f"line {piece.line}")
        if head.group_status and head.group_status not in GROUP_STATUS:
            raise FileRefused("status", f"line {piece.line}")
        if "OrgnlNbOfTxs" in piece:
            self._original = _number(piece["OrgnlNbOfTxs"], piece)

    def _per_status(self, piece: Piece) -> None:
        # The figures of the group and of its payments repeat each other where there is one PmtInf, which is our case.
        status = piece.get("DtldSts", "")
        total = _fen(piece["DtldCtrlSum"], piece) if "DtldCtrlSum" in piece else None
        figures = (_number(piece.get("DtldNbOfTxs", ""), piece), total)
        known = self._detail.setdefault(status, figures)
        if known[0] != figures[0] or (None not in {known[1], total} and known[1] != total):
            raise FileRefused("status_figures_differ", f"line {piece.line}", status=status)

    def _transaction(self, piece: Piece) -> Said:
        head = self.head
        self._rows += 1
        raw = piece.get("TxSts", "")
        status = STATUS.get(raw)
        key = piece.get("OrgnlEndToEndId", "")
        if status is None:
            raise FileRefused("status", f"line {piece.line}")
        if not key or len(key) > 35:
            raise FileRefused("key", f"line {piece.line}")
        text = piece.get("OrgnlTxRef/Amt/InstdAmt") or piece.get("OrgnlTxRef/IntrBkSttlmAmt") or ""
        if text and piece.get("OrgnlTxRef/Amt/InstdAmt@Ccy", "CNY") != "CNY":
            raise FileRefused("currency", f"line {piece.line}")
        amount = _fen(text, piece) if text else 0
        if not text:
            self._unpriced.add(raw)
        count, total = self._raw.get(raw, (0, 0))
        self._raw[raw] = (count + 1, total + amount)
        head.counts[status] += 1
        head.fen[status] += amount
        day = _day(piece["AccptncDtTm"], piece) if "AccptncDtTm" in piece else head.day
        if day is None:
            raise FileRefused("head", f"line {piece.line}")
        code = piece.get("StsRsnInf/Rsn/Cd") or piece.get("StsRsnInf/Rsn/Prtry") or ""
        reason = piece.get("StsRsnInf/AddtlInf", "")
        account = piece.get("OrgnlTxRef/CdtrAcct/Id/Othr/Id", "")
        return Said(self._rows, key, account, plain(amount) if text else "", status, code[:16], reason[:200], day)

    def _finish(self) -> None:
        head = self.head
        if head.day is None or not head.batch:
            raise FileRefused("head", "GrpHdr")
        if self._original and self._rows > self._original:
            raise FileRefused("count_differs", "OrgnlNbOfTxs", says=self._original, is_=self._rows)
        if not self._rows and not head.group_status:
            raise FileRefused("no_lines", "OrgnlPmtInfAndSts")
        if not self._rows:
            return
        for status, (count, total) in self._detail.items():
            is_count, is_total = self._raw.get(status, (0, 0))
            if count != is_count:
                raise FileRefused("count_differs", f"NbOfTxsPerSts {status}", says=count, is_=is_count)
            if total is not None and total != is_total and status not in self._unpriced:
                raise FileRefused("total_differs", f"NbOfTxsPerSts {status}", says=plain(total), is_=plain(is_total))
        for status in self._raw if self._detail else ():
            if status not in self._detail:
                raise FileRefused("count_differs", f"NbOfTxsPerSts {status}", says=0, is_=self._raw[status][0])


def _fen(text: str, piece: Piece) -> int:
    try:
        return fen(text)
    except ValueError:
        raise FileRefused("amount", f"line {piece.line}") from None


def _number(text: str, piece: Piece) -> int:
    if not (text.isascii() and text.isdigit() and len(text) <= 15):
        raise FileRefused("count", f"line {piece.line}")
    return int(text)


def _day(text: str, piece: Piece) -> date:
    try:
        return date.fromisoformat(text[:10])
    except ValueError:
        raise FileRefused("day", f"line {piece.line}") from None
