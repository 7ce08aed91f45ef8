"""Which bank a card is of, as far as its first six digits tell. Pure.

Only issuer numbers printed on cards in wide use; a person confirms the guess, so a gap costs a few keystrokes and
a wrong entry would cost a returned payment.
"""

BANKS: dict[str, tuple[str, ...]] = {
    "中国工商银行": ("622200", "622202", "622203", "622208", "621225", "621226"),
    "中国农业银行": ("622845", "622846", "622848", "622849", "623052"),
    "中国银行": ("456351", "601382", "621660", "621661", "621663", "621785", "621786"),
    "中国建设银行": ("436742", "621700", "622280", "622700"),
    "交通银行": ("601428", "622258", "622259", "622260", "622261", "622262"),
    "中国邮政储蓄银行": ("621096", "621098", "621797", "621798", "621799", "622150", "622151", "622188"),
    "招商银行": ("621483", "621485", "621486", "622575", "622576", "622577", "622578", "622588", "622609"),
}

_BANK_OF = {digits: bank for bank, starts in BANKS.items() for digits in starts}

#: Offered for choosing; banks of the region stand here too, whose issuer numbers are not listed above.
NAMES = (*BANKS, "内蒙古银行", "内蒙古农村信用社", "蒙商银行", "鄂尔多斯银行")


def bank_of(card: str) -> str:
    """The bank that issued `card`, "" where its first digits are not known here."""
    return _BANK_OF.get(card[:6], "")
