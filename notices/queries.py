"""Reading the boards and the outbox; each is a fixed number of queries."""

from django.conf import settings
from django.db.models import Exists, OuterRef, Q, QuerySet

from cases.models import Claim, Resident
from core import clock
from enterprises.models import Enterprise
from jobs.models import OneTimeCode, PieceOrder, ServiceOrder
from notices.models import Message, Notice, Reading
from stations.models import User

#: A board shows "99+" above this: counting further tells nobody anything.
COUNTED = 100


def board(user: User) -> QuerySet[Notice]:
    """The notices of `user`'s posts, each with `is_read`."""
    read = Reading.objects.filter(notice=OuterRef("pk"), user=user)
    return Notice.objects.for_user(user).annotate(is_read=Exists(read)).select_related("station")


def unread_count(user: User) -> int:
    """How many notices wait for `user`, counted up to COUNTED."""
    return Notice.objects.for_user(user).unread_by(user)[:COUNTED].count()


def outbox(user: User) -> QuerySet[Message]:
    """The messages to residents, units and contacts of orders and receipts that `user` may see, none about unpaid wages."""
    whose = Q(resident__in=Resident.objects.visible_to(user)) | Q(enterprise__in=Enterprise.objects.visible_to(user))
    placed = ServiceOrder.objects.visible_to(user)
    whose |= Q(order__in=placed) | Q(assignment__order__in=placed)
    whose |= Q(receipt__settlement__order__in=PieceOrder.objects.visible_to(user))
    beside = ("resident", "enterprise", "claim", "order", "assignment__provider", "assignment__order", "receipt__worker")
    return Message.objects.filter(whose).select_related(*beside)


def of_resident(user: User, resident_id: int) -> tuple[list[Message], list[Notice]] | None:
    """The latest messages to a resident and notices on the person's claims; None where `user` may not see the person."""
    if not Resident.objects.visible_to(user).filter(pk=resident_id).exists():
        return None
    messages = Message.objects.filter(resident_id=resident_id).select_related("claim").order_by("-pk")[:20]
    claims = Claim.objects.filter(resident_id=resident_id).values("pk")
    notices = Notice.objects.filter(subject_type="cases.claim", subject_id__in=claims).order_by("-pk")[:20]
    return list(messages), list(notices)


def demo_codes() -> list[OneTimeCode]:
    """The one-time codes that are valid now, where no provider is set and nobody works in earnest; otherwise none."""
    if settings.PORTAL_PRODUCTION or settings.PORTAL_SMS_URL:
        return []
    return list(OneTimeCode.objects.filter(code__isnull=False, expires_at__gt=clock.now()).order_by("-pk")[:10])


def demo_links() -> list[Message]:
    """The latest messages about a sealed matter, where no provider is set and nobody works in earnest; otherwise none."""
    if settings.PORTAL_PRODUCTION or settings.PORTAL_SMS_URL:
        return []
    return list(Message.objects.filter(arrears__isnull=False).select_related("arrears").order_by("-pk")[:5])
