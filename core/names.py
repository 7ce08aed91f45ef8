"""Names of people: the one form in which they are stored, and what they are found and sorted by. Pure.

GB 18030-2022 level 3 is obligatory for government service since 2023-08-01, so every ideograph of every
plane is a letter of a name. Mongolian names carry U+00B7 between their parts and no family name.
"""

import re
import unicodedata
from functools import lru_cache

from pypinyin import Style, lazy_pinyin

DOT = "\u00b7"
SHORTEST, LONGEST = 2, 25

_DOTS = dict.fromkeys(
    map(ord, "\u0387\u16eb\u2022\u2024\u2027\u2218\u2219\u22c5\u25cf\u2981\u2e30\u2e31\u2e33\u30fb\u318d\ua78f\uff65"),
    DOT,
)
# Code points for private use that GB 18030-2000 and -2005 gave to characters which have their own place since.
_PRIVATE = {
    0xE816: "\U00020087", 0xE817: "\U00020089", 0xE818: "\U000200cc", 0xE831: "\U000215d7", 0xE83B: "\U0002298f",
    0xE855: "\U000241fe", 0xE81E: "\u9fb4", 0xE826: "\u9fb5", 0xE82B: "\u9fb6", 0xE82C: "\u9fb7", 0xE832: "\u9fb8",
    0xE843: "\u9fb9", 0xE854: "\u9fba", 0xE864: "\u9fbb",
}  # fmt: skip
_BLANKS = dict.fromkeys(map(ord, "\u115f\u1160\u2800\u3164\uffa0"), " ")
_HAN = (
    "\u3007\u3400-\u4dbf\u4e00-\u9fff"
    "\ufa0e\ufa0f\ufa11\ufa13\ufa14\ufa1f\ufa21\ufa23\ufa24\ufa27-\ufa29"
    "\U00020000-\U0002a6df\U0002a700-\U0002ebe0\U0002ebf0-\U0002ee5d\U00030000-\U0003134a\U00031350-\U000323af"
)
_LATIN = "A-Za-z\u00c0-\u00d6\u00d8-\u00f6\u00f8-\u024f"
_HAN_NAME = re.compile(rf"[{_HAN}]+(?:{DOT}[{_HAN}]+)*")
_LATIN_NAME = re.compile(rf"[{_LATIN}]+(?:[ '\-{DOT}][{_LATIN}]+)*")
_BETWEEN_LATIN = re.compile(rf"(?<=[{_LATIN}'\-]) +(?=[{_LATIN}])")

# Family names that are read otherwise than the character is in other words.
SURNAMES = {
    "曾": "zeng", "单": "shan", "解": "xie", "仇": "qiu", "区": "ou", "查": "zha", "任": "ren", "朴": "piao", "盖": "ge",
    "乐": "yue", "尉": "wei", "覃": "qin", "缪": "miao", "华": "hua", "燕": "yan", "纪": "ji", "冼": "xian", "洗": "xian",
    "那": "na", "哈": "ha", "召": "shao", "种": "chong", "繁": "po", "员": "yun", "贠": "yun", "折": "she", "瞿": "qu",
    "翟": "zhai", "隗": "wei", "秘": "bi", "逄": "pang", "牟": "mou", "莘": "shen", "句": "gou", "祭": "zhai", "谌": "chen",
    "车": "che", "万": "wan", "宓": "mi", "佴": "nai", "盛": "sheng", "应": "ying", "藏": "zang", "臧": "zang", "黑": "he",
}  # fmt: skip
DOUBLE_SURNAMES = {
    "尉迟": "yu chi", "万俟": "mo qi", "澹台": "tan tai", "单于": "chan yu", "长孙": "zhang sun", "呼延": "hu yan",
    "令狐": "ling hu", "宇文": "yu wen", "夏侯": "xia hou", "皇甫": "huang fu", "赫连": "he lian", "鲜于": "xian yu",
}  # fmt: skip


def normal_form(text: str) -> str:
    """The stored form of a name: NFC, half width, one kind of middle dot, blanks only between Latin words.

    It repairs what a keyboard or a spreadsheet did to the name and drops nothing that can be seen.
    """
    text = text.translate(_PRIVATE).translate(_DOTS).translate(_BLANKS)
    halved = (unicodedata.normalize("NFKC", char) if "\uff01" <= char <= "\uff5e" else char for char in text)
    text = unicodedata.normalize("NFC", "".join(halved))
    text = "".join(" " if char.isspace() else char for char in text if not _invisible(char))
    keep = _BETWEEN_LATIN.sub("\0", text.strip())
    return keep.replace(" ", "").replace("\0", " ")


def is_name(name: str) -> bool:
    """Whether `name`, in normal form, can stand on an identity card: 2 to 25 characters, ideographs or Latin letters."""
    if not SHORTEST <= len(name) <= LONGEST:
        return False
    return bool(_HAN_NAME.fullmatch(name) or _LATIN_NAME.fullmatch(name))


def pairs(name: str) -> list[str]:
    """Every two neighbouring characters without dots and blanks: what a search inside a name is answered from."""
    bare = _bare(name)
    return sorted({bare[place : place + 2] for place in range(len(bare) - 1)})


def sounds(name: str) -> list[str]:
    """The syllables of a name in pinyin without tones; a character without a known sound stands for itself."""
    bare = _bare(name)
    for size in (2, 1):
        surname = bare[:size]
        known = (DOUBLE_SURNAMES if size == 2 else SURNAMES).get(surname)
        if known and DOT not in name:
            return [*known.split(" "), *_pinyin(bare[size:])]
    return list(_pinyin(bare))


def initials(name: str) -> str:
    """The first letters of the syllables, `zgf` for 曾国藩."""
    return "".join(syllable[:1] for syllable in sounds(name))


def sort_key(name: str) -> str:
    """What a list of names is ordered by: the syllables, then the characters themselves."""
    return f"{' '.join(sounds(name))} {name}"


def _bare(name: str) -> str:
    return name.replace(DOT, "").replace(" ", "")


def _invisible(char: str) -> bool:
    if "\ufe00" <= char <= "\ufe0f" or "\U000e0100" <= char <= "\U000e01ef":
        return True
    return unicodedata.category(char) in ("Cf", "Cc") and not char.isspace()


@lru_cache(maxsize=65536)
def _pinyin(text: str) -> tuple[str, ...]:
    if not text:
        return ()
    if text.isascii():
        return tuple(text.lower())
    syllables: list[str] = []
    for syllable in lazy_pinyin(text, style=Style.NORMAL):
        syllables += [syllable] if syllable.isascii() and len(syllable) > 1 else syllable
    return tuple(syllables)
