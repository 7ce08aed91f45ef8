"""The pages of the registry as people use them."""

import io

import pytest
from django.template import engines
from django.urls import reverse

from core import clock
from enterprises.models import CorporateAccount, Enterprise, InsuranceImport
from enterprises.queries.hooks import Part
from enterprises.services import insurance_files
from enterprises.states import ListingKind
from tests.enterprises.test_import_insurance import text_of, year_of
from tests.factories.enterprises import (
    make_agent,
    make_corporate_account,
    make_credit_code,
    make_enterprise,
    make_insurance_year,
    make_listing,
)
from tests.factories.stations import BANNER

pytestmark = pytest.mark.django_db


def page(client, name, *keys, **query):
    answer = client.get(reverse(f"enterprises:{name}", args=keys), query)
    assert answer.status_code == 200
    return answer.content.decode()


def test_a_duplicate_shows_before_anything_else_is_typed(client, officers, neighbours):
    unit = make_enterprise(name="科尔沁乳业有限公司")
    address = reverse("enterprises:enterprise_check")
    for officer, may_open in ((officers.acceptance, True), (neighbours.acceptance, False)):
        client.force_login(officer)
        text = client.post(address, {"credit_code": unit.credit_code.lower()}).content.decode()
        assert "科尔沁乳业有限公司" in text
        assert (reverse("enterprises:enterprise_show", args=[unit.pk]) in text) is may_open
    assert "notice-warning" in client.post(address, {"credit_code": "91150502MA0000000"}).content.decode()
    free = client.post(address, {"credit_code": make_credit_code()}).content.decode()
    assert "notice-warning" not in free


def test_a_unit_is_logged_from_the_form(client, officers):
    client.force_login(officers.acceptance)
    form = client.get(reverse("enterprises:enterprise_log")).context["form"]
    code = make_credit_code()
    values = {
        "token": form["token"].value(), "credit_code": code, "name": "科尔沁乳业有限公司", "unit_type": "enterprise",
        "industry": "manufacturing", "region": BANNER, "contact_mobile": "13804750000",
    }  # fmt: skip
    answer = client.post(reverse("enterprises:enterprise_log"), values)
    unit = Enterprise.objects.get(credit_code=code)
    assert answer.url == reverse("enterprises:enterprise_show", args=[unit.pk])
    text = page(client, "enterprise_show", unit.pk)
    assert "138****0000" in text
    assert "13804750000" not in text


def test_station_staff_must_name_their_station(client, officers):
    client.force_login(officers.station)
    form = client.get(reverse("enterprises:enterprise_log")).context["form"]
    assert form.fields["station"].required
    assert [region.pk for region in form.fields["region"].queryset] == [BANNER]


def test_the_list_is_searched_and_filtered_with_a_fixed_number_of_queries(client, officers, django_assert_max_num_queries):
    listed = make_enterprise(name="红星乳业有限公司", industry="retail")
    make_listing(listed, ListingKind.HIGH_TECH)
    for _number in range(12):
        make_enterprise()
    client.force_login(officers.first_check)
    with django_assert_max_num_queries(9):
        page(client, "enterprise_list")
    for query in (
        {"q": "红星"},
        {"industry": "retail"},
        {"listed": "high_tech"},
        {"q": listed.credit_code[-5:], "industry": "retail"},
    ):
        rows = client.get(reverse("enterprises:enterprise_list"), query).context["page"].rows
        assert list(rows) == [listed], query
    assert not client.get(reverse("enterprises:enterprise_list"), {"listed": "zombie"}).context["page"].rows


def test_the_file_of_a_unit_shows_all_that_is_known_in_a_fixed_number_of_queries(
    client, officers, settings, django_assert_max_num_queries
):
    settings.ENTERPRISE_FILE_PARTS = ["tests.enterprises.test_pages.a_part", "tests.enterprises.test_pages.no_part"]
    unit = make_enterprise()
    account, agent = make_corporate_account(unit), make_agent(unit)
    make_listing(unit, ListingKind.ZOMBIE)
    for year in (2023, 2024, 2025):
        make_insurance_year(unit, year)
    client.force_login(officers.first_check)
    with django_assert_max_num_queries(20):
        text = page(client, "enterprise_show", unit.pk)
    for shown in (account.bank_name, agent.name, "僵尸企业名单", "2,400.00", f"PART OF A HIGHER APP: {unit.name}"):
        assert shown in text
    for hidden in (str(account.number), str(agent.id_number)):
        assert hidden not in text


def test_the_desk_begins_a_claim_on_the_file_of_a_unit_and_sees_those_that_there_are(client, officers):
    unit = make_enterprise()
    way = reverse("cases:claim_choose_unit", args=[unit.pk])
    client.force_login(officers.acceptance)
    assert way in page(client, "enterprise_show", unit.pk)
    client.force_login(officers.first_check)
    assert way not in page(client, "enterprise_show", unit.pk)


def a_part(user, unit):
    """As an app above the registry gives one."""
    assert user.pk
    return Part(engines["django"].from_string("PART OF A HIGHER APP: {{ part.name }}").template, {"name": unit.name})


def no_part(_user, _unit):
    return None


def test_whole_numbers_are_shown_only_after_a_reason(client, officers):
    unit = make_enterprise()
    agent = make_agent(unit)
    client.force_login(officers.first_check)
    client.post(reverse("enterprises:enterprise_reveal", args=[unit.pk]), {"reason": "电话核实"})
    assert str(agent.id_number) in page(client, "enterprise_show", unit.pk)


def test_the_second_person_confirms_the_account_from_the_paper(client, officers):
    unit = make_enterprise()
    client.force_login(officers.acceptance)
    paper = {"number": "0710101040001234", "bank_name": "中国工商银行", "reason": "首次登记"}
    client.post(reverse("enterprises:enterprise_account", args=[unit.pk]), paper)
    account = CorporateAccount.objects.get()
    address = reverse("enterprises:corporateaccount_show", args=[account.pk])
    assert client.get(address).context["form"] is None
    client.force_login(officers.first_check)
    assert "0710101040001234" not in client.get(address).content.decode()
    assert client.post(address, {"typed": "1"}).status_code == 200
    client.post(address, {"typed": "0710101040001234"})
    account.refresh_from_db()
    assert (account.state, account.verified_by) == ("verified", officers.first_check)


def test_a_file_is_sent_watched_and_its_refused_rows_taken_back(
    client, officers, settings, tmp_path, django_capture_on_commit_callbacks
):
    settings.MEDIA_ROOT = tmp_path
    unit = make_enterprise()
    client.force_login(officers.acceptance)
    rows = [*year_of(unit), [make_credit_code(), "202501", "210", 1, 1, 1, ""]]
    file = io.BytesIO(text_of(rows).encode("gb18030"))
    file.name = "参保.csv"
    with django_capture_on_commit_callbacks(execute=False):
        client.post(reverse("enterprises:insurance_new"), {"kind": "months", "region": BANNER, "file": file})
    order = InsuranceImport.objects.get()
    assert 'hx-trigger="load' in page(client, "insurance_show", order.pk)
    insurance_files.run(import_id=order.pk)
    text = page(client, "insurance_show", order.pk)
    assert "hx-trigger" not in text
    assert "该单位尚未登记。" in text
    answer = client.post(reverse("enterprises:insurance_refused", args=[order.pk]))
    assert b"".join(answer.streaming_content).startswith(b"PK")
    assert unit.insurance_years.get().months_paid_in_full == 12


def test_leaving_a_closing_list_takes_two_people(client, officers):
    listing = make_listing(make_enterprise(), ListingKind.SERIOUS_VIOLATION)
    client.force_login(officers.acceptance)
    today = clock.today().isoformat()
    client.post(reverse("enterprises:listing_end", args=[listing.pk]), {"until_on": today, "reason": "信用修复"})
    address = reverse("enterprises:listing_confirm", args=[listing.pk])
    client.post(address)
    listing.refresh_from_db()
    assert listing.until_on is None
    client.force_login(officers.first_check)
    client.post(address)
    listing.refresh_from_db()
    assert listing.until_on == clock.today()
