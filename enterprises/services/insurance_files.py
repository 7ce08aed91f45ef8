"""Files of insurance months and of units: received at a page or a command, taken in by a worker, refused rows handed back."""

from collections.abc import Iterator

from django.core.files.storage import default_storage
from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from core import audit, clock
from core.policies import Refused, require
from core.sheets import Row
from enterprises.formulas.insurance_rows import HeadersMissing
from enterprises.models import InsuranceImport
from enterprises.policies import can_import
from enterprises.services.file_kinds import KINDS
from enterprises.services.file_orders import FileOrders, Taken, Tell, headers_missing
from enterprises.services.insurance_reasons import REASON, UNIT_REASON
from enterprises.services.refused_rows import Refusals
from enterprises.states import FileKind, ImportState
from stations.models import User

MAY_SEND = gettext_lazy("Acceptance, first check or second check take in files.")


def _take_in(order: InsuranceImport, rows: Iterator[tuple[int, Row]], refusals: Refusals, tell: Tell) -> Taken:
    header = next(rows, (0, []))[1]
    try:
        return KINDS[FileKind(order.kind)].take_in(order, header, rows, refusals, tell)
    except HeadersMissing as missing:
        raise headers_missing(missing.missing) from None


FILES = FileOrders(
    model=InsuranceImport,
    take_in=_take_in,
    reasons={**REASON, **UNIT_REASON},
    may_send=MAY_SEND,
    max_rows=8_000_000,
    max_bytes=1536 * 1024 * 1024,
)
receive, run, unread, take_in_file = FILES.receive, FILES.run, FILES.unread, FILES.take_in_file
progress, hand_back, forget_files = FILES.progress, FILES.hand_back, FILES.forget_files


@transaction.atomic
def confirm(*, import_id: int, actor: User) -> InsuranceImport:
    """What would come of the file was seen: a worker takes it in. Raises Refused where it waits for nobody."""
    order = _shown(import_id, actor)
    order.confirmed, order.state = True, ImportState.WAITING
    former, order.refused_path = order.refused_path, ""  # its refused rows are written anew
    order.save(update_fields=["confirmed", "state", "refused_path"])
    audit.record(actor, f"{order.noun}.confirmed", order, file=order.file_hash, created=order.created, rejected=order.rejected)
    if former:
        transaction.on_commit(lambda: default_storage.delete(former))
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
    require(can_import(actor), MAY_SEND)
    if order.state != ImportState.PREVIEW:
        raise Refused(_("This file does not wait for your word any more."), code="wrong_state")
    return order
