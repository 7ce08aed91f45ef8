"""The lines of an answer in a temporary table, streamed there by COPY while the file is read."""

from collections.abc import Iterable, Iterator

from django.db import connection

from core.crypto import blind_index
from payouts.bankfiles.layout import Said

CHUNK = 2_000
KEY_DIGITS = 7

_CREATE = """
DROP TABLE IF EXISTS payouts_said;
CREATE TEMPORARY TABLE payouts_said (
    row_no integer, key text, number text, line_no integer, account_hash bytea, last4 text, amount numeric(14, 2),
    status text, code text, reason text, on_day date
) ON COMMIT DROP
"""
_ESCAPES = str.maketrans({"\\": "\\\\", "\t": "\\t", "\n": "\\n", "\r": "\\r", "\x00": ""})


def fill(lines: Iterable[Said]) -> bool:
    """`payouts_said` holds every line of the answer until the transaction ends; accounts only as blind index and last four.

    Returns whether the keys stood in rising order, as banks write them: then no line is there twice, and nobody need look.
    """
    order = _Order()
    with connection.cursor() as cursor:
        cursor.execute(_CREATE)
        with cursor.copy("COPY payouts_said FROM STDIN") as copy:
            for text in chunks(order.watch(lines)):
                copy.write(text)
        cursor.execute("ANALYZE payouts_said")
    return order.rising


class _Order:
    """Whether every key that passed was greater than the one before."""

    def __init__(self) -> None:
        self.rising = True

    def watch(self, lines: Iterable[Said]) -> Iterator[Said]:
        """The same lines."""
        before = ""
        for line in lines:
            key = line[1]
            if key <= before:
                self.rising = False
            before = key
            yield line


def chunks(lines: Iterable[Said]) -> Iterator[str]:
    """The lines as COPY reads them, many at once."""
    rows: list[str] = []
    for line in lines:
        rows.append(_row(line))
        if len(rows) == CHUNK:
            yield "".join(rows)
            rows.clear()
    yield "".join(rows)


def _row(line: Said) -> str:
    row, key, account, amount, status, code, reason, day = line
    number, _dash, digits = key.rpartition("-")
    # Keys that cannot be ours keep their text and find no line.
    known = KEY_DIGITS <= len(digits) < 10 and digits.isdecimal() and digits.isascii() and number.isprintable()
    if account:
        # The format is old: banks fill numbers up with blanks.
        account = account.strip()
        last4 = account[-4:]
        about = f"\\\\x{blind_index('account', account).hex()}\t{last4 if last4.isalnum() else last4.translate(_ESCAPES)}"
    else:
        about = "\\N\t"
    if code or reason:
        code, reason = code.translate(_ESCAPES), reason.translate(_ESCAPES)
    if not known or "\\" in key:
        key, number = key.translate(_ESCAPES), ""
    return (
        f"{row}\t{key}\t{number}\t{int(digits) if known else chr(92) + 'N'}\t{about}\t{amount or chr(92) + 'N'}"
        f"\t{status}\t{code}\t{reason}\t{day}\n"
    )
