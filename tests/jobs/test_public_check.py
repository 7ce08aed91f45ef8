"""“What can I get?” through its pages: plain questions, the desk's answer, nothing kept; and policies in plain words."""

import re

import pytest
from django.db import connection
from django.urls import reverse

from programmes.formulas import registry, visitors
from tests.factories.jobs_public import station_at
from tests.factories.programmes import shipped_law

pytestmark = pytest.mark.django_db
WORKER = {
    "contribution_months": "30", "separation": "contract_ended", "registered_on": "", "sex": "male", "born_on": "1980-03-07",
    "spouse_drawing": "False",
}  # fmt: skip


@pytest.fixture(autouse=True)
def law(db):
    shipped_law()


def answer_of(group, about="", place=""):
    query = "&".join(part for part in (f"about={about}" if about else "", f"place={place}" if place else "") if part)
    return f"{reverse('jobs:check_answer', args=[group])}?{query}"


def rows():
    """How many rows every table holds."""
    with connection.cursor() as cursor:
        names = connection.introspection.table_names(cursor)
        counts = {}
        for name in names:
            cursor.execute(f'SELECT count(*) FROM "{name}"')
            counts[name] = cursor.fetchone()[0]
    return counts


def test_a_resident_learns_what_she_can_get_and_nothing_is_written(client, caplog):
    station_at(name="科尔沁服务站")
    start = client.get(reverse("jobs:check_begin")).content.decode()
    assert reverse("jobs:check_about", args=["out_of_work"]) in start
    about = client.get(reverse("jobs:check_about", args=["out_of_work"])).content.decode()
    assert 'value="unemployment_benefit"' in about
    before = rows()
    page = answer_of("out_of_work", "unemployment_benefit", "150502")
    questions = client.get(page).content.decode()
    assert "累计缴纳失业保险费月数" in questions
    assert "disability_card" not in questions  # only what the chosen programme needs
    answer = client.post(page, WORKER)
    html = answer.content.decode()
    assert (answer.status_code, answer["Cache-Control"]) == (200, "max-age=0, no-cache, no-store, must-revalidate, private")
    for said in ("可能符合", "25,878.00 元", "每月2,156.50 元，共12个月", "本结果不是审核决定", "科尔沁服务站", "居民身份证"):
        assert said in html
    assert rows() == before
    assert not [record for record in caplog.records if "1980-03-07" in record.getMessage()]


def test_a_likely_no_names_the_condition_and_the_law(client):
    html = client.post(answer_of("out_of_work", "unemployment_benefit"), WORKER | {"separation": "resigned"}).content.decode()
    assert "可能不符合" in html
    assert "非因本人意愿中断就业" in html
    assert "失业保险条例" in html or "社会保险法" in html


def test_what_was_left_open_is_asked_for_by_name(client):
    html = client.post(answer_of("out_of_work", "unemployment_benefit"), {}).content.decode()
    assert "暂时无法判断" in html
    assert re.search(r"还需要知道：.*累计缴纳失业保险费月数", html, re.S)


def test_a_wrong_day_is_said_at_its_field_and_nothing_is_answered(client):
    html = client.post(answer_of("out_of_work", "unemployment_benefit"), WORKER | {"born_on": "gestern"}).content.decode()
    assert "error-summary" in html
    assert "verdict-yes" not in html


@pytest.mark.parametrize("group", visitors.GROUPS)
@pytest.mark.parametrize("language", ["zh-hans", "en"])
def test_every_group_is_asked_and_answered_in_both_languages(client, group, language):
    client.cookies["django_language"] = language
    for place in ("", "150702"):
        assert client.get(answer_of(group, place=place)).status_code == 200
        html = client.post(answer_of(group, place=place), {}).content.decode()
        assert 'class="verdict ' in html


def test_nobody_elses_group_is_a_page(client):
    assert client.get(reverse("jobs:check_about", args=["nobody"])).status_code == 404
    assert client.get(reverse("jobs:check_answer", args=["nobody"])).status_code == 404


def test_the_number_of_queries_does_not_grow_with_the_programmes(client, django_assert_num_queries):
    with django_assert_num_queries(6):
        client.post(answer_of("out_of_work", place="150502"), {})
    with django_assert_num_queries(6):
        client.post(answer_of("drawing", place="150502"), {})


@pytest.mark.parametrize("language", ["zh-hans", "en"])
def test_every_policy_has_a_page_in_plain_words(client, language):
    client.cookies["django_language"] = language
    listed = client.get(reverse("jobs:policy_list")).content.decode()
    pages = re.findall(r'href="(/public/policies/[a-z_]+/)"', listed)
    assert len(pages) >= 20
    assert all(client.get(page).status_code == 200 for page in pages)
    assert client.get(reverse("jobs:policy_show", args=["nothing"])).status_code == 404


def test_a_policy_says_papers_amounts_and_law(client):
    html = client.get(reverse("jobs:policy_show", args=["skills_subsidy"])).content.decode()
    scheme = registry.SCHEMES["skills_subsidy"]
    assert scheme.documents[0].words.zh in html
    assert "1,500.00" in html
    assert "内蒙古自治区" in html


def test_policies_are_found_by_a_word_and_by_whom_they_are_for(client):
    found = client.get(reverse("jobs:policy_list"), {"q": "技能"}).content.decode()
    assert "技能提升补贴" in found
    assert reverse("jobs:policy_show", args=["unemployment_benefit"]) not in found
    assert "没有找到这样的政策" in client.get(reverse("jobs:policy_list"), {"q": "登月"}).content.decode()


@pytest.mark.parametrize(
    ("ticked", "open_left"), [([], True), (["-"], False), (["house_loan"], False), (["house_loan", "-"], False)]
)
def test_of_a_list_nothing_ticked_is_left_open_and_none_of_these_is_an_answer(client, ticked, open_left):
    page = answer_of("founder", "startup_loan", "150502")
    assert "以上都没有" in client.get(page).content.decode()
    html = client.post(page, {"other_loans": ticked}).content.decode()
    assert "格式不正确" not in html
    assert ("<li>本人其他未结清贷款</li>" in html) is open_left
