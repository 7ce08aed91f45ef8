"""Who may log vacancies, move them, decide about what the check found, and take in departments' files."""

from typing import Any

from enterprises.policies import can_import
from jobs.models import Vacancy
from jobs.states.vacancies import VACANCY, VacancyState
from stations.models import Station
from stations.policies import holds
from stations.states import Role

DESK = (Role.STATION, Role.ACCEPTANCE)


def can_log(user: Any, station: Station | None = None) -> bool:
    """Log a vacancy: at that open station, or anywhere where none is named."""
    if station is None:
        return holds(user, *DESK)
    return station.state == Station.State.OPEN and holds(user, *DESK, region_code=station.region_code, station_id=station.pk)


def can_edit(user: Any, vacancy: Vacancy) -> bool:
    """Change it, and move it on: the desk of the station that looks after it, and acceptance of its banner."""
    return holds(user, *DESK, region_code=vacancy.station.region_code, station_id=vacancy.station_id)


def can_judge(user: Any, vacancy: Vacancy) -> bool:
    """Publish or refuse what the check found something against: acceptance, and not whoever asked for it."""
    if vacancy.state != VacancyState.WAITING or not holds(user, Role.ACCEPTANCE, region_code=vacancy.station.region_code):
        return False
    return asked_by(vacancy) != user.pk


def asked_by(vacancy: Vacancy) -> int | None:
    """Who sent it to the bureau last."""
    asked: int | None = vacancy.checks.filter(verb="submitted").order_by("-pk").values_list("actor_id", flat=True).first()
    return asked


def open_steps(user: Any, vacancy: Vacancy) -> list[str]:
    """The verbs that `user` may do to the vacancy now, in the order of the table."""
    if not can_edit(user, vacancy):
        return []
    verbs = [verb for verb in VACANCY.open_from(vacancy.state) if verb not in ("refuse", "publish") or vacancy.state == "draft"]
    return [*verbs, "renew"] if vacancy.state == VacancyState.PUBLISHED else verbs


def can_send_file(user: Any) -> bool:
    """Take in a department's file of vacancies."""
    return can_import(user)
