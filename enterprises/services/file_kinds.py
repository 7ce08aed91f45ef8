"""The kinds of files that the registry takes in: what their columns are and how their rows get into the tables."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from core import clock
from core.sheets import cell_text
from enterprises.formulas import insurance_rows, unit_rows
from enterprises.formulas.insurance_rows import Bad, Fault
from enterprises.models import InsuranceImport
from enterprises.services import insurance_sets, unit_sets
from enterprises.services.file_orders import TELL_EVERY, Taken, Tell
from enterprises.services.refused_rows import Refusals
from enterprises.states import FileKind
from stations.models import Region

Rows = Iterator[tuple[int, Sequence[Any]]]
NOWHERE = 10**6  # where a column stands that the file does not have


@dataclass(frozen=True)
class Kind:
    """`take_in` writes the good rows in the caller's transaction; `columns` are the names by which each is known."""

    columns: dict[str, tuple[str, ...]]
    take_in: Callable[[InsuranceImport, Sequence[Any], Rows, Refusals, Tell], Taken]


def _months(order: InsuranceImport, header: Sequence[Any], rows: Rows, refusals: Refusals, tell: Tell) -> Taken:
    at = insurance_rows.places(header)
    refusals.expect(insurance_rows.TITLES, insurance_sets.refused_rows)
    lines = insurance_rows.judge(rows, at=at, today=clock.today(), refused=refusals.add)
    staged = insurance_sets.stage(lines, every=TELL_EVERY, tell=tell)
    undivided = insurance_rows.is_undivided(header, at)
    return insurance_sets.take_in(source_id=order.pk, prefix=_prefix(order), undivided=undivided, staged=staged, tell=tell)


def _units(order: InsuranceImport, header: Sequence[Any], rows: Rows, refusals: Refusals, tell: Tell) -> Taken:
    at = unit_rows.places(header)
    large = unit_rows.in_ten_thousands(header, at)
    titles = [f"{names[0]}（万元）" if name in large else names[0] for name, names in unit_rows.COLUMNS.items()]
    refusals.expect(titles, lambda: unit_sets.refused_rows(large))
    order_of = {name: at.get(name, NOWHERE) for name in unit_rows.COLUMNS}
    law: dict[str, Any] = {"regions": _places(order), "last_year": clock.today().year - 1, "large": large}

    def judged() -> Iterator[tuple[int, unit_rows.Unit]]:
        for number, row in rows:
            cells = {name: cell_text(row[place]).strip() if place < len(row) else "" for name, place in order_of.items()}
            try:
                yield number, unit_rows.read(cells, **law)
            except Fault:
                refusals.add(Bad(number, unit_rows.faults(cells, **law), list(cells.values())))

    staged = unit_sets.stage(judged(), every=TELL_EVERY, tell=tell)
    return unit_sets.take_in(prefix=_prefix(order), actor=order.imported_by, staged=staged, tell=tell)


def _prefix(order: InsuranceImport) -> str:
    return Region.objects.values_list("prefix", flat=True).get(pk=order.region_code)


def _places(order: InsuranceImport) -> dict[str, str]:
    """Banners and what lies in them, under the file's region: by code, and banners by name too."""
    below = Region.objects.filter(prefix__startswith=_prefix(order), level__gte=Region.Level.BANNER)
    found: dict[str, str] = {}
    for code, name, level in below.order_by("code").values_list("code", "name", "level"):
        found[code] = code
        if level == Region.Level.BANNER:
            found[name] = code
    return found


KINDS = {
    FileKind.MONTHS: Kind(insurance_rows.COLUMNS, _months),
    FileKind.UNITS: Kind(unit_rows.COLUMNS, _units),
}
