"""Files of hire records: received at a page or a command, taken in by a worker, the refused rows handed back."""

from collections.abc import Iterator

from django.utils.translation import gettext_lazy as _

from cases.formulas import hire_rows
from cases.models import HireFile
from cases.reports.refused_rows import REASONS
from cases.services import hire_sets
from core import clock
from core.sheets import Row
from enterprises.formulas.insurance_rows import HeadersMissing
from enterprises.models import FileOrder
from enterprises.services.file_orders import TELL_EVERY, FileOrders, Taken, Tell, headers_missing
from enterprises.services.refused_rows import Refusals
from stations.models import Region

REASON = {
    **{code: REASONS[code] for code in ("id_not_text", "id_format", "id_check_digit", "id_birth_date", "name_missing")},
    "code_check": _("The credit code does not have 18 characters with a check character that fits."),
    "employer_missing": _("The name of the employer is missing."),
    "hired_on_missing": _("The day of the hire is missing."),
    "hired_on_form": _("The day of the hire is no day."),
    "hired_on_future": _("The day of the hire lies in the future or before 1950."),
    "under_age": _("The person was not 16 on the day of the hire."),
    "left_on_form": _("The day of leaving is no day."),
    "left_on_future": _("The day of leaving lies in the future: leave it empty until it has come."),
    "left_before_hire": _("The day of leaving lies before the hire."),
    "contract_unknown": _("The kind of contract is not known."),
    "twice": _("The same person, unit and day stand further up in this file."),
    "person_unknown": _("Nobody is logged under this ID number."),
    "person_elsewhere": _("This person is kept outside the region of the file."),
    "name_differs": _("Under this ID number the register has another name."),
    "died_before": _("The register says that this person had died before the hire."),
    "struck_out": _("This record was struck out as wrong. If it is right after all, enter it at the person's page."),
    "left_differs": _("Another day of leaving is on record. Have that record struck out first."),
}


def _take_in(order: FileOrder, rows: Iterator[tuple[int, Row]], refusals: Refusals, tell: Tell) -> Taken:
    try:
        at = hire_rows.places(next(rows, (0, []))[1])
    except HeadersMissing as missing:
        raise headers_missing(missing.missing) from None
    refusals.expect(hire_rows.TITLES, hire_sets.refused_rows)
    jobs = hire_rows.judge(rows, at=at, today=clock.today(), refused=refusals.add)
    staged = hire_sets.stage(jobs, every=TELL_EVERY, tell=tell)
    if not staged and not refusals.number:
        return Taken()
    prefix = Region.objects.values_list("prefix", flat=True).get(pk=order.region_code)
    return hire_sets.take_in(
        file_id=order.pk, prefix=prefix, region_code=order.region_code, actor=order.imported_by, staged=staged, tell=tell
    )


FILES = FileOrders(
    model=HireFile,
    take_in=_take_in,
    reasons=REASON,
    may_send=_("Acceptance, first check or second check take in files of hire records."),
    max_rows=2_000_000,
    max_bytes=512 * 1024 * 1024,
)
receive, run, unread, take_in_file = FILES.receive, FILES.run, FILES.unread, FILES.take_in_file
hand_back, forget_files = FILES.hand_back, FILES.forget_files
