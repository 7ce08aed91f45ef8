"""Everything that the rules leave open stands on one page, under who decides it, and goes out as a sheet that is recorded."""

from datetime import date
from io import BytesIO

import pytest
from django.urls import reverse

from core import sheets
from core.models import AuditEntry
from programmes.queries import unsure
from programmes.services import lawfiles
from tests.factories import programmes as make
from tests.factories.stations import make_user

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _law(friday):
    make.shipped_law()


@pytest.fixture
def reader(client):
    """An officer of a banner, who has nothing to do with writing rules."""
    user = make_user("first_check", "150502")
    client.force_login(user)
    return user


def shown(client, **filters):
    answer = client.get(reverse("programmes:unsure_list"), filters)
    assert answer.status_code == 200
    return [doubt for _who, group in answer.context["groups"] for doubt, _place in group]


def test_every_doubt_of_every_shipped_file_stands_on_the_page(client, reader):
    marked = {
        (file.scheme, file.region_code, file.valid_from, name)
        for file in lawfiles.all_files()
        for name, entry in file.content["parameters"].items()
        if entry.get("unsure")
    }
    assert len(marked) > 250
    listed = shown(client, every="on")
    assert {(each.scheme, each.region_code, each.valid_from, each.name) for each in listed} == marked
    assert len(listed) == len(marked)
    assert all(each.decided_by and each.unsure and each.lines for each in listed)


def test_without_asking_only_the_rules_in_force_today_are_shown(client, reader):
    in_force = {
        (file.scheme, file.region_code, name)
        for file in lawfiles.all_files()
        if file.valid_from <= date(2026, 11, 20) <= (file.valid_to or date.max)
        for name, entry in file.content["parameters"].items()
        if entry.get("unsure")
    }
    assert {(each.scheme, each.region_code, each.name) for each in shown(client)} == in_force


def test_the_list_is_narrowed_by_programme_region_and_who_decides(client, reader):
    everything = shown(client)
    hohhot = "呼和浩特市人力资源和社会保障局"
    for name, value, attribute in (
        ("scheme", "rent_subsidy", "scheme"), ("region", "1501", "region_code"), ("decider", hohhot, "decider"),
    ):  # fmt: skip
        narrowed = shown(client, **{name: value})
        assert 0 < len(narrowed) < len(everything)
        assert narrowed == [each for each in narrowed if getattr(each, attribute) == value]
        assert len(narrowed) == sum(getattr(each, attribute) == value for each in everything)
    both = shown(client, scheme="rent_subsidy", decider=hohhot)
    assert {(each.scheme, each.decider) for each in both} == {("rent_subsidy", hohhot)}
    assert shown(client, scheme="medical_premium", region="1501") == []


def test_an_address_that_names_nothing_known_shows_everything(client, reader):
    assert len(shown(client, decider="nobody", region="99")) == len(shown(client))


def test_the_address_means_the_same_in_english(client, reader):
    reader.language = "en"
    reader.save()
    client.force_login(reader)
    found = shown(client, decider="呼和浩特市人力资源和社会保障局")
    assert {each.decided_by for each in found} == {"Hohhot's human resources bureau"}


def test_the_sheet_holds_the_list_under_its_filters_and_is_recorded(client, reader):
    page = client.get(reverse("programmes:unsure_list"), {"scheme": "rent_subsidy"}).content.decode()
    address = f"{reverse('programmes:unsure_export')}?scheme=rent_subsidy"
    assert f'action="{address}"' in page
    assert client.get(address).status_code == 200
    rows = [row for _number, row in sheets.read_rows(BytesIO(client.post(address).content))]
    wanted = unsure.narrowed(unsure.doubts(), scheme="rent_subsidy")
    assert [row[6] for row in rows[1:]] == [each.unsure for _who, group in unsure.by_decider(wanted) for each in group]
    assert {row[1] for row in rows[1:]} == {"创业场所房租补贴"}
    entry = AuditEntry.objects.get(verb="unsure.exported")
    assert (entry.actor, entry.data) == (reader, {"count": len(wanted), "filters": {"scheme": "rent_subsidy"}})


def test_the_page_costs_the_same_number_of_queries_however_much_is_open(client, reader, django_assert_num_queries):
    client.get(reverse("programmes:unsure_list"))
    with django_assert_num_queries(3):
        found = unsure.doubts(every=True)
        unsure.choices(found)
        unsure.write(BytesIO(), found)
