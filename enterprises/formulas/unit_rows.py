"""Rows of a file of units: which column is which, and what can be wrong with a row by itself. Pure.

A file of the whole region holds half a million of them. Amounts may be in yuan or, where the header says so, in 万元.
"""

import re
import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from core.identifiers import clean_mobile, clean_number, is_mobile, is_uscc
from enterprises.formulas import unit_names
from enterprises.formulas.insurance_rows import MOST_STAFF, Fault, HeadersMissing

COLUMNS: dict[str, tuple[str, ...]] = {
    "credit_code": ("统一社会信用代码", "信用代码", "AAB998"),
    "name": ("单位名称", "企业名称", "名称", "AAB004"),
    "unit_type": ("单位类型", "AAB019"),
    "industry": ("行业", "所属行业", "AAB022"),
    "region": ("注册地代码", "注册地", "所属旗县", "行政区划代码"),
    "staff": ("从业人员", "从业人数", "职工人数"),
    "turnover": ("营业收入", "营业收入（元）", "年营业收入"),
    "assets": ("资产总额", "资产总额（元）"),
    "year": ("数据年度", "年度"),
    "contact_name": ("联系人", "AAE011"),
    "contact_mobile": ("联系电话", "联系人手机", "手机", "AAE005"),
}
TITLES = tuple(names[0] for names in COLUMNS.values())
NEEDED = ("credit_code", "name", "industry", "region")
KINDS = {
    "": "enterprise", "企业": "enterprise", "社会团体": "social_organisation", "基金会": "foundation",
    "社会服务机构": "social_service_body", "民办非企业单位": "social_service_body", "律师事务所": "law_firm",
    "会计师事务所": "accounting_firm", "个体工商户": "sole_trader", "以单位形式参保的个体工商户": "sole_trader",
}  # fmt: skip
INDUSTRIES = {
    "农、林、牧、渔业": "agriculture", "农林牧渔业": "agriculture", "工业": "manufacturing", "采矿业": "manufacturing",
    "制造业": "manufacturing", "电力、热力、燃气及水生产和供应业": "manufacturing", "建筑业": "construction",
    "批发业": "wholesale",
    "零售业": "retail", "交通运输业": "transport", "仓储业": "warehousing", "邮政业": "post", "住宿业": "lodging",
    "餐饮业": "catering", "信息传输业": "telecom", "软件和信息技术服务业": "software", "房地产开发经营": "real_estate",
    "物业管理": "property", "租赁和商务服务业": "leasing", "其他": "other", "其他未列明行业": "other",
}  # fmt: skip
#: The word of a file for each of these codes, for rows that go back to whoever sent them.
KIND_WORDS = {code: word for word, code in reversed(KINDS.items()) if word}
INDUSTRY_WORDS = {code: word for word, code in reversed(INDUSTRIES.items())}
_AMOUNT = re.compile(r"\d{1,12}(?:\.\d{1,2}0*)?", re.ASCII)
_FIRST_YEAR = 2000
_TEN_THOUSAND = Decimal(10_000)
_LONGEST_CONTACT = 25


@dataclass(frozen=True)
class Unit:
    """One row in order; amounts in yuan, what the file does not say is None or empty."""

    credit_code: str
    name: str
    unit_type: str
    industry: str
    region: str
    staff: int | None
    turnover: Decimal | None
    assets: Decimal | None
    year: int | None
    contact_name: str
    contact_mobile: str


def places(header: Sequence[Any]) -> dict[str, int]:
    """Where each column stands; raises HeadersMissing."""
    words = [_bare(cell) for cell in header]
    found = {}
    for column, names in COLUMNS.items():
        known = {_bare(name) for name in names} | {f"{_bare(name)}万元" for name in names}
        at = next((place for place, word in enumerate(words) if word in known), None)
        if at is not None:
            found[column] = at
    missing = [COLUMNS[column][0] for column in NEEDED if column not in found]
    if missing:
        raise HeadersMissing(missing)
    return found


def in_ten_thousands(header: Sequence[Any], at: Mapping[str, int]) -> frozenset[str]:
    """The columns whose amounts are in 万元."""
    return frozenset(name for name in ("turnover", "assets") if name in at and _bare(header[at[name]]).endswith("万元"))


def _bare(cell: Any) -> str:
    return re.sub(r"[\s()（）/:：]+", "", unicodedata.normalize("NFKC", str(cell or "")).upper())


def read(cells: Mapping[str, str], *, regions: Mapping[str, str], last_year: int, large: frozenset[str]) -> Unit:
    """The unit that a row states. `regions` maps codes and names of places to the code; raises Fault with the first reason."""
    values = {name: look() for name, look in _looks(cells, regions, last_year, large).items()}
    if values["year"] is None and any(values[name] is not None for name in ("staff", "turnover", "assets")):
        values["year"] = last_year
    return Unit(**values)


def faults(cells: Mapping[str, str], *, regions: Mapping[str, str], last_year: int, large: frozenset[str]) -> list[str]:
    """Every reason for which the row is sent back."""
    found = []
    for look in _looks(cells, regions, last_year, large).values():
        try:
            look()
        except Fault as fault:
            found.append(str(fault))
    return list(dict.fromkeys(found))


def _looks(cells: Mapping[str, str], regions: Mapping[str, str], last_year: int, large: frozenset[str]) -> dict[str, Any]:
    return {
        "credit_code": lambda: _code(cells["credit_code"]),
        "name": lambda: _name(cells["name"]),
        "unit_type": lambda: _word(cells["unit_type"], KINDS, "kind_unknown"),
        "industry": lambda: _word(cells["industry"], INDUSTRIES, "industry_unknown"),
        "region": lambda: _word(cells["region"], regions, "region_unknown"),
        "staff": lambda: _staff(cells["staff"]),
        "turnover": lambda: _yuan(cells["turnover"], "turnover" in large),
        "assets": lambda: _yuan(cells["assets"], "assets" in large),
        "year": lambda: _year(cells["year"], last_year),
        "contact_name": lambda: cells["contact_name"][:_LONGEST_CONTACT],
        "contact_mobile": lambda: _mobile(cells["contact_mobile"]),
    }


def _code(text: str) -> str:
    code = clean_number(text)
    if not is_uscc(code):
        raise Fault("code_check")
    return code


def _name(text: str) -> str:
    name = unit_names.normal_form(text)
    if not unit_names.is_name(name):
        raise Fault("name_form")
    return name


def _word(text: str, words: Mapping[str, str], fault: str) -> str:
    if text in words:
        return words[text]
    if text and text in words.values():
        return text
    raise Fault(fault)


def _staff(text: str) -> int | None:
    plain = text.replace(",", "")
    if not plain:
        return None
    if not (plain.isascii() and plain.isdigit() and len(plain) < 9) or int(plain) > MOST_STAFF:
        raise Fault("people_form")
    return int(plain)


def _yuan(text: str, large: bool) -> Decimal | None:
    plain = text.replace(",", "")
    if not plain:
        return None
    if not _AMOUNT.fullmatch(plain):
        raise Fault("amount_form")
    return Decimal(plain) * _TEN_THOUSAND if large else Decimal(plain)


def _year(text: str, last_year: int) -> int | None:
    plain = text.removesuffix("年")
    if not plain:
        return None
    if not (plain.isascii() and plain.isdigit()) or not _FIRST_YEAR <= int(plain) <= last_year:
        raise Fault("year_form")
    return int(plain)


def _mobile(text: str) -> str:
    if not text:
        return ""
    mobile = clean_mobile(text)
    if not is_mobile(mobile):
        raise Fault("mobile_form")
    return mobile
