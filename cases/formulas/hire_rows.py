"""What a row of a file of hire records says, cleaned, or why it is refused. Pure: cells in, a job or codes out."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from cases.formulas import intake
from core import identifiers, names
from core.periods import add_months
from core.sheets import Cell, Row, cell_text
from enterprises.formulas.insurance_rows import Bad, HeadersMissing

COLUMNS: dict[str, tuple[str, ...]] = {
    "id_number": intake.COLUMNS["id_number"],
    "name": intake.COLUMNS["name"],
    "credit_code": ("统一社会信用代码", "AAB998", "单位统一社会信用代码", "信用代码"),
    "employer": ("单位名称", "AAB004", "用人单位", "用人单位名称"),
    "hired_on": ("用工起始日期", "就业日期", "入职日期", "合同起始日期", "参保日期", "AAE030"),
    "left_on": ("用工终止日期", "离职日期", "合同终止日期", "停保日期", "AAE031"),
    "contract": ("合同类型", "劳动合同类型"),
}
"""Field to the headers it may stand under, the first one being the one we write ourselves."""

TITLES = tuple(headers[0] for headers in COLUMNS.values())
NEEDED = ("id_number", "name", "credit_code", "employer", "hired_on")
CONTRACTS = {
    "": "", "1": "fixed", "固定期限": "fixed", "固定期限劳动合同": "fixed", "2": "open", "无固定期限": "open",
    "无固定期限劳动合同": "open", "3": "task", "以完成一定工作任务为期限": "task", "以完成一定任务为期限": "task",
    "未签订": "none", "无": "none",
}  # fmt: skip
#: As they are written back: the first words of each kind.
CONTRACT_WORDS = {"": "", "fixed": "固定期限", "open": "无固定期限", "task": "以完成一定工作任务为期限", "none": "未签订"}
#: Nobody younger is hired (劳动法 art. 15).
LEAST_AGE = 16
EARLIEST = date(1950, 1, 1)

_ALIASES = {alias.upper(): name for name, aliases in COLUMNS.items() for alias in aliases}


@dataclass(frozen=True)
class Job:
    """A row that can go in; `left_on` None says that the row knows of no end."""

    number: int
    id_number: str
    name: str
    credit_code: str
    employer: str
    hired_on: date
    left_on: date | None
    contract: str


def places(header: Row) -> dict[str, int]:
    """Where each column stands; raises HeadersMissing."""
    found: dict[str, int] = {}
    for place, cell in enumerate(header):
        name = _ALIASES.get(intake.header_form(cell_text(cell)))
        if name:
            found.setdefault(name, place)
    missing = [COLUMNS[name][0] for name in NEEDED if name not in found]
    if missing:
        raise HeadersMissing(missing)
    return found


def judge(rows: Iterable[tuple[int, Row]], *, at: dict[str, int], today: date, refused: Callable[[Bad], None]) -> Iterator[Job]:
    """Every job below the header; what is not in order goes to `refused`. `at` says where each column stands."""
    for number, row in rows:
        cells = {name: row[at[name]] if name in at and at[name] < len(row) else None for name in COLUMNS}
        codes: list[str] = []
        job = _judged(number, cells, today, codes)
        if job:
            yield job
        else:
            refused(Bad(number, codes, [cell_text(cell) for cell in cells.values()]))


def _judged(number: int, cells: dict[str, Cell], today: date, codes: list[str]) -> Job | None:
    at_fault: set[str] = set()
    person = intake.read_number(cells["id_number"], today, at_fault)
    codes += sorted(at_fault)
    name = names.normal_form(cell_text(cells["name"]))
    if not name:
        codes.append("name_missing")
    code = intake.clean(cells["credit_code"])
    if not identifiers.is_uscc(code):
        codes.append("code_check")
    employer = " ".join(cell_text(cells["employer"]).split())[:100]
    if not employer:
        codes.append("employer_missing")
    hired_on, left_on = (_day(cells[field], field, codes) for field in ("hired_on", "left_on"))
    if hired_on is None and "hired_on_form" not in codes:
        codes.append("hired_on_missing")
    contract = CONTRACTS.get(intake.clean(cells["contract"]))
    if contract is None:
        codes.append("contract_unknown")
    if hired_on:
        codes += _faults(hired_on, left_on, person.born_on if person else None, today)
    if codes or person is None or hired_on is None or contract is None:
        return None
    return Job(number, person.text, name, code, employer, hired_on, left_on, contract)


def _day(cell: Cell, field: str, codes: list[str]) -> date | None:
    try:
        return intake.read_day(cell)
    except (ValueError, OverflowError):
        codes.append(f"{field}_form")
        return None


def _faults(hired_on: date, left_on: date | None, born_on: date | None, today: date) -> Sequence[str]:
    found = []
    if not EARLIEST <= hired_on <= today:
        found.append("hired_on_future")
    elif born_on and hired_on < add_months(born_on, 12 * LEAST_AGE):
        found.append("under_age")
    if left_on and left_on < hired_on:
        found.append("left_before_hire")
    if left_on and left_on > today:
        found.append("left_on_future")
    return found
