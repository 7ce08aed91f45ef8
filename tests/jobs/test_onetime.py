"""One-time codes: one open at a time, five tries, ten minutes, not too many; sent once and then wiped."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest
from django.db import DatabaseError, connection, transaction

from core import clock
from core.models import AuditEntry
from core.policies import Refused
from jobs.models import OneTimeCode
from jobs.services import onetime
from jobs.states.onetime import Checked, CodePurpose
from notices import channels
from notices.services import codes

pytestmark = pytest.mark.django_db

MOBILE = "13847501234"
LINK, CLAIM = CodePurpose.LINK, CodePurpose.CLAIM_STATE


def issue(purpose=LINK, mobile=MOBILE, address="10.0.0.1") -> str:
    return str(onetime.issue(purpose=purpose, mobile=mobile, address=address).code)


def check(code, purpose=LINK, mobile=MOBILE) -> Checked:
    return onetime.check(purpose=purpose, mobile=mobile, code=code)


def wrong(code: str) -> str:
    return f"{(int(code) + 1) % 10**6:06d}"


def test_a_code_opens_its_own_thing_once(friday):
    code = issue()
    assert check(code, purpose=CLAIM) == Checked.SPENT
    assert check(code, mobile="13847501235") == Checked.SPENT
    assert check(f" {code[:3]} {code[3:]} ") == Checked.RIGHT
    assert check(code) == Checked.SPENT


def test_the_fifth_wrong_try_spends_the_code(friday):
    code = issue()
    assert [check(wrong(code)) for _ in range(5)] == [Checked.WRONG] * 4 + [Checked.SPENT]
    assert check(code) == Checked.SPENT


def test_ten_minutes_end_a_code_and_a_new_one_ends_the_old(friday):
    old = issue()
    with clock.at(friday + timedelta(minutes=2)):
        new = issue()
        assert old == new or check(old) == Checked.WRONG
        assert check(new) == Checked.RIGHT
    with clock.at(friday + timedelta(minutes=4)):
        last = issue()
    with clock.at(friday + timedelta(minutes=14)):
        assert check(last) == Checked.SPENT


def test_nobody_floods_a_number_and_no_address_floods_many(friday):
    issue()
    with pytest.raises(Refused) as refused:
        issue(purpose=CLAIM)
    assert refused.value.code == "too_often"
    for minute in (2, 4, 6, 8):
        with clock.at(friday + timedelta(minutes=minute)):
            issue()
    with clock.at(friday + timedelta(minutes=10)), pytest.raises(Refused) as refused:
        issue()
    assert refused.value.code == "too_many"
    for last in range(onetime.FROM_ADDRESS_AN_HOUR - 5):
        issue(mobile=f"138475{last:05d}")
    with pytest.raises(Refused):
        issue(mobile="13847599999")
    issue(mobile="13847599999", address="10.0.0.2")


def test_what_is_no_mobile_gets_no_code():
    with pytest.raises(Refused) as refused:
        issue(mobile="04711234567")
    assert refused.value.field == "mobile"


def test_neither_code_nor_number_stands_readable_in_the_tables(friday):
    code = issue()
    with connection.cursor() as cursor:
        cursor.execute("SELECT row_to_json(c)::text FROM jobs_onetimecode c")
        row = cursor.fetchone()[0]
    assert code not in row
    assert MOBILE not in row
    assert code not in str(list(AuditEntry.objects.values_list("data", flat=True)))


@pytest.mark.parametrize("wrong", [{"tries": 6}, {"used": True}, {"expires_at": "2020-01-01T00:00Z"}])
def test_postgres_refuses_a_code_that_cannot_be(friday, wrong):
    issue()
    with pytest.raises(DatabaseError), transaction.atomic():
        OneTimeCode.objects.update(**wrong)


class Provider:
    """Remembers what it was given; refuses once where told to."""

    def __init__(self, trouble=None) -> None:
        self.trouble, self.texts = trouble, []

    def send(self, number: str, mobile: str, text: str) -> channels.Receipt:
        if self.trouble:
            trouble, self.trouble = self.trouble, None
            raise trouble
        self.texts.append((mobile, text))
        return channels.Receipt(reference=number)


def test_a_code_is_sent_by_night_too_once_and_then_wiped(settings, monkeypatch):
    settings.PORTAL_SMS_URL = "https://sms.example"
    provider = Provider(channels.NotTaken("busy", final=False))
    monkeypatch.setattr(codes.channels, "channel", lambda *_: provider)
    with clock.at("2026-11-20T23:00"):
        code = issue()
        assert codes.send_due() == 0
        assert codes.send_due() == 0
    with clock.at("2026-11-20T23:01"):
        assert codes.send_due() == 1
        assert codes.send_due() == 0
    (mobile, text), *more = provider.texts
    assert (mobile, more) == (MOBILE, [])
    assert code in text
    assert OneTimeCode.objects.get().code is None


def test_a_code_that_came_too_late_is_never_sent(friday, monkeypatch):
    provider = Provider()
    monkeypatch.setattr(codes.channels, "channel", lambda *_: provider)
    issue()
    with clock.at(friday + timedelta(minutes=10)):
        assert codes.send_due() == 0


def test_old_codes_and_their_numbers_are_forgotten(friday):
    issue()
    assert onetime.forget() == 0
    with clock.at(friday + timedelta(days=3)):
        assert onetime.forget() == 1


def test_the_demo_shows_the_code_on_the_page_of_messages(client, officers):
    code = issue()
    client.force_login(officers.station)
    assert code in client.get("/messages/").content.decode()


@pytest.mark.django_db(transaction=True)
def test_two_presses_at_once_send_one_code():
    def press(_number):
        try:
            return issue()
        except Refused as refused:
            return refused.code
        finally:
            connection.close()

    with ThreadPoolExecutor(4) as pool:
        found = sorted(pool.map(press, range(4)))
    assert found[1:] == ["too_often"] * 3 or found.count("too_often") == 3
    assert OneTimeCode.objects.count() == 1
