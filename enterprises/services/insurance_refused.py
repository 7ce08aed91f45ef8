"""The refused rows of a file, handed back as a file that can be corrected and sent again."""

import csv
import heapq
import io
import tempfile
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from typing import Any

from django.utils.translation import gettext_lazy

from core import sheets
from enterprises.formulas.insurance_rows import Bad

#: A workbook up to here; beyond, CSV in UTF-8 with a mark, because no spreadsheet holds more.
WORKBOOK_ROWS = 200_000
REASON = {
    "code_form": gettext_lazy("The credit code must have 18 characters."),
    "code_check": gettext_lazy("The check character of the credit code does not fit."),
    "unit_unknown": gettext_lazy("This unit is not in the registry."),
    "unit_elsewhere": gettext_lazy("This unit is registered outside the region of the file."),
    "month_form": gettext_lazy("The month must read like 202501."),
    "month_future": gettext_lazy("The month lies in the future."),
    "line_unknown": gettext_lazy("The line of insurance is not known."),
    "staff_form": gettext_lazy("The number of insured staff must be a whole number."),
    "amount_form": gettext_lazy("The amount must be a number that is not negative, with at most two decimals."),
    "paid_form": gettext_lazy("The day of payment is no day."),
    "paid_future": gettext_lazy("The day of payment lies in the future."),
    "paid_missing": gettext_lazy("It is marked as paid but has no day of payment."),
    "flag_unknown": gettext_lazy("The state of payment is not known."),
    "flag_contradicts": gettext_lazy("It is marked as owed but has a day of payment."),
    "waived_owes": gettext_lazy("A waived month owes nothing."),
    "twice": gettext_lazy("The same unit, month and line stand in the file before."),
    "name_form": gettext_lazy("The name must have 2 to 100 characters, as on the licence."),
    "kind_unknown": gettext_lazy("The kind of unit is not known."),
    "industry_unknown": gettext_lazy("The industry is none of those by which the size class is told."),
    "region_unknown": gettext_lazy("The place of registration is no banner, county or district of the region of the file."),
    "people_form": gettext_lazy("The number of people at work must be a whole number."),
    "year_form": gettext_lazy("The year of the figures must have ended."),
    "mobile_form": gettext_lazy("A mobile number has 11 digits and begins with 13 to 19."),
    "unit_twice": gettext_lazy("The same credit code stands in the file before."),
    "frozen": gettext_lazy("The year is frozen and does not change any more."),
}
_GUARDED = ("=", "+", "-", "@", "\t", "\r")


class Refusals:
    """Rows that could not be read, kept on disk in the order of the file."""

    def __init__(self) -> None:
        self.counts: Counter[str] = Counter()
        self.number = 0
        self.titles: Sequence[str] = ()
        self._staged: Callable[[], Iterator[tuple[int, list[str], list[str]]]] = lambda: iter(())
        self._file = tempfile.TemporaryFile("w+", encoding="utf-8", newline="")  # noqa: SIM115 - lives as long as this object
        self._writer = csv.writer(self._file)

    def expect(self, titles: Sequence[str], staged: Callable[[], Iterator[tuple[int, list[str], list[str]]]]) -> None:
        """The file has these columns; `staged` gives the rows that the registry refused once they were staged."""
        self.titles, self._staged = titles, staged

    def add(self, bad: Bad) -> None:
        """Keep the row."""
        self.number += 1
        self.counts.update(bad.codes)
        self._writer.writerow([bad.number, "|".join(bad.codes), *bad.cells])

    def rows(self) -> Iterator[tuple[int, list[str], list[str]]]:
        """Number, reasons and cells of each."""
        self._file.seek(0)
        for number, codes, *cells in csv.reader(self._file):
            yield int(number), codes.split("|"), cells

    def all_rows(self) -> Iterator[tuple[int, list[str], list[str]]]:
        """These and the staged ones that were refused, in the order of the file."""
        return heapq.merge(self.rows(), self._staged(), key=lambda row: row[0])


def write(target: Any, refusals: Refusals, *, number: int) -> str:
    """Write the refused rows to the binary file `target`; returns the ending of its name, xlsx or csv."""
    headers = ["行号", "退回原因", *refusals.titles]
    told = ([str(row), " ".join(str(REASON[code]) for code in codes), *cells] for row, codes, cells in refusals.all_rows())
    if number <= WORKBOOK_ROWS:
        sheets.write_workbook(target, title="退回", headers=headers, rows=told, widths=[8, 36, 24])
        return "xlsx"
    text = io.TextIOWrapper(target, encoding="utf-8-sig", newline="")
    writer = csv.writer(text)
    writer.writerow(headers)
    writer.writerows([("'" + cell if cell.startswith(_GUARDED) else cell) for cell in row] for row in told)
    text.flush()
    text.detach()
    return "csv"
