"""Enterprises that claim for people: a firm, the list that it brings, the claim on its way."""

import io
import uuid
from datetime import date
from typing import Any

from cases.models import Claim
from cases.services import drafts, intake, listed
from core import sheets
from enterprises.models import Enterprise
from tests.factories.cases import make_id_number
from tests.factories.enterprises import make_corporate_account, make_enterprise
from tests.factories.stations import Officers

HIRING, ABSORPTION, PLACEMENT = "hiring_subsidy", "absorption_subsidy", "workshop_placement"
HIRED = {
    "group": "graduate_this_year",
    "contract": True,
    "insured_months": 4,
    "still_insured": True,
    "hired_on": "2026-07-01",
}
HEADERS = ["姓名", "证件号码", "人员类别", "已签订劳动合同", "招用后参保缴费月数", "目前仍在缴费", "招用日期"]
SAID = ["毕业年度高校毕业生", "是", 4, "是", "2026-07-01"]
BORN = date(2004, 5, 1)


def make_firm(officers: Officers, **fields: Any) -> Enterprise:
    """A firm of the officers' station with a confirmed account."""
    firm = make_enterprise(officers.banner, **{"unit_type": "enterprise", "station": officers.desk, **fields})
    make_corporate_account(firm)
    return firm


def numbers(count: int, first: int = 0) -> list[str]:
    """So many ID numbers of different people of 22."""
    return [make_id_number(n % 500, born_on=BORN.replace(day=1 + n // 500)) for n in range(first, first + count)]


def workbook(rows: list[list[Any]], headers: list[str] | None = None) -> bytes:
    """A file of people as a firm sends it."""
    book = io.BytesIO()
    sheets.write_workbook(book, title="名单", headers=headers or HEADERS, rows=rows)
    return book.getvalue()


def hired(number: str, name: str = "乌兰", said: list[Any] | None = None) -> list[Any]:
    """A row of the file: a graduate hired in July and insured since."""
    return [name, number, *(said or SAID)]


def draft_for(officers: Officers, firm: Enterprise, scheme: str = HIRING, **told: Any) -> Claim:
    """A claim that the desk began for the firm; nobody is on its list yet."""
    return drafts.begin(token=uuid.uuid4(), enterprise_id=firm.pk, actor=officers.station, asked=told, scheme=scheme)


def take_in(officers: Officers, claim: Claim, content: bytes) -> Any:
    """The desk takes a file into the list."""
    return listed.take_in_file(
        claim_id=claim.pk, actor=officers.station, station_id=officers.desk.pk, file_name="名单.xlsx", content=content
    )


def add(officers: Officers, claim: Claim, number: str, name: str = "乌兰", **facts: Any) -> Any:
    """The desk puts one person on the list."""
    return listed.add(
        claim_id=claim.pk, actor=officers.station, station_id=officers.desk.pk, name=name, id_number=number, facts=facts or HIRED
    )


def submit(officers: Officers, claim: Claim, **told: Any) -> Claim:
    """The claim with its list is handed to the bureau."""
    return intake.submit(
        claim_id=claim.pk, token=claim.submit_token, actor=officers.station, asked=told, channel="station", agreed=True
    )
