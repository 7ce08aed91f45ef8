"""Which names can be written into a bank file: sealing and writing ask the same question."""

import re
import unicodedata

LONGEST = 140  # Max140Text of ISO 20022; the text format sets no limit

_PLAIN = re.compile(r"[\u4e00-\u9fa5·A-Za-z ]{1,60}")
_BREAKS = frozenset("\n\r\x0b\x0c\x1c\x1d\x1e\x85\u2028\u2029")


def refusal(name: str) -> str | None:
    """Why `name` cannot stand in a bank file, as one word, or None when it can.

    empty; separator (the text format's `|`); line_break; control (other control characters, which XML forbids);
    unwritable (a lone surrogate, a non-character, or what does not come back from GB18030); too_long.
    """
    if _PLAIN.fullmatch(name) and name.strip():
        return None
    if not name.strip():
        return "empty"
    if "|" in name:
        return "separator"
    if not _BREAKS.isdisjoint(name):
        return "line_break"
    if len(name) > LONGEST:
        return "too_long"
    return _unwritable(name)


def _unwritable(name: str) -> str | None:
    for letter in name:
        kind = unicodedata.category(letter)
        if kind == "Cc":
            return "control"
        if kind == "Cs" or ord(letter) & 0xFFFE == 0xFFFE or 0xFDD0 <= ord(letter) <= 0xFDEF:
            return "unwritable"
    try:
        same = name.encode("gb18030").decode("gb18030") == name
    except UnicodeError:
        same = False
    return None if same else "unwritable"
