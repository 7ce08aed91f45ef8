"""Text messages: tried again under the same number, never by night, never more than a few a day."""

from datetime import timedelta

import pytest

from core import clock
from notices import channels
from notices.models import Message
from notices.services import outbox
from notices.states import LEASE_MINUTES, MessageState
from tests.factories.cases import make_resident

pytestmark = pytest.mark.django_db

MORNING = "2026-11-20T09:00"


class Provider:
    """Takes what it is told to take and remembers every offer."""

    def __init__(self, *troubles: channels.NotTaken | None) -> None:
        self.troubles, self.offers = list(troubles), []

    def send(self, number: str, mobile: str, text: str) -> channels.Receipt:
        self.offers.append(number)
        trouble = self.troubles.pop(0) if self.troubles else None
        if trouble:
            raise trouble
        return channels.Receipt(reference=f"ref-{number}")


@pytest.fixture
def provider(monkeypatch) -> Provider:
    made = Provider()
    monkeypatch.setattr(outbox.channels, "channel", lambda *_: made)
    return made


def message(resident=None, period: str = "1", **fields) -> Message:
    resident = resident or make_resident()
    with clock.at(MORNING):
        values = {"created_at": clock.now(), "next_try_at": clock.now(), **fields}
        made = Message.objects.create(
            kind="decided", resident=resident, subject_id=resident.pk, period=period, text="…", **values
        )
    made.refresh_from_db()
    return made


def send(at: str = MORNING) -> int:
    with clock.at(at):
        return outbox.send_due()


def test_a_message_is_offered_once_and_then_reported_on(provider):
    waiting = message()
    assert send() == 1
    assert send() == 0
    waiting.refresh_from_db()
    assert (waiting.state, waiting.tries, waiting.provider_ref) == ("sent", 1, f"ref-{waiting.number}")
    assert outbox.note_delivery(number=waiting.number, delivered=True)
    assert not outbox.note_delivery(number=waiting.number, delivered=False)
    waiting.refresh_from_db()
    assert waiting.state == MessageState.DELIVERED


def test_a_broken_line_is_tried_again_later_under_the_same_number(provider):
    provider.troubles = [channels.NotTaken("timeout", final=False)]
    waiting = message()
    assert send() == 0
    assert send("2026-11-20T09:00:30") == 0
    assert send("2026-11-20T09:02") == 1
    assert provider.offers == [str(waiting.number)] * 2


def test_a_final_refusal_ends_the_message(provider):
    provider.troubles = [channels.NotTaken("no such mobile", final=True)]
    waiting = message()
    send()
    waiting.refresh_from_db()
    assert (waiting.state, waiting.trouble) == (MessageState.FAILED, "no such mobile")


def test_after_the_last_try_the_message_has_failed(provider):
    provider.troubles = [channels.NotTaken("busy", final=False)] * 9
    waiting = message()
    day = 20
    for _try in range(9):
        send(f"2026-11-{day}T12:00")
        day += 1
    waiting.refresh_from_db()
    assert (waiting.state, len(provider.offers)) == (MessageState.FAILED, 6)


def test_nobody_is_woken(provider):
    message()
    assert send("2026-11-20T22:30") == 0
    assert send("2026-11-21T07:59") == 0
    assert send("2026-11-21T08:00") == 1


def test_a_person_gets_three_a_day_and_the_fourth_tomorrow(provider, settings):
    settings.PORTAL_SMS_DAILY_LIMIT = 3
    resident = make_resident()
    for number in range(4):
        message(resident, period=str(number))
    message()
    assert send() == 4
    assert send("2026-11-20T18:00") == 0
    assert send("2026-11-21T08:00") == 1


def test_what_a_dead_sender_held_is_offered_again_when_its_lease_is_over(provider):
    with clock.at(MORNING):
        lease = clock.now() + timedelta(minutes=LEASE_MINUTES)
    held = message(state=MessageState.SENDING, tries=1, leased_until=lease)
    assert send("2026-11-20T09:04") == 0
    assert send("2026-11-20T09:06") == 1
    assert provider.offers == [str(held.number)]


def test_the_page_channel_refuses_what_a_provider_would():
    with pytest.raises(channels.NotTaken):
        channels.channel("", "", 1).send("1", "", "…")
    assert channels.channel("", "", 1).send("1", "13800000000", "…").delivered
