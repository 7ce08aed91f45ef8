"""Papers of a claim: told apart by their content, kept outside the web root under a random name."""

import hashlib
import uuid
from dataclasses import dataclass

from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from cases.models import Attachment, Claim
from cases.policies import claims as policies
from cases.services import promises, steps
from core import audit, clock
from core.policies import Refused, require
from stations.models import User

LARGEST = 10 * 1024 * 1024
MOST = 20
#: What a file must begin with; the name's ending and the browser's word do not count.
SIGNATURES = {b"%PDF-": "application/pdf", b"\xff\xd8\xff": "image/jpeg", b"\x89PNG\r\n\x1a\n": "image/png"}


@dataclass(frozen=True)
class Opened:
    """A paper and its bytes, for whoever was allowed to open it."""

    attachment: Attachment
    content: bytes


def content_type(content: bytes) -> str | None:
    """The type by the first bytes, or None where it is none that is taken."""
    return next((kind for start, kind in SIGNATURES.items() if content.startswith(start)), None)


@transaction.atomic
def add(*, claim_id: int, actor: User, kind: str, file_name: str, content: bytes) -> Attachment:
    """The paper is kept with its digest; the same bytes twice are refused, and so are types other than PDF, JPEG, PNG."""
    claim = steps.locked(claim_id, actor)
    require(policies.can_attach(actor, claim), _("No papers can be added to this claim now."))
    if len(content) > LARGEST:
        raise Refused(_("The file is larger than 10 MB. Scan it with a lower resolution."), field="file")
    found = content_type(content)
    if found is None:
        raise Refused(_("Only PDF, JPEG and PNG files are taken; this file is none of them inside."), field="file")
    held = Attachment.objects.filter(claim=claim, removed_at__isnull=True)
    if held.count() >= MOST:
        raise Refused(_("A claim has at most 20 papers. Take one away first."), field="file")
    digest = hashlib.sha256(content).hexdigest()
    if held.filter(sha256=digest).exists():
        raise Refused(_("This very file is with the claim already."), field="file")
    name = uuid.uuid4().hex
    stored_as = default_storage.save(f"claims/{name[:2]}/{name}", ContentFile(content))
    try:
        with transaction.atomic():
            made = Attachment.objects.create(
                claim=claim,
                kind=kind,
                file_name=_plain(file_name),
                content_type=found,
                size=len(content),
                sha256=digest,
                stored_as=stored_as,
                added_by=actor,
                added_at=clock.now(),
            )
    except Exception:
        default_storage.delete(stored_as)
        raise
    promises.look_again(claim)
    _record(actor, "attachment.added", made, claim)
    return made


@transaction.atomic
def open_recorded(*, attachment_id: int, actor: User) -> Opened:
    """The paper's bytes, and an audit entry that `actor` opened it. Raises Refused where the bytes are not as they were."""
    attachment = Attachment.objects.select_related("claim").get(
        pk=attachment_id, removed_at__isnull=True, claim__in=Claim.objects.visible_to(actor)
    )
    with default_storage.open(attachment.stored_as, "rb") as file:
        content: bytes = file.read()
    if hashlib.sha256(content).hexdigest() != attachment.sha256:
        raise Refused(_("The stored file is not the one that was added. Tell the security administrator."))
    _record(actor, "attachment.opened", attachment, attachment.claim)
    return Opened(attachment, content)


@transaction.atomic
def remove(*, attachment_id: int, actor: User) -> Attachment:
    """The paper no longer counts; its file and its row stay for the record."""
    attachment = Attachment.objects.get(pk=attachment_id, claim__in=Claim.objects.visible_to(actor))
    claim = steps.locked(attachment.claim_id, actor)
    require(policies.can_attach(actor, claim), _("No papers can be taken away from this claim now."))
    if attachment.removed_at is None:
        attachment.removed_at = clock.now()
        attachment.save(update_fields=["removed_at"])
        promises.look_again(claim)
        _record(actor, "attachment.removed", attachment, claim)
    return attachment


def _record(actor: User, verb: str, attachment: Attachment, claim: Claim) -> None:
    audit.record(
        actor, verb, attachment, region=claim.region_code, station_id=claim.station_id, claim=claim.pk, sha256=attachment.sha256
    )


def _plain(file_name: str) -> str:
    name = "".join(char for char in file_name.replace("\\", "/").rsplit("/", 1)[-1] if char.isprintable())
    return (name or "file")[-120:]
