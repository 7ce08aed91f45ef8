"""The refused rows of a large file, handed back as a file that can be corrected and sent again."""

import csv
import heapq
import io
import tempfile
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any

from core import sheets
from enterprises.formulas.insurance_rows import Bad

#: A workbook up to here; beyond, CSV in UTF-8 with a mark, because no spreadsheet holds more.
WORKBOOK_ROWS = 200_000
_GUARDED = ("=", "+", "-", "@", "\t", "\r")

RefusedRow = tuple[int, list[str], list[str]]
"""The row's number in the file, the codes of its reasons, its cells."""


class Refusals:
    """Rows that could not be read, kept on disk in the order of the file."""

    def __init__(self) -> None:
        self.counts: Counter[str] = Counter()
        self.number = 0
        self.titles: Sequence[str] = ()
        self._staged: Callable[[], Iterator[RefusedRow]] = lambda: iter(())
        self._file = tempfile.TemporaryFile("w+", encoding="utf-8", newline="")  # noqa: SIM115 - lives as long as this object
        self._writer = csv.writer(self._file)

    def expect(self, titles: Sequence[str], staged: Callable[[], Iterator[RefusedRow]]) -> None:
        """The rows have these columns; `staged` tells of those that are refused once they are staged."""
        self.titles, self._staged = titles, staged

    def add(self, bad: Bad) -> None:
        """Keep the row."""
        self.number += 1
        self.counts.update(bad.codes)
        self._writer.writerow([bad.number, "|".join(bad.codes), *bad.cells])

    def rows(self) -> Iterator[RefusedRow]:
        """Number, reasons and cells of each."""
        self._file.seek(0)
        for number, codes, *cells in csv.reader(self._file):
            yield int(number), codes.split("|"), cells

    def all_rows(self) -> Iterator[RefusedRow]:
        """These and the staged ones that were refused, in the order of the file."""
        return heapq.merge(self.rows(), self._staged(), key=lambda row: row[0])


def write(target: Any, refusals: Refusals, *, number: int, reasons: Mapping[str, Any]) -> str:
    """Write the refused rows to the binary file `target`; returns the ending of its name, xlsx or csv."""
    headers = ["行号", "退回原因", *refusals.titles]
    told = ([str(row), " ".join(str(reasons[code]) for code in codes), *cells] for row, codes, cells in refusals.all_rows())
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
