"""Taking in a department's vacancies with a fixed number of statements, however many rows there are."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from cases.services import numbers
from core import audit, clock
from enterprises.formulas.insurance_rows import Bad
from enterprises.models import Enterprise, Listing
from enterprises.states import ListingKind
from jobs.formulas.vacancy_check import Finding
from jobs.formulas.vacancy_rows import Line
from jobs.models import Vacancy, VacancyCheck, VacancyFile
from jobs.models.vacancy import pairs_of
from jobs.queries import vacancy_check
from jobs.queries.vacancy_check import Wages
from jobs.services.vacancies import KIND
from jobs.states.findings import FOR_THE_BUREAU
from jobs.states.vacancies import Employer, Source, VacancyState
from stations.models import Station

AT_ONCE = 2_000


@dataclass
class Written:
    """How many rows were good, and became what."""

    taken: int = 0
    created: int = 0
    updated: int = 0
    unchanged: int = 0


def take_in(*, order: VacancyFile, lines: list[Line], refused: Callable[[Bad], None]) -> Written:
    """New posts are published, those of a unit that nobody registered wait for the bureau, known ones run until the later day.

    A row against which the check finds something else goes to `refused`. Files of one station wait for each other.
    """
    station = Station.objects.select_for_update(of=("self",), no_key=True).get(pk=order.station_id)
    today = clock.today()
    keys = {line.key: f"{station.pk}|{line.key}"[:64] for line in lines}
    known = {each.source_key: each for each in Vacancy.objects.filter(source_key__in=list(keys.values()))}
    codes = {line.values["credit_code"] for line in lines}
    units = {unit.credit_code: unit for unit in Enterprise.objects.filter(credit_code__in=codes)}
    listed = Listing.objects.in_force(today).filter(kind=ListingKind.SERIOUS_VIOLATION, enterprise__in=units.values())
    bad, wages = set(listed.values_list("enterprise_id", flat=True)), Wages(today)
    written, fresh, longer = Written(), [], []
    for line in lines:
        old = known.get(keys[line.key])
        if old is not None:
            written.taken += 1
            if old.state == VacancyState.PUBLISHED and old.valid_until < line.values["valid_until"]:
                old.valid_until = line.values["valid_until"]
                longer.append(old)
            else:
                written.unchanged += 1
            continue
        vacancy = _made(order, station, line, units.get(line.values["credit_code"]), keys[line.key])
        standing = _standing(vacancy, bad, today)
        found = vacancy_check.judge(vacancy, wages, standing)
        against = [finding.code for finding in found if finding.code not in FOR_THE_BUREAU]
        if against:
            refused(Bad(line.number, against, line.cells))
            continue
        written.taken += 1
        fresh.append((vacancy, found))
    written.created, written.updated = len(fresh), len(longer)
    _write(order, station, fresh, longer)
    return written


def _made(order: VacancyFile, station: Station, line: Line, unit: Enterprise | None, key: str) -> Vacancy:
    values = {name: value for name, value in line.values.items() if name != "employer"}
    employer = unit.name if unit else line.values["employer"]
    return Vacancy(
        employer_kind=Employer.UNIT, enterprise=unit, employer=employer, department=order.department, source=Source.FILE,
        words=pairs_of(values["title"], employer), region_code=values["region_id"], station=station, file=order, source_key=key,
        created_at=clock.now(), created_by=order.imported_by, **values,
    )  # fmt: skip


def _standing(vacancy: Vacancy, listed: set[int], today: Any) -> str:
    unit = vacancy.enterprise
    if unit is None:
        return "unknown"
    if unit.closed_on and unit.closed_on <= today:
        return "closed"
    return "listed" if unit.pk in listed else "known"


def _write(order: VacancyFile, station: Station, fresh: list[tuple[Vacancy, list[Finding]]], longer: list[Vacancy]) -> None:
    actor, now = order.imported_by, clock.now()
    if fresh:
        for (vacancy, found), number in zip(fresh, numbers.take_many(KIND, station.region_code, len(fresh)), strict=True):
            vacancy.number = number
            if found:
                vacancy.state = VacancyState.WAITING
            else:
                vacancy.state, vacancy.published_at, vacancy.published_by = VacancyState.PUBLISHED, now, actor
        made = Vacancy.objects.bulk_create([vacancy for vacancy, _found in fresh], batch_size=AT_ONCE)
        verbs = VacancyCheck.Verb
        VacancyCheck.objects.bulk_create(
            [
                VacancyCheck(
                    vacancy=vacancy, verb=verbs.SUBMITTED if found else verbs.PUBLISHED, findings=vacancy_check.stored(found),
                    reason=order.department if found else "", actor=actor, at=now,
                )
                for vacancy, (_same, found) in zip(made, fresh, strict=True)
            ],
            batch_size=AT_ONCE,
        )  # fmt: skip
        places = [(vacancy.pk, vacancy.region_code, vacancy.station_id) for vacancy in made]
        audit.record_places(actor, "vacancy.logged", Vacancy, places, file=order.pk)
        shown = [place for place, (_vacancy, found) in zip(places, fresh, strict=True) if not found]
        audit.record_places(actor, "vacancy.published", Vacancy, shown, file=order.pk)
    if longer:
        Vacancy.objects.bulk_update(longer, ["valid_until"], batch_size=AT_ONCE)
        places = [(vacancy.pk, vacancy.region_code, vacancy.station_id) for vacancy in longer]
        audit.record_places(actor, "vacancy.renewed", Vacancy, places, file=order.pk)
