"""Finding lines by the name that the bank knows them by."""

import re

_KEY = re.compile(r"([!-~]{1,24})-([0-9]{7,10})")


def split_key(key: str) -> tuple[str, int] | None:
    """(batch number, line number) of a 行标识 such as UI1505-20261123-01-0000001; None for anything else."""
    found = _KEY.fullmatch(key)
    return (found[1], int(found[2])) if found else None
