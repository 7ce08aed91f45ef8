"""Finding lines: by the bank's name for them, by what holds them, by person."""

import re
from typing import Any

from django.db.models import Count, QuerySet, Sum

from cases.models import Resident
from payouts.models import Line
from payouts.states import WAY_OUT, Hold

_KEY = re.compile(r"([!-~]{1,24})-([0-9]{7,10})")


def split_key(key: str) -> tuple[str, int] | None:
    """(batch number, line number) of a 行标识 such as UI1505-20261123-01-0000001; None for anything else."""
    found = _KEY.fullmatch(key)
    return (found[1], int(found[2])) if found else None


def held(user: Any, **chosen: Any) -> QuerySet[Line]:
    """The held lines that `user` may see, under the filters of the list, each with its person."""
    return (
        Line.objects.held()
        .visible_to(user)
        .filter(**chosen)
        .select_related("instalment__resident", "instalment__enterprise", "instalment__claim")
    )


def held_by_reason(user: Any) -> list[dict[str, Any]]:
    """How many lines each reason holds, how much money, and the way out."""
    rows = Line.objects.held().visible_to(user).order_by().values("hold_reason").annotate(lines=Count("pk"), total=Sum("amount"))
    return [
        {**row, "label": Hold(row["hold_reason"]).label, "way_out": WAY_OUT[Hold(row["hold_reason"])]}
        for row in sorted(rows, key=lambda row: -row["lines"])
    ]


def tries(line: Line) -> list[Line]:
    """Every try to pay the same instalment, oldest first, with states."""
    same = Line.objects.filter(instalment_id=line.instalment_id).with_state()
    return list(same.select_related("batch", "result", "returned").order_by("attempt"))


def payments_of(user: Any, resident: Resident) -> list[Line]:
    """What was paid, or is to be paid, to a person whom `user` may see; newest month first, at most two years of it."""
    lines = Line.objects.filter(instalment__resident=resident).with_state()
    return list(lines.select_related("batch", "result", "returned").order_by("-month", "-attempt")[:36])
