"""The next step starts from the visit and is recorded as such; what firms raise stands on their page until they rate it."""

import re
import uuid

import pytest
from django.db import DatabaseError, transaction
from django.test import Client

from cases.models import Claim
from core import clock
from core.models import AuditEntry
from core.policies import Refused
from jobs.models import ServiceOrder, Vacancy, VisitCause, Wish
from jobs.queries.visits import came_of, done_since, next_steps
from jobs.services import orders, visit_causes
from jobs.states.orders import Demand
from jobs.states.visits import NEEDS_OF_UNITS
from tests.factories.cases import make_resident
from tests.factories.enterprises import make_enterprise
from tests.factories.jobs import make_vacancy
from tests.factories.jobs_arrears import make_provider
from tests.factories.jobs_orders import asked, make_order
from tests.factories.jobs_visits import make_visit
from tests.factories.programmes import shipped_law

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("friday")]


@pytest.fixture
def desk(officers):
    window = Client()
    window.force_login(officers.station)
    return window


@pytest.fixture
def unit(officers):
    return make_enterprise(station=officers.desk, contact_name="白云", contact_mobile="13804750001")


def demanded(**fields) -> dict:
    """What the desk sends of a firm's demand."""
    return {
        "token": str(uuid.uuid4()), "service": "demand", "demand": "permit", "orderer": "unit", "region_code": "150502",
        "contact_name": "白云", "contact_mobile": "13804750001", "agreed": "on", "topic": "消防验收等了三个月", **fields,
    }  # fmt: skip


def test_each_of_the_seven_kinds_of_demand_leads_from_the_visit_to_the_order(officers, unit, desk):
    visit = make_visit(unit, state="met", needs=list(NEEDS_OF_UNITS), visitor=officers.station)
    ways = [way.url for way in next_steps(visit)]

    assert [kind for kind in Demand.values if any(url.endswith(f"demand={kind}") for url in ways)] == Demand.values
    page = desk.get(next(url for url in ways if url.endswith("demand=permit"))).content.decode()
    assert re.search(r'value="permit"\s+selected', page)
    assert re.search(r'value="demand"[^>]*\schecked', page)
    assert "13804750001" in page


def test_a_demand_taken_down_from_a_visit_is_recorded_assigned_done_and_rated_on_the_page_of_the_firm(officers, unit, desk):
    visit = make_visit(unit, state="met", needs=["permit"], visitor=officers.station)
    sent = desk.post(f"/orders/new/?unit={unit.pk}&visit={visit.pk}&service=demand&demand=permit", demanded())
    order = ServiceOrder.objects.get()
    assert sent.url == order.get_absolute_url()
    assert VisitCause.objects.get().visit == visit
    assert AuditEntry.objects.get(verb="visit.led_to").data["thing"] == order.pk
    assert order.number in desk.get(visit.get_absolute_url()).content.decode()
    assert visit.get_absolute_url() in desk.get(order.get_absolute_url()).content.decode()

    office = make_provider(kind="office", name="科尔沁区政务服务与数据管理局")
    with pytest.raises(Refused):
        orders.assign(order_id=order.pk, actor=officers.acceptance, provider_id=make_provider(kind="expert").pk)
    made = orders.assign(order_id=order.pk, actor=officers.acceptance, provider_id=office.pk)
    orders.answer(token=made.token, verb="take")
    orders.answer(token=made.token, verb="finish", note="当天组织验收")
    orders.rate(token=order.token, rating=5)
    page = desk.get(unit.get_absolute_url()).content.decode()
    for word in (order.number, "审批效率", office.name, "非常满意"):
        assert word in page


@pytest.mark.parametrize(
    ("wrong", "field"),
    [({"demand": ""}, "demand"), ({"service": "expert", "demand": "permit"}, "demand"), ({"orderer": "body"}, "service")],
)
def test_a_demand_has_its_kind_and_is_a_firms(wrong, field):
    with pytest.raises(Refused) as refused:
        orders.order(**asked(**{"service": "demand", "demand": "permit", "orderer": "unit", **wrong}))
    assert refused.value.field == field


def test_postgres_refuses_a_demand_without_its_kind(officers):
    order = make_order(officers)
    for wrong in ({"demand": "permit"}, {"service": "demand"}):
        with pytest.raises(DatabaseError), transaction.atomic():
            ServiceOrder.objects.filter(pk=order.pk).update(**wrong)


def test_orders_are_found_by_the_kind_of_demand(officers, desk):
    found = make_order(officers, service="demand", demand="owed", orderer="unit", station_id=officers.desk.pk)
    other = make_order(officers, station_id=officers.desk.pk)
    page = desk.get("/orders/?demand=owed").content.decode()

    assert found.number in page
    assert other.number not in page


def test_a_vacancy_a_claim_and_a_wish_come_from_the_visit_in_whose_address_they_were_begun(officers, unit, desk):
    shipped_law()
    person = make_resident(officers.desk)
    to_unit = make_visit(unit, state="met", needs=["staff"], visitor=officers.station)
    to_person = make_visit(person, state="met", needs=["work", "benefit"], visitor=officers.station)
    form = desk.get(next(way.url for way in next_steps(to_unit)))
    assert form.status_code == 200
    vacancy = make_vacancy(officers.desk, enterprise=unit)
    assert visit_causes.record(actor=officers.station, told=str(to_unit.pk), thing=vacancy).vacancy == vacancy
    chosen = desk.get(f"/residents/{person.pk}/programmes/?visit={to_person.pk}").content.decode()
    begin = re.search(r'href="([^"]*\?scheme=unemployment_benefit[^"]*)"', chosen)[1].replace("&amp;", "&")
    assert f"visit={to_person.pk}" in begin
    desk.post(begin, {"draft": "1", "token": str(uuid.uuid4()), "channel": "station"})
    claim = Claim.objects.get()

    assert [each.url for each in came_of(officers.station, to_person)] == [f"/claims/{claim.pk}/"]
    assert [each.url for each in came_of(officers.station, to_unit)] == [vacancy.get_absolute_url()]
    assert done_since(officers.station, to_unit) == []


def test_what_was_merely_done_since_is_told_apart(officers, unit):
    visit = make_visit(unit, state="met", visitor=officers.station)
    vacancy = make_vacancy(officers.desk, enterprise=unit)

    assert came_of(officers.station, visit) == []
    assert [each.url for each in done_since(officers.station, visit)] == [vacancy.get_absolute_url()]


def test_a_number_in_the_address_counts_only_where_it_can_be_true(officers, neighbours, unit):
    vacancy = make_vacancy(officers.desk, enterprise=unit)
    mine = make_visit(unit, state="met", visitor=officers.station)
    planned = make_visit(make_enterprise(station=officers.desk))
    elsewhere = make_visit(make_enterprise(station=officers.desk), state="met")
    for told in (str(planned.pk), str(elsewhere.pk), "x", "", "9" * 17):
        assert visit_causes.record(actor=officers.station, told=told, thing=vacancy) is None
    assert visit_causes.record(actor=neighbours.station, told=str(mine.pk), thing=vacancy) is None
    assert visit_causes.record(actor=officers.auditor, told=str(mine.pk), thing=vacancy) is None

    first = visit_causes.record(actor=officers.station, told=str(mine.pk), thing=vacancy)
    later = make_visit(unit, state="met", visitor=officers.station)
    assert visit_causes.record(actor=officers.station, told=str(later.pk), thing=vacancy) == first
    assert AuditEntry.objects.filter(verb="visit.led_to").count() == 1


def test_postgres_refuses_a_cause_of_nothing_or_of_two_things(officers, unit):
    visit = make_visit(unit, state="met")
    values = {"visit": visit, "recorded_by": officers.station, "recorded_at": clock.now()}
    for wrong in ({}, {"vacancy": make_vacancy(officers.desk), "order": make_order(officers)}):
        with pytest.raises(DatabaseError), transaction.atomic():
            VisitCause.objects.create(**values, **wrong)
    assert not Wish.objects.exists()
    assert Vacancy.objects.count() == 1
