"""The desk's pages as a caseworker uses them, and as the officer next door tries them."""

from datetime import date, timedelta

import pytest
from django.urls import reverse

from cases.models import ChangeRequest, Resident
from cases.queries.residents import account_of, history
from core import clock
from tests.factories.residents import CARD, card_number, id_number, make_resident
from tests.factories.stations import community

pytestmark = pytest.mark.django_db


@pytest.fixture
def desk(client, officers):
    client.force_login(officers.station)
    return client


def log_values(officers, **changed):
    return {
        "token": "7f0f7c1e-8d5f-4a9e-9a53-0f6a4a1b2c3d",
        "id_number": changed.pop("id_number", None) or id_number(),
        "name": "苏日娜",
        "mobile": "138 1234 1234",
        "station": officers.desk.pk,
        "community": f"{community(officers.banner, 2).pk} 某社区",
        "address": "",
        "groups": ["veteran"],
        "registered_on": "2026-10-08",
        "card": "",
        "bank_name": "",
        "note": "",
    } | changed


def test_a_day_at_the_desk(desk, officers, friday):
    number = id_number(date(1985, 7, 1), "female", "152301")
    answer = desk.post(reverse("cases:resident_find"), {"q": number})
    assert (answer.status_code, answer.url) == (302, reverse("cases:resident_log") + "?searched=1")

    page = desk.get(answer.url).content.decode()
    assert number in page
    assert number not in str(dict(desk.session))
    assert "1985" in page
    assert "哲里木盟" in page

    values = log_values(officers, id_number=number, card=CARD)
    answer = desk.post(reverse("cases:resident_log"), values)
    resident = Resident.objects.get()
    assert answer.url == reverse("cases:resident_show", args=[resident.pk])
    assert (account_of(resident).bank_name, account_of(resident).state) == ("中国建设银行", "unverified")

    page = desk.get(answer.url).content.decode()
    assert number not in page
    assert f"{number[:6]}********{number[-4:]}" in page
    assert "138****1234" in page
    assert CARD not in page

    again = desk.post(reverse("cases:resident_find"), {"q": number})
    assert again.url == answer.url


def test_the_same_form_sent_twice_logs_one_person_and_leads_to_the_same_page(desk, officers, friday):
    values = log_values(officers, card=CARD)
    first = desk.post(reverse("cases:resident_log"), values)
    second = desk.post(reverse("cases:resident_log"), values)
    assert first.url == second.url
    assert (Resident.objects.count(), ChangeRequest.objects.count()) == (1, 1)


def test_nothing_typed_is_lost_where_something_is_wrong(desk, officers, friday):
    values = log_values(officers, card="6217001234567890123", bank_name="中国建设银行", note="周三再来", address="一号楼")
    answer = desk.post(reverse("cases:resident_log"), values)
    page = answer.content.decode()
    assert answer.status_code == 200
    assert not Resident.objects.exists()
    for typed in ("周三再来", "一号楼", values["id_number"], "6217001234567890123", values["token"]):
        assert typed in page
    assert 'id="id_card_error"' in page


def test_the_check_tells_a_duplicate_next_door_by_its_station_only(desk, officers, neighbours):
    known = make_resident(neighbours, name="不可说", born_on=date(1971, 2, 3))
    page = desk.post(reverse("cases:resident_check"), {"id_number": known.id_number}).content.decode()
    assert neighbours.desk.name in page
    for hidden in ("不可说", "1971", reverse("cases:resident_show", args=[known.pk])):
        assert hidden not in page
    own = make_resident(officers)
    page = desk.post(reverse("cases:resident_check"), {"id_number": own.id_number}).content.decode()
    assert reverse("cases:resident_show", args=[own.pk]) in page


def test_the_check_says_what_is_wrong_with_a_number(desk):
    page = desk.post(reverse("cases:resident_check"), {"id_number": "150102199003071238"}).content.decode()
    assert "notice-warning" in page
    assert desk.post(reverse("cases:resident_check"), {"id_number": ""}).content.decode().strip() == ""


def test_a_whole_number_never_stands_in_an_address(desk, officers):
    resident = make_resident(officers, mobile="13812341234")
    for text in (resident.id_number, "13812341234", id_number()):
        answer = desk.post(reverse("cases:resident_find"), {"q": text})
        assert text not in answer.url
    assert desk.post(reverse("cases:resident_find"), {"q": "苏日"}).url.endswith("?q=%E8%8B%8F%E6%97%A5")


@pytest.mark.parametrize(
    ("name", "changed"),
    [
        ("resident_show", {}),
        ("resident_history_list", {}),
        ("resident_edit", {"name": "张三", "groups": []}),
        ("resident_reveal", {"reason": "好奇"}),
        ("resident_register", {"registered_on": "2026-10-01", "seeking_work": "on"}),
        ("resident_marry", {"spouse_number": "x", "from_on": "2020-01-01"}),
        ("resident_unmarry", {"until_on": "2026-01-01"}),
        ("resident_deceased", {"died_on": "2026-01-01"}),
        ("resident_account", {"number": CARD, "reason": "x"}),
        ("resident_number", {"id_number": "150102199003071237", "reason": "x"}),
    ],
)
def test_the_officer_next_door_finds_no_such_resident(client, officers, neighbours, name, changed):
    resident = make_resident(officers)
    make_resident(neighbours)
    before = history(resident).count()
    for actor in (
        neighbours.station,
        neighbours.acceptance,
        neighbours.first_check,
        officers.finance_maker,
        officers.rules_publisher,
    ):
        client.force_login(actor)
        address = reverse(f"cases:{name}", args=[resident.pk])
        assert client.get(address).status_code == 404
        if changed:
            assert client.post(address, changed).status_code == 404
    assert history(resident).count() == before


def test_an_auditor_reads_and_changes_nothing(client, officers):
    resident = make_resident(officers)
    client.force_login(officers.auditor)
    page = client.get(reverse("cases:resident_show", args=[resident.pk])).content.decode()
    assert reverse("cases:resident_edit", args=[resident.pk]) not in page
    answer = client.post(reverse("cases:resident_edit", args=[resident.pk]), {"name": "张三", "groups": []})
    assert answer.status_code == 200
    resident.refresh_from_db()
    assert resident.name == "苏日娜"


def test_whole_numbers_show_for_two_minutes_after_a_reason(desk, officers, friday):
    resident = make_resident(officers, account="unconfirmed")
    address = reverse("cases:resident_show", args=[resident.pk])
    assert desk.post(reverse("cases:resident_reveal", args=[resident.pk]), {"reason": ""}).status_code == 200
    assert resident.id_number not in desk.get(address).content.decode()
    desk.post(reverse("cases:resident_reveal", args=[resident.pk]), {"reason": "核对证件"})
    page = desk.get(address).content.decode()
    assert resident.id_number in page
    assert str(account_of(resident).number) in page
    assert "核对证件" in page
    with clock.at(friday + timedelta(minutes=3)):
        assert resident.id_number not in desk.get(address).content.decode()


def test_details_registration_family_and_death_by_hand(desk, officers, friday):
    resident, spouse = make_resident(officers), make_resident(officers, name="王小明", sex="female")

    def post(name, values, pk=resident.pk):
        answer = desk.post(reverse(f"cases:{name}", args=[pk]), values)
        assert answer.status_code == 302, answer.content.decode()

    post("resident_edit", {"name": "苏日娜娜", "mobile": "", "community": "", "address": "", "note": "", "groups": ["older"]})
    post("resident_register", {"registered_on": "2026-10-08", "seeking_work": "on"})
    post("registration_end", {"ended_on": "2026-11-01", "reason": "employed"}, resident.registrations.get().pk)
    post("resident_marry", {"spouse_number": spouse.id_number, "from_on": "2015-05-01"})
    page = desk.get(reverse("cases:resident_show", args=[resident.pk])).content.decode()
    assert "王小明" in page
    post("resident_unmarry", {"until_on": "2026-11-02"})
    post("resident_deceased", {"died_on": "2026-11-03"})
    page = desk.get(reverse("cases:resident_show", args=[resident.pk])).content.decode()
    assert reverse("cases:resident_deceased", args=[resident.pk]) not in page


def test_a_spouse_who_is_not_logged_is_refused_at_the_field(desk, officers):
    resident = make_resident(officers)
    values = {"spouse_number": id_number(), "from_on": "2015-05-01"}
    page = desk.post(reverse("cases:resident_marry", args=[resident.pk]), values).content.decode()
    assert 'id="id_spouse_number_error"' in page


def test_a_spouse_next_door_is_masked(desk, officers, neighbours, friday):
    resident, spouse = make_resident(officers), make_resident(neighbours, name="王小明")
    desk.post(reverse("cases:resident_marry", args=[resident.pk]), {"spouse_number": spouse.id_number, "from_on": "2015-05-01"})
    page = desk.get(reverse("cases:resident_show", args=[resident.pk])).content.decode()
    assert "王*明" in page
    assert "王小明" not in page


def test_the_second_person_types_the_number_from_the_paper(client, officers):
    resident = make_resident(officers, account="confirmed")
    client.force_login(officers.station)
    card = card_number()
    client.post(
        reverse("cases:resident_account", args=[resident.pk]), {"number": card, "bank_name": "蒙商银行", "reason": "换卡"}
    )
    change = ChangeRequest.objects.get(state="open")
    address = reverse("cases:change_show", args=[change.pk])
    page = client.get(address).content.decode()
    assert reverse("cases:change_take_back", args=[change.pk]) in page

    client.force_login(officers.acceptance)
    page = client.get(address).content.decode()
    assert card not in page
    assert client.post(address, {"typed": CARD, "note": "", "save": "x"}).status_code == 200
    assert client.post(address, {"typed": "", "note": "", "save": "x"}).status_code == 200
    assert client.post(address, {"typed": f"{card[:4]} {card[4:]}", "note": "", "save": "x"}).status_code == 302
    assert account_of(resident).number == card


def test_a_request_is_declined_with_a_note_or_taken_back(client, officers):
    one, two = make_resident(officers), make_resident(officers)
    client.force_login(officers.station)
    for resident in (one, two):
        values = {"number": card_number(), "bank_name": "蒙商银行", "bank_code": "", "reason": "首次"}
        client.post(reverse("cases:resident_account", args=[resident.pk]), values)
    client.post(reverse("cases:change_take_back", args=[two.change_requests.get().pk]))
    assert two.change_requests.get().state == "taken_back"
    client.force_login(officers.first_check)
    address = reverse("cases:change_show", args=[one.change_requests.get().pk])
    assert client.post(address, {"decline": "x", "note": ""}).status_code == 200
    assert client.post(address, {"decline": "x", "note": "户名不符"}).status_code == 302
    assert one.change_requests.get().state == "declined"


def test_a_change_next_door_is_no_such_page(client, officers, neighbours):
    make_resident(neighbours, account="unconfirmed")
    resident = make_resident(officers, account="unconfirmed")
    change = resident.change_requests.get()
    client.force_login(neighbours.acceptance)
    for name in ("change_show", "change_take_back"):
        assert client.get(reverse(f"cases:{name}", args=[change.pk])).status_code == 404
        assert client.post(reverse(f"cases:{name}", args=[change.pk]), {"typed": "1"}).status_code == 404
    page = client.get(reverse("cases:change_list")).content.decode()
    assert reverse("cases:change_show", args=[change.pk]) not in page


@pytest.mark.parametrize("people", [1, 30])
def test_a_search_costs_the_same_however_many_it_finds(desk, officers, people, django_assert_num_queries):
    for _ in range(people):
        make_resident(officers, name="苏日娜")
    desk.get(reverse("cases:resident_list"))
    with django_assert_num_queries(4):
        page = desk.get(reverse("cases:resident_list"), {"q": "日娜"}).content.decode()
    assert page.count("苏日娜") == min(people, 25)


def test_the_page_of_a_resident_costs_a_fixed_number_of_queries(desk, officers, friday, django_assert_num_queries):
    resident = make_resident(officers, registered_on=date(2026, 10, 8), groups=["older", "veteran"], account="confirmed")
    desk.get(reverse("cases:resident_list"))
    with django_assert_num_queries(12):
        desk.get(reverse("cases:resident_show", args=[resident.pk]))


@pytest.mark.parametrize("many", [1, 12])
def test_lists_cost_a_fixed_number_of_queries(desk, officers, many, django_assert_num_queries):
    for _ in range(many):
        make_resident(officers, account="unconfirmed")
    desk.get(reverse("cases:resident_list"))
    for name in ("change_list", "import_list"):
        with django_assert_num_queries(4):
            desk.get(reverse(f"cases:{name}"))


def test_communities_are_offered_near_first(desk, officers):
    page = desk.get(reverse("cases:community_suggest"), {"community": "社区"}).content.decode()
    assert page.count("<option") == 20
    assert page.index(f'value="{officers.banner}') == page.index('value="')
