"""How values are shown in both languages."""

from datetime import UTC, date, datetime
from decimal import Decimal

import pytest
from django.template import engines
from django.utils import translation

from core.templatetags import portal

NEW_YEAR_IN_HOHHOT = datetime(2025, 12, 31, 16, 30, tzinfo=UTC)


@pytest.mark.parametrize(
    ("language", "money", "day"),
    [("zh-hans", "1,234.50 元", "2026年4月9日"), ("en", "CNY 1,234.50", "9 Apr 2026")],
)
def test_amounts_and_days_follow_the_language(language, money, day):
    with translation.override(language):
        assert portal.money(Decimal("1234.5")) == money
        assert portal.day(date(2026, 4, 9)) == day


def test_a_list_is_joined_as_its_language_joins():
    with translation.override("zh-hans"):
        assert portal.listed(["找工作", "学技术"]) == "找工作、学技术"
        assert portal.listed(["失业人员", "残疾人、退役军人"], "；") == "失业人员；残疾人、退役军人"
    with translation.override("en"):
        assert portal.listed(["work", "a course"]) == "work, a course"
        assert portal.listed(["jobless", "disabled, veterans"], "；") == "jobless; disabled, veterans"
        assert portal.listed([]) == "—"


def test_a_moment_is_shown_on_the_wall_clock_of_hohhot():
    with translation.override("en"):
        assert portal.day(NEW_YEAR_IN_HOHHOT) == "1 Jan 2026"
        assert portal.moment(NEW_YEAR_IN_HOHHOT) == "2026-01-01 00:30"
    assert portal.month(date(2026, 11, 1)) == "2026-11"


@pytest.mark.parametrize("shown", [portal.money, portal.amount, portal.day, portal.month, portal.moment, portal.masked_id])
def test_nothing_is_a_dash(shown):
    assert shown(None) == "—"


@pytest.mark.parametrize("light", ["none", "blue", "yellow", "red", "paused"])
def test_the_clock_is_never_colour_alone(light):
    template = engines["django"].from_string("{% load portal %}{% traffic light due_on left %}")
    with translation.override("en"):
        text = template.render({"light": light, "due_on": date(2026, 4, 9), "left": -2 if light == "red" else 3})
    words = {"none": "in time", "blue": "half gone", "yellow": "due soon", "red": "overdue", "paused": "clock stopped"}
    assert words[light] in text
    assert "9 Apr 2026" in text
    assert ("2 working days late" in text) is (light == "red")


def test_a_state_carries_the_label_of_its_model():
    class Thing:
        state = "doubtful"

        def get_state_display(self):
            return "in doubt"

    text = engines["django"].from_string("{% load portal %}{% state thing %}").render({"thing": Thing()})
    assert "state-red" in text
    assert "in doubt" in text
