"""Every page of the administration in a browser: no fault of level A or AA, nothing too wide, nothing on the console.

The pages come from the registry and its addresses: a new model, act, action or page is held without a line here.
"""

from datetime import date, timedelta

import pytest
from django.test import RequestFactory

from core import clock
from programmes.models import Holiday
from stations.admin.site import site
from stations.models import Device, Station, StationTarget
from stations.states import Role
from tests.e2e.admin_walk import Walk, page_names, walk_model
from tests.e2e.conftest import DESK, TELEPHONE
from tests.factories.stations import WHOLE_REGION, make_post, make_station, make_user

#: Answers that are no page: a file, data for a script, a way to another page.
NO_PAGE = {"autocomplete", "jsi18n", "view_on_site", "login", "logout", "password_change", "password_change_done"}
FILES = ("_export", "_template")


@pytest.fixture
def bureau(officers, neighbours):
    """Stations in every state, people who came, left and forgot, posts past, present and to come, two days of the calendar."""
    today = clock.today()
    long_name = "科尔沁区新兴街道办事处新兴社区就业和社会保障综合服务工作站"
    make_station(code="A0001", name=long_name, address="新兴大街1号" * 4, state=Station.State.PLANNED, opened_on=None)
    make_station(code="A0002", state=Station.State.PLANNED, opened_on=None)
    make_station(code="A0003")
    make_station(state=Station.State.CLOSED, closed_on=today)
    gone = make_user(username="gone", is_active=False)
    make_post(gone, Role.AUDITOR, starts_on=today - timedelta(900), ends_on=today - timedelta(800))
    assert officers.station.pk
    assert neighbours.acceptance.pk
    make_user(username="fresh", must_change_password=True)
    for day, kind, name in ((date(2026, 10, 1), "off", "国庆节"), (date(2026, 10, 10), "work", "国庆节调休上班")):
        Holiday.objects.get_or_create(day=day, defaults={"kind": kind, "name": name, "source": "国务院办公厅通知"})
    Device.objects.create(station=officers.desk, kind=Device.Kind.SCREEN, code="KEQ-SCREEN-01", place="大厅")
    StationTarget.objects.create(station=officers.desk, year=today.year, figure="residents", number=300)


def administrator(region, language, *, large):
    return make_user(Role.SECURITY_ADMIN, region, language=language, large_text=large)


@pytest.mark.usefixtures("friday", "bureau")
@pytest.mark.parametrize(
    ("language", "viewports", "large"),
    [("zh-hans", [DESK, TELEPHONE], False), ("en", [TELEPHONE], True)],
    ids=["chinese", "english_large_on_a_telephone"],
)
def test_no_page_of_the_administration_has_a_fault(open_page, shoot, language, viewports, large):
    person = administrator(WHOLE_REGION, language, large=large)
    request = RequestFactory().get("/")
    request.user = person
    walk = Walk(open_page(person), viewports, shoot, large=large)
    walk.go("/admin/")
    for app in sorted({model._meta.app_label for model in site._registry}):
        walk.go(f"/admin/{app}/")
    for _model, admin in sorted(site._registry.items(), key=lambda pair: pair[0]._meta.label):
        walk_model(walk, admin, request)
    assert not walk.found, "\n".join(walk.found)
    missed = {name for name in set(page_names()) - walk.seen - NO_PAGE if not name.endswith(FILES)}
    assert missed - set(closed_pages(request)) == set()


def closed_pages(request):
    """The addresses that every model has and that nobody can come to: nothing to do there, or no right to it."""
    for model, admin in site._registry.items():
        base = f"{model._meta.app_label}_{model._meta.model_name}"
        open_to_her = {
            "act": bool(admin.acts),
            "add": admin.has_add_permission(request),
            "delete": admin.has_delete_permission(request),
        }
        yield from (f"{base}_{page}" for page, is_open in open_to_her.items() if not is_open)


@pytest.mark.usefixtures("friday", "bureau")
def test_whoever_may_only_look_sees_pages_without_a_fault(open_page, shoot):
    walk = Walk(open_page(administrator("150502", "zh-hans", large=False)), [TELEPHONE], shoot)
    walk.go("/admin/programmes/holiday/", "to look at")
    walk.go("/admin/programmes/holiday/2026-10-10/change/", "to look at")
    assert walk.page.locator("[name=_save]").count() == 0
    assert not walk.found, "\n".join(walk.found)


@pytest.mark.usefixtures("friday")
def test_size_language_and_the_way_out_are_on_every_page_of_the_administration(open_page, shoot):
    person = administrator("150502", "zh-hans", large=False)
    walk = Walk(open_page(person), [DESK, TELEPHONE], shoot, large=True)
    page = walk.page
    page.goto("/admin/stations/user/?q=a")
    page.click("#user-tools [name=large_text]")
    page.wait_for_selector("#user-tools [name=large_text][aria-pressed=true]")
    walk.look("in large text")
    page.click("#user-tools [name=language]")
    page.wait_for_selector("html[lang=en]")
    assert page.url.endswith("/admin/stations/user/?q=a")
    page.click("#user-tools [name=large_text]")
    page.wait_for_selector("#user-tools [name=large_text][aria-pressed=false]")
    page.click("#user-tools button:text('Sign out')")
    page.wait_for_url("**/accounts/sign-in/")
    page.goto("/admin/")
    page.wait_for_url("**/accounts/sign-in/?next=*")
    assert not walk.found, "\n".join(walk.found)
