"""The lines of an answer in a temporary table, streamed there by COPY while the file is read."""

import re
from collections.abc import Iterable, Sequence
from itertools import pairwise, repeat

from django.db import connection

from core.crypto import blind_indexes
from payouts.bankfiles.layout import SaidColumns

KEY_DIGITS = 7
NULL = "\\N"

_CREATE = """
DROP TABLE IF EXISTS payouts_said;
CREATE TEMPORARY TABLE payouts_said (
    row_no integer, key text, number text, line_no integer, account_hash bytea, last4 text, amount numeric(14, 2),
    status text, code text, reason text, on_day date
) ON COMMIT DROP
"""
_ESCAPES = str.maketrans({"\\": "\\\\", "\t": "\\t", "\n": "\\n", "\r": "\\r", "\x00": ""})


def fill(blocks: Iterable[SaidColumns]) -> bool:
    """`payouts_said` holds every line of the answer until the transaction ends; accounts only as blind index and last four.

    Returns whether the keys stood in rising order, as banks write them: then no line is there twice, and nobody need look.
    """
    rising, last = True, ""
    with connection.cursor() as cursor:
        cursor.execute(_CREATE)
        with cursor.copy("COPY payouts_said FROM STDIN") as copy:
            for block in blocks:
                keys = block.keys
                rising = rising and last < keys[0] and all(before < key for before, key in pairwise(keys))
                last = keys[-1]
                copy.write(_rows(block))
    return rising


def _rows(block: SaidColumns) -> str:
    """The block as COPY reads it."""
    keys, numbers, line_nos = _split(block.keys)
    hashes, last4 = _accounts(block.accounts)
    amounts = block.amounts if all(block.amounts) else [amount or NULL for amount in block.amounts]
    columns = (
        map(str, block.rows), keys, numbers, line_nos, hashes, last4, amounts, block.statuses, _safe(block.codes),
        _safe(block.reasons), map(str, block.days),
    )  # fmt: skip
    return "\n".join(map("\t".join, zip(*columns, strict=True))) + "\n"


def _split(keys: Sequence[str]) -> tuple[Iterable[str], Iterable[str], Sequence[str]]:
    """Key, number of the batch and number of the line, as COPY reads them; a key that is ours says no more than the two."""
    number = keys[0].rpartition("-")[0]
    if number.isprintable() and "\\" not in number:
        joined = "\n".join(keys)
        if re.fullmatch(rf"(?:{re.escape(number)}-[0-9]{{{KEY_DIGITS}}}\n)*+", joined + "\n"):
            line_nos = joined.replace(f"{number}-", "").split("\n")
            if len(line_nos) == len(keys):
                return repeat(NULL, len(keys)), repeat(number, len(keys)), line_nos
    odd = [_parts(key) for key in keys]
    return [part[0] for part in odd], [part[1] for part in odd], [part[2] for part in odd]


def _parts(key: str) -> tuple[str, str, str]:
    number, _dash, digits = key.rpartition("-")
    # Keys that cannot be ours keep their text and find no line.
    known = KEY_DIGITS <= len(digits) < 10 and digits.isdecimal() and digits.isascii() and number.isprintable()
    if not known or "\\" in key:
        number = ""
    return key.translate(_ESCAPES), number, digits if known else NULL


def _accounts(accounts: Sequence[str]) -> tuple[list[str], list[str]]:
    """Blind index, or null where the file leaves the account out, and last four."""
    # The format is old: banks fill numbers up with blanks.
    bare = [account.strip() for account in accounts]
    hashes = [f"\\\\x{found}" for found in blind_indexes("account", bare)]
    if not all(accounts):
        hashes = [found if account else NULL for found, account in zip(hashes, accounts, strict=True)]
    last4 = [account[-4:] for account in bare]
    return hashes, last4 if "".join(last4).isalnum() else list(_safe(last4))


def _safe(texts: Sequence[str]) -> Sequence[str]:
    """Texts that COPY takes for what they are."""
    kinds = {text: text.translate(_ESCAPES) for text in {*texts}}
    return texts if all(text == safe for text, safe in kinds.items()) else [kinds[text] for text in texts]
