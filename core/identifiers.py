"""Numbers that people and bodies carry: what they say, whether they can be right, and how they are shown masked.

Pure: nothing here reads a clock or a database. Sources: GB 11643-1999 (identity number), GB 32100-2015
(unified social credit code), ISO/IEC 7812-1 (Luhn), ISO/IEC 7064 MOD 11,10 (CNAPS clearing number).
"""

import re
import unicodedata
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from stdnum import luhn
from stdnum.cn import ric, uscc
from stdnum.exceptions import ValidationError

OLDEST_YEARS = 130

_ID18 = re.compile(r"[0-9]{17}[0-9X]", re.ASCII)
_ID15 = re.compile(r"[0-9]{15}", re.ASCII)
_MOBILE = re.compile(r"1[3-9][0-9]{9}", re.ASCII)
_CARD = re.compile(r"[0-9]{16,19}", re.ASCII)
_ACCOUNT = re.compile(r"[0-9]{8,32}", re.ASCII)
_CNAPS = re.compile(r"[0-9]{12}", re.ASCII)
_BLANK_LETTERS = "\u115f\u1160\u2800"
_DASHES = dict.fromkeys(map(ord, "-‐‑‒–—―−﹘﹣－"), None)


class IdFault(StrEnum):
    """What can be wrong with an identity number; at most one is reported, the rest is derived from it."""

    FORMAT = "id_format"
    CHECK_DIGIT = "id_check_digit"
    BIRTH_DATE = "id_birth_date"


class BadIdNumber(ValueError):
    """The text is no identity number; `fault` names why."""

    def __init__(self, fault: IdFault) -> None:
        super().__init__(fault.value)
        self.fault = fault


@dataclass(frozen=True)
class IdNumber:
    """An identity number of 18 characters and what is read off it. `sex` is male or female."""

    text: str
    born_on: date
    sex: str

    @property
    def region_code(self) -> str:
        """The six digits of the county in force where and when the number was given out; may be abolished."""
        return self.text[:6]

    @property
    def last4(self) -> str:
        """The four characters that may be shown."""
        return self.text[-4:]


def clean_number(text: str) -> str:
    """`text` in half width without blanks and invisible characters, letters large."""
    text = unicodedata.normalize("NFKC", text)
    return "".join(char for char in text if not _is_blank(char)).upper()


def _is_blank(char: str) -> bool:
    return char.isspace() or char in _BLANK_LETTERS or unicodedata.category(char) in ("Cf", "Cc", "Mn")


def read_id(text: str, *, on: date) -> IdNumber:
    """The identity number in `text`, as it stands on the day `on`; raises BadIdNumber.

    Takes 18 characters or the 15 digits of cards given out before 1999. The county code is never a reason to refuse:
    abolished counties stay in the numbers of the people born there (GB 11643-1999, 4.1), and residence permits
    of Hong Kong, Macao, Taiwan (81, 82, 83) and foreigners (9) follow the same rule.
    """
    number = clean_number(text)
    if _ID15.fullmatch(number):
        number = widen_id(number)
    elif not _ID18.fullmatch(number):
        raise BadIdNumber(IdFault.FORMAT)
    if ric.calc_check_digit(number) != number[-1]:
        raise BadIdNumber(IdFault.CHECK_DIGIT)
    try:
        born_on = date(int(number[6:10]), int(number[10:12]), int(number[12:14]))
    except ValueError:
        raise BadIdNumber(IdFault.BIRTH_DATE) from None
    if born_on > on or on.year - born_on.year > OLDEST_YEARS:
        raise BadIdNumber(IdFault.BIRTH_DATE)
    return IdNumber(text=number, born_on=born_on, sex="male" if int(number[16]) % 2 else "female")


def widen_id(number: str) -> str:
    """The 18 characters of a 15-digit number: the century 19 goes in, the check digit behind."""
    body = number[:6] + "19" + number[6:]
    return body + ric.calc_check_digit(body + "0")


def clean_mobile(text: str) -> str:
    """`text` without blanks, hyphens and the country code 86."""
    number = clean_number(text).translate(_DASHES)
    for prefix in ("+86", "0086", "86"):
        if number.startswith(prefix) and len(number) == len(prefix) + 11:
            return number[len(prefix) :]
    return number


def is_mobile(number: str) -> bool:
    """Whether `number`, already cleaned, is a mobile number of the mainland."""
    return bool(_MOBILE.fullmatch(number))


def clean_account(text: str) -> str:
    """A bank account or card number without blanks and hyphens."""
    return clean_number(text).translate(_DASHES)


def is_card(number: str) -> bool:
    """Whether `number` is a bank card: 16 to 19 digits with the Luhn check digit."""
    return bool(_CARD.fullmatch(number)) and luhn.is_valid(number)


def is_corporate_account(number: str) -> bool:
    """Whether `number` can be a corporate account: these carry no common check digit, only a length."""
    return bool(_ACCOUNT.fullmatch(number))


def is_cnaps(number: str) -> bool:
    """Whether `number` is a 12-digit clearing number with its MOD 11,10 check digit."""
    return bool(_CNAPS.fullmatch(number)) and cnaps_check_digit(number[:11]) == number[11]


def cnaps_check_digit(body: str) -> str:
    """The check digit of the first eleven digits of a clearing number (ISO/IEC 7064, MOD 11,10)."""
    product = 10
    for digit in body:
        product = ((product + int(digit)) % 10 or 10) * 2 % 11
    return str((11 - product) % 10)


def is_uscc(text: str) -> bool:
    """Whether `text` is a unified social credit code with its check character."""
    try:
        return bool(uscc.validate(text) == text)
    except ValidationError:
        return False


def mask_id(number: str) -> str:
    """150102********1237"""
    return f"{number[:6]}{'*' * max(len(number) - 10, 0)}{number[-4:]}" if len(number) > 10 else "*" * len(number)


def mask_account(number: str) -> str:
    """****0122"""
    return f"****{number[-4:]}" if len(number) > 4 else "****"


def mask_name(name: str) -> str:
    """张*三, and 张* where there are only two characters."""
    if len(name) <= 2:
        return f"{name[:1]}*"
    return f"{name[0]}{'*' * (len(name) - 2)}{name[-1]}"


def mask_mobile(number: str) -> str:
    """138****1234"""
    return f"{number[:3]}****{number[-4:]}" if len(number) == 11 else "*" * len(number)
