"""Photos of a visit: told apart by their content, kept outside the web root under a random name."""

import hashlib
import uuid
from dataclasses import dataclass

from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from cases.services import attachments
from core import audit, clock
from core.policies import Refused, require
from jobs.models import Visit, VisitPhoto
from jobs.policies import visits as policies
from stations.models import User

MOST = 6
IMAGES = ("image/jpeg", "image/png")


@dataclass(frozen=True)
class Opened:
    """A photo and its bytes, for whoever was allowed to open it."""

    photo: VisitPhoto
    content: bytes


@transaction.atomic
def add(*, visit_id: int, actor: User, content: bytes) -> VisitPhoto:
    """The photo is with the visit; raises Refused for what is no photo, too large, known already or one too many."""
    visit: Visit = Visit.objects.locked(pk=visit_id)
    require(policies.can_add(actor, visit), _("No photos can be added to this visit."))
    return keep(visit=visit, actor=actor, content=content)


def keep(*, visit: Visit, actor: User, content: bytes) -> VisitPhoto:
    """The same for a visit that the caller holds and may change."""
    if len(content) > attachments.LARGEST:
        raise Refused(_("The photo is larger than 10 MB. Take it with a lower resolution."), field="photos")
    found = attachments.content_type(content)
    if found not in IMAGES:
        raise Refused(_("Only JPEG and PNG photos are taken; this file is neither inside."), field="photos")
    held = VisitPhoto.objects.filter(visit=visit)
    if held.count() >= MOST:
        raise Refused(_("A visit has at most %(most)s photos.") % {"most": MOST}, field="photos")
    digest = hashlib.sha256(content).hexdigest()
    if held.filter(sha256=digest).exists():
        raise Refused(_("This very photo is with the visit already."), field="photos")
    name = uuid.uuid4().hex
    stored_as = default_storage.save(f"visits/{name[:2]}/{name}", ContentFile(content))
    try:
        with transaction.atomic():
            photo = VisitPhoto.objects.create(
                visit=visit, content_type=found, size=len(content), sha256=digest, stored_as=stored_as, added_by=actor,
                added_at=clock.now(),
            )  # fmt: skip
    except Exception:
        default_storage.delete(stored_as)
        raise
    _audit(actor, "visit.photo_added", photo, visit)
    return photo


@transaction.atomic
def open_recorded(*, photo_id: int, actor: User) -> Opened:
    """The bytes, and an audit entry that `actor` opened them. Raises Refused where they are not as they were."""
    photo = VisitPhoto.objects.select_related("visit").get(pk=photo_id, visit__in=Visit.objects.visible_to(actor))
    with default_storage.open(photo.stored_as, "rb") as file:
        content: bytes = file.read()
    if hashlib.sha256(content).hexdigest() != photo.sha256:
        raise Refused(_("The stored file is not the one that was added. Tell the security administrator."))
    _audit(actor, "visit.photo_opened", photo, photo.visit)
    return Opened(photo, content)


def _audit(actor: User, verb: str, photo: VisitPhoto, visit: Visit) -> None:
    audit.record(actor, verb, visit, region=visit.region_code, station_id=visit.station_id, photo=photo.pk, sha256=photo.sha256)
