"""Names of units: the one form in which they are stored, and what they are found by. Pure."""

import re
import unicodedata

SHORTEST, LONGEST = 2, 100
_ASIDE = re.compile(r"[\s（）()·\-—,，.。&＆]+")
_BRACKETS = str.maketrans("()", "（）")


def normal_form(text: str) -> str:
    """The name as a business licence writes it: brackets of full width, Latin letters of half width, single blanks."""
    halved = (unicodedata.normalize("NFKC", char) if "\uff01" <= char <= "\uff5e" else char for char in text)
    visible = "".join(char for char in "".join(halved) if unicodedata.category(char) not in ("Cf", "Cc") or char.isspace())
    return " ".join(unicodedata.normalize("NFC", visible).split()).translate(_BRACKETS)


def is_name(name: str) -> bool:
    """Whether `name`, in normal form, can stand on a licence."""
    return SHORTEST <= len(name) <= LONGEST and any(char.isalpha() for char in name)


def bare(name: str) -> str:
    """The name without brackets, blanks and points, letters large: what two spellings of it have in common."""
    return _ASIDE.sub("", name).upper()


def pairs(name: str) -> list[str]:
    """Every two neighbouring characters of the bare name: what a search inside a name is answered from."""
    text = bare(name)
    return sorted({text[place : place + 2] for place in range(len(text) - 1)})
