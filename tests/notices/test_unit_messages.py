"""Units are told by text message what a round found of them, once, with the address of their own page."""

import pytest

from cases.models import ScreenedUnit, UnitAnswer, UnitNotice
from cases.services import asking
from core import clock
from notices.models import Message
from notices.services import outbox, reminders
from tests.factories.programmes import shipped_law
from tests.factories.screening import make_units, screened

pytestmark = pytest.mark.django_db


@pytest.fixture
def units(officers, friday, settings):
    """One unit of each kind, whose contact has a mobile but for the zombie's; the round has asked and told them."""
    settings.PORTAL_PUBLIC_URL = "https://jy.example.gov.cn/"
    shipped_law()
    made = make_units(contact_mobile="13804750001")
    made["zombie_list"].contact_mobile = None
    made["zombie_list"].save()
    asking.ask(round_id=screened(officers).pk, actor=officers.acceptance)
    return made


def test_the_qualified_one_is_asked_and_those_left_out_are_told_once(units):
    with clock.at("2026-11-20T10:00"):
        told = reminders.remind_all()
        again = reminders.remind_all()
    assert (told["unit_asked"].messages, told["unit_left_out"].messages) == (1, 4)
    assert (again["unit_asked"].messages, again["unit_left_out"].messages) == (0, 0)
    asked = Message.objects.get(kind="unit_asked")
    answer = UnitAnswer.objects.get()
    page = f"https://jy.example.gov.cn/public/units/{answer.token}/"
    assert asked.enterprise == units["qualified"]
    assert asked.text == (
        f"【就业服务】贵单位符合稳岗返还条件，拟发放1440.00元至尾号{answer.account.last4}的账户，请于2026年12月4日前核对确认：{page}"
    )
    left = Message.objects.get(enterprise=units["layoff_rate"])
    assert left.text.endswith(
        f"见：https://jy.example.gov.cn/public/units/{UnitNotice.objects.get(unit__enterprise=left.enterprise).token}/"
    )
    assert not Message.objects.filter(enterprise__in=[units["closed"], units["zombie_list"]]).exists()


def test_the_message_goes_to_the_contact_of_the_unit_with_a_daily_limit_of_its_own(units, settings):
    settings.PORTAL_SMS_DAILY_LIMIT = 1
    with clock.at("2026-11-20T10:00"):
        reminders.remind_all()
        assert outbox.send_due() == 5
    assert set(Message.objects.values_list("state", flat=True)) == {"delivered"}


def test_whoever_was_told_is_not_told_again_by_another_screening(units, officers):
    found = ScreenedUnit.objects.first().round
    assert UnitNotice.objects.count() == 5
    assert asking.tell(found) == 0
