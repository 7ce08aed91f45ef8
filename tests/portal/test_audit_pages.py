"""The audit page: auditors only, their own region only, filters in the address, taking away is recorded."""

from datetime import timedelta
from io import BytesIO

import pytest
from django.urls import reverse

from core import audit, clock, sheets
from core.models import AuditEntry
from stations.states import Role
from tests.factories.cases import make_resident
from tests.factories.stations import WHOLE_REGION, make_user

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("friday")]


@pytest.fixture
def auditor(officers, client):
    client.force_login(officers.auditor)
    return officers.auditor


def listed(client, **filters):
    return [row["entry"] for row in client.get(reverse("portal:audit_list"), filters).context["rows"]]


def logged(officers, verb="resident.logged"):
    resident = make_resident(officers.desk)
    return audit.record(officers.station, verb, resident)


def test_an_auditor_reads_her_own_region_and_not_the_one_next_door(auditor, client, officers, neighbours):
    mine, hers = logged(officers), logged(neighbours)
    assert mine in listed(client)
    assert hers not in listed(client)


def test_entries_of_no_region_belong_to_auditors_of_the_whole_region(officers, client):
    nowhere = audit.record(officers.finance_maker, "test.done", officers.finance_maker)
    assert nowhere.region_code == ""
    for region, sees in ((WHOLE_REGION, True), ("150500", False)):
        client.force_login(make_user(Role.AUDITOR, region))
        assert (nowhere in listed(client, verb="test.done")) is sees


@pytest.mark.parametrize("role", [role for role in Role.values if role not in ("auditor", "audit_admin")])
@pytest.mark.parametrize("page", ["audit_list", "audit_export", "audit_check"])
def test_no_other_post_reads_takes_or_checks_it(officers, client, role, page):
    client.force_login(getattr(officers, role))
    ask = client.get if page == "audit_list" else client.post
    assert ask(reverse(f"portal:{page}")).status_code == 403


def test_filters_stand_in_the_address(auditor, client, officers):
    entry = logged(officers)
    other = logged(officers, "claim.begun")
    subject = f"cases.resident:{entry.subject_id}"
    assert listed(client, verb="resident.") == [entry]
    assert listed(client, subject=subject) == [entry]
    assert set(listed(client, subject="cases.resident")) == {entry, other}
    assert set(listed(client, actor=officers.station.username.upper())) >= {entry, other}
    assert listed(client, actor="nobody") == []


def test_days_are_days_in_hohhot(auditor, client, officers):
    with clock.at("2026-11-19T00:10:00+08:00"):
        entry = logged(officers)
    day = clock.today() - timedelta(days=1)
    assert entry in listed(client, since=day, until=day)
    assert entry not in listed(client, until=day - timedelta(days=1))
    assert entry not in listed(client, since=day + timedelta(days=1))


def test_taking_entries_away_is_itself_an_entry(auditor, client, officers, neighbours):
    entry, hers = logged(officers), logged(neighbours)
    answer = client.post(reverse("portal:audit_export") + "?verb=resident.logged")
    rows = list(sheets.read_rows(BytesIO(answer.content)))
    things = [row[3] for _number, row in rows[1:]]
    assert f"cases.resident:{entry.subject_id}" in things
    assert f"cases.resident:{hers.subject_id}" not in things
    taken = AuditEntry.objects.get(verb="audit.exported")
    assert (taken.actor, taken.data) == (auditor, {"rows": 1, "filters": {"verb": "resident.logged"}})


def test_the_page_says_how_far_the_seal_reaches_and_what_a_check_found(auditor, client, officers):
    last = logged(officers)
    audit.seal()
    client.post(reverse("portal:audit_check"))
    seal = client.get(reverse("portal:audit_list")).context["seal"]
    assert seal.last.last_id >= last.pk
    assert seal.whole is True
    assert seal.unsealed == 1


def test_the_list_takes_the_same_statements_however_long_it_is(auditor, client, officers, django_assert_num_queries):
    logged(officers)
    client.get(reverse("portal:audit_list"))
    for _ in range(5):
        logged(officers)
    with django_assert_num_queries(8):
        # session, person, posts, entries, newest seal, newest entry, newest check, regions
        client.get(reverse("portal:audit_list"))


def test_an_act_is_found_by_its_word_and_a_person_by_her_name(auditor, client, officers):
    entry, other = logged(officers), logged(officers, "claim.begun")
    assert listed(client, verb="登记居民") == [entry]
    assert set(listed(client, actor=officers.station.name)) >= {entry, other}
    assert listed(client, verb="没有这种操作") == []


def test_staff_and_stations_are_called_by_their_names(auditor, client, officers, django_assert_num_queries):
    for _ in range(3):
        audit.record(officers.security_admin, "station.handed_over", officers.desk, to=officers.desk.pk)
        audit.record(officers.security_admin, "post.assigned", officers.desk, user=officers.station.pk)
        audit.record(officers.security_admin, "staff.amended", officers.station, region="150502", changed=["phone", "region_id"])
    client.get(reverse("portal:audit_list"))
    with django_assert_num_queries(10):
        # as without names, and one query each for the people, the stations and the regions
        text = client.get(reverse("portal:audit_list")).content.decode()
    assert f"{officers.station.name} {officers.station.username}" in text
    assert f"移交至</span> {officers.desk.code} {officers.desk.name}" in text
    assert "电话, 所属单位地区" in text
