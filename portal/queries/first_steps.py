"""What a post begins by itself: people who come to the desk, and the month that finance collects."""

from datetime import date
from typing import Any, NamedTuple

from core import clock
from payouts.policies import collectable_leagues
from payouts.queries.due import uncollected
from stations.queries import posts_of
from stations.states import Role

DESK = {Role.STATION, Role.ACCEPTANCE}


class DueMonth(NamedTuple):
    """A month whose money waits to be collected, and the names of the leagues."""

    month: date
    leagues: list[str]


def serves_residents(user: Any) -> bool:
    """Whether `user` logs residents."""
    return any(post.role in DESK for post in posts_of(user))


def due_month(user: Any) -> DueMonth | None:
    """This month, where `user` collects and nobody has yet; no statement for anybody else."""
    if not any(post.role == Role.FINANCE_MAKER for post in posts_of(user)):
        return None
    names = {league.code: league.name for league in collectable_leagues(user)}
    month = clock.this_month()
    waiting = uncollected(list(names), month) if names else []
    return DueMonth(month, [names[code] for code in waiting]) if waiting else None
