"""Departments' files of vacancies: received at a page or a command, taken in by a worker, the refused rows handed back."""

from collections.abc import Iterator
from datetime import datetime
from typing import Any, BinaryIO

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from cases.formulas.intake import read_day
from cases.services import numbers
from core import clock
from core.policies import Refused
from core.sheets import Row
from enterprises.formulas.insurance_rows import Bad, HeadersMissing
from enterprises.services.file_orders import FileOrders, Taken, Tell, headers_missing, regions_of
from enterprises.services.refused_rows import Refusals
from jobs.formulas import vacancy_rows
from jobs.formulas.vacancy_rows import Line
from jobs.models import Occupation, VacancyFile
from jobs.services import vacancy_sets
from jobs.services.vacancies import LONGEST_DAYS, OCCUPATION_LENGTH, USUAL_DAYS
from jobs.states.findings import FINDINGS, FOR_THE_BUREAU
from stations.models import Region, Station, User

#: A batch of the register: 批次.
KIND = "PC"
LEAGUE_LENGTH = 4
REASONS = {
    "title_missing": _("The title of the post is missing."),
    "code_check": _("The credit code does not have 18 characters with a check character that fits."),
    "employer_missing": _("The name of the employer is missing."),
    "occupation_unknown": _("The classification has no such occupation: enter its seven-digit code or its whole name."),
    "headcount_form": _("How many people are wanted is no whole number from 1 to 10,000."),
    "pay_form": _("The pay is no amount above nothing, or its upper end lies below the lower one."),
    "pay_unit_unknown": _("What the pay is for is not known: 月, 天, 小时 or 件."),
    "hours_unknown": _("The hours are not known: 全日制, 倒班, 非全日制, 上学时段, 夜班, 灵活 or 居家."),
    "insurance_unknown": _("The insurance is not known: 职工社会保险, 工伤保险 or 无."),
    "schooling_unknown": _("The schooling is not known: 不限, 初中, 高中, 大专 or 本科."),
    "region_unknown": _("The place of work is not known, or lies outside the league of the station."),
    "phone_form": _("The telephone is made of digits, 5 to 20 of them."),
    "until_form": _("The last day is no day."),
    "until_over": _("The last day is over, or lies more than a year away."),
    "twice": _("The same post stands further up in this file."),
    **{code: words.said for code, words in FINDINGS.items() if code not in FOR_THE_BUREAU},
}


def _take_in(order: Any, rows: Iterator[tuple[int, Row]], refusals: Refusals, tell: Tell) -> Taken:
    try:
        at = vacancy_rows.places(next(rows, (0, []))[1])
    except HeadersMissing as missing:
        raise headers_missing(missing.missing) from None
    refusals.expect(vacancy_rows.TITLES, lambda: iter(()))
    bad: list[Bad] = []
    good = list(_good(order, rows, at, bad))
    tell("writing")
    written = vacancy_sets.take_in(order=order, lines=good, refused=bad.append)
    for each in sorted(bad):  # handed back in the order of the file
        refusals.add(each)
    return Taken(written.taken, written.created, written.updated, written.unchanged)


def _good(order: VacancyFile, rows: Iterator[tuple[int, Row]], at: dict[str, int], bad: list[Bad]) -> Iterator[Line]:
    law: dict[str, Any] = {
        "post": order.post, "occupations": _occupations(), "regions": _regions(order), "today": clock.today(),
        "usual": USUAL_DAYS, "longest": LONGEST_DAYS, "read_day": read_day,
    }  # fmt: skip
    seen: set[str] = set()
    for number, row in rows:
        cells = vacancy_rows.cells_of(row, at)
        line, faults = vacancy_rows.read(number, cells, **law)
        if line and line.key in seen:
            faults = ["twice"]
        if line is None or faults:
            bad.append(Bad(number, faults, list(cells.values())))
        else:
            seen.add(line.key)
            yield line


def _occupations() -> dict[str, str]:
    """Codes and names of every occupation; a name that two of them bear names neither."""
    found: dict[str, str] = {}
    twice: set[str] = set()
    for code, name in Occupation.objects.values_list("code", "name"):
        if len(code) == OCCUPATION_LENGTH:
            twice |= {name} & found.keys()
            found |= {code: code, name: code}
    return {word: code for word, code in found.items() if word not in twice}


def _regions(order: VacancyFile) -> dict[str, str]:
    """Banners of the station's league and what lies in them: by code, and banners by name too."""
    league = Station.objects.get(pk=order.station_id or 0).region_code[:LEAGUE_LENGTH]
    below = Region.objects.filter(prefix__startswith=league, level__gte=Region.Level.BANNER)
    found: dict[str, str] = {}
    for code, name, level in below.order_by("code").values_list("code", "name", "level"):
        found[code] = code
        if level == Region.Level.BANNER:
            found[name] = code
    return found


FILES = FileOrders(
    model=VacancyFile,
    take_in=_take_in,
    reasons=REASONS,
    may_send=_("Acceptance, first check or second check take in departments' files."),
    max_rows=20_000,
    max_bytes=20 * 1024 * 1024,
)
run, unread, hand_back, forget_files = FILES.run, FILES.unread, FILES.hand_back, FILES.forget_files


@transaction.atomic
def receive(*, actor: User, station_id: int, department: str, post: str, file_name: str, source: BinaryIO) -> VacancyFile:
    """Keep the file; a worker takes it in. The station will look after what is new in it."""
    station = Station.objects.open().filter(pk=station_id).first()
    region = next((held for held in regions_of(actor) if station and station.region_code.startswith(held.prefix)), None)
    if station is None or region is None:
        raise Refused(_("Choose an open station of your post."), field="station")
    about = _about(station, department, post, region.code)
    made: VacancyFile = FILES.receive(actor=actor, region_code=region.code, file_name=file_name, source=source, **about)
    return made


@transaction.atomic
def take_in_file(
    *, actor: User, station: Station, department: str, post: str, file_name: str, source: BinaryIO
) -> tuple[VacancyFile, Refusals]:
    """Read and take in at once, for the operator's command; who may run a command is not ours to ask."""
    if station.state != Station.State.OPEN:
        raise Refused(_("Station %(code)s is not open.") % {"code": station.code})
    banner = Region.objects.get(prefix=station.region_code[:6])
    about = _about(station, department, post, banner.code)
    made: tuple[VacancyFile, Refusals] = FILES.take_in_file(
        actor=actor, region=banner, file_name=file_name, source=source, **about
    )
    return made


@transaction.atomic
def sweep(*, now: datetime) -> list[int]:
    """Files that no worker took, to be rung for again; old refused rows are forgotten."""
    forget_files(now=now)
    return unread(now=now)


def _about(station: Station, department: str, post: str, region_code: str) -> dict[str, Any]:
    department = " ".join(department.split())
    if not department:
        raise Refused(_("Say which department reports these posts."), field="department")
    return {"number": numbers.take(KIND, region_code), "department": department, "post": post, "station_id": station.pk}
