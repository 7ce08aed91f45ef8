"""Units for tests, put straight into the tables in a given situation. The services have tests of their own."""

import itertools
from datetime import date
from decimal import Decimal
from typing import Any

from stdnum.cn import uscc

from core import clock, crypto, names
from enterprises.formulas import unit_names
from enterprises.models import (
    Agent,
    CorporateAccount,
    Enterprise,
    InsuranceImport,
    InsuranceMonth,
    InsuranceYear,
    Listing,
    StaffReport,
)
from enterprises.states import AccountState, ImportState, Industry, Line, ListingKind
from stations.models import Region, User
from tests.factories.cases import make_id_number
from tests.factories.stations import BANNER, make_user

_numbers = itertools.count(1)


def make_credit_code(number: int | None = None, *, region_code: str = BANNER, kind: str = "91") -> str:
    """A fictitious but valid unified social credit code; another one for every call."""
    serial = next(_numbers) if number is None else number
    body = f"{kind}{region_code[:6]}MA{serial:07d}"
    return body + uscc.calc_check_digit(body)


def make_enterprise(region_code: str = BANNER, **fields: Any) -> Enterprise:
    """A unit registered in the region; every call gives another one."""
    number = next(_numbers)
    name = fields.pop("name", f"科尔沁第{number}食品有限公司")
    values = {
        "credit_code": fields.pop("credit_code", None) or make_credit_code(region_code=region_code),
        "name": name,
        "name_pairs": unit_names.pairs(name),
        "sort_key": names.sort_key(name)[:160],
        "industry": Industry.MANUFACTURING,
        "region": Region.objects.get(pk=region_code),
        "created_at": clock.now(),
        "created_by": fields.pop("created_by", None) or make_user(),
        **fields,
    }
    return Enterprise.objects.create(**values)


def make_corporate_account(enterprise: Enterprise, *, verified: bool = True, **fields: Any) -> CorporateAccount:
    """The account of the unit, confirmed by a second person unless told otherwise."""
    number = fields.pop("number", None) or f"0710101040{next(_numbers):06d}"
    values = {
        "holder_name": enterprise.name,
        "bank_name": "中国工商银行",
        "bank_code": "",
        "number": number,
        "number_hash": crypto.blind_index("account", number),
        "last4": number[-4:],
        "reason": "首次登记",
        "region_code": enterprise.region_code,
        "station_id": enterprise.station_id,
        "recorded_by": fields.pop("recorded_by", None) or make_user(),
        "recorded_at": clock.now(),
        **fields,
    }
    if verified:
        values |= {"state": AccountState.VERIFIED, "verified_by": make_user(), "verified_at": clock.now()}
    return CorporateAccount.objects.create(enterprise=enterprise, **values)


def make_agent(enterprise: Enterprise, **fields: Any) -> Agent:
    """A person who may act for the unit since the beginning of the year."""
    id_number = fields.pop("id_number", None) or make_id_number()
    values = {
        "name": "李建军",
        "id_number": id_number,
        "id_hash": crypto.blind_index("id_number", id_number),
        "id_last4": id_number[-4:],
        "from_on": clock.today().replace(month=1, day=1),
        "document": "授权委托书",
        "recorded_by": fields.pop("recorded_by", None) or make_user(),
        "recorded_at": clock.now(),
        **fields,
    }
    return Agent.objects.create(enterprise=enterprise, **values)


def make_listing(enterprise: Enterprise, kind: str = ListingKind.HIGH_TECH, **fields: Any) -> Listing:
    """An honour or a list since the beginning of the year, without an end."""
    values = {
        "from_on": clock.today().replace(month=1, day=1),
        "document_no": "内科发〔2026〕1号",
        "added_by": fields.pop("added_by", None) or make_user(),
        "added_at": clock.now(),
        **fields,
    }
    return Listing.objects.create(enterprise=enterprise, kind=kind, **values)


def make_sample_firm(region_code: str = BANNER, *, since: date = date(2025, 1, 1), **fields: Any) -> Enterprise:
    """A unit that is a sample firm of the monitoring since the day."""
    unit = make_enterprise(region_code, **fields)
    make_listing(unit, ListingKind.SAMPLE_FIRM, from_on=since, document_no="锡人社发〔2025〕1号")
    return unit


def make_staff_reports(enterprise: Enterprise, year: int, months: int = 12, *, staff: int = 20) -> list[StaffReport]:
    """The first months of the year, each with the same staff."""
    by = make_user()
    return StaffReport.objects.bulk_create(
        StaffReport(
            enterprise=enterprise, month=date(year, month, 1), staff=staff, joined=0, left=0, reported_by=by,
            reported_at=clock.now(),
        )
        for month in range(1, months + 1)
    )  # fmt: skip


def make_insurance_import(by: User | None = None, **fields: Any) -> InsuranceImport:
    """A file that was taken in."""
    values = {
        "region_code": "150000",
        "file_name": "参保缴费.csv",
        "file_hash": f"{next(_numbers):064d}",
        "state": ImportState.DONE,
        "imported_by": by or make_user(),
        "imported_at": clock.now(),
        **fields,
    }
    return InsuranceImport.objects.create(**values)


def make_insurance_months(
    enterprise: Enterprise, year: int, *, insured: int = 20, premium: Decimal = Decimal("100.00"), unpaid: tuple[int, ...] = ()
) -> list[InsuranceMonth]:
    """Twelve months of unemployment insurance, each paid in its month but those named in `unpaid`."""
    source = make_insurance_import()
    return InsuranceMonth.objects.bulk_create(
        InsuranceMonth(
            enterprise=enterprise,
            month=date(year, month, 1),
            line=Line.UNEMPLOYMENT,
            insured_staff=insured,
            premium_unit=premium,
            premium_staff=premium,
            paid_on=None if month in unpaid else date(year, month, 15),
            source=source,
        )
        for month in range(1, 13)
    )


def make_insurance_year(enterprise: Enterprise, year: int, **fields: Any) -> InsuranceYear:
    """A year paid in full, with 20 staff at its start and at its end and nobody laid off."""
    values = {
        "months_paid_in_full": 12,
        "insured_reference": 20,
        "staff_year_start": 20,
        "staff_year_end": 20,
        "insured_average": Decimal(20),
        "laid_off": 0,
        "natural_attrition": 0,
        "benefit_drawers": 0,
        "premium_paid": Decimal("2400.00"),
        "counted_at": clock.now(),
        **fields,
    }
    return InsuranceYear.objects.create(enterprise=enterprise, year=year, **values)
