"""Files of insurance months: received at a page or a command, taken in by a worker, the refused rows handed back."""

from collections.abc import Iterator

from django.utils.translation import gettext_lazy as _

from core import clock
from core.sheets import Row
from enterprises.formulas import insurance_rows
from enterprises.models import FileOrder, InsuranceImport
from enterprises.services import insurance_sets
from enterprises.services.file_orders import TELL_EVERY, FileOrders, Taken, Tell, headers_missing
from enterprises.services.insurance_reasons import REASON
from enterprises.services.refused_rows import Refusals
from stations.models import Region


def _take_in(order: FileOrder, rows: Iterator[tuple[int, Row]], refusals: Refusals, tell: Tell) -> Taken:
    header = next(rows, (0, []))[1]
    try:
        at = insurance_rows.places(header)
    except insurance_rows.HeadersMissing as missing:
        raise headers_missing(missing.missing) from None
    lines = insurance_rows.judge(rows, at=at, today=clock.today(), refused=refusals.add)
    staged = insurance_sets.stage(lines, every=TELL_EVERY, tell=tell)
    if not staged and not refusals.number:
        return Taken()
    prefix = Region.objects.values_list("prefix", flat=True).get(pk=order.region_code)
    undivided = insurance_rows.is_undivided(header, at)
    taken = insurance_sets.take_in(source_id=order.pk, prefix=prefix, undivided=undivided, tell=tell)
    return Taken(staged, taken.created, taken.updated, taken.unchanged, taken.refused)


FILES = FileOrders(
    model=InsuranceImport,
    noun="insurance",
    take_in=_take_in,
    staged=insurance_sets.refused_rows,
    titles=insurance_rows.TITLES,
    reasons=REASON,
    may_send=_("Acceptance, first check or second check take in files of insurance months."),
    max_rows=8_000_000,
    max_bytes=1536 * 1024 * 1024,
)
receive, run, unread, take_in_file = FILES.receive, FILES.run, FILES.unread, FILES.take_in_file
progress, hand_back, forget_files = FILES.progress, FILES.hand_back, FILES.forget_files
