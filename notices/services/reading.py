"""That a person has seen a notice."""

from django.db import transaction
from django.utils.translation import gettext as _

from core import clock
from core.policies import require
from notices.models import Notice, Reading
from stations.models import User


@transaction.atomic
def open_notice(*, notice_id: int, actor: User) -> Notice:
    """The notice counts as read by `actor`; a second opening changes nothing."""
    notice = Notice.objects.for_user(actor).filter(pk=notice_id).first()
    require(notice is not None, _("This notice stands on another post's board."))
    assert notice is not None  # noqa: S101  for the type checker; require has raised
    Reading.objects.get_or_create(notice=notice, user=actor, defaults={"at": clock.now()})
    return notice


@transaction.atomic
def open_all(*, actor: User) -> int:
    """Every notice on `actor`'s boards counts as read; returns how many were not."""
    unread = Notice.objects.for_user(actor).unread_by(actor)
    moment = clock.now()
    made = Reading.objects.bulk_create(
        [Reading(notice_id=pk, user=actor, at=moment) for pk in unread.values_list("pk", flat=True)[:1000]],
        ignore_conflicts=True,
    )
    return len(made)
