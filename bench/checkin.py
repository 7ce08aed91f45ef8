"""n visitors check in at one event within ten minutes, over several connections; beside the bare rows on as many connections."""

import threading
from collections.abc import Callable, Iterator, Sequence

from django.db import connection, connections

from bench import scratch
from bench.scratch import Found
from core import clock
from core.crypto import blind_indexes, encrypt
from jobs.models import Event, Visitor
from jobs.services import events_arrival
from tests.factories import jobs_events, stations

WORKERS = 8
#: What the hall allows: everybody is in after ten minutes.
SECONDS = 600.0
OPENS = "2026-11-20T09:00+08:00"

VISITORS = """
INSERT INTO jobs_visitor (event_id, state, channel, name, mobile, mobile_hash, code, token, consented_at, signed_up_at,
    arrived_how)
SELECT %(event)s, 'placed', 'web', %(name)s, %(mobile)s, decode(hash, 'hex'),
    translate(lpad(to_hex(number), 6, '0'), '01abcdef', 'GHABCDEF'), gen_random_uuid(), %(now)s, %(now)s, ''
FROM unnest(%(hashes)s::text[]) WITH ORDINALITY AS given (hash, number)
"""
FLOOR_SEEN = "SELECT * FROM jobs_event WHERE id = %s"
FLOOR_CAME = "UPDATE floor_visitor SET arrived_at = now(), arrived_how = 'phone' WHERE event_id = %s AND mobile_hash = %s"
FLOOR_TOLD = """
INSERT INTO core_auditentry (at, actor_id, verb, subject_type, subject_id, region_code, request_id, data)
VALUES (now(), %s, 'visitor.arrived', 'jobs.visitor', '1', '150502', '', '{}')
"""


def ground(n: int) -> tuple[int, list[str], list[str]]:
    """An event that goes on, with n sign-ups; the mobiles of those and of a tenth more who had not signed up."""
    with clock.at(OPENS):
        event = jobs_events.make_event(stations.make_station())
        mobiles = [f"139{number:08d}" for number in range(n)]
        hashes = blind_indexes("mobile", mobiles)
        sealed = {"name": encrypt("苏日娜"), "mobile": encrypt(mobiles[0])}
        scratch.sql(VISITORS, {"event": event.pk, "now": clock.now(), "hashes": hashes, **sealed})
    scratch.sql(
        "DROP TABLE IF EXISTS floor_visitor; CREATE TABLE floor_visitor (LIKE jobs_visitor INCLUDING ALL);"
        " INSERT INTO floor_visitor SELECT * FROM jobs_visitor"
    )
    scratch.settle()
    return event.pk, mobiles, hashes


def measure(n: int, there: tuple[int, list[str], list[str]]) -> Iterator[Found]:
    """The floor: event read, row updated, audit row written, committed, by the same number of connections."""
    event, mobiles, hashes = there
    actor = Event.objects.get(pk=event).created_by_id
    floor = scratch.timed(lambda: _at_once([lambda one=one: _bare(event, bytes.fromhex(one), actor) for one in hashes]))
    spent = scratch.timed(lambda: _at_once([lambda one=one: _check_in(event, one) for one in mobiles]))
    if Visitor.objects.arrived().count() != n:
        raise SystemExit(f"{Visitor.objects.arrived().count()} of {n} visitors are in")
    note = f"{WORKERS} connections; {n / spent:.0f} a second, {SECONDS / spent:.0f} times what ten minutes ask"
    yield Found("visitors checked in", n, spent, floor, None, note=note)
    new = [f"138{number:08d}" for number in range(n // 10)]
    walked = scratch.timed(lambda: _at_once([lambda one=one: _walk_in(event, one) for one in new]))
    yield Found("of whom without sign-up", len(new), walked, floor / 10, None, note=f"{WORKERS} connections")
    scratch.sql("DROP TABLE floor_visitor")


def _bare(event: int, hashed: bytes, actor: int) -> None:
    with connection.cursor() as cursor:
        cursor.execute("BEGIN")
        cursor.execute(FLOOR_SEEN, [event])
        cursor.execute(FLOOR_CAME, [event, hashed])
        cursor.execute(FLOOR_TOLD, [actor])
        cursor.execute("COMMIT")


def _check_in(event: int, mobile: str) -> None:
    with clock.at(OPENS):
        events_arrival.arrive(event_id=event, told=mobile)


def _walk_in(event: int, mobile: str) -> None:
    with clock.at(OPENS):
        events_arrival.walk_in(event_id=event, name="苏日娜", mobile=mobile, agreed=True)


def _at_once(acts: Sequence[Callable[[], None]]) -> None:
    """All acts, dealt out to WORKERS threads with a connection each."""

    def work(mine: Sequence[Callable[[], None]]) -> None:
        try:
            for act in mine:
                act()
        finally:
            connections.close_all()

    threads = [threading.Thread(target=work, args=[acts[number::WORKERS]]) for number in range(WORKERS)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
