"""What the desk enters of a vacancy, and a department's file of them."""

import io
from typing import Any

from core import sheets
from jobs.formulas.vacancy_rows import TITLES
from stations.models import Station
from tests.factories.enterprises import make_enterprise

SHOES = "6050401"


def asked(station: Station, **other: Any) -> dict[str, Any]:
    """The entries of a vacancy against which nothing stands, of a unit of the registry unless told otherwise."""
    values: dict[str, Any] = {
        "station_id": station.pk, "title": "手工制鞋工", "occupation": SHOES, "region_code": station.region_id, "headcount": 3,
        "pay_from": "3000", "pay_to": "4500", "pay_unit": "month", "pay_day": "monthly", "hours": "full",
        "insurance": "employee", "description": "缝制鞋面，有师傅带，男女不限", "contact_phone": "0475-8234567", **other,
    }  # fmt: skip
    if not {"credit_code", "household_id"} & other.keys():
        values["credit_code"] = make_enterprise(station.region_code[:6]).credit_code
    return values


def row(code: str, **other: Any) -> list[Any]:
    """One row of a department's file, in the order of its columns."""
    cells = {
        "岗位名称": "缝纫工", "统一社会信用代码": code, "单位名称": "长川制靴有限公司", "职业代码": SHOES, "招聘人数": 5,
        "薪酬下限": 3200, "薪酬上限": 4800, "工作地点代码": "150502", **other,
    }  # fmt: skip
    return [cells.get(title, "") for title in TITLES]


def workbook(*rows: list[Any]) -> io.BytesIO:
    """The file."""
    book = io.BytesIO()
    sheets.write_workbook(book, title="岗位", headers=TITLES, rows=rows)
    book.seek(0)
    return book
