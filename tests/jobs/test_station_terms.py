"""What the bureau of a place decides holds there from its day on: arrears, hostels, catalogue, reminders, visitors' names."""

from datetime import date, timedelta

import pytest
from django.db import DatabaseError, transaction
from django.test import Client

from core import clock
from core.models import AuditEntry
from core.policies import Refused
from jobs.models import Visitor
from jobs.queries import terms
from jobs.services import arrears, arrears_steps, bookings, events_forget, orders
from jobs.states.orders import GIVEN_BY, Service
from notices.services import reminders
from programmes.formulas import rulebook, station_terms
from programmes.services import lawfiles
from tests.factories.enterprises import make_sample_firm
from tests.factories.jobs_arrears import make_arrears, make_provider, told
from tests.factories.jobs_events import make_event, make_visitor
from tests.factories.jobs_orders import asked
from tests.factories.programmes import decide_terms, law, shipped_law
from tests.factories.residents import make_resident

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("friday")]


@pytest.fixture(autouse=True)
def _files(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path


def test_the_first_figures_are_those_of_the_shipped_file():
    file = next(each for each in lawfiles.all_files() if each.scheme == "station_terms")
    stated = {name: entry["value"] for name, entry in file.content["parameters"].items()}

    assert stated == {name: entry["value"] for name, entry in station_terms.FIRST["parameters"].items()}
    assert set(station_terms.SERVICES) == set(Service.values) == set(GIVEN_BY)


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("arrears_accept_working_days", 6),
        ("arrears_promise_working_days", 61),
        ("arrears_mediation_days", 16),
        ("piece_book_months", 35),
    ],
)
def test_a_bureau_promises_no_less_than_the_law(name, value):
    content = law("station_terms", **{name: value}).content

    assert any(name in fault for fault in rulebook.problems(station_terms.TABLE, content))


def test_arrears_run_by_the_promise_of_the_place_and_by_the_law_once_extended(officers):
    decide_terms(arrears_accept_working_days=3, arrears_promise_working_days=20, arrears_mediation_days=7)
    case = arrears.report(**told()).case
    assert case.due_on == date(2026, 11, 25)

    case = arrears_steps.accept(case_id=case.pk, actor=officers.acceptance)
    assert (case.due_on, case.inspect_by) == (date(2026, 12, 18), date(2027, 2, 12))
    mediator = make_provider(kind="mediator")
    assert arrears_steps.mediate(case_id=case.pk, actor=officers.acceptance, mediator_id=mediator.pk).due_on == date(2026, 11, 27)
    order = {"case_id": case.pk, "order_no": "通科劳监令1号", "reason": "证据清楚"}
    assert arrears_steps.inspect(actor=officers.acceptance, **order).due_on == date(2026, 12, 18)
    late = arrears_steps.extend(case_id=case.pk, actor=officers.approver, reason="案情复杂")
    assert late.due_on == late.inspect_by > date(2027, 2, 12)


def test_another_league_keeps_the_terms_of_the_region(officers):
    shipped_law()
    decide_terms("1504", arrears_accept_working_days=1)

    assert arrears.report(**told()).case.due_on == date(2026, 11, 27)


def test_the_list_warns_from_the_share_that_the_bureau_names(officers):
    make_arrears(officers, "accepted")
    shown = []
    for day, share in ((1, 80), (2, 55)):
        decide_terms(valid_from=date(2026, 1, day), arrears_warn_percent=share)
        with clock.at("2027-01-07T09:00"):
            window = Client()
            window.force_login(officers.acceptance)
            shown.append(window.get("/arrears/").content.decode())

    assert "traffic-blue" in shown[0]
    assert "traffic-yellow" in shown[1]


def test_free_days_are_those_of_the_place(officers):
    decide_terms(hostel_free_days=2)
    place = bookings.log_place(actor=officers.acceptance, kind="hostel", name="1号床", region_code="150502")
    days = {"from_on": clock.today(), "until_on": clock.today() + timedelta(days=3)}
    booked = bookings.book(place_id=place.pk, actor=officers.acceptance, id_number=make_resident(officers).id_number, **days)
    window = Client()
    window.force_login(officers.acceptance)

    assert booked.free_days == 2
    assert "免费2天" in window.get(f"/places/{place.pk}/").content.decode()


def test_the_catalogue_is_that_of_the_place(officers):
    only = [{"service": "roving", "for_residents": True, "for_units": False, "for_bodies": False}]
    decide_terms(services=only)

    with pytest.raises(Refused, match="巡回服务"):
        orders.order(**asked())
    with pytest.raises(Refused) as refused:
        orders.order(**asked(service="roving"))
    assert refused.value.field == "service"
    assert terms.offered_somewhere(clock.today()) == {"roving": ("resident",)}
    window = Client()
    window.force_login(officers.acceptance)
    shown = window.get("/orders/new/").content.decode()
    assert 'value="roving"' in shown
    assert 'value="expert"' not in shown
    assert 'value="expert"' not in Client().get("/public/orders/").content.decode()


def test_what_another_place_offers_can_still_be_asked_for_on_the_public_page():
    shipped_law()
    decide_terms(services=[{"service": "roving", "for_residents": False, "for_units": True, "for_bodies": False}])
    offered = terms.offered_somewhere(clock.today())

    assert offered["expert"] == ("unit", "body")
    assert offered["roving"] == ("resident", "unit", "body")


def test_a_silent_firm_is_reminded_of_from_the_day_of_its_place():
    decide_terms(staff_report_day=15)
    with clock.at("2026-11-02"):
        make_sample_firm()
    told_on = []
    for day in ("2026-11-10", "2026-11-14", "2026-11-15"):
        with clock.at(day):
            told_on.append(reminders.remind_all()["staff_report"].notices)

    assert told_on == [0, 0, 1]


def test_names_of_visitors_are_struck_out_after_the_days_they_agreed_to(officers):
    decide_terms(visitor_days=10)
    event = make_event(in_hours=-1)
    visitor = make_visitor(event)
    page = Client().get(f"/public/events/{event.token}/here/").content.decode()
    assert page
    with clock.at("2026-11-29T09:00"):
        assert events_forget.forget_old() == 0
    with clock.at("2026-12-02T09:00"):
        assert events_forget.forget_old() == 1
        assert events_forget.forget_old() == 0
    visitor.refresh_from_db()
    event.refresh_from_db()

    assert (visitor.name, visitor.mobile, visitor.mobile_hash) == ("", None, None)
    assert AuditEntry.objects.get(verb="event.visitors_forgotten").data["count"] == 1
    with pytest.raises(DatabaseError), transaction.atomic():
        Visitor.objects.filter(pk=visitor.pk).update(forgotten_at=None)


def test_what_people_agree_to_names_the_days_of_the_place(officers):
    decide_terms(visitor_days=30)
    event = make_event(in_hours=24)

    assert "30天" in Client().get(f"/public/events/{event.token}/").content.decode()
