"""Numbers: what is read off them, what is refused, and what a mask lets through."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core import identifiers
from core.identifiers import BadIdNumber, IdFault, read_id
from core.places import region_of

TODAY = date(2026, 11, 20)
WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)


def check_character(body: str) -> str:
    """The rule as GB 11643 prints it, written apart from the code under test."""
    return "10X98765432"[sum(weight * int(digit) for weight, digit in zip(WEIGHTS, body, strict=True)) % 11]


counties = st.integers(110000, 999999).map(str)
birthdays = st.dates(date(1900, 1, 1), TODAY)
orders = st.integers(0, 999).map(lambda number: f"{number:03}")


@given(counties, birthdays, orders)
def test_any_county_any_birthday_reads_back(county, born_on, order):
    body = f"{county}{born_on:%Y%m%d}{order}"
    number = read_id(body + check_character(body), on=TODAY)
    assert (number.born_on, number.region_code) == (born_on, county)
    assert number.sex == ("male" if int(order) % 2 else "female")


@given(counties, birthdays, orders, st.integers(0, 16), st.integers(1, 9))
def test_one_mistyped_digit_is_always_found(county, born_on, order, place, shift):
    body = f"{county}{born_on:%Y%m%d}{order}"
    number = body + check_character(body)
    wrong = number[:place] + str((int(number[place]) + shift) % 10) + number[place + 1 :]
    with pytest.raises(BadIdNumber):
        read_id(wrong, on=TODAY)


@given(counties, birthdays, orders, st.integers(0, 15))
def test_two_neighbours_swapped_are_always_found(county, born_on, order, place):
    body = f"{county}{born_on:%Y%m%d}{order}"
    number = body + check_character(body)
    swapped = number[:place] + number[place + 1] + number[place] + number[place + 2 :]
    if swapped != number:
        with pytest.raises(BadIdNumber):
            read_id(swapped, on=TODAY)


@given(counties, st.dates(date(1900, 1, 1), date(1999, 12, 31)), orders)
def test_fifteen_digits_become_the_eighteen_of_the_same_person(county, born_on, order):
    number = read_id(f"{county}{born_on:%y%m%d}{order}", on=TODAY)
    assert len(number.text) == 18
    assert number.born_on == born_on
    assert number.text[-1] == check_character(number.text[:17])


@pytest.mark.parametrize(
    "number",
    ["150102199003071237", "152522198512310026", "11010519491231002X"],
)
def test_the_numbers_of_the_register_are_good(number):
    assert read_id(number, on=TODAY).text == number


@pytest.mark.parametrize(
    "text",
    [
        "11010519491231002x",
        " 110105 19491231\u3000002X ",
        "１１０１０５１９４９１２３１００２Ｘ",
        "110105\u200b194912\u00a031002X\ufeff",
    ],
)
def test_what_a_keyboard_did_to_the_number_is_undone(text):
    assert read_id(text, on=TODAY).text == "11010519491231002X"


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        ("", IdFault.FORMAT),
        ("15010219900307123", IdFault.FORMAT),
        ("15010219900307123A", IdFault.FORMAT),
        ("1501021990030712371", IdFault.FORMAT),
        ("٣٥٠١٠٢١٩٩٠٠٣٠٧١٢٣٧", IdFault.FORMAT),
        ("150102199003071238", IdFault.CHECK_DIGIT),
        ("150621199013320926", IdFault.BIRTH_DATE),
        ("150102991332123", IdFault.BIRTH_DATE),
    ],
)
def test_a_fault_is_named_once(text, fault):
    with pytest.raises(BadIdNumber) as bad:
        read_id(text, on=TODAY)
    assert bad.value.fault is fault


def test_nobody_is_born_tomorrow_or_older_than_anybody():
    for born_on in (TODAY + timedelta(days=1), date(TODAY.year - identifiers.OLDEST_YEARS - 1, 12, 31)):
        body = f"150102{born_on:%Y%m%d}123"
        with pytest.raises(BadIdNumber) as bad:
            read_id(body + check_character(body), on=TODAY)
        assert bad.value.fault is IdFault.BIRTH_DATE


@pytest.mark.parametrize("county", ["152101", "152301", "830000", "810000", "999999"])
def test_no_county_is_a_reason_to_refuse(county):
    body = f"{county}19900307123"
    assert read_id(body + check_character(body), on=TODAY).region_code == county


def test_an_abolished_league_is_named_and_led_to_the_present_one():
    origin = region_of("152301198501020477")
    assert (origin.former_name, origin.league_code, origin.province) == ("哲里木盟", "150500", "内蒙古自治区")
    assert region_of("152522198512310026").league_code == "152500"
    assert region_of("210102198512310026").league_code == ""


def test_cards_carry_luhn_and_sixteen_to_nineteen_digits():
    assert identifiers.is_card("6217001234567890122")
    assert not identifiers.is_card("6217001234567890123")
    assert not identifiers.is_card("4242424242424")
    assert identifiers.is_card(identifiers.clean_account("6217 0012-3456 7890 122"))
    assert identifiers.is_corporate_account("05020101040012345")


def test_clearing_numbers_carry_mod_11_10():
    assert identifiers.cnaps_check_digit("10219100001") == "1"
    for number in ("313651027012", "402873300213"):
        assert identifiers.is_cnaps(number)
        assert not identifiers.is_cnaps(number[:-1] + str((int(number[-1]) + 1) % 10))
    assert not identifiers.is_cnaps("31365102701")


@pytest.mark.parametrize(
    "code",
    ["11150000011512968L", "111505000116401855", "11152100011590245Y", "91350100M000100Y43"],
)
def test_credit_codes_of_public_bodies_are_good(code):
    assert identifiers.is_uscc(code)
    assert not identifiers.is_uscc(code[:-1] + ("A" if code[-1] != "A" else "B"))


@pytest.mark.parametrize(
    "text", ["13812341234", "+86 138-1234-1234", "0086 13812341234", "８６１３８１２３４１２３４", "138\u00a01234\u20111234"]
)
def test_mobiles_lose_hyphens_and_country_code(text):
    assert identifiers.clean_mobile(text) == "13812341234"
    assert identifiers.is_mobile(identifiers.clean_mobile(text))


@pytest.mark.parametrize(
    "text",
    ["12345678901", "1381234123", "138123412345", "+85213812341234", "04751234567"],
)
def test_other_numbers_are_no_mobiles(text):
    assert not identifiers.is_mobile(identifiers.clean_mobile(text))


def test_masks_let_through_what_the_rule_says():
    assert identifiers.mask_name("张小三") == "张*三"
    assert identifiers.mask_name("张三") == "张*"
    assert identifiers.mask_id("150102199003071237") == "150102********1237"
    assert identifiers.mask_account("6217001234567890122") == "****0122"
    assert identifiers.mask_mobile("13812341234") == "138****1234"


@given(st.text(max_size=30))
def test_reading_never_fails_otherwise_than_by_a_fault(text):
    try:
        length = len(read_id(text, on=TODAY).text)
    except BadIdNumber as bad:
        length = 18 if bad.fault in IdFault else 0
    assert length == 18
