"""The minimum wage table (最低工资标准): three classes, by month and by hour, each dated by its decree."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from programmes.formulas.base import Json
from programmes.formulas.declaration import Parameter, Table, Words
from programmes.formulas.rulebook import Rulebook

CLASSES, NAMES = (1, 2, 3), "一二三"

TABLE = Table(
    name="minimum_wage",
    words=Words("Minimum wage", "最低工资标准"),
    parameters=(
        *(
            Parameter(
                f"class_{number}_month",
                "money",
                minimum=Decimal(1),
                words=Words(f"Class {number}, yuan a month", f"{name}类（元/月）"),
            )
            for number, name in zip(CLASSES, NAMES, strict=True)
        ),
        *(
            Parameter(
                f"class_{number}_hour",
                "money",
                minimum=Decimal("0.1"),
                words=Words(f"Class {number}, yuan an hour", f"{name}类（元/小时）"),
            )
            for number, name in zip(CLASSES, NAMES, strict=True)
        ),
    ),
)


@dataclass(frozen=True)
class WageTable:
    """One dated table with the span in which it is in force, both ends included; `valid_to` None is open."""

    label: str
    region_code: str
    valid_from: date
    valid_to: date | None
    content: Json
    digest: str = ""

    def in_force(self, day: date) -> bool:
        """Whether the table is the law on `day`."""
        return self.valid_from <= day and (self.valid_to is None or day <= self.valid_to)

    def monthly(self, wage_class: int) -> Decimal:
        """The monthly minimum wage of a class, in yuan."""
        return Rulebook(self.content).decimal(f"class_{wage_class}_month")

    def hourly(self, wage_class: int) -> Decimal:
        """The hourly minimum wage of a class, for whoever works part of the day, in yuan."""
        return Rulebook(self.content).decimal(f"class_{wage_class}_hour")


def table_for(tables: Sequence[WageTable], day: date) -> WageTable | None:
    """The table in force on `day`, that of the narrower region before the wider; None where there is none."""
    open_tables = [table for table in tables if table.in_force(day)]
    return max(open_tables, key=lambda table: (len(table.region_code), table.valid_from), default=None)
