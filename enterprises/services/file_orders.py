"""Large files: received at a page or a command, taken in by a worker, the refused rows handed back. Whatever their rows say."""

import hashlib
import logging
import tempfile
import uuid
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any, BinaryIO, cast

from django.core.cache import cache
from django.core.files.base import File
from django.core.files.storage import default_storage
from django.db import DataError, transaction
from django.utils.translation import gettext as _

from core import audit, clock, sheets
from core.policies import Refused, require
from enterprises.models import FileOrder
from enterprises.policies import BANNER, can_import
from enterprises.services import refused_rows
from enterprises.services.refused_rows import Refusals
from enterprises.states import ImportState
from stations.models import Region, User, posts_of

log = logging.getLogger(__name__)

TELL_EVERY = 200_000
REFUSED_KEPT = timedelta(days=30)
WAITED = timedelta(minutes=1)
BUSY = (ImportState.WAITING, ImportState.READING)

Tell = Callable[[Any], None]


@dataclass
class Taken:
    """How many rows were staged and became what, and how many of them were refused for which reason."""

    staged: int = 0
    created: int = 0
    updated: int = 0
    unchanged: int = 0
    refused: Mapping[str, int] = field(default_factory=dict)

    @classmethod
    def of(cls, staged: int, counted: Mapping[str, int], refusing: Iterable[str]) -> "Taken":
        """From how many rows have which status; `refusing` are the statuses that are reasons."""
        written = {name: counted.get(name, 0) for name in ("created", "updated", "unchanged")}
        return cls(staged, **written, refused={code: counted[code] for code in refusing if counted.get(code)})


def regions_of(user: Any) -> list[Region]:
    """The regions of which `user` may take in files, widest first."""
    held = {post.region_id: post.region for post in posts_of(user) if post.region_id and post.role in BANNER}
    return sorted(held.values(), key=lambda region: (region.level, region.code))


def headers_missing(missing: Sequence[str]) -> Refused:
    """The file has no column under any of the names of these."""
    return Refused(
        _("The file has no column %(headers)s. The first row must name the columns.") % {"headers": _(", ").join(missing)},
        code="headers_missing",
    )


@dataclass(frozen=True)
class FileOrders:
    """Files of one kind.

    `take_in` reads the rows of a file, gives what cannot be read to the refusals, tells them what to expect of the rest and
    writes it, in the caller's transaction. `reasons` are the words for the codes of the refused rows.
    """

    model: type[FileOrder]
    take_in: Callable[[Any, Iterator[tuple[int, sheets.Row]], Refusals, Tell], Taken]
    reasons: Mapping[str, Any]
    may_send: Any  # the sentence for who may not
    max_rows: int
    max_bytes: int

    @transaction.atomic
    def receive(self, *, actor: User, region_code: str, file_name: str, source: BinaryIO, **about: Any) -> Any:
        """Keep the file outside the web root; a worker takes it in. Raises Refused for a file that is too large.

        `about` is what the model keeps of a file beside that.
        """
        require(can_import(actor), self.may_send)
        region = next((region for region in regions_of(actor) if region.code == region_code), None)
        if region is None:
            raise Refused(_("Choose a region of your post."), field="region")
        size = source.seek(0, 2)
        if size > self.max_bytes:
            raise Refused(_("The file is larger than %(limit)s MB.") % {"limit": self.max_bytes // 2**20}, field="file")
        order = self._order(actor, region.code, file_name, source, about)
        name = uuid.uuid4().hex
        path = default_storage.save(f"{order.noun}/{name[:2]}/{name}", File(cast(Any, source)))
        try:
            with transaction.atomic():
                order.path = path
                order.save(force_insert=True)
                audit.record(actor, f"{order.noun}.received", order, file=order.file_hash)
        except Exception:
            default_storage.delete(path)
            raise
        return order

    def run(self, *, import_id: int) -> None:
        """Take the file in; returns quietly when it is done or another worker is at it. All of it, or nothing of it.

        One that is to be shown first is read to the end and nothing of it is kept but what would come of it.
        """
        orders = self.model._default_manager
        orders.filter(pk=import_id, state=ImportState.WAITING).update(state=ImportState.READING)
        with transaction.atomic():
            order = orders.select_for_update(skip_locked=True, no_key=True).filter(pk=import_id, state__in=BUSY).first()
            if order is None:
                return
            path = order.path
            try:
                with transaction.atomic(), default_storage.open(path, "rb") as source:
                    refusals = self._take_in(order, cast(BinaryIO, source.file))
                    self._keep_refused(order, refusals)
                    transaction.set_rollback(order.shown_first)
                order.state = ImportState.PREVIEW if order.shown_first else ImportState.DONE
            except Refused as refused:
                order.state, order.failure = ImportState.FAILED, str(refused)[:300]
            except DataError as trouble:  # else the sweep would begin with this file again and again
                log.warning("%s import %s: %s", order.noun, import_id, trouble)
                order.state, order.failure = ImportState.FAILED, _("The file holds a value that cannot be kept.")
            shown = order.state == ImportState.PREVIEW  # it is read once more when somebody says so
            if not shown:
                order.path, order.finished_at = "", clock.now()
            order.save()
            if not shown:
                self._record(order)
        cache.delete(_key(order))
        if not shown:
            default_storage.delete(path)

    def unread(self, *, now: datetime) -> list[int]:
        """Files whose bell nobody heard or whose worker died: waiting or being read, and held by no worker."""
        with transaction.atomic():
            waiting = self.model._default_manager.filter(state__in=BUSY, imported_at__lt=now - WAITED).select_for_update(
                skip_locked=True, no_key=True
            )
            return sorted(waiting.values_list("pk", flat=True))

    def take_in_file(
        self, *, actor: User, region: Region, file_name: str, source: BinaryIO, tell: Tell | None = None, **about: Any
    ) -> tuple[Any, Refusals]:
        """Read and take in at once, in the caller's transaction, for the operator's command; raises Refused."""
        order = self._order(actor, region.code, file_name, source, about)
        order.save(force_insert=True)
        refusals = self._take_in(order, source, tell)
        self._keep_refused(order, refusals)
        order.state, order.finished_at = ImportState.DONE, clock.now()
        order.save()
        self._record(order)
        return order, refusals

    def progress(self, order: FileOrder) -> dict[str, Any]:
        """How far a file is: rows read so far, about how many there are, and what is being done now."""
        return cache.get(_key(order)) or {"rows": 0, "expected": 0, "phase": "reading"}

    @transaction.atomic
    def hand_back(self, *, import_id: int, actor: User) -> Any:
        """The refused rows leave the house; who took them is on record. Raises Refused where they are gone."""
        order = self.model.objects.visible_to(actor).get(pk=import_id)
        if not order.refused_path:
            raise Refused(_("The refused rows of this file are not kept any more."))
        audit.record(actor, f"{order.noun}.handed_back", order, rejected=order.rejected)
        return order

    @transaction.atomic
    def forget_files(self, *, now: datetime) -> int:
        """Refused rows older than thirty days are gone; what came of each file stays. Returns how many were emptied."""
        finished = self.model._default_manager.filter(finished_at__lt=now - REFUSED_KEPT)
        old = list(finished.exclude(refused_path=""))
        for order in old:
            default_storage.delete(order.refused_path)
        return self.model._default_manager.filter(pk__in=[order.pk for order in old]).update(refused_path="")

    def _order(self, actor: User, region_code: str, file_name: str, source: BinaryIO, about: Mapping[str, Any]) -> Any:
        size = source.seek(0, 2)
        source.seek(0)
        digest = hashlib.file_digest(cast(Any, source), "sha256").hexdigest()
        source.seek(0)
        return self.model(
            region_code=region_code, file_name=file_name[-200:], file_hash=digest, file_size=size, imported_by=actor,
            imported_at=clock.now(), **about,
        )  # fmt: skip

    def _take_in(self, order: FileOrder, source: BinaryIO, tell: Tell | None = None) -> Refusals:
        refusals = Refusals()
        rows = sheets.read_rows(source, max_rows=self.max_rows, max_bytes=self.max_bytes)
        taken = self.take_in(order, rows, refusals, tell or _Teller(order, source))
        if not taken.staged and not refusals.number:
            raise Refused(_("The file has no rows below its header."), code="empty")
        order.rows_read = taken.staged + refusals.number
        order.created, order.updated, order.unchanged = taken.created, taken.updated, taken.unchanged
        order.rejected = order.rows_read - taken.created - taken.updated - taken.unchanged
        order.report = {**refusals.counts, **taken.refused}
        return refusals

    def _keep_refused(self, order: FileOrder, refusals: Refusals) -> None:
        if not order.rejected:
            return
        with tempfile.TemporaryFile() as target:
            ending = refused_rows.write(target, refusals, number=order.rejected, reasons=self.reasons)
            target.seek(0)
            order.refused_path = default_storage.save(f"{order.noun}/refused/{uuid.uuid4().hex}.{ending}", File(target))

    def _record(self, order: FileOrder) -> None:
        counts = {name: getattr(order, name) for name in ("rows_read", "created", "updated", "unchanged", "rejected")}
        verb = f"{order.noun}.imported" if order.state == ImportState.DONE else f"{order.noun}.refused"
        audit.record(order.imported_by, verb, order, file=order.file_hash, **counts)


def _key(order: FileOrder) -> str:
    return f"{order.noun}-import:{order.pk}"


class _Teller:
    """Keeps in the cache how far the reading is: the row itself is not seen by others before the end."""

    def __init__(self, order: FileOrder, source: BinaryIO) -> None:
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
        cache.set(_key(self.order), {"rows": self.rows, "expected": expected, "phase": phase}, 6 * 3600)
