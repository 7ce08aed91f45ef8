"""A fair on an old telephone: signing up, checking in by the poster's code, one tap a post; and the code of a lesson."""

from datetime import timedelta

from core import clock
from jobs.models import Intent, Presence, Visitor
from jobs.queries import courses
from tests.e2e.conftest import TELEPHONE, overflow, violations
from tests.factories.jobs_events import make_course, make_event, make_stand, make_trainee

SMALL = {"width": 320, "height": 568}


def look(page):
    assert violations(page) == []
    assert page.faults == []
    for size in (SMALL, TELEPHONE):
        page.set_viewport_size(size)
        assert overflow(page) <= 0, f"{page.url} at {size['width']}"


def test_a_visitor_signs_up_checks_in_and_wants_a_post_on_a_telephone(open_page):
    event, page = make_event(capacity=5), open_page(viewport=TELEPHONE)
    make_stand(event)
    page.goto("/public/events/")
    look(page)
    page.click(f"text={event.title}")
    look(page)
    page.fill("[name=name]", "苏日娜")
    page.fill("[name=mobile]", "13947501111")
    page.check("[name=agreed]")
    page.click("button[name=save]")
    look(page)
    code = page.inner_text(".ticket-code")
    page.goto(f"/public/events/{event.token}/here/")
    look(page)
    page.fill("[name=told]", code.lower())
    page.click("button[name=save]")
    page.click("button[name=offer]")
    look(page)
    assert page.locator(".want-done").count() == 1
    assert Visitor.objects.get().arrived_how == "phone"
    assert Intent.objects.count() == 1
    page.goto(f"/public/events/{event.token}/here/")
    page.fill("[name=told]", "13947502222")
    page.click("button[name=save]")
    look(page)
    page.goto(f"/public/events/{event.token}/find/")
    look(page)
    page.fill("[name=told]", "13947501111")
    page.click("button[name=save]")
    look(page)


def test_an_event_that_has_not_begun_takes_no_arrivals(open_page):
    event, page = make_event(in_hours=24), open_page(viewport=TELEPHONE)
    page.goto(f"/public/events/{event.token}/here/")
    look(page)
    assert page.locator("form [name=told]").count() == 0


def test_a_trainee_is_there_by_the_code_of_the_day(open_page):
    trainee, page = make_trainee(make_course()), open_page(viewport=TELEPHONE)
    course, today = trainee.course, clock.today()
    page.goto(f"/public/courses/{course.token}/{courses.day_key(course, today - timedelta(days=1))}/")
    look(page)
    assert page.locator("[name=mobile]").count() == 0
    page.goto(f"/public/courses/{course.token}/{courses.day_key(course, today)}/")
    look(page)
    page.fill("[name=mobile]", trainee.resident.mobile)
    page.click("button[name=save]")
    look(page)
    assert Presence.objects.get().on == today
