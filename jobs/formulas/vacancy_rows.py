"""Rows of a department's file of vacancies: which column is which, and what can be wrong with a row by itself. Pure."""

import hashlib
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from core.identifiers import clean_number, is_uscc
from core.sheets import Row, cell_text
from enterprises.formulas import unit_names
from enterprises.formulas.insurance_rows import HeadersMissing

COLUMNS: dict[str, tuple[str, ...]] = {
    "title": ("岗位名称", "职位名称", "招聘岗位", "职位"),
    "credit_code": ("统一社会信用代码", "信用代码", "AAB998"),
    "employer": ("单位名称", "用人单位", "企业名称", "招聘单位", "AAB004"),
    "occupation": ("职业代码", "职业名称", "工种", "职业"),
    "headcount": ("招聘人数", "需求人数", "人数"),
    "pay_from": ("薪酬下限", "最低薪酬", "月薪下限", "工资待遇", "薪酬"),
    "pay_to": ("薪酬上限", "最高薪酬", "月薪上限"),
    "pay_unit": ("计薪单位", "计薪方式"),
    "hours": ("工作时间", "用工形式", "工作时间类型"),
    "insurance": ("社会保险", "保险", "参保情况"),
    "schooling": ("学历要求", "学历"),
    "region": ("工作地点代码", "工作地点", "工作地区", "行政区划代码"),
    "address": ("工作地址", "详细地址"),
    "description": ("岗位要求", "岗位描述", "工作内容", "岗位职责"),
    "contact_name": ("联系人", "AAE004"),
    "contact_phone": ("联系电话", "电话", "AAE005"),
    "valid_until": ("有效期至", "截止日期", "招聘截止日期"),
}
TITLES = tuple(names[0] for names in COLUMNS.values())
NEEDED = ("title", "credit_code", "employer", "occupation", "headcount", "pay_from", "region")
UNITS = {"": "month", "月": "month", "元/月": "month", "月薪": "month", "天": "day", "日": "day", "元/天": "day", "日薪": "day",
         "小时": "hour", "元/小时": "hour", "时薪": "hour", "件": "piece", "元/件": "piece", "计件": "piece"}  # fmt: skip
HOURS = {"": "full", "全日制": "full", "全职": "full", "倒班": "shifts", "轮班": "shifts", "非全日制": "part", "兼职": "part",
         "半日": "part", "上学时段": "school", "妈妈岗": "school", "晚班": "evening", "夜班": "evening", "灵活": "flexible",
         "弹性": "flexible", "居家": "home", "在家": "home"}  # fmt: skip
INSURANCE = {"": "employee", "职工社会保险": "employee", "五险": "employee", "五险一金": "employee", "社保": "employee",
             "是": "employee", "工伤保险": "injury", "单险种工伤": "injury", "无": "none", "否": "none"}  # fmt: skip
SCHOOLING = {"": "any", "不限": "any", "初中": "middle", "初中及以上": "middle", "高中": "high", "中专": "high",
             "高中及以上": "high", "中专及以上": "high", "大专": "college", "大专及以上": "college", "本科": "degree",
             "本科及以上": "degree"}  # fmt: skip
LONGEST = {"title": 60, "address": 200, "description": 1000, "contact_name": 25}
_AMOUNT = re.compile(r"\d{1,9}(?:\.\d{1,2}0*)?", re.ASCII)
_PHONE = re.compile(r"[0-9+()-]{5,20}", re.ASCII)
_ALIASES = {alias.upper(): name for name, aliases in COLUMNS.items() for alias in aliases}


@dataclass(frozen=True)
class Line:
    """A row that can go in, with what the file does not say filled in as the law or custom has it."""

    number: int
    cells: list[str]
    values: dict[str, Any]
    key: str


def places(header: Row) -> dict[str, int]:
    """Where each column stands; raises HeadersMissing."""
    found: dict[str, int] = {}
    for place, cell in enumerate(header):
        name = _ALIASES.get(re.sub(r"\s+|[(（].*?[)）]|\*", "", cell_text(cell)).upper())
        if name:
            found.setdefault(name, place)
    missing = [COLUMNS[name][0] for name in NEEDED if name not in found]
    if missing:
        raise HeadersMissing(missing)
    return found


def cells_of(row: Row, at: Mapping[str, int]) -> dict[str, str]:
    """The cells of a row by the names of their columns."""
    return {name: " ".join(cell_text(row[at[name]]).split()) if name in at and at[name] < len(row) else "" for name in COLUMNS}


def read(
    number: int, cells: Mapping[str, str], *, post: str, occupations: Mapping[str, str], regions: Mapping[str, str], today: date,
    usual: int, longest: int, read_day: Callable[[str], date | None],
) -> tuple[Line | None, list[str]]:  # fmt: skip
    """The line, or why there is none. `occupations` and `regions` map codes and names to the code; days are calendar days."""
    faults: list[str] = []

    def look(code: str, value: Any) -> Any:
        if value is None:
            faults.append(code)
        return value

    code = clean_number(cells["credit_code"])
    plain = clean_title(cells["title"])[: LONGEST["title"]]
    values = {
        "title": look("title_missing", plain if len(plain) > 1 else None),
        "credit_code": look("code_check", code if is_uscc(code) else None),
        "employer": look("employer_missing", _name(cells["employer"])),
        "occupation_id": look("occupation_unknown", occupations.get(cells["occupation"])),
        "headcount": look("headcount_form", _number(cells["headcount"])),
        "pay_from": look("pay_form", _yuan(cells["pay_from"])),
        "pay_unit": look("pay_unit_unknown", UNITS.get(cells["pay_unit"])),
        "hours": look("hours_unknown", HOURS.get(cells["hours"])),
        "insurance": look("insurance_unknown", INSURANCE.get(cells["insurance"])),
        "schooling": look("schooling_unknown", SCHOOLING.get(cells["schooling"])),
        "region_id": look("region_unknown", regions.get(cells["region"])),
        "address": cells["address"][: LONGEST["address"]],
        "description": cells["description"][: LONGEST["description"]],
        "contact_name": cells["contact_name"][: LONGEST["contact_name"]],
        "contact_phone": _phone(cells["contact_phone"], faults),
        "valid_until": _until(cells["valid_until"], today, usual, longest, read_day, faults),
        "post": post,
    }
    pay_to = _yuan(cells["pay_to"]) if cells["pay_to"] else values["pay_from"]
    if pay_to is None or (values["pay_from"] is not None and pay_to < values["pay_from"]):
        faults.append("pay_form")
    if faults:
        return None, list(dict.fromkeys(faults))
    values["pay_to"] = pay_to
    same = (values["credit_code"], values["title"], values["occupation_id"], values["region_id"], post)
    return Line(number, list(cells.values()), values, hashlib.sha256("|".join(same).encode()).hexdigest()), []


def clean_title(text: str) -> str:
    """The title as it is shown: single blanks, nothing invisible, brackets of full width."""
    visible = "".join(char for char in text if char.isprintable() or char.isspace())
    return " ".join(visible.split()).translate(str.maketrans("()", "（）"))


def _name(text: str) -> str | None:
    name = unit_names.normal_form(text)
    return name if unit_names.is_name(name) else None


def _number(text: str) -> int | None:
    plain = text.removesuffix("人").removesuffix("名").strip()
    return int(plain) if plain.isascii() and plain.isdigit() and len(plain) < 6 and 1 <= int(plain) <= 10_000 else None


def _yuan(text: str) -> Decimal | None:
    plain = text.replace(",", "").removesuffix("元").strip()
    return Decimal(plain) if _AMOUNT.fullmatch(plain) and Decimal(plain) > 0 else None


def _phone(text: str, faults: list[str]) -> str | None:
    plain = re.sub(r"\s+", "", text)
    if plain and not _PHONE.fullmatch(plain):
        faults.append("phone_form")
    return plain or None


def _until(
    text: str, today: date, usual: int, longest: int, read_day: Callable[[str], date | None], faults: list[str]
) -> date | None:
    if not text:
        return today + timedelta(days=usual)
    try:
        until = read_day(text)
    except (ValueError, OverflowError):
        until = None
    if until is None:
        faults.append("until_form")
    elif not today <= until <= today + timedelta(days=longest):
        faults.append("until_over")
    return until
