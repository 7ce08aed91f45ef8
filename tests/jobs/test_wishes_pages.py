"""The pages of wishes, sign-ups and referrals: who may open them, how many queries they cost, what they refuse."""

from datetime import timedelta

import pytest
from django.conf import settings
from django.contrib.staticfiles import finders
from django.test import Client
from django.urls import reverse

from core import clock
from jobs.models import FollowUp, Referral, SignUp, Wish
from jobs.services import matching, referrals, signups
from notices.models import Notice
from notices.services.reminders import remind_all
from tests.factories.jobs import make_vacancy
from tests.factories.jobs_wishes import make_referral, make_wish, publish_tables
from tests.factories.residents import make_resident
from tests.factories.stations import Officers

pytestmark = pytest.mark.django_db
ASKED = {"name": "苏日娜", "mobile": "13800138000", "text": "缝纫", "consent": "on"}


@pytest.fixture
def officers():
    publish_tables()
    return Officers("150502")


@pytest.fixture
def desk(officers):
    client = Client()
    client.force_login(officers.station)
    return client


@pytest.fixture
def next_door():
    client = Client()
    client.force_login(Officers("150402", "n").station)
    return client


def test_the_list_of_wishes_costs_as_many_queries_for_thirty_as_for_three(officers, desk, django_assert_num_queries):
    address = reverse("jobs:wish_list")
    for count in (3, 30):
        for _number in range(count - Wish.objects.count()):
            make_wish(officers, occupations=["6050401", "403"])
        desk.get(address)
        with django_assert_num_queries(7):
            assert desk.get(address).status_code == 200


def test_the_filters_of_wishes_find_by_group_both_ways(officers, desk):
    narrow = make_wish(officers, occupations=["6050401"], person={"name": "窄窄"})
    wide = make_wish(officers, occupations=["6"], person={"name": "宽宽"})
    other = make_wish(officers, occupations=["4100103"], person={"name": "外外"})

    page = desk.get(reverse("jobs:wish_list"), {"group": "605"}).context["page"]

    assert {row.pk for row in page} == {narrow.pk, wide.pk}
    assert [row.pk for row in desk.get(reverse("jobs:wish_list"), {"q": "外"}).context["page"]] == [other.pk]
    Wish.objects.filter(pk=wide.pk).update(valid_until=clock.today() - timedelta(days=1))
    assert [row.pk for row in desk.get(reverse("jobs:wish_list"), {"state": "over"}).context["page"]] == [wide.pk]


def test_what_fits_a_wish_costs_a_fixed_number_of_queries(officers, desk, django_assert_num_queries):
    wish = make_wish(officers)
    for count in (1, 9):
        for _number in range(count):
            make_vacancy(officers.desk)
        matching.match_all()
        desk.get(wish.get_absolute_url())
        with django_assert_num_queries(10):
            assert desk.get(wish.get_absolute_url()).status_code == 200


def test_an_occupation_is_found_by_its_name_without_a_script(officers, desk):
    resident = make_resident(officers)
    address = reverse("jobs:wish_edit", args=[resident.pk])
    asked = {"pay_unit": "month", "max_km": "10"}

    several = desk.post(address, {**asked, "occupation_1": "缝"})
    unknown = desk.post(address, {**asked, "occupation_1": "没有这个"})
    found = desk.post(address, {**asked, "occupation_1": "制鞋工"})

    assert "6050" in several.content.decode()
    assert (several.status_code, unknown.status_code, found.status_code) == (200, 200, 302)
    assert Wish.objects.get().occupations.get().occupation_id == "6050401"
    assert "6050401" in desk.get(reverse("jobs:wish_suggest"), {"occupation_2": "制鞋"}).content.decode()


def test_the_officer_next_door_opens_no_pair_and_refers_nobody(officers, next_door):
    wish, vacancy = make_wish(officers), make_vacancy(officers.desk)
    asked = {"vacancy": vacancy.pk}

    assert next_door.get(reverse("jobs:wish_pair", args=[wish.pk]), asked).status_code == 404
    assert next_door.post(reverse("jobs:referral_make", args=[wish.pk]) + f"?vacancy={vacancy.pk}").status_code == 404
    assert not Referral.objects.exists()


def test_a_pair_names_only_vacancies_on_show_or_of_the_own_desk(officers, desk):
    wish = make_wish(officers)
    hidden = make_vacancy(Officers("150402", "n").desk, published=False)

    for asked in (hidden.pk, "x", "9" * 20):
        assert desk.get(reverse("jobs:wish_pair", args=[wish.pk]), {"vacancy": asked}).status_code == 302


def test_the_explanation_shows_every_part_with_its_weight_and_the_version(officers, desk):
    wish, vacancy = make_wish(officers), make_vacancy(officers.desk)

    page = desk.get(reverse("jobs:wish_pair", args=[wish.pk]), {"vacancy": vacancy.pk})

    assert [line.label for line in page.context["lines"]] == ["职业", "薪酬", "工时", "距离", "人群", "参保"]
    assert sum(line.points for line in page.context["lines"]) == page.context["score"].points
    assert "按2026年1月1日起施行的权重" in page.content.decode()
    assert "matching_weights" not in page.content.decode()


def test_a_referral_that_has_moved_on_leads_back_to_where_it_stands(officers, desk):
    referral = make_referral(officers, make_vacancy(officers.desk))
    referrals.miss(referral_id=referral.pk, actor=officers.station)

    assert desk.get(reverse("jobs:referral_hire", args=[referral.pk])).url == referral.get_absolute_url()
    assert desk.get(referral.get_absolute_url()).context["steps"] == []


def test_the_list_of_what_is_due_costs_a_fixed_number_of_queries(officers, desk, django_assert_num_queries):
    vacancy, address = make_vacancy(officers.desk, headcount=20), reverse("jobs:followup_list")
    for count in (1, 6):
        for _number in range(count):
            referral = make_referral(officers, vacancy)
            referrals.hire(referral_id=referral.pk, actor=officers.station, hired_on=clock.today())
        FollowUp.objects.filter(number=1).update(due_on=clock.today())
        desk.get(address)
        with django_assert_num_queries(4):
            assert desk.get(address).status_code == 200


def test_the_station_is_told_once_that_a_follow_up_is_due(officers):
    referral = make_referral(officers, make_vacancy(officers.desk))
    referrals.hire(referral_id=referral.pk, actor=officers.station, hired_on=clock.today())
    week = clock.today() + timedelta(days=7)

    assert remind_all(on=clock.today())["follow_up"].notices == 0
    assert remind_all(on=week)["follow_up"].notices == 1
    assert remind_all(on=week)["follow_up"].notices == 0

    notice = Notice.objects.get(kind="follow_up")
    assert (notice.to_role, notice.station_id) == ("station", officers.desk.pk)
    assert referral.resident.name not in str(notice.words)


def test_the_public_page_takes_a_sign_up_and_shows_no_name(officers):
    phone, address = Client(), reverse("jobs:signup_send", args=[officers.desk.code])

    answer = phone.post(address, ASKED, follow=True)

    assert SignUp.objects.get().name == "苏日娜"
    assert "苏日娜" not in answer.content.decode()
    assert "noindex" in answer.headers["X-Robots-Tag"]


def test_a_machine_that_fills_the_hidden_field_leaves_nothing(officers):
    Client().post(reverse("jobs:signup_send", args=[officers.desk.code]), {**ASKED, "website": "x"})

    assert not SignUp.objects.exists()


def test_the_public_page_says_what_is_missing_and_keeps_what_was_typed(officers):
    page = (
        Client().post(reverse("jobs:signup_send", args=[officers.desk.code]), {"name": "苏日娜", "mobile": "1"}).content.decode()
    )

    assert "苏日娜" in page
    assert "error-summary" in page
    assert not SignUp.objects.exists()


def test_a_closed_station_takes_no_sign_up(officers):
    type(officers.desk).objects.filter(pk=officers.desk.pk).update(state="planned")

    assert Client().get(reverse("jobs:signup_send", args=[officers.desk.code])).status_code == 404


def test_the_public_page_is_small_and_asks_no_script(officers):
    page = Client().get(reverse("jobs:signup_send", args=[officers.desk.code])).content.decode()

    assert "<script" not in page
    styles = [part.split('"')[0] for part in page.split(settings.STATIC_URL)[1:] if part.split('"')[0].endswith(".css")]
    assert styles
    assert all(finders.find(style) for style in styles if "vendor" not in style)


def test_the_poster_carries_the_address_as_a_code(officers, desk):
    page = desk.get(reverse("jobs:signup_poster", args=[officers.desk.code])).content.decode()

    assert "data:image/svg+xml" in page
    assert reverse("jobs:signup_send", args=[officers.desk.code]) in page


def test_a_sign_up_is_put_aside_with_a_reason_and_forgets_the_number(officers, desk):
    sign_up = signups.receive(station_code=officers.desk.code, **{**ASKED, "consent": True}, address="")

    desk.post(reverse("jobs:signup_drop", args=[sign_up.pk]), {"reason": "打不通"})

    sign_up.refresh_from_db()
    assert (sign_up.state, sign_up.mobile) == ("dropped", None)
    assert desk.get(sign_up.get_absolute_url()).status_code == 200


def test_the_page_of_a_resident_shows_the_wish_and_the_referrals(officers, desk):
    wish = make_wish(officers)
    vacancy = make_vacancy(officers.desk)
    matching.match_all()
    address = reverse("jobs:resident_placement", args=[wish.resident_id])

    assert vacancy.title in desk.get(address).content.decode()
    assert "<html" not in desk.get(address, headers={"HX-Request": "true"}).content.decode()
    assert desk.get(reverse("jobs:resident_placement", args=[make_resident(officers).pk])).status_code == 200
