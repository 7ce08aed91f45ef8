"""What an audit entry tells beside its act, in words: the kind of thing, the names of its details, their values."""

from collections.abc import Iterable
from typing import Any

from django.apps import apps
from django.core.exceptions import FieldDoesNotExist
from django.utils.translation import gettext, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from core.models import AuditEntry
from portal.queries.audit_details_jobs import NAMES as JOB_NAMES
from portal.queries.audit_values import said
from stations.models import Region, Station, User

#: The name of each detail. One that is missing is shown as it was recorded.
NAMES = JOB_NAMES | {
    "accepted_on": _("taken up on"),
    "account": _("corporate account"),
    "added": _("groups added"),
    "after": _("after"),
    "agent": _("agent of the unit"),
    "amended": _("changed"),
    "amount": _("amount"),
    "answer": _("answer of the bank"),
    "appeal": _("appeal"),
    "assessment": _("assessment"),
    "batch": _("batch"),
    "before": _("before"),
    "before_claim": _("claim before"),
    "benefit_drawers": _("began to draw unemployment benefit"),
    "breaches": _("breaks in the chain"),
    "by_hand": _("to be done by hand"),
    "cancelled": _("months cancelled"),
    "cause": _("cause"),
    "change": _("change request"),
    "changed": _("changed"),
    "changes": _("change requests"),
    "channel": _("channel"),
    "claim": _("claim"),
    "claims": _("claims"),
    "closes_on": _("shown until"),
    "code": _("code"),
    "count": _("how many"),
    "created": _("newly made"),
    "decide_by": _("to be decided by"),
    "demo": _("demo"),
    "died_on": _("died on"),
    "digest": _("digest"),
    "document": _("document"),
    "due_on": _("due on"),
    "again": _("follows the visit"),
    "figure": _("figure"),
    "met": _("person met"),
    "needs": _("needs found"),
    "number": _("how many"),
    "photo": _("photo"),
    "visitor": _("who visits"),
    "visits": _("visits"),
    "enterprise": _("enterprise"),
    "ended": _("claims ended"),
    "ended_on": _("ended on"),
    "ends_on": _("ends on"),
    "exceptions": _("exceptions"),
    "failed": _("lines that failed"),
    "failed_total": _("sum that failed"),
    "fields": _("fields"),
    "file": _("file"),
    "file_digest": _("digest of the file"),
    "file_hash": _("digest of the file"),
    "filters": _("filter"),
    "follow_up": _("claim that follows"),
    "follows": _("follows"),
    "form": _("form"),
    "former": _("account before"),
    "from_on": _("from the day"),
    "grants": _("for granting"),
    "held": _("lines held back"),
    "hire": _("hire record"),
    "imported": _("from import"),
    "imports": _("imports"),
    "joined": _("joined"),
    "kind": _("kind"),
    "known_device": _("known machine"),
    "label": _("title"),
    "laid_off": _("laid off"),
    "language": _("language"),
    "large_text": _("large text"),
    "last": _("last day"),
    "last_month": _("last month"),
    "late": _("after the term"),
    "left": pgettext_lazy("staff", "left"),
    "left_out": _("left out"),
    "lessened": _("taken off what was granted before (CNY)"),
    "line": _("line"),
    "lines": _("lines"),
    "list": _("publicity list"),
    "listing": _("honour or list"),
    "month": _("month"),
    "months": _("months"),
    "natural_attrition": _("left of their own accord or by nature"),
    "outcome": _("outcome"),
    "paid": _("lines paid"),
    "paid_total": _("sum paid"),
    "parts": _("number of parts"),
    "pending": _("lines without an answer"),
    "places": _("regions"),
    "papers": _("papers promised"),
    "compared": _("papers shown by comparison"),
    "points": _("points to correct"),
    "posts_ended": _("posts ended"),
    "reason": _("reason"),
    "reasons": _("reasons"),
    "region": _("region"),
    "registered_on": _("registered on"),
    "rejected": _("rows refused"),
    "resident": _("resident"),
    "residents": _("residents"),
    "returned": _("lines returned"),
    "returned_total": _("sum returned"),
    "role": _("post"),
    "route": _("way to appeal"),
    "rows": _("rows"),
    "rows_read": _("rows read"),
    "rule": _("rule"),
    "rules": _("rules"),
    "scheme": _("programme"),
    "seeking_work": _("looks for work"),
    "settlement": _("how it is settled"),
    "sha256": _("digest of the file"),
    "source": _("taken over from"),
    "spouse": _("spouse"),
    "staff": _("staff at the month's end"),
    "state": _("state"),
    "station_id": _("station"),
    "step": _("step"),
    "taken_out": _("groups taken away"),
    "to": _("handed over to"),
    "entry": _("entry of the recovery"),
    "decision": _("decision it is about"),
    "on": _("day it is about"),
    "way": _("how it was delivered"),
    "planned": _("planned (CNY)"),
    "total": _("total"),
    "unchanged": _("as it stood"),
    "until_on": _("until the day"),
    "version": _("version"),
    "updated": _("changed"),
    "user": _("person concerned"),
    "wages": _("minimum wages"),
    "wages_before": _("minimum wages before"),
    "word": _("the bank's word"),
    "objection": _("objection"),
    "occasion": _("what it is about"),
    "round": _("round without applications"),
    "run": _("number of the screening"),
    "said": _("answer"),
    "silent": _("silence counts as a yes"),
    "told": _("units told that they were left out"),
    "units": _("units"),
    "until": _("until the day"),
    "voided": _("votes void"),
    "year": _("year"),
    "course": _("course"),
    "credit_code": _("unified social credit code"),
    "event": _("event"),
    "how": _("how it was entered"),
    "level": _("level of the certificate"),
    "offer": _("post at a stand"),
    "present": _("present"),
    "purpose": _("purpose"),
    "result": _("result"),
    "stand": _("stand"),
    "vacancies": _("vacancies"),
    "occupation": _("occupation"),
    "subsidised": _("subsidised"),
}
#: Details that list fields of the thing.
FIELDS = ("changed", "fields")
USER, STATION, REGION = "stations.user", "stations.station", "stations.region"

Known = dict[tuple[str, str], str]
"""What a thing is called, by its kind and its key."""


def kind_of(subject_type: str) -> str:
    """The word for the kind of thing, as its model says it; the recorded kind where there is no such model any more."""
    try:
        return str(apps.get_model(subject_type)._meta.verbose_name)
    except (LookupError, ValueError):
        return subject_type


def details(entry: AuditEntry, known: Known | None = None) -> list[tuple[str, str]]:
    """The details of the entry, each by its name and its value in words; people and stations by name where `known`."""
    return [
        (
            str(NAMES.get(name, name)),
            (known or {}).get((_points_at(entry, name), str(value))) or _value(entry.subject_type, name, value),
        )
        for name, value in entry.data.items()
    ]


def names_of(entries: Iterable[AuditEntry]) -> Known:
    """What the staff, stations and regions of these entries are called, in three queries: none is anybody's secret here."""
    wanted: dict[str, set[str]] = {USER: set(), STATION: set(), REGION: set()}
    for entry in entries:
        wanted[REGION].add(entry.region_code)
        for kind, key in [
            (entry.subject_type, entry.subject_id),
            *((_points_at(entry, name), entry.data[name]) for name in entry.data),
        ]:
            if kind in wanted and str(key).isdigit():
                wanted[kind].add(str(key))
    people = User.objects.filter(pk__in=wanted[USER]).values_list("pk", "name", "username")
    stations = Station.objects.filter(pk__in=wanted[STATION]).values_list("pk", "code", "name")
    regions = Region.objects.filter(pk__in=wanted[REGION]).values_list("pk", "name")
    return (
        {(USER, str(pk)): f"{name} {login}" for pk, name, login in people}
        | {(STATION, str(pk)): f"{code} {name}" for pk, code, name in stations}
        | {(REGION, pk): name for pk, name in regions}
    )


def _points_at(entry: AuditEntry, name: str) -> str:
    """The kind of thing whose key the detail holds, "" where it holds none."""
    if name == "user":
        return USER
    if name in ("region", "region_code"):
        return REGION
    return STATION if name == "station_id" or (entry.subject_type == STATION and name in ("to", "source")) else ""


def _value(subject_type: str, name: str, value: Any) -> str:
    if value is None or value in ("", [], {}):
        return "—"
    if isinstance(value, bool):
        return gettext("yes") if value else gettext("no")
    if isinstance(value, dict):
        return "; ".join(f"{NAMES.get(key, key)}: {_value(subject_type, key, one)}" for key, one in value.items())
    if isinstance(value, list):
        return ", ".join(_value(subject_type, name, one) for one in value)
    if name in FIELDS:
        return _field(subject_type, str(value))
    return said(subject_type, name, value)


def _field(subject_type: str, name: str) -> str:
    """The word for a field of the thing, its name in the code where there is no such field."""
    try:
        return str(apps.get_model(subject_type)._meta.get_field(name.removesuffix("_id")).verbose_name)  # type: ignore[union-attr]
    except (LookupError, ValueError, FieldDoesNotExist, AttributeError):
        return name
