"""The bank's answer as text: `#批次号|入账日期|成功笔数|成功金额|失败笔数|失败金额`, then
`序号|行标识|收款账号|收款户名|金额|状态|原因代码|原因` a line. GB18030, or UTF-8 with a byte order mark; CRLF or LF.

Bytes are decoded before they are split: the second byte of a GB18030 character may be the byte of `|`.
"""

from collections.abc import Iterator
from datetime import date, datetime
from typing import BinaryIO

from payouts.bankfiles.layout import FAILED, PAID, AnswerHead, FileRefused, Said, fen, plain

BLOCK = 1 << 20
LONGEST_LINE = 4_000
UTF8_MARK = b"\xef\xbb\xbf"
NEWLINE = b"\n"
STATES = frozenset("SFP")
KEY_LENGTH, CODE_LENGTH, REASON_LENGTH = 40, 16, 200


class TextAnswer:
    """One answer being read; iterate it once. `head` is whole, and held against the lines, when the iteration ends."""

    def __init__(self, file: BinaryIO) -> None:
        self.head = AnswerHead(kind="text")
        self._file = file
        self._says: tuple[int, int, int, int] = (0, 0, 0, 0)

    def __iter__(self) -> Iterator[Said]:
        lines = _lines(self._file)
        number, top, ended = next(lines, (1, "", False))
        self._read_head(top)
        assert self.head.day is not None  # noqa: S101 - set by _read_head
        day, counts, sums = self.head.day, self.head.counts, self.head.fen
        blank = 0
        status = ""
        for number, text, ended in lines:  # noqa: B007 - the last one counts below
            if not text:
                blank = blank or number
                continue
            fields = text.split("|")
            if blank or len(fields) != 8:
                raise FileRefused("blank_line" if blank else "fields", f"line {blank or number}", says=8, is_=len(fields))
            _no, key, account, _name, amount, status, code, reason = fields
            try:
                amount_fen = fen(amount)
            except ValueError:
                raise FileRefused("amount", f"line {number}") from None
            if status not in STATES:
                raise FileRefused("status", f"line {number}")
            if not key or len(key) > KEY_LENGTH:
                raise FileRefused("key", f"line {number}")
            counts[status] += 1
            sums[status] += amount_fen
            yield Said(number, key, account, plain(amount_fen), status, code[:CODE_LENGTH], reason[:REASON_LENGTH], day)
        # A last line without its end may have lost part of a reason; after a plain success nothing can be missing.
        if not ended and status != PAID:
            raise FileRefused("truncated", f"line {number}")
        if not status:
            raise FileRefused("no_lines", "line 1")
        self._check_totals()

    def _read_head(self, top: str) -> None:
        fields = top.split("|")
        if not top.startswith("#") or len(fields) != 6 or not fields[0][1:].strip():
            raise FileRefused("head", "line 1")
        try:
            self.head.day = compact_day(fields[1])
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


def _lines(file: BinaryIO) -> Iterator[tuple[int, str, bool]]:
    """(line number, text without its end, whether it had one); raises FileRefused where the bytes are not text."""
    first = file.read(BLOCK)
    encoding = "gb18030"
    if first.startswith(UTF8_MARK):
        encoding, first = "utf-8", first[len(UTF8_MARK) :]
    number = 0
    rest = b""
    block = first
    while block:
        whole, newline, tail = block.rpartition(b"\n")
        if newline:
            for text in _decoded(rest + whole, encoding, number).split("\n"):
                number += 1
                yield number, _without_return(text, number), True
            rest = tail
        else:
            rest += tail
        if len(rest) > LONGEST_LINE:
            raise FileRefused("line_too_long", f"line {number + 1}")
        block = file.read(BLOCK)
    if rest:
        yield number + 1, _without_return(_decoded(rest, encoding, number), number + 1), False


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
