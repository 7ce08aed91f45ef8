"""The write side of the audit: who did what to which thing. Reading it is the portal's business."""

import hashlib
import json
from collections.abc import Iterable, Sequence
from contextvars import ContextVar
from typing import Any

from django.db import OperationalError, connection, models, transaction

from core import clock
from core.models import AuditEntry, AuditSeal

request_id: ContextVar[str] = ContextVar("audit_request_id", default="")

_DIGEST = """
SELECT coalesce(encode(sha256(convert_to(string_agg(
    id::text || '|' || extract(epoch FROM at)::text || '|' || actor_id::text || '|' || verb || '|' || subject_type
    || '|' || subject_id || '|' || region_code || '|' || coalesce(station_id::text, '') || '|' || data::text,
    E'\\n' ORDER BY id), 'UTF8')), 'hex'), ''), count(*)
FROM core_auditentry WHERE id > %s AND id <= %s
"""

_RECORD_EACH = """
INSERT INTO core_auditentry (at, actor_id, verb, subject_type, request_id, subject_id, region_code, station_id, data)
SELECT %s, %s, %s, %s, %s, told.subject, told.region, told.station, told.data
FROM jsonb_to_recordset(%s::jsonb) AS told (subject text, region text, station bigint, data jsonb)
"""

_RECORD_SET = """
INSERT INTO core_auditentry (at, actor_id, verb, subject_type, subject_id, region_code, station_id, request_id, data)
SELECT %s, %s, %s, %s, subject::text, %s, %s, %s, %s::jsonb FROM unnest(%s::bigint[]) AS subject
"""


_RECORD_PLACES = """
INSERT INTO core_auditentry (at, actor_id, verb, subject_type, subject_id, region_code, station_id, request_id, data)
SELECT %s, %s, %s, %s, subject::text, region, station, %s, %s::jsonb
FROM unnest(%s::bigint[], %s::text[], %s::bigint[]) AS row (subject, region, station)
"""


def record(
    actor: models.Model | None,
    verb: str,
    subject: models.Model,
    *,
    region: str = "",
    station_id: int | None = None,
    **data: Any,
) -> AuditEntry:
    """Write one entry in the caller's transaction; without an actor nothing may happen, so that raises.

    `verb` is noun.participle. `data` must be JSON and hold no personal data: ids, digests, states, reasons.
    """
    entry = _entry(actor, verb, subject, region, station_id, data)
    entry.save(force_insert=True)
    return entry


def record_each(
    actor: models.Model | None,
    verb: str,
    entries: Iterable[tuple[models.Model, dict[str, Any]]],
    *,
    places: Sequence[models.Model] | None = None,
) -> None:
    """One entry for each subject with data of its own, as `record` would write it, in one statement.

    `places` are the things whose region and station an entry is of, in the order of the entries, where the subject has none.
    """
    if actor is None or actor.pk is None:
        raise ValueError("no actor means no")
    told = list(entries)
    if not told:
        return
    where = places or [subject for subject, _data in told]
    rows = [
        {
            "subject": str(subject.pk),
            "region": getattr(place, "region_code", "") or "",
            "station": getattr(place, "station_id", None),
            "data": data,
        }
        for (subject, data), place in zip(told, where, strict=True)
    ]
    with connection.cursor() as cursor:
        kind = told[0][0]._meta.label_lower
        cursor.execute(_RECORD_EACH, [clock.now(), actor.pk, verb, kind, request_id.get(), json.dumps(rows, ensure_ascii=False)])


def _entry(
    actor: models.Model | None, verb: str, subject: models.Model, region: str, station_id: int | None, data: dict[str, Any]
) -> AuditEntry:
    if actor is None or actor.pk is None:
        raise ValueError("no actor means no")
    return AuditEntry(
        at=clock.now(),
        actor_id=actor.pk,
        verb=verb,
        subject_type=subject._meta.label_lower,
        subject_id=str(subject.pk),
        region_code=region or getattr(subject, "region_code", "") or "",
        station_id=station_id or getattr(subject, "station_id", None),
        request_id=request_id.get(),
        data=data,
    )


def record_set(
    actor: models.Model | None,
    verb: str,
    kind: type[models.Model],
    subject_ids: Sequence[int],
    *,
    region: str = "",
    station_id: int | None = None,
    **data: Any,
) -> None:
    """One entry for each of `subject_ids`, as `record` would write it, in one statement."""
    if actor is None or actor.pk is None:
        raise ValueError("no actor means no")
    if not subject_ids:
        return
    with connection.cursor() as cursor:
        cursor.execute(
            _RECORD_SET,
            [
                clock.now(), actor.pk, verb, kind._meta.label_lower, region, station_id, request_id.get(), json.dumps(data),
                list(subject_ids),
            ],
        )  # fmt: skip


def record_places(
    actor: models.Model | None,
    verb: str,
    kind: type[models.Model],
    subjects: Sequence[tuple[int, str, int | None]],
    **data: Any,
) -> None:
    """As `record_set`, for subjects each with a region and a station of its own: (id, region, station)."""
    if actor is None or actor.pk is None:
        raise ValueError("no actor means no")
    if not subjects:
        return
    ids, regions, stations = (list(column) for column in zip(*subjects, strict=True))
    with connection.cursor() as cursor:
        cursor.execute(
            _RECORD_PLACES,
            [
                clock.now(), actor.pk, verb, kind._meta.label_lower, request_id.get(), json.dumps(data), ids, regions, stations,
            ],
        )  # fmt: skip


def seal(longest: int = 50_000) -> AuditSeal | None:
    """Chain the entries written since the last seal; returns the new seal, or None when there is nothing to do.

    A short SHARE lock waits for writers under way, so no entry with a smaller id can still appear behind the seal.
    Gives up quietly when writers hold the table for more than two seconds: the next call finds the same work.
    """
    try:
        with transaction.atomic():
            with connection.cursor() as cursor:
                cursor.execute("SET LOCAL lock_timeout = '2s'")
                cursor.execute("LOCK TABLE core_auditseal IN EXCLUSIVE MODE")
                cursor.execute("LOCK TABLE core_auditentry IN SHARE MODE")
                cursor.execute("SELECT coalesce(max(id), 0) FROM core_auditentry")
                newest: int = cursor.fetchone()[0]
            last = AuditSeal.objects.order_by("-pk").first()
            first_id = last.last_id if last else 0
            last_id = min(newest, first_id + longest)
            if last_id == first_id:
                return None
            digest, count = _digest(first_id, last_id)
            return AuditSeal.objects.create(
                at=clock.now(),
                after_id=first_id,
                last_id=last_id,
                entries=count,
                previous_hash=last.chain_hash if last else "",
                chain_hash=_chain(last.chain_hash if last else "", digest, first_id, last_id, count),
            )
    except OperationalError:
        return None


def verify_chain() -> list[str]:
    """One sentence for each seal that does not match its entries any more; empty when the chain is whole."""
    breaches: list[str] = []
    previous_hash, after_id = "", 0
    for link in AuditSeal.objects.order_by("pk").iterator():
        digest, count = _digest(link.after_id, link.last_id)
        expected = _chain(previous_hash, digest, link.after_id, link.last_id, count)
        if (link.previous_hash, link.after_id) != (previous_hash, after_id):
            breaches.append(f"audit: seal {link.pk} does not follow the one before it")
        elif link.chain_hash != expected:
            breaches.append(f"audit: entries {link.after_id + 1} to {link.last_id} differ from seal {link.pk}")
        previous_hash, after_id = link.chain_hash, link.last_id
    return breaches


def _digest(after_id: int, last_id: int) -> tuple[str, int]:
    with connection.cursor() as cursor:
        cursor.execute(_DIGEST, [after_id, last_id])
        digest, count = cursor.fetchone()
    return digest, count


def _chain(previous: str, digest: str, after_id: int, last_id: int, count: int) -> str:
    return hashlib.sha256(f"{previous}|{digest}|{after_id}|{last_id}|{count}".encode()).hexdigest()
