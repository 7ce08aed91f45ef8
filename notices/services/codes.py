"""One-time codes on their way: claimed, handed to the provider outside any transaction, and wiped from the row afterwards.

They go at any hour and beside the daily number of messages: whoever waits for one asked for it a moment ago.
"""

from datetime import timedelta

from django.conf import settings
from django.db import transaction
from django.db.models import F

from core import clock
from jobs.models import OneTimeCode
from jobs.services.onetime import MINUTES
from notices import channels

CHUNK = 50
#: A sender that has not reported for so long is taken for dead; a refused code is offered again after so long.
AGAIN_SECONDS = 30
TEXT = "【就业服务】您的验证码是{code}，{minutes}分钟内有效。工作人员不会向您索要验证码，请勿告诉他人。"


def send_due() -> int:
    """Every code that waits was offered to the provider once; returns how many it took. An expired one is never sent."""
    provider = channels.channel(settings.PORTAL_SMS_URL, settings.PORTAL_SMS_KEY, settings.PORTAL_SMS_WAIT_SECONDS)
    taken = 0
    while codes := _claim():
        for code in codes:
            taken += _offer(provider, code)
    return taken


@transaction.atomic
def _claim() -> list[OneTimeCode]:
    moment = clock.now()
    codes = list(
        OneTimeCode.objects.select_for_update(skip_locked=True, of=("self",), no_key=True)
        .filter(sent_at__isnull=True, code__isnull=False, next_offer_at__lte=moment, expires_at__gt=moment)
        .order_by("next_offer_at", "pk")[:CHUNK]
    )
    OneTimeCode.objects.filter(pk__in=[code.pk for code in codes]).update(
        offers=F("offers") + 1, next_offer_at=moment + timedelta(seconds=AGAIN_SECONDS)
    )
    return codes


def _offer(provider: channels.Channel, waiting: OneTimeCode) -> bool:
    mine = OneTimeCode.objects.filter(pk=waiting.pk, sent_at__isnull=True)
    text = TEXT.format(code=waiting.code, minutes=MINUTES)
    try:
        provider.send(str(waiting.number), str(waiting.mobile), text)
    except channels.NotTaken as refusal:
        mine.update(trouble=refusal.trouble[:200], **({"code": None} if refusal.final else {}))
        return False
    # Without a provider the demo's page shows the code until its time is over; otherwise nobody needs it here any more.
    mine.update(sent_at=clock.now(), trouble="", **({"code": None} if settings.PORTAL_SMS_URL else {}))
    return True
