"""A queue: rows of one kind that wait for a post, told in the same columns whatever app they come from.

The same columns let one SQL statement count all of a person's queues, and one more show what is oldest in all of them.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from django.db.models import BigIntegerField, CharField, Count, DateField, DateTimeField, F, Q, QuerySet, Value
from django.db.models.functions import Cast

from stations.queries import scope_filter

TEXT, DAY, MOMENT = CharField(), DateField(), DateTimeField()
COLUMNS = ("queue", "target", "title", "subject", "note", "state", "since", "blue_on", "yellow_on", "due_on", "paused_on")
#: What most rows have nothing to say about; typed, so that Postgres can join the parts.
SILENT = {
    "subject": Value("", output_field=TEXT),
    "note": Value("", output_field=TEXT),
    "state": Value("", output_field=TEXT),
    "since": Cast(Value(None), MOMENT),
    "blue_on": Cast(Value(None), DAY),
    "yellow_on": Cast(Value(None), DAY),
    "due_on": Cast(Value(None), DAY),
    "paused_on": Cast(Value(None), DAY),
}


@dataclass(frozen=True)
class Queue:
    """What waits for `roles`: `rows` gives it for one user, `page` is where the next thing is done, `action` says what.

    `says` maps columns to expressions over the rows; `target` is what `page` takes, the row's key unless said otherwise;
    `note` is an amount. `states` and `subjects` word the codes of these two columns.
    """

    code: str
    label: Any
    action: Any
    roles: tuple[str, ...]
    page: str
    rows: Callable[[Any, Q], QuerySet[Any]]
    says: dict[str, Any]
    states: Any = None
    subjects: Mapping[str, Any] = field(default_factory=dict)
    region: str = "region_code"
    station: str = "station_id"

    def waiting(self, user: Any) -> QuerySet[Any]:
        """The rows that wait for `user`, within the posts of these roles alone."""
        return self.rows(user, scope_filter(user, self.roles, self.region, self.station)).order_by()

    def told(self, user: Any) -> QuerySet[Any]:
        """The same in the columns of every queue; they come under names of their own, which no field of a model has."""
        says = {**SILENT, "target": F("pk"), **self.says, "queue": Value(self.code, output_field=TEXT)}
        kinds = {"queue": TEXT, "title": TEXT, "subject": TEXT, "note": TEXT, "state": TEXT, "target": TEXT}
        kinds |= dict.fromkeys(("blue_on", "yellow_on", "due_on", "paused_on"), DAY) | {"since": MOMENT}
        named = {f"w_{name}": Cast(says[name], kinds[name]) for name in COLUMNS}
        return self.waiting(user).annotate(**named).values(*named)

    def counted(self, user: Any, today: Any) -> QuerySet[Any]:
        """One row: how many wait, and how many of them are past their day."""
        due = self.says.get("due_on")
        rows = self.waiting(user)
        late = Cast(Value(0), BigIntegerField())
        if due is not None:
            rows = rows.annotate(w_due=Cast(due, DAY))
            late = Count("pk", filter=Q(w_due__lt=today))
        return (
            rows.values(queue=Value(self.code, output_field=TEXT))
            .annotate(number=Count("pk"), late=late)
            .values_list("queue", "number", "late")
        )
