"""What a reporter sends along: told by its first bytes, encrypted, handed out as a download and recorded."""

import hashlib
import uuid
from collections.abc import Sequence
from dataclasses import dataclass

from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from cases.services.attachments import LARGEST
from core import audit, clock
from core.crypto import decrypt_block, encrypt_block
from core.policies import Refused, require
from jobs.models import ArrearsCase, ArrearsFile
from jobs.policies import arrears as policies
from jobs.states.arrears import FileKind
from stations.models import User

MOST_PHOTOS = 4
PHOTOS = {b"\xff\xd8\xff": "image/jpeg", b"\x89PNG\r\n\x1a\n": "image/png"}
#: What recorders of telephones write: AMR, MP3, AAC, Ogg, Matroska (WebM); MP4, 3GP and WAV name themselves a little later.
VOICES = {
    b"#!AMR": "audio/amr", b"ID3": "audio/mpeg", b"\xff\xfb": "audio/mpeg", b"\xff\xf3": "audio/mpeg", b"\xff\xf2": "audio/mpeg",
    b"\xff\xf1": "audio/aac", b"\xff\xf9": "audio/aac", b"OggS": "audio/ogg", b"\x1aE\xdf\xa3": "audio/webm",
}  # fmt: skip
ENDINGS = {
    "image/jpeg": "jpg", "image/png": "png", "audio/amr": "amr", "audio/mpeg": "mp3", "audio/aac": "aac", "audio/ogg": "ogg",
    "audio/webm": "webm", "audio/mp4": "m4a", "audio/wav": "wav",
}  # fmt: skip


@dataclass(frozen=True)
class Opened:
    """A file and its bytes, for whoever was allowed to open it."""

    file: ArrearsFile
    content: bytes

    @property
    def name(self) -> str:
        """What the download is called: number and place, nothing of the reporter's."""
        return f"{self.file.case.number}-{self.file.pk}.{ENDINGS[self.file.content_type]}"


def content_type(kind: str, content: bytes) -> str | None:
    """The type by the first bytes, or None where it is none that is taken for that kind."""
    known = PHOTOS if kind == FileKind.PHOTO else VOICES
    found = next((each for start, each in known.items() if content.startswith(start)), None)
    if found is None and kind == FileKind.VOICE:
        if content[4:8] == b"ftyp":
            found = "audio/mp4"
        elif content.startswith(b"RIFF") and content[8:12] == b"WAVE":
            found = "audio/wav"
    return found


def checked(kind: str, content: bytes, field: str) -> str:
    """The type of a file that is taken; raises Refused at `field`."""
    if len(content) > LARGEST:
        raise Refused(_("The file is larger than 10 MB. Record a shorter note or take a smaller photo."), field=field)
    found = content_type(kind, content)
    if found is None and kind == FileKind.PHOTO:
        raise Refused(_("Photos are JPEG or PNG files; this file is neither inside."), field=field)
    if found is None:
        raise Refused(_("This file is no voice note that can be taken (AMR, MP3, M4A, AAC, OGG or WAV)."), field=field)
    return found


def keep(case: ArrearsCase, told: Sequence[tuple[str, str, bytes]]) -> list[ArrearsFile]:
    """The files (kind, type, bytes) are with the case, the same bytes once; nothing stays on the disk where this fails."""
    made: list[ArrearsFile] = []
    seen: set[str] = set()
    try:
        for kind, found, content in told:
            digest = hashlib.sha256(content).hexdigest()
            if digest in seen:
                continue
            seen.add(digest)
            name = uuid.uuid4().hex
            path = f"arrears/{name[:2]}/{name}"
            stored = default_storage.save(path, ContentFile(encrypt_block(content, name.encode())))
            made.append(
                ArrearsFile(
                    case=case,
                    kind=kind,
                    content_type=found,
                    size=len(content),
                    sha256=digest,
                    stored_as=stored,
                    added_at=clock.now(),
                )
            )
        ArrearsFile.objects.bulk_create(made)
    except Exception:
        for each in made:
            default_storage.delete(each.stored_as)
        raise
    return made


@transaction.atomic
def open_recorded(*, file_id: int, actor: User) -> Opened:
    """The bytes, and an audit entry that `actor` opened them. Raises Refused where they are not as they were."""
    file = ArrearsFile.objects.select_related("case").get(pk=file_id, case__in=ArrearsCase.objects.visible_to(actor))
    require(policies.knows_story(actor, file.case), _("What the reporter sent is for whoever handles the matter."))
    with default_storage.open(file.stored_as, "rb") as stored:
        content = decrypt_block(stored.read(), file.stored_as.rsplit("/", 1)[-1].encode())
    if hashlib.sha256(content).hexdigest() != file.sha256:
        raise Refused(_("The stored file is not the one that was added. Tell the security administrator."))
    audit.record(actor, "arrears.file_opened", file.case, file=file.pk, sha256=file.sha256)
    return Opened(file, content)
