"""Files of insurance months and of units: received at a page or a command, taken in by a worker, refused rows handed back."""

import hashlib
import logging
import tempfile
import uuid
from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any, BinaryIO, cast

from django.core.cache import cache
from django.core.files.base import File
from django.core.files.storage import default_storage
from django.db import DataError, transaction
from django.utils.translation import gettext as _

from core import audit, clock, sheets
from core.policies import Refused, require
from enterprises.formulas.insurance_rows import HeadersMissing
from enterprises.models import InsuranceImport
from enterprises.policies import BANNER, can_import
from enterprises.services import insurance_refused
from enterprises.services.file_kinds import KINDS
from enterprises.states import FileKind, ImportState
from stations.models import Region, User, posts_of

log = logging.getLogger(__name__)

MAX_ROWS = 8_000_000
MAX_BYTES = 1536 * 1024 * 1024
REFUSED_KEPT = timedelta(days=30)
WAITED = timedelta(minutes=1)


def regions_of(user: Any) -> list[Region]:
    """The regions for whose units `user` may take in files, widest first."""
    held = {post.region_id: post.region for post in posts_of(user) if post.region_id and post.role in BANNER}
    return sorted(held.values(), key=lambda region: (region.level, region.code))


@transaction.atomic
def receive(*, actor: User, region_code: str, file_name: str, source: BinaryIO, kind: str = FileKind.MONTHS) -> InsuranceImport:
    """Keep the file outside the web root; a worker takes it in. Raises Refused for a file that is too large."""
    require(can_import(actor), _("Acceptance, first check or second check take in files."))
    region = next((region for region in regions_of(actor) if region.code == region_code), None)
    if region is None:
        raise Refused(_("Choose a region of your post."), field="region")
    size = source.seek(0, 2)
    if size > MAX_BYTES:
        raise Refused(_("The file is larger than %(limit)s MB.") % {"limit": MAX_BYTES // 2**20}, field="file")
    source.seek(0)
    digest = hashlib.file_digest(cast(Any, source), "sha256").hexdigest()
    source.seek(0)
    name = uuid.uuid4().hex
    path = default_storage.save(f"insurance/{name[:2]}/{name}", File(cast(Any, source)))
    try:
        with transaction.atomic():
            order = _order(actor, region.code, file_name, digest, size, kind)
            order.path = path
            order.save(force_insert=True)
            audit.record(actor, f"{order.noun}.received", order, file=digest)
    except Exception:
        default_storage.delete(path)
        raise
    return order


def run(*, import_id: int) -> None:
    """Take the file in; returns quietly when it is done or another worker is at it. All of it, or nothing of it."""
    InsuranceImport.objects.filter(pk=import_id, state=ImportState.WAITING).update(state=ImportState.READING)
    path = ""
    with transaction.atomic():
        busy = (ImportState.WAITING, ImportState.READING)
        order = (
            InsuranceImport.objects.select_for_update(skip_locked=True, no_key=True).filter(pk=import_id, state__in=busy).first()
        )
        if order is None:
            return
        path = order.path
        try:
            shown = KINDS[FileKind(order.kind)].shown_first and not order.confirmed
            with transaction.atomic(), default_storage.open(path, "rb") as source:
                refusals = _take_in(order, cast(BinaryIO, source.file))
                _keep_refused(order, refusals)
                transaction.set_rollback(shown)
            order.state = ImportState.PREVIEW if shown else ImportState.DONE
        except Refused as refused:
            order.state, order.failure = ImportState.FAILED, str(refused)[:300]
        except DataError as trouble:  # else the sweep would begin with this file again and again
            log.warning("insurance import %s: %s", import_id, trouble)
            order.state, order.failure = ImportState.FAILED, _("The file holds a value that cannot be kept.")
        if order.state == ImportState.PREVIEW:
            path = ""  # it is read once more when somebody says so
        else:
            order.path, order.finished_at = "", clock.now()
        order.save()
        if order.state != ImportState.PREVIEW:
            _record(order)
    cache.delete(_key(import_id))
    if path:
        default_storage.delete(path)


@transaction.atomic
def confirm(*, import_id: int, actor: User) -> InsuranceImport:
    """What would come of the file was seen: a worker takes it in. Raises Refused where it waits for nobody."""
    order = _shown(import_id, actor)
    order.confirmed, order.state = True, ImportState.WAITING
    order.save(update_fields=["confirmed", "state"])
    audit.record(actor, f"{order.noun}.confirmed", order, file=order.file_hash, created=order.created, rejected=order.rejected)
    return order


@transaction.atomic
def discard(*, import_id: int, actor: User) -> InsuranceImport:
    """The file is not taken in, and goes."""
    order = _shown(import_id, actor)
    path, order.path = order.path, ""
    order.state, order.finished_at = ImportState.DISCARDED, clock.now()
    order.save(update_fields=["path", "state", "finished_at"])
    audit.record(actor, f"{order.noun}.discarded", order, file=order.file_hash)
    transaction.on_commit(lambda: default_storage.delete(path))
    return order


def _shown(import_id: int, actor: User) -> InsuranceImport:
    order: InsuranceImport = InsuranceImport.objects.visible_to(actor).select_for_update(no_key=True).get(pk=import_id)
    require(can_import(actor), _("Acceptance, first check or second check take in files."))
    if order.state != ImportState.PREVIEW:
        raise Refused(_("This file does not wait for your word any more."), code="wrong_state")
    return order


def unread(*, now: datetime) -> list[int]:
    """Files whose bell nobody heard or whose worker died: waiting or being read, and held by no worker."""
    with transaction.atomic():
        waiting = InsuranceImport.objects.filter(
            state__in=(ImportState.WAITING, ImportState.READING), imported_at__lt=now - WAITED
        ).select_for_update(skip_locked=True, no_key=True)
        return sorted(waiting.values_list("pk", flat=True))


def take_in_file(
    *,
    actor: User,
    region: Region,
    file_name: str,
    source: BinaryIO,
    tell: Callable[[Any], None] | None = None,
    kind: str = FileKind.MONTHS,
) -> tuple[InsuranceImport, "insurance_refused.Refusals"]:
    """Read and take in at once, in the caller's transaction, for the operator's command; raises Refused."""
    size = source.seek(0, 2)
    source.seek(0)
    digest = hashlib.file_digest(cast(Any, source), "sha256").hexdigest()
    order = _order(actor, region.code, file_name, digest, size, kind)
    order.save(force_insert=True)
    refusals = _take_in(order, source, tell)
    _keep_refused(order, refusals)
    order.state, order.finished_at = ImportState.DONE, clock.now()
    order.save()
    _record(order)
    return order, refusals


def progress(order: InsuranceImport) -> dict[str, Any]:
    """How far a file is: rows read so far, about how many there are, and what is being done now."""
    return cache.get(_key(order.pk)) or {"rows": 0, "expected": 0, "phase": "reading"}


@transaction.atomic
def hand_back(*, import_id: int, actor: User) -> InsuranceImport:
    """The refused rows leave the house; who took them is on record. Raises Refused where they are gone."""
    order = InsuranceImport.objects.visible_to(actor).get(pk=import_id)
    if not order.refused_path:
        raise Refused(_("The refused rows of this file are not kept any more."))
    audit.record(actor, f"{order.noun}.handed_back", order, rejected=order.rejected)
    return order


@transaction.atomic
def forget_files(*, now: datetime) -> int:
    """Refused rows older than thirty days are gone; what came of each file stays. Returns how many were emptied."""
    old = list(InsuranceImport.objects.filter(finished_at__lt=now - REFUSED_KEPT).exclude(refused_path=""))
    for order in old:
        default_storage.delete(order.refused_path)
    return InsuranceImport.objects.filter(pk__in=[order.pk for order in old]).update(refused_path="")


def _order(actor: User, region_code: str, file_name: str, digest: str, size: int, kind: str) -> InsuranceImport:
    return InsuranceImport(
        kind=FileKind(kind),
        region_code=region_code,
        file_name=file_name[-200:],
        file_hash=digest,
        file_size=size,
        imported_by=actor,
        imported_at=clock.now(),
    )


def _take_in(order: InsuranceImport, source: BinaryIO, tell: Callable[[Any], None] | None = None) -> insurance_refused.Refusals:
    tell = tell or _Teller(order, source)
    refusals = insurance_refused.Refusals()
    rows = sheets.read_rows(source, max_rows=MAX_ROWS, max_bytes=MAX_BYTES)
    try:
        header = next(rows, (0, []))[1]
        staged, taken = KINDS[FileKind(order.kind)].take_in(order, header, rows, refusals, tell)
    except HeadersMissing as missing:
        raise Refused(
            _("The file has no column %(headers)s. The first row must name the columns.")
            % {"headers": "、".join(missing.missing)},
            code="headers_missing",
        ) from None
    if not staged and not refusals.number:
        raise Refused(_("The file has no rows below its header."), code="empty")
    reasons = dict(refusals.counts) | taken.refused
    order.rows_read = staged + refusals.number
    order.created, order.updated, order.unchanged = taken.created, taken.updated, taken.unchanged
    order.rejected = order.rows_read - taken.created - taken.updated - taken.unchanged
    order.report = reasons
    return refusals


def _keep_refused(order: InsuranceImport, refusals: insurance_refused.Refusals) -> None:
    if not order.rejected:
        return
    with tempfile.TemporaryFile() as target:
        ending = insurance_refused.write(target, refusals, number=order.rejected)
        target.seek(0)
        order.refused_path = default_storage.save(f"insurance/refused/{uuid.uuid4().hex}.{ending}", File(target))


def _record(order: InsuranceImport) -> None:
    counts = {name: getattr(order, name) for name in ("rows_read", "created", "updated", "unchanged", "rejected")}
    verb = "imported" if order.state == ImportState.DONE else "refused"
    audit.record(order.imported_by, f"{order.noun}.{verb}", order, file=order.file_hash, **counts)


def _key(pk: int) -> str:
    return f"insurance-import:{pk}"


class _Teller:
    """Keeps in the cache how far the reading is: the row itself is not seen by others before the end."""

    def __init__(self, order: InsuranceImport, source: BinaryIO) -> None:
        self.order, self.source, self.rows = order, source, 0

    def __call__(self, what: int | str) -> None:
        phase = "reading"
        if isinstance(what, int):
            self.rows = what
        else:
            phase = what
        place = 0 if self.source.closed else self.source.tell()
        share = place / self.order.file_size if self.order.file_size else 0
        expected = round(self.rows / share) if share and phase == "reading" else self.rows
        cache.set(_key(self.order.pk), {"rows": self.rows, "expected": expected, "phase": phase}, 6 * 3600)
