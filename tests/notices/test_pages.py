"""The board and the outbox in the browser's eyes, and the provider's report at the door."""

import json
import uuid

import pytest
from django.urls import reverse

from core import clock
from notices.channels.http import sign
from notices.models import Message, Notice
from notices.services import reminders
from tests.factories.cases import make_recipient

pytestmark = pytest.mark.django_db


@pytest.fixture
def told(officers, neighbours):
    with clock.at("2026-11-20T10:00"):
        mine, theirs = make_recipient(officers.desk), make_recipient(neighbours.desk)
        reminders.remind_all()
    return mine, theirs


def test_the_board_shows_the_posts_own_notices(client, officers, told):
    mine, theirs = told
    client.force_login(officers.station)
    page = client.get(reverse("notices:notice_list"))
    assert mine.number in page.content.decode()
    assert theirs.number not in page.content.decode()


def test_a_notice_next_door_is_not_found(client, officers, told):
    notice = Notice.objects.get(kind="decided", subject_id=told[1].pk)
    client.force_login(officers.station)
    assert client.post(reverse("notices:notice_open", args=[notice.pk])).status_code == 404
    assert not notice.readings.exists()


def test_opening_marks_as_read_and_reading_by_get_does_not(client, officers, told):
    notice = Notice.objects.get(kind="decided", subject_id=told[0].pk)
    client.force_login(officers.station)
    client.get(reverse("notices:notice_open", args=[notice.pk]))
    assert not notice.readings.exists()
    answer = client.post(reverse("notices:notice_open", args=[notice.pk]))
    assert answer.status_code == 302
    assert notice.readings.get().user == officers.station
    client.post(reverse("notices:notice_read_all"))
    assert not Notice.objects.for_user(officers.station).unread_by(officers.station).exists()


def test_the_outbox_shows_messages_to_residents_of_ones_own(client, officers, told):
    client.force_login(officers.station)
    page = client.get(reverse("notices:message_list")).content.decode()
    assert told[0].number in page
    assert told[1].number not in page
    assert told[0].resident.mobile not in page


def test_a_resident_next_door_has_no_notices_to_show(client, officers, told):
    client.force_login(officers.station)
    assert client.get(reverse("notices:resident_notices", args=[told[0].resident_id])).status_code == 200
    assert client.get(reverse("notices:resident_notices", args=[told[1].resident_id])).status_code == 404


def report(client, body: bytes, signature: str):
    return client.post(
        reverse("notices:message_report"), body, content_type="application/json", headers={"X-Signature": signature}
    )


def test_a_delivery_report_counts_only_when_signed(client, told, settings):
    settings.PORTAL_SMS_KEY = "shared"
    message = Message.objects.first()
    Message.objects.filter(pk=message.pk).update(state="sent")
    body = json.dumps({"number": str(message.number), "state": "failed", "trouble": "switched off"}).encode()
    assert report(client, body, "").status_code == 403
    assert report(client, body, sign(b"other", body)).status_code == 403
    assert report(client, body, sign(b"shared", body)).json() == {"changed": True}
    assert report(client, body, sign(b"shared", body)).json() == {"changed": False}
    message.refresh_from_db()
    assert (message.state, message.trouble) == ("failed", "switched off")


@pytest.mark.parametrize("body", [b"", b"[]", b'{"number": "x", "state": "sent"}'])
def test_a_report_that_cannot_be_read_is_refused(client, body, settings, db):
    settings.PORTAL_SMS_KEY = "shared"
    assert report(client, body, sign(b"shared", body)).status_code == 400


def test_a_report_for_a_message_nobody_wrote_changes_nothing(client, settings):
    settings.PORTAL_SMS_KEY = "shared"
    body = json.dumps({"number": str(uuid.uuid4()), "state": "delivered"}).encode()
    assert report(client, body, sign(b"shared", body)).json() == {"changed": False}


def test_without_a_shared_key_no_report_is_believed(client, settings):
    settings.PORTAL_SMS_KEY = ""
    assert report(client, b"{}", sign(b"", b"{}")).status_code == 403
