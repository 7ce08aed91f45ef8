"""What a clerk waits for: finding one resident among n, the workbench and the lists at n / 10 open claims in one banner
and n / 10 more over the land, the audit's list, and the night's reminders."""

from collections.abc import Callable, Iterator
from typing import Any, NamedTuple
from urllib.parse import urlencode

from django.db import connection
from django.test import Client, RequestFactory
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from bench import cases, scratch
from bench.scratch import Found
from cases.models import Claim, Resident
from cases.queries.residents import search
from core import clock
from core.pages import keyset
from notices.services.reminders import remind_all
from stations.models import Station, User
from tests.factories import stations

TIMES = 9
ORDER = ("sort_key", "pk")

AUDIT = """
INSERT INTO core_auditentry (at, actor_id, verb, subject_type, subject_id, region_code, station_id, request_id, data)
SELECT timestamptz '2024-01-01' + n * interval '30 seconds', %(actor)s,
    (ARRAY['claim.submitted', 'claim.accepted', 'resident.logged', 'resident.revealed', 'claim.decided'])[1 + n %% 5],
    (ARRAY['cases.claim', 'cases.claim', 'cases.resident', 'cases.resident', 'cases.claim'])[1 + n %% 5],
    (n %% 900000)::text, s.region_code, s.id, md5(n::text), '{}'
FROM generate_series(1, %(count)s) n
JOIN (SELECT id, region_code, row_number() OVER (ORDER BY id) - 1 AS place, count(*) OVER () AS number FROM stations_station) s
    ON s.place = (n * 7919::bigint) %% s.number
"""
#: What a workbench cannot do without: how much is in each state and how much of it is late, and the rows on top.
FLOOR_COUNT = """
SELECT state, count(*), count(*) FILTER (WHERE due_on < %(today)s) FROM cases_claim
WHERE region_code LIKE %(below)s AND state IN ('submitted', 'accepted', 'first_checked', 'approval') GROUP BY state
"""
FLOOR_TOP = """
SELECT c.id, c.number, r.name, c.due_on FROM cases_claim c JOIN cases_resident r ON r.id = c.resident_id
WHERE c.region_code LIKE %(below)s AND c.state = 'accepted' ORDER BY c.due_on, c.submitted_at, c.id LIMIT 25
"""
FLOOR_LIST = "SELECT id, number, state, due_on FROM cases_claim WHERE region_code LIKE %(below)s ORDER BY due_on, id LIMIT 26"


class Ground(NamedTuple):
    """The readers: one at a desk, one over a banner, one over the land, and one next door."""

    people: dict[str, User]
    staff: cases.Staff


def ground(n: int) -> Ground:
    """n residents of whom four in five draw benefit and n / 5 have an open claim, and n audit entries."""
    staff = cases.staff()
    cases.granted(n, staff, everybody=False)
    cases.waiting(n // 10, cases.BANNER, staff)
    cases.waiting(n // 10, "15", staff)
    with scratch.unchecked():
        scratch.sql(AUDIT, {"actor": staff.maker.pk, "count": n})
    desk = Station.objects.filter(region_code__startswith=cases.BANNER).order_by("pk").first()
    people = {
        "at the desk": stations.make_user("station", station=desk),
        "over the banner": stations.make_user("acceptance", cases.BANNER),
        "over the land": stations.make_user("first_check", stations.WHOLE_REGION),
        "next door": stations.make_user("acceptance", cases.NEIGHBOUR),
    }
    scratch.settle()
    return Ground(people, staff)


def measure(n: int, land: Ground) -> Iterator[Found]:
    """Search, pages, reminders."""
    with clock.at(cases.MORNING):
        for part in (_search, _workbench, _lists, _audit):
            yield from part(n, land)
        yield from _reminders(n)


def _search(n: int, land: Ground) -> Iterator[Found]:
    """Every kind of search, for each reach of a post; the floor reads the same rows by key, without Django."""
    for kind, text in _asked().items():
        for who in ("at the desk", "over the banner", "over the land"):
            yield _one_search(n, f"search, {kind}, {who}", land.people[who], text)


def _asked() -> dict[str, str]:
    """A text of each kind, the worst there is where one is worse than another."""
    newest = Resident.objects.order_by("-pk")
    someone = newest.filter(region_code__startswith=cases.BANNER).first() or newest[0]
    named = "SELECT name FROM cases_resident WHERE length(name) = %s GROUP BY name ORDER BY count(*) DESC, name LIMIT 1"
    initials = "SELECT left(initials, 2) FROM cases_resident GROUP BY 1 ORDER BY count(*) DESC LIMIT 1"
    middle = "SELECT substr(name, 2, 2) FROM cases_resident WHERE length(name) = 3 GROUP BY 1 ORDER BY count(*) DESC LIMIT 1"
    first = "SELECT left(name, 2) FROM cases_resident GROUP BY 1 ORDER BY count(*) DESC LIMIT 1"
    return {
        "commonest name of two": scratch.one(named, [2]),
        "commonest name of three": scratch.one(named, [3]),
        "commonest beginning": scratch.one(first),
        "commonest two in the middle": scratch.one(middle),
        "commonest two initials": scratch.one(initials),
        "three initials": someone.initials[:3],
        "last four": someone.id_last4,
        "last six": someone.id_number[-6:],
        "whole number": someone.id_number,
        "mobile": someone.mobile,
    }


def _one_search(n: int, what: str, user: User, text: str) -> Found:
    request = RequestFactory().get("/", {"q": text})

    def look() -> Any:
        return keyset(search(user, text), request, order=ORDER)

    with CaptureQueriesContext(connection) as asked:
        found = [row.pk for row in look()]
    seconds = scratch.median(look, TIMES)
    by_key = "SELECT id, name, sort_key FROM cases_resident WHERE id = ANY (%s) ORDER BY sort_key, id"
    floor = scratch.median(lambda: scratch.rows(by_key, [found]), TIMES)
    return Found(what, n, seconds, floor, note=f"{len(found)} shown, {len(asked)} queries")


def _workbench(n: int, land: Ground) -> Iterator[Found]:
    """The page of each post; the floor is the bare SQL and the page of somebody for whom nothing can wait."""
    empty = _page(stations.make_user(), reverse("portal:workbench"))[0]
    posts: dict[str, tuple[User, str]] = {"station": (land.people["at the desk"], cases.BANNER)}
    for role in ("acceptance", "first_check", "second_check", "approver"):
        posts[f"{role}, banner"] = (stations.make_user(role, cases.BANNER), cases.BANNER)
    for role in ("acceptance", "first_check", "second_check", "approver"):
        posts[f"{role}, land"] = (stations.make_user(role, stations.WHOLE_REGION), "15")
    posts["acceptance, next door"] = (land.people["next door"], cases.NEIGHBOUR)
    for post, (user, below) in posts.items():
        given = {"below": f"{below}%", "today": clock.today()}
        bare = scratch.median(lambda: [scratch.rows(sql, given) for sql in (FLOOR_COUNT, FLOOR_TOP)], TIMES)  # noqa: B023
        seconds, asked = _page(user, reverse("portal:workbench"))
        yield Found(f"workbench, {post}", n // 10, seconds, bare + empty, note=f"{asked} queries")
    given = {"below": f"{cases.BANNER}%", "today": clock.today()}
    bare = scratch.median(lambda: [scratch.rows(sql, given) for sql in (FLOOR_COUNT, FLOOR_TOP)], TIMES)
    seconds, asked = _page(posts["first_check, banner"][0], f"{reverse('portal:workbench')}?queue=first_check")
    yield Found("workbench, one queue whole", n // 10, seconds, bare + empty, note=f"{asked} queries")


def _lists(n: int, land: Ground) -> Iterator[Found]:
    """The list of claims under its filters, and a page far down."""
    address = reverse("cases:claim_list")
    name = scratch.one("SELECT left(name, 2) FROM cases_resident ORDER BY id LIMIT 1")
    number = Claim.objects.order_by("-pk").values_list("number", flat=True)[0]
    asked_for = {
        "all": {}, "open": {"state": "open"}, "accepted": {"state": "accepted"}, "red": {"light": "red"},
        "by name": {"text": name}, "by number": {"text": number}, "by end of number": {"text": number[-8:]},
    }  # fmt: skip
    for who, below in (("over the banner", cases.BANNER), ("over the land", "15"), ("at the desk", cases.BANNER)):
        user = land.people[who]
        empty = _page(stations.make_user(), address)[0]
        bare = scratch.median(lambda: scratch.rows(FLOOR_LIST, {"below": f"{below}%"}), TIMES)  # noqa: B023
        for what, filters in asked_for.items():
            seconds, asked = _page(user, f"{address}?{urlencode(filters)}")
            yield Found(f"claim list, {what}, {who}", n, seconds, bare + empty, note=f"{asked} queries")
        deep = Claim.objects.visible_to(user).filter(due_on__gte="2026-09-25")
        link = keyset(deep, RequestFactory().get("/"), order=("due_on", "pk")).next
        seconds, asked = _page(user, address + link)
        yield Found(f"claim list, far down, {who}", n, seconds, bare + empty, note=f"{asked} queries")


def _audit(n: int, _land: Ground) -> Iterator[Found]:
    """The audit's list for an auditor of the banner and of the land."""
    address = reverse("portal:audit_list")
    empty = _page(stations.make_user(), reverse("portal:workbench"))[0]
    for who, region in (("banner", cases.BANNER), ("land", stations.WHOLE_REGION)):
        user = stations.make_user("auditor", region)
        below = "150502%" if who == "banner" else "15%"
        bare = scratch.median(
            lambda: scratch.rows("SELECT * FROM core_auditentry WHERE region_code LIKE %s ORDER BY id DESC LIMIT 51", [below]),  # noqa: B023
            TIMES,
        )
        for what, query in (("all", ""), ("one act", "?verb=resident.revealed"), ("one thing", "?subject=cases.claim:123")):
            seconds, asked = _page(user, address + query)
            yield Found(f"audit list, {what}, {who}", n, seconds, bare + empty, note=f"{asked} queries")


def _page(user: User, address: str) -> tuple[float, int]:
    """Median seconds of a page through every middleware, and how many queries it asks."""
    client = Client()
    client.force_login(user, backend="stations.services.signin.StaffBackend")

    def get() -> None:
        response = client.get(address)
        if response.status_code != 200:
            raise SystemExit(f"{address} answers {response.status_code}")

    get()
    with CaptureQueriesContext(connection) as asked:
        get()
    queries = len(asked)
    return scratch.median(get, TIMES), queries


def _reminders(n: int) -> Iterator[Found]:
    """Everything due is said, and said again to nobody; the floor writes the same rows without asking who they are for."""
    work: dict[str, Callable[[], Any]] = {"reminders of a night": remind_all, "reminders again, nothing new": remind_all}
    for what, remind in work.items():
        taken = scratch.cost(remind)
        floor = sum(scratch.timed(lambda: _written_again(table)) for table in ("notices_notice", "notices_message"))  # noqa: B023
        told = scratch.one("SELECT count(*) FROM notices_notice")
        yield Found(what, n, taken.seconds, floor, None, taken.memory, taken.server, f"{told} notices stand")


def _written_again(table: str) -> None:
    scratch.sql("DROP TABLE IF EXISTS floor_rows")
    scratch.sql(f"CREATE TABLE floor_rows AS TABLE {table}")
