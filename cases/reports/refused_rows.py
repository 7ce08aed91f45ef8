"""The refused rows of an import as a workbook: corrected in place, it can be sent again as it is."""

from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from cases.formulas.intake import COLUMNS
from cases.models import ImportRun
from core.sheets import write_workbook

REASONS = {
    "name_missing": gettext_lazy("The name is missing."),
    "name_format": gettext_lazy("The name holds something that stands in no name on an ID card."),
    "id_not_text": gettext_lazy(
        "The spreadsheet kept the number as a quantity and lost digits. Format the column as text and type it again."
    ),
    "id_format": gettext_lazy("The ID number does not have 18 characters (15 on old cards)."),
    "id_check_digit": gettext_lazy("The check digit of the ID number does not fit: a digit is mistyped."),
    "id_birth_date": gettext_lazy("The birth date inside the ID number is no possible day."),
    "gender_mismatch": gettext_lazy("The sex differs from the ID number."),
    "birth_date_mismatch": gettext_lazy("The birth date differs from the ID number."),
    "mobile_format": gettext_lazy("The mobile number does not have 11 digits that begin with 13 to 19."),
    "community_unknown": gettext_lazy("There is no village or community of this code."),
    "date_format": gettext_lazy("A date is no date."),
    "registered_in_future": gettext_lazy("The registration lies in the future."),
    "duplicate_in_file": gettext_lazy("The same ID number stands further up in this file."),
}


def write_refused_rows(target: Any, run: ImportRun) -> int:
    """Write the workbook to a path or binary file and return how many rows it has.

    The columns are those the file had, under the headers that an import reads; behind them the reasons in the
    reader's language, their codes and the row in the file that was sent.
    """
    rows = run.refused_rows()
    fields = [name for name in COLUMNS if any(name in cells for _number, _codes, cells in rows)]
    return write_workbook(
        target,
        title=_("Refused rows"),
        headers=[*(COLUMNS[name][0] for name in fields), _("Reasons"), _("Codes"), _("Row in the file")],
        rows=(
            [*(cells.get(name, "") for name in fields), " ".join(str(REASONS[code]) for code in codes), " ".join(codes), number]
            for number, codes, cells in rows
        ),
        widths=[22] * len(fields) + [60, 30, 14],
    )
