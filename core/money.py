"""The one tap for money: yuan as Decimal with two places, rounded half-up at the payable line only."""

from decimal import ROUND_HALF_UP, Decimal, InvalidOperation
from typing import Any

from django.db import models
from django.utils.translation import gettext_lazy

FEN = Decimal("0.01")
ZERO = Decimal("0.00")
LARGEST = Decimal("999999999999.99")

#: The funds by their codes.
FUNDS = {
    "UI": gettext_lazy("Unemployment insurance fund"),
    "PI": gettext_lazy("Pension insurance fund"),
    "WI": gettext_lazy("Work injury insurance fund"),
    "ES": gettext_lazy("Employment subsidy fund"),
    "JM": gettext_lazy("Beijing and Inner Mongolia cooperation fund"),
    "IF": gettext_lazy("Inclusive finance development fund"),
    "ST": gettext_lazy("Science and technology fund"),
    "RP": gettext_lazy("Start-up risk pool"),
}

_DIGITS = "零壹贰叁肆伍陆柒捌玖"
_PLACES = ("", "拾", "佰", "仟")
_GROUPS = ("", "万", "亿", "万亿")


def half_up(amount: Decimal) -> Decimal:
    """`amount` rounded half-up (四舍五入) to the fen."""
    return amount.quantize(FEN, rounding=ROUND_HALF_UP)


def yuan(text: str) -> Decimal:
    """Read an amount such as "1234.50"; raises ValueError unless it is plain digits with at most two decimals."""
    whole, dot, part = text.partition(".")
    plain = whole.isascii() and whole.isdigit() and (not dot or (part.isascii() and part.isdigit() and len(part) <= 2))
    if not plain:
        raise ValueError(f"not an amount in yuan: {text!r}")
    try:
        amount = Decimal(text)
    except InvalidOperation as error:
        raise ValueError(f"not an amount in yuan: {text!r}") from error
    if amount > LARGEST:
        raise ValueError(f"amount too large: {text!r}")
    return amount.quantize(FEN)


def capitals(amount: Decimal) -> str:
    """The amount in the capital characters that Chinese vouchers carry (大写), e.g. 壹拾万元整."""
    fen = int((half_up(amount) * 100).to_integral_value())
    if fen < 0:
        return "负" + capitals(-amount)
    integer, jiao, rest = fen // 100, fen // 10 % 10, fen % 10
    words = _integer_words(integer) + "元" if integer else ""
    if not jiao and not rest:
        return (words or "零元") + "整"
    if jiao:
        words += _DIGITS[jiao] + "角"
    elif words:
        words += "零"
    return words + (_DIGITS[rest] + "分" if rest else "整")


def _integer_words(number: int) -> str:
    groups: list[int] = []
    while number:
        number, group = divmod(number, 10_000)
        groups.append(group)
    words = ""
    gap = False
    for place in range(len(groups) - 1, -1, -1):
        group = groups[place]
        if not group:
            gap = bool(words)
            continue
        if words and (gap or group < 1000):
            words += "零"
        words += _group_words(group) + _GROUPS[place]
        gap = False
    return words


def _group_words(group: int) -> str:
    words = ""
    gap = False
    for place in (3, 2, 1, 0):
        digit = group // 10**place % 10
        if not digit:
            gap = bool(words)
            continue
        words += ("零" if gap else "") + _DIGITS[digit] + _PLACES[place]
        gap = False
    return words


class MoneyField(models.DecimalField):
    """An amount in yuan, two decimals, up to 999,999,999,999.99."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs["max_digits"] = 14
        kwargs["decimal_places"] = 2
        super().__init__(*args, **kwargs)

    def deconstruct(self) -> Any:
        """As Django asks, without the two fixed arguments."""
        name, path, args, kwargs = super().deconstruct()
        del kwargs["max_digits"], kwargs["decimal_places"]
        return name, path, args, kwargs
