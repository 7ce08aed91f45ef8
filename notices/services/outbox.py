"""The outbox: rows are claimed, handed to the provider outside any transaction, and marked afterwards."""

from datetime import datetime, timedelta
from uuid import UUID

from django.conf import settings
from django.db import connection, transaction
from django.db.models import Count, F, Q

from core import clock
from core.crypto import blind_index
from core.identifiers import clean_mobile
from notices import channels
from notices.models import Message
from notices.states import LEASE_MINUTES, QUIET_FROM, QUIET_UNTIL, RETRY_MINUTES, MessageState

CHUNK = 100


def send_due() -> int:
    """Every message whose time has come was offered to the provider once; returns how many it took.

    A sender that dies leaves its messages leased; they are offered again under the same number when the lease is over.
    """
    provider = channels.channel(settings.PORTAL_SMS_URL, settings.PORTAL_SMS_KEY, settings.PORTAL_SMS_WAIT_SECONDS)
    taken = 0
    while messages := _claim(CHUNK):
        for message in messages:
            taken += _offer(provider, message)
    return taken


def note_delivery(*, number: UUID, delivered: bool, trouble: str = "") -> bool:
    """Write down the provider's delivery report; a report for an unknown or finished message changes nothing."""
    state = MessageState.DELIVERED if delivered else MessageState.FAILED
    changed = Message.objects.filter(number=number, state=MessageState.SENT).update(state=state, trouble=trouble[:200])
    return bool(changed)


@transaction.atomic
def _claim(most: int) -> list[Message]:
    moment = clock.now()
    if _is_quiet(moment) or not _alone():
        return []
    due = Q(state=MessageState.QUEUED, next_try_at__lte=moment) | Q(state=MessageState.SENDING, leased_until__lt=moment)
    messages = list(
        Message.objects.select_for_update(skip_locked=True, of=("self",), no_key=True)
        .filter(due)
        .select_related("resident", "enterprise", "order", "assignment__provider", "receipt__worker", "arrears")
        .order_by("next_try_at", "pk")[:most]
    )
    _know_contacts(messages)
    postponed = _over_the_limit(messages, moment)
    Message.objects.filter(pk__in=postponed).update(state=MessageState.QUEUED, next_try_at=_next_morning(moment))
    messages = [message for message in messages if message.pk not in postponed]
    Message.objects.filter(pk__in=[message.pk for message in messages]).update(
        state=MessageState.SENDING, tries=F("tries") + 1, leased_until=moment + timedelta(minutes=LEASE_MINUTES)
    )
    return messages


def _offer(provider: channels.Channel, message: Message) -> bool:
    tries = message.tries + 1
    mine = Message.objects.filter(pk=message.pk, state=MessageState.SENDING, tries=tries)
    try:
        receipt = provider.send(str(message.number), message.mobile, message.text)
    except channels.NotTaken as refusal:
        if refusal.final or tries > len(RETRY_MINUTES):
            mine.update(state=MessageState.FAILED, trouble=refusal.trouble, leased_until=None)
        else:
            again = clock.now() + timedelta(minutes=RETRY_MINUTES[tries - 1])
            mine.update(state=MessageState.QUEUED, trouble=refusal.trouble, next_try_at=again, leased_until=None)
        return False
    state = MessageState.DELIVERED if receipt.delivered else MessageState.SENT
    mine.update(state=state, provider_ref=receipt.reference, sent_at=clock.now(), leased_until=None, trouble="")
    return True


def _know_contacts(messages: list[Message]) -> None:
    """Whom the portal knows by a number alone is told apart by its blind index."""
    new = [message for message in messages if message.contact is None and message.addressee == (None, None, None)]
    for message in new:
        message.contact = blind_index("mobile", clean_mobile(message.mobile))
    Message.objects.bulk_update(new, ["contact"])


def _over_the_limit(messages: list[Message], moment: datetime) -> set[int]:
    """The messages that would give a person, or the contact of a unit, more than the daily number of messages."""
    midnight = moment.astimezone(clock.BEIJING).replace(hour=0, minute=0, second=0, microsecond=0)
    whose = Q(resident__in={message.resident_id for message in messages if message.resident_id})
    whose |= Q(enterprise__in={message.enterprise_id for message in messages if message.enterprise_id})
    today = Q(sent_at__gte=midnight) | Q(state=MessageState.SENDING, leased_until__gte=moment)
    whose |= Q(contact__in={bytes(message.contact) for message in messages if message.contact})
    counted = Message.objects.filter(whose, today).values_list("resident", "enterprise", "contact").annotate(Count("pk"))
    had = {(resident, enterprise, bytes(contact) if contact else None): count for resident, enterprise, contact, count in counted}
    over: set[int] = set()
    for message in messages:
        count = had.get(message.addressee, 0)
        if count >= settings.PORTAL_SMS_DAILY_LIMIT:
            over.add(message.pk)
        else:
            had[message.addressee] = count + 1
    return over


def _alone() -> bool:
    """Whether no other sender is choosing messages at this moment: the daily limit is counted by one at a time."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_try_advisory_xact_lock(hashtext('notices.outbox'))")
        return bool(cursor.fetchone()[0])


def _is_quiet(moment: datetime) -> bool:
    return not QUIET_UNTIL <= moment.astimezone(clock.BEIJING).hour < QUIET_FROM


def _next_morning(moment: datetime) -> datetime:
    local = moment.astimezone(clock.BEIJING)
    return (local + timedelta(days=1)).replace(hour=QUIET_UNTIL, minute=0, second=0, microsecond=0)
