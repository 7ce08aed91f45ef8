"""The pages of the law: read by every officer, written by one publisher, published by another."""

import re
from datetime import date

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from programmes.models import RuleSet
from programmes.services import lawfiles, lawtext, rules
from tests.factories import programmes as make
from tests.factories.stations import make_user

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _law(friday):
    make.shipped_law()


@pytest.fixture
def writer():
    return make.publisher()


@pytest.fixture
def second():
    return make.publisher()


@pytest.fixture
def current():
    return RuleSet.objects.get(scheme="unemployment_benefit")


def url(name, *args):
    return reverse(f"programmes:{name}", args=args)


def shown(client, user, name, *args, **query):
    client.force_login(user)
    response = client.get(url(name, *args), query)
    assert response.status_code == 200, response.status_code
    return response.content.decode()


def posted(client, user, name, *args, **data):
    client.force_login(user)
    return client.post(url(name, *args), data)


def entries(html):
    """What a browser would send back for the form on the page, as it stands."""
    data = {}
    for tag in re.findall(r"<input[^>]*>", html):
        name, value = re.search(r'name="([^"]+)"', tag), re.search(r'value="([^"]*)"', tag)
        if name is None or ('type="checkbox"' in tag and " checked" not in tag) or 'type="submit"' in tag:
            continue
        data.setdefault(name[1], []).append(value[1] if value else "")
    for name, body in re.findall(r'<select[^>]*name="([^"]+)"[^>]*>(.*?)</select>', html, re.S):
        chosen = re.search(r'<option value="([^"]*)" selected', body) or re.search(r'<option value="([^"]*)"', body)
        data[name] = [chosen[1]]
    for name, body in re.findall(r'<textarea[^>]*name="([^"]+)"[^>]*>(.*?)</textarea>', html, re.S):
        data[name] = [body.strip()]
    data.pop("csrfmiddlewaretoken", None)
    return data


@pytest.mark.parametrize("role", ["acceptance", "finance_maker", "auditor", "reader", "security_admin"])
def test_every_officer_reads_the_law_and_none_but_publishers_write_it(client, role, current):
    officer = make_user(role)
    page = shown(client, officer, "ruleset_list")
    assert "失业保险金" in page
    assert url("ruleset_upload") not in page
    page = shown(client, officer, "ruleset_show", current.pk)
    assert "《社会保险法》第四十五条" in page
    assert "由自治区人力资源和社会保障厅失业保险处确定" in page
    assert url("ruleset_new", current.pk) not in page
    for name, args in (("ruleset_upload", ()), ("ruleset_new", (current.pk,)), ("ruleset_edit", (current.pk,))):
        assert client.get(url(name, *args)).status_code == 403
        assert client.post(url(name, *args), {}).status_code == 403


def test_nobody_reads_without_signing_in(client, current):
    for name, args in (("ruleset_list", ()), ("ruleset_show", (current.pk,)), ("holiday_list", ())):
        assert client.get(url(name, *args)).status_code == 302


def test_a_draft_is_not_shown_to_those_who_do_not_write_there(client, writer):
    draft = rules.draft(law=make.law(region_code="1505"), actor=writer)
    for user in (make_user("acceptance"), make.publisher("150400")):
        client.force_login(user)
        assert client.get(url("ruleset_show", draft.pk)).status_code == 404
        assert client.get(url("ruleset_publish", draft.pk)).status_code == 404
        assert client.post(url("ruleset_propose", draft.pk)).status_code == 404
    assert draft.label in shown(client, make.publisher("150500"), "ruleset_show", draft.pk)


@pytest.mark.parametrize("language", ["zh-hans", "en"])
def test_every_page_opens_in_both_languages(client, writer, current, language):
    writer.language = language
    writer.save()
    draft = rules.draft(law=make.law(uplift="0.05"), actor=writer)
    wages = make.proposed(writer, scheme="minimum_wage", class_1_month="2400")
    for name, args in (
        ("ruleset_list", ()),
        ("ruleset_show", (current.pk,)),
        ("ruleset_show", (wages.pk,)),
        ("ruleset_new", (current.pk,)),
        ("ruleset_edit", (draft.pk,)),
        ("ruleset_publish", (draft.pk,)),
        ("ruleset_publish", (wages.pk,)),
        ("ruleset_upload", ()),
        ("holiday_list", ()),
    ):
        page = shown(client, writer, name, *args)
        heading = re.search(r"<h1>(.*?)</h1>", page, re.S)[1]
        assert bool(re.search(r"[一-鿿]", heading)) == (language == "zh-hans")


def test_the_list_has_a_fixed_number_of_queries(client, writer, django_assert_num_queries):
    client.force_login(writer)
    client.get(url("ruleset_list"))
    with django_assert_num_queries(6):
        client.get(url("ruleset_list"))
    for month in range(1, 10):
        rules.draft(law=make.law(valid_from=date(2028, month, 1)), actor=writer)
    with django_assert_num_queries(6):
        client.get(url("ruleset_list"))


@pytest.mark.parametrize(("name", "queries"), [("ruleset_show", 5), ("ruleset_publish", 7)])
def test_a_version_has_a_fixed_number_of_queries(client, writer, second, django_assert_num_queries, name, queries):
    proposed = make.proposed(writer, uplift="0.05")
    shown(client, second, name, proposed.pk)
    with django_assert_num_queries(queries):
        client.get(url(name, proposed.pk))


def test_the_form_saved_as_it_stands_changes_nothing_but_the_day(client, writer, current):
    page = shown(client, writer, "ruleset_new", current.pk)
    data = entries(page) | {"document": ["某文件"]}
    answer = posted(client, writer, "ruleset_new", current.pk, **data)
    draft = RuleSet.objects.get(state="draft")
    assert answer.url == url("ruleset_show", draft.pk)
    assert draft.content == current.content
    assert (draft.valid_from, draft.based_on, draft.drafted_by) == (date(2026, 12, 1), current, writer)


def test_a_figure_a_row_and_a_doubt_are_written_in_the_form(client, writer, current):
    data = entries(shown(client, writer, "ruleset_new", current.pk)) | {
        "document": ["某文件"],
        "uplift": ["0.05"],
        "uplift__basis": ["新文件第三条"],
        "duration__3__months_paid": ["180"],
        "duration__3__months": ["24"],
        "duration__unsure": [""],
        "rerate_on_wage_change": ["false"],
        "involuntary_separations": ["dismissed", "contract_ended"],
    }
    posted(client, writer, "ruleset_new", current.pk, **data)
    parameters = RuleSet.objects.get(state="draft").content["parameters"]
    assert parameters["uplift"] == {"value": "0.05", "basis": "新文件第三条"}
    assert parameters["duration"]["value"][-1] == {"months_paid": 180, "months": 24}
    assert "unsure" not in parameters["duration"]
    assert "decided_by" not in parameters["duration"]
    assert parameters["rerate_on_wage_change"]["value"] is False
    assert sorted(parameters["involuntary_separations"]["value"]) == ["contract_ended", "dismissed"]


def test_a_half_filled_row_is_refused_with_its_row(client, writer, current):
    data = entries(shown(client, writer, "ruleset_new", current.pk)) | {
        "document": ["某文件"],
        "duration__3__months_paid": ["180"],
    }
    answer = posted(client, writer, "ruleset_new", current.pk, **data)
    assert answer.status_code == 200
    assert not RuleSet.objects.filter(state="draft").exists()
    assert "duration" in answer.content.decode()


def test_a_version_goes_out_as_a_file_and_comes_back_as_a_draft(client, writer, current):
    client.force_login(writer)
    sent = client.get(url("ruleset_download", current.pk)).content
    changed = sent.decode().replace("valid_from = 2025-07-01", "valid_from = 2027-01-01")
    answer = posted(client, writer, "ruleset_upload", file=SimpleUploadedFile("x.toml", changed.encode()))
    draft = RuleSet.objects.get(state="draft")
    assert answer.url == url("ruleset_show", draft.pk)
    assert draft.content == current.content


def test_every_shipped_set_written_as_a_file_reads_back_to_its_digest():
    for ruleset in RuleSet.objects.all():
        assert lawfiles.parse(lawtext.write(ruleset)).digest == ruleset.digest


@pytest.mark.parametrize(
    "text",
    [
        b"not toml =",
        b"\xff\xfe",
        b'scheme = "lottery"',
        b"",
        b'scheme = "minimum_wage"\nregion = "15"\nvalid_from = 2027-01-15\n',
    ],
)
def test_a_file_that_states_no_whole_rule_set_is_refused(client, writer, text):
    answer = posted(client, writer, "ruleset_upload", file=SimpleUploadedFile("x.toml", text))
    assert answer.status_code == 200
    assert "error-summary" in answer.content.decode()
    assert not RuleSet.objects.filter(state="draft").exists()


def test_from_draft_to_law_on_the_pages(client, writer, second):
    draft = rules.draft(law=make.law(uplift="0.05"), actor=writer)
    assert url("ruleset_propose", draft.pk) in shown(client, writer, "ruleset_show", draft.pk)
    assert url("ruleset_propose", draft.pk) not in shown(client, second, "ruleset_show", draft.pk)
    posted(client, writer, "ruleset_propose", draft.pk)
    button = f'action="{url("ruleset_publish", draft.pk)}"'
    page = shown(client, writer, "ruleset_publish", draft.pk)
    assert "您是起草人" in page
    assert button not in page
    posted(client, writer, "ruleset_publish", draft.pk, seen=draft.digest)
    posted(client, second, "ruleset_publish", draft.pk)
    draft.refresh_from_db()
    assert draft.state == "proposed"
    page = shown(client, second, "ruleset_publish", draft.pk)
    assert button in page
    seen = entries(page)["seen"]
    assert posted(client, second, "ruleset_publish", draft.pk, seen=seen).url == url("ruleset_show", draft.pk)
    draft.refresh_from_db()
    assert (draft.state, draft.published_by) == ("published", second)


def test_the_publish_page_shows_the_difference_and_who_gains(client, writer, second):
    """5 % instead of 3 % raises just the samples that draw with uplift."""
    proposed = make.proposed(writer, uplift="0.05")
    page = shown(client, second, "ruleset_publish", proposed.pk)
    assert '<del class="difference-old">3 %</del>' in page
    assert '<ins class="difference-new">5 %</ins>' in page
    samples = lawfiles.samples("unemployment_benefit")
    assert page.count('data-label="事实"') == len(samples) == 24
    lifted = [case for case in samples if case["expect"]["instalments"] and _lifted(case)]
    assert page.count('<span class="tone-green">') == len(lifted)
    assert '<span class="tone-red">' not in page


def _lifted(case):
    return any(line["amount"] in ("1937.43", "2221.20", "1987.39") for line in case["expect"]["instalments"])


def test_a_new_wage_shows_on_the_benefits_that_read_it(client, writer, second):
    proposed = make.proposed(writer, scheme="minimum_wage", valid_from=date(2027, 1, 1), class_1_month="2270.01")
    page = shown(client, second, "ruleset_publish", proposed.pk)
    assert "失业保险金" in page
    assert '<ins class="difference-new">2,270.01 元</ins>' in page
    assert '<span class="tone-green">' in page


def test_withdrawn_and_taken_back_on_the_pages(client, writer, second):
    proposed = make.proposed(writer)
    posted(client, second, "ruleset_take_back", proposed.pk)
    proposed.refresh_from_db()
    assert proposed.state == "draft"
    posted(client, writer, "ruleset_withdraw", proposed.pk)
    proposed.refresh_from_db()
    assert proposed.state == "withdrawn"
    client.force_login(writer)
    assert client.get(url("ruleset_withdraw", proposed.pk)).status_code == 405


def test_the_calendar_shows_a_known_year_and_warns_of_an_unknown_one(client):
    officer = make_user("acceptance")
    page = shown(client, officer, "holiday_list")
    assert "2026年工作日历" in page
    assert "共248个工作日" in page
    assert "国务院放假安排通知尚未录入" not in page
    assert "国务院放假安排通知尚未录入" in shown(client, officer, "holiday_list", year="2027")
    for odd in ("", "abc", "99999", "1", "２０２６"):
        assert "2026年工作日历" in shown(client, officer, "holiday_list", year=odd)
