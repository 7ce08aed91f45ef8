"""The bank's answer as text: `#批次号|入账日期|成功笔数|成功金额|失败笔数|失败金额`, then
`序号|行标识|收款账号|收款户名|金额|状态|原因代码|原因` a line. GB18030, or UTF-8 with a byte order mark; CRLF or LF.

Bytes are decoded before they are split: the second byte of a GB18030 character may be the byte of `|`.
"""

import re
from collections.abc import Iterator
from datetime import date, datetime
from typing import BinaryIO

from payouts.bankfiles.layout import FAILED, PAID, AnswerHead, FileRefused, Said, SaidColumns, fen, plain

BLOCK = 1 << 20
LONGEST_LINE = 4_000
UTF8_MARK = b"\xef\xbb\xbf"
NEWLINE = b"\n"
STATES = ("S", "F", "P")
KEY_LENGTH, CODE_LENGTH, REASON_LENGTH = 40, 16, 200
#: A line as nearly all of them are. What does not fit is looked at one by one.
_LINE = re.compile(
    r"^[^|\r\n]*\|([^|\r\n]{1,40})\|([^|\r\n]*)\|[^|\r\n]*\|([0-9]{1,12}\.[0-9]{2})\|([SFP])\|([^|\r\n]*)\|([^|\r\n]*)\r?\n",
    re.MULTILINE,
)


class TextAnswer:
    """One answer being read; iterate it once. `head` is whole, and held against the lines, when the iteration ends."""

    def __init__(self, file: BinaryIO) -> None:
        self.head = AnswerHead(kind="text")
        self._file = file
        self._says: tuple[int, int, int, int] = (0, 0, 0, 0)
        self._day = date.min
        self._blank = 0  # the number of the first empty line
        self._status = ""  # of the last line
        self._last = 1
        self._ended = True

    def __iter__(self) -> Iterator[Said]:
        for columns in self.columns():
            yield from map(Said, *columns)

    def columns(self) -> Iterator[SaidColumns]:
        """The same lines, a block of the file at once."""
        for start, text in _blocks(self._file):
            if start == 1:
                top, newline, text = text.partition("\n")
                self._read_head(_without_return(top, 1))
                self._ended, start = bool(newline), 2
            if not text:
                continue
            found = _LINE.findall(text)
            if len(found) == text.count("\n") and text.endswith("\n") and "\x00" not in text and not self._blank:
                yield self._plain(found, start)
            elif odd := list(self._odd(text, start)):
                yield SaidColumns(*zip(*odd, strict=True))
        if not self._status:
            raise FileRefused("no_lines", "line 1")
        # A last line without its end may have lost part of a reason; after a plain success nothing can be missing.
        if not self._ended and self._status != PAID:
            raise FileRefused("truncated", f"line {self._last}")
        self._check_totals()

    def _plain(self, found: list[tuple[str, ...]], start: int) -> SaidColumns:
        """Lines that are beyond doubt."""
        head = self.head
        keys, accounts, amounts, statuses, codes, reasons = zip(*found, strict=True)
        for status in STATES:
            same = [line[2] for line in found if line[3] == status]
            head.counts[status] += len(same)
            head.fen[status] += sum(map(int, " ".join(same).replace(".", "").split()))
        self._status, self._ended = statuses[-1], True
        if not all(accounts):
            accounts = tuple(account or " " for account in accounts)
        codes = tuple(code[:CODE_LENGTH] for code in codes)
        reasons = tuple(reason[:REASON_LENGTH] for reason in reasons)
        rows = range(start, start + len(found))
        return SaidColumns(rows, keys, accounts, amounts, statuses, codes, reasons, [self._day] * len(found))

    def _odd(self, text: str, start: int) -> Iterator[Said]:
        """Lines of which at least one is unusual or wrong, one by one, to say what and where."""
        head, day = self.head, self._day
        self._ended = text.endswith("\n")
        for number, line in enumerate(text.removesuffix("\n").split("\n"), start):
            line = _without_return(line, number)
            if not line:
                self._blank = self._blank or number
                continue
            fields = line.split("|")
            if self._blank or len(fields) != 8:
                code = "blank_line" if self._blank else "fields"
                raise FileRefused(code, f"line {self._blank or number}", says=8, is_=len(fields))
            _no, key, account, _name, amount, status, code, reason = fields
            try:
                amount_fen = fen(amount)
            except ValueError:
                raise FileRefused("amount", f"line {number}") from None
            if status not in STATES:
                raise FileRefused("status", f"line {number}")
            if not key or len(key) > KEY_LENGTH:
                raise FileRefused("key", f"line {number}")
            head.counts[status] += 1
            head.fen[status] += amount_fen
            self._status, self._last = status, number
            # An account left empty is not the one we sent; only the XML formats may leave it out.
            yield Said(number, key, account or " ", plain(amount_fen), status, code[:CODE_LENGTH], reason[:REASON_LENGTH], day)

    def _read_head(self, top: str) -> None:
        fields = top.split("|")
        if not top.startswith("#") or len(fields) != 6 or not fields[0][1:].strip():
            raise FileRefused("head", "line 1")
        try:
            self.head.day = self._day = compact_day(fields[1])
            self._says = (_count(fields[2]), fen(fields[3]), _count(fields[4]), fen(fields[5]))
        except ValueError:
            raise FileRefused("head", "line 1") from None
        self.head.batch = fields[0][1:].strip()

    def _check_totals(self) -> None:
        head = self.head
        found = (head.counts[PAID], head.fen[PAID], head.counts[FAILED], head.fen[FAILED])
        names = ("paid_count", "paid_total", "failed_count", "failed_total")
        for position, (name, says, is_) in enumerate(zip(names, self._says, found, strict=True)):
            if says != is_:
                shown = (plain(says), plain(is_)) if position % 2 else (says, is_)
                raise FileRefused(f"{name}_differs", "line 1", says=shown[0], is_=shown[1])


def compact_day(text: str) -> date:
    """The day of 20261120; raises ValueError."""
    if not (len(text) == 8 and text.isascii() and text.isdigit()):
        raise ValueError(text)
    return datetime.strptime(text, "%Y%m%d").date()


def _count(text: str) -> int:
    if not (text.isascii() and text.isdigit() and len(text) <= 9):
        raise ValueError(text)
    return int(text)


def _blocks(file: BinaryIO) -> Iterator[tuple[int, str]]:
    """(number of its first line, text of whole lines); only the last text may lack its line end.

    Raises FileRefused where the bytes are not text.
    """
    first = file.read(BLOCK)
    encoding = "gb18030"
    if first.startswith(UTF8_MARK):
        encoding, first = "utf-8", first[len(UTF8_MARK) :]
    number, rest, block = 1, b"", first
    while block:
        whole, newline, tail = block.rpartition(NEWLINE)
        if newline:
            text = _decoded(rest + whole + newline, encoding, number - 1)
            yield number, text
            number += text.count("\n")
            rest = tail
        else:
            rest += tail
        if len(rest) > LONGEST_LINE:
            raise FileRefused("line_too_long", f"line {number}")
        block = file.read(BLOCK)
    if rest:
        yield number, _decoded(rest, encoding, number - 1)


def _decoded(raw: bytes, encoding: str, before: int) -> str:
    try:
        return raw.decode(encoding)
    except UnicodeDecodeError as error:
        raise FileRefused("encoding", f"line {before + 1 + raw.count(NEWLINE, 0, error.start)}", encoding=encoding) from None


def _without_return(text: str, number: int) -> str:
    text = text.removesuffix("\r")
    if "\r" in text or "\x00" in text:
        raise FileRefused("control", f"line {number}")
    return text
