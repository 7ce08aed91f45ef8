"""What the check finds in the words, the pay and the unit of an offer, and what it leaves alone."""

from decimal import Decimal

import pytest

from jobs.formulas.vacancy_check import Offer, check
from jobs.states.findings import FINDINGS


def codes(*texts, pay="3000", unit_of_pay="month", hours="full", unit="known", month="2270", hour="22.4"):
    offer = Offer(texts, Decimal(pay), unit_of_pay, hours, unit, Decimal(month), Decimal(hour))
    return [finding.code for finding in check(offer)]


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("招女工5名", "sex"),
        ("保安（男）", "sex"),
        ("门卫（男，有经验）", "sex"),
        ("男性优先", "sex"),
        ("性别：女", "sex"),
        ("不招女性", "sex"),
        ("限已婚已育", "childbearing"),
        ("入职三年内不得怀孕", "childbearing"),
        ("年龄18-45岁", "age"),
        ("35周岁以下", "age"),
        ("不超过 40 岁", "age"),
        ("要求45岁以上", "age"),
        ("90后优先", "age"),
        ("仅限汉族", "ethnic"),
        ("蒙古族优先", "ethnic"),
        ("无宗教信仰", "belief"),
        ("限本地户口", "household_register"),
        ("外地人勿扰", "household_register"),
        ("四肢健全", "disability"),
        ("残疾人勿扰", "disability"),
        ("乙肝携带者勿扰", "infectious"),
        ("需做乙肝五项检查", "infectious"),
        ("身高1.65米以上", "looks"),
        ("形象气质佳，五官端正", "looks"),
        ("入职交押金500元", "deposit"),
        ("入职后扣押身份证", "deposit"),
        ("服装费300元自理", "deposit"),
        ("押半个月工资", "deposit"),
    ],
)
def test_words_that_shut_people_out_are_found_with_the_article(text, code):
    assert codes(text) == [code]
    assert code in FINDINGS


@pytest.mark.parametrize(
    "text",
    [
        "男女不限，年龄不限，户籍不限",
        "不限男女，学历不限",
        "保洁员（男、女不限）",
        "性别不限，有无经验均可",
        "年满18周岁以上",
        "未满16周岁者不予录用",
        "照护80岁以上老人，两班倒",
        "带3-6岁孩子，接送上下学",
        "不收押金，不收取任何费用，免费培训",
        "培训费由公司承担",
        "公司承担体检费",
        "女装导购，女鞋缝制",
        "残疾人优先",
        "欢迎残疾人、农民工应聘",
        "入职提供身份证复印件",
        "苗圃育苗，已育苗木的管护",
        "妈妈岗，上学时段上班",
        "男女均可，工资日结",
    ],
)
def test_what_welcomes_or_says_that_it_does_not_matter_is_left_alone(text):
    assert codes(text) == []


def test_full_width_signs_and_blanks_hide_nothing():
    assert codes("１８－４５ 周 岁") == ["age"]
    assert codes("限 女 性") == ["sex"]


@pytest.mark.parametrize(
    ("pay", "unit_of_pay", "hours", "found"),
    [
        ("2269.99", "month", "full", ["low_pay"]),
        ("2270.00", "month", "full", []),
        ("2000.00", "month", "shifts", ["low_pay"]),
        ("1200.00", "month", "part", []),
        ("22.39", "hour", "part", ["low_pay"]),
        ("0.50", "piece", "home", []),
        ("80.00", "day", "flexible", []),
    ],
)
def test_pay_below_the_minimum_is_found_for_full_months_and_for_hours(pay, unit_of_pay, hours, found):
    assert codes("制鞋工", pay=pay, unit_of_pay=unit_of_pay, hours=hours) == found


@pytest.mark.parametrize("standing", ["unknown", "closed", "listed"])
def test_an_unreal_unit_is_found(standing):
    assert codes("制鞋工", unit=standing) == [f"unit_{standing}"]


def test_everything_is_found_at_once_and_the_words_are_named():
    offer = Offer(("保洁员（女）", "40岁以下"), Decimal("1500"), "month", "full", "closed", Decimal("2270"), None)
    assert [(finding.code, finding.found) for finding in check(offer)] == [
        ("sex", "女"),
        ("age", "40岁以下"),
        ("low_pay", "1500.00 < 2270.00"),
        ("unit_closed", ""),
    ]
