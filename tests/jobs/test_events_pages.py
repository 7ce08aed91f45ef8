"""Pages of events and courses: what the public sees, who may run what, and how many queries a list takes."""

import gzip
from datetime import date, timedelta
from pathlib import Path

import pytest
from django.contrib.staticfiles import finders
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from core import clock
from jobs.models import OneTimeCode, Visitor
from jobs.queries import events_figures
from jobs.states.events import EventState
from tests.factories.cases import make_resident
from tests.factories.jobs_events import make_course, make_event, make_stand, make_trainee, make_visitor

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("friday")]

HEAVIEST = 100_000
#: Of the lists of events, courses, visitors, one course, one result, and the public list.
QUERIES = [4, 4, 6, 5, 9, 2]


def text_of(answer) -> str:
    assert answer.status_code == 200
    return answer.content.decode()


def asked(client, page) -> int:
    with CaptureQueriesContext(connection) as queries:
        text_of(client.get(page))
    return len(queries)


def test_lists_take_a_fixed_number_of_queries(client, officers):
    client.force_login(officers.station)
    event, course, visitor = make_event(officers.desk), make_course(officers.desk), Client()
    taken = []
    for _ in range(2):
        client.get("/events/")  # the session writes down when it was last used
    for rows in (2, 12):
        for _ in range(rows):
            make_visitor(make_event(officers.desk), came=True)
            make_trainee(make_course(officers.desk))
            make_visitor(event)
            make_stand(event)
            make_trainee(course)
        pages = (
            "/events/",
            "/courses/",
            f"/events/{event.pk}/visitors/",
            f"/courses/{course.pk}/",
            f"/events/{event.pk}/result/",
        )
        taken.append([asked(client, page) for page in pages] + [asked(visitor, "/public/events/")])
    assert taken[0] == taken[1] == QUERIES


def test_the_public_list_shows_what_is_still_to_come_and_names_nobody():
    for title, fields in {
        "来得及": {"in_hours": 24},
        "已经散场": {"in_hours": -9},
        "尚未发布": {"in_hours": 24, "state": EventState.PLANNED},
        "停办": {"in_hours": 24, "state": EventState.CANCELLED, "state_note": "停电"},
    }.items():
        make_visitor(make_event(title=title, **fields), name="绝不外传")
    shown = text_of(Client().get("/public/events/"))
    assert "来得及" in shown
    assert not any(word in shown for word in ("已经散场", "尚未发布", "停办", "绝不外传"))


def test_a_cancelled_event_tells_whoever_has_its_address():
    event = make_event(in_hours=24, state=EventState.CANCELLED, state_note="场地停电")
    visitor = make_visitor(event)
    assert "场地停电" in text_of(Client().get(f"/public/events/{event.token}/"))
    assert "场地停电" in text_of(Client().get(f"/public/visits/{visitor.token}/"))
    planned = make_event(in_hours=24, state=EventState.PLANNED)
    assert Client().get(f"/public/events/{planned.token}/").status_code == 404


def test_the_page_of_a_visitor_is_masked_and_found_by_no_search_engine():
    visitor = make_visitor(make_event(), name="苏日娜", mobile="13947501111")
    answer = Client().get(f"/public/visits/{visitor.token}/")
    shown = text_of(answer)
    assert "noindex" in answer["X-Robots-Tag"]
    assert "苏*娜" in shown
    assert "139****1111" in shown
    assert "13947501111" not in shown


def test_a_place_is_not_given_up_by_one_tap_and_a_page_given_up_asks_for_nothing():
    visitor = make_visitor(make_event(in_hours=24))
    page, client = f"/public/visits/{visitor.token}/", Client()
    shown = text_of(client.get(page))
    assert shown.index("<summary>") < shown.index('name="give_up"') < shown.index("</details>")
    client.post(page, {"give_up": "1"})
    after = text_of(client.get(page))
    assert "重新报名" in after
    assert "请保存本页" not in after


def test_a_machine_that_fills_in_every_field_signs_nobody_up():
    event = make_event(in_hours=24)
    told = {"name": "a", "mobile": "13947501111", "agreed": "on", "website": "x"}
    Client().post(f"/public/events/{event.token}/", told)
    assert not Visitor.objects.exists()


def test_looking_for_a_place_says_the_same_whether_the_number_is_known_or_not():
    event = make_event(in_hours=24)
    make_visitor(event, mobile="13947501111")
    page = f"/public/events/{event.token}/find/"
    known, unknown = (text_of(Client().post(page, {"told": mobile})) for mobile in ("13947501111", "13947502222"))
    assert known.replace("13947501111", "").split("csrfmiddlewaretoken")[0] == unknown.split("csrfmiddlewaretoken")[0]
    assert OneTimeCode.objects.count() == 1


def test_telling_a_number_twice_at_the_door_opens_nobodys_page():
    event = make_event()
    make_visitor(event, came=True, mobile="13947501111")
    telephone = Client()
    telephone.get(f"/public/events/{event.token}/here/")
    answer = telephone.post(f"/public/events/{event.token}/here/", {"told": "13947501111"}, follow=True)
    assert answer.request["PATH_INFO"] == f"/public/events/{event.token}/"


def test_the_public_pages_are_light_on_an_old_telephone():
    event = make_event(in_hours=24)
    for _ in range(5):
        make_stand(event)
    for page in ("/public/events/", f"/public/events/{event.token}/", f"/public/visits/{make_visitor(event).token}/"):
        answer = Client().get(page)
        shown = text_of(answer)
        files = [part.split('"')[0].removeprefix("/static/") for part in shown.split('href="')[1:] if "/static/" in part[:9]]
        scripts = shown.count("<script")
        weight = len(gzip.compress(answer.content))
        for name in files:
            found = finders.find(name)
            assert found, name
            weight += len(gzip.compress(Path(found).read_bytes()))
        assert scripts == 0
        assert weight < HEAVIEST, page


def test_figures_count_attendances_and_people_sessions_and_batches_apart(officers, neighbours):
    resident = make_resident(officers.desk)
    one, two = (make_event(officers.desk, in_hours=-50, batch=1, state=EventState.OVER) for _ in range(2))
    make_event(neighbours.desk, in_hours=-50)
    make_event(officers.desk, in_hours=50)
    for event in (one, two):
        make_visitor(event, came=True, mobile="13947501111")
        make_visitor(event, came=True, resident=resident, linked_at=clock.now())
        make_visitor(event)
        make_stand(event)
    month = date(2026, 11, 1)
    whole = events_figures.figures(officers.acceptance, "all", month, month, clock.now())
    assert [row[1:] for row in whole] == [(2, 1, 4, 2, 2, 6, 0)]
    for by, key in (("month", "2026-11-01"), ("kind", "job_fair"), ("station", str(officers.desk.pk))):
        assert [row.key for row in events_figures.figures(officers.acceptance, by, month, month, clock.now())] == [key]
    assert events_figures.figures(officers.acceptance, "all", date(2026, 10, 1), date(2026, 10, 1), clock.now()) == []


def test_the_station_next_door_sees_and_runs_nothing_of_ours(client, officers, neighbours):
    event, trainee = make_event(officers.desk), make_trainee(make_course(officers.desk))
    client.force_login(neighbours.station)
    for page in ("", "edit/", "desk/", "stands/", "visitors/", "result/", "poster/"):
        assert client.get(f"/events/{event.pk}/{page}").status_code == 404, page
    for page in (
        f"/courses/{trainee.course_id}/",
        f"/trainees/{trainee.pk}/assess/",
        f"/residents/{trainee.resident_id}/training/",
    ):
        assert client.get(page).status_code == 404, page


def test_a_checker_reads_and_does_not_run(client, officers):
    event = make_event(officers.desk)
    client.force_login(officers.first_check)
    assert client.get(f"/events/{event.pk}/").status_code == 200
    assert client.get(f"/events/{event.pk}/desk/").status_code == 403
    assert client.post(f"/events/{event.pk}/visitors/export/").status_code == 403


def test_the_empty_lists_say_what_to_do(client, officers):
    client.force_login(officers.station)
    assert "请登记活动" in text_of(client.get("/events/"))
    assert "请按岗位需求开设培训班" in text_of(client.get("/courses/"))
    assert "没有举办活动" in text_of(client.get("/events/figures/"))
    assert "暂无活动预告" in text_of(Client().get("/public/events/"))


def test_what_is_wrong_is_said_at_its_field_in_both_languages(client, officers):
    client.force_login(officers.station)
    told = {
        "station": officers.desk.pk, "kind": "job_fair", "title": "会", "on": "2026-11-21", "begins": "12:00", "ends": "9:xx",
        "region": "150502", "address": "x", "token": "0" * 32,
    }  # fmt: skip
    assert "时间格式如 09:30" in text_of(client.post("/events/new/", told))
    assert "结束时间须晚于开始时间" in text_of(client.post("/events/new/", told | {"ends": "09:00"}))
    client.post("/preferences/set/", {"language": "en", "next": "/"})
    assert "It ends after it begins" in text_of(client.post("/events/new/", told | {"ends": "09:00"}))


def test_a_course_of_another_day_is_not_opened_by_an_old_code():
    course = make_course()
    assert "不是今日的" in text_of(Client().get(f"/public/courses/{course.token}/000000000000/"))
    assert Client().get("/public/courses/000000000000/000000000000/").status_code == 404


def test_an_event_of_two_days_is_changed_without_losing_its_days(client, officers):
    event = make_event(officers.desk, in_hours=24, capacity=10)
    client.force_login(officers.station)
    form = client.get(f"/events/{event.pk}/edit/").context["form"]
    told = {name: "" if value is None else value for name, value in form.initial.items()} | {"capacity": 12}
    told["begins"], told["ends"] = (f"{told[name]:%H:%M}" for name in ("begins", "ends"))
    assert client.post(f"/events/{event.pk}/edit/", told).status_code == 302
    before = (event.begins_at.replace(microsecond=0), event.ends_at - timedelta(0))
    event.refresh_from_db()
    assert (event.begins_at.replace(microsecond=0), event.capacity) == (before[0], 12)
