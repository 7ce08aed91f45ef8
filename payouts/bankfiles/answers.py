"""The bank's answer, told apart by content: text, pain.002 or camt.053."""

import io
import re
from collections.abc import Iterator
from itertools import islice
from typing import BinaryIO

from payouts.bankfiles import camt053, pain002
from payouts.bankfiles.answer_text import UTF8_MARK, TextAnswer
from payouts.bankfiles.camt053 import DayStatement
from payouts.bankfiles.layout import FileRefused, SaidColumns
from payouts.bankfiles.pain002 import StatusReport

Answer = TextAnswer | StatusReport | DayStatement

_HEAD_BYTES = 4096
_CHUNK = 2_000
_NAMESPACE = re.compile(rb"""<(?:\w+:)?Document\b[^>]*?\bxmlns(?::\w+)?\s*=\s*["']([^"']{1,200})["']""")


def open_answer(file: BinaryIO) -> Answer:
    """The reader that fits what `file` holds (seekable, at its start); raises FileRefused when none does.

    Iterate the reader to get `Said` lines; it raises FileRefused at any point, also after the last line, so whoever acts
    on the lines must be able to take everything back.
    """
    start = file.read(_HEAD_BYTES)
    file.seek(0)
    content = start.removeprefix(UTF8_MARK).lstrip()
    if content.startswith(b"#"):
        return TextAnswer(file)
    if start.startswith((b"\xff\xfe", b"\xfe\xff")) or not content.startswith(b"<"):
        raise FileRefused("unknown_format", "line 1")
    if b"<!DOCTYPE" in start:
        raise FileRefused("doctype", "line 1")
    found = _NAMESPACE.search(start)
    namespace = found.group(1).decode("ascii", "replace") if found else ""
    if namespace == pain002.NAMESPACE:
        return StatusReport(file)
    if namespace == camt053.NAMESPACE:
        return DayStatement(file)
    raise FileRefused("unknown_format", "line 1", namespace=namespace)


def columns(answer: Answer) -> Iterator[SaidColumns]:
    """The lines of the answer many at once, in order; the same refusals as from iterating it."""
    if isinstance(answer, TextAnswer):
        yield from answer.columns()
        return
    lines = iter(answer)
    while chunk := list(islice(lines, _CHUNK)):
        yield SaidColumns(*zip(*chunk, strict=True))


def open_bytes(content: bytes) -> Answer:
    """The same for a small file in memory."""
    return open_answer(io.BytesIO(content))
