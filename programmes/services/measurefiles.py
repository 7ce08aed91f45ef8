"""Plans of measures as the project ships them: TOML files under `programmes/data/measures`, read without any database.

A plan is a bureau's own document: areas with measures, some of which a programme carries. Not every measure is one that the
portal can carry; all of them are listed, so that nobody takes the programmes for the whole plan.
"""

import tomllib
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

from programmes.formulas import registry

FOLDER = Path(__file__).resolve().parent.parent / "data" / "measures"


@dataclass(frozen=True)
class Measure:
    """One measure in both languages; `programme` is the code name of what carries it, or empty."""

    name: str
    name_en: str
    programme: str = ""


@dataclass(frozen=True)
class Area:
    """One area of a plan with its measures, in the order of the document."""

    name: str
    name_en: str
    measures: tuple[Measure, ...]


@dataclass(frozen=True)
class Plan:
    """One plan of a region since a day, with the document that it rests on."""

    region_code: str
    name: str
    name_en: str
    document: str
    document_en: str
    valid_from: date
    areas: tuple[Area, ...]

    @property
    def count(self) -> int:
        """How many measures there are."""
        return sum(len(area.measures) for area in self.areas)


@cache
def plans() -> tuple[Plan, ...]:
    """Every plan, by the name of its file. Raises ValueError for a measure whose programme is not known."""
    return tuple(_plan(tomllib.loads(path.read_text(encoding="utf-8"))) for path in sorted(FOLDER.glob("*.toml")))


def _plan(told: dict[str, Any]) -> Plan:
    areas = tuple(
        Area(area["name"], area["name_en"], tuple(Measure(**measure) for measure in area["measures"])) for area in told["areas"]
    )
    strange = {measure.programme for area in areas for measure in area.measures} - {"", *registry.SCHEMES}
    if strange:
        raise ValueError(f"{told['name']} names programmes that are not known: {', '.join(sorted(strange))}")
    heads = {name: told[name] for name in ("name", "name_en", "document", "document_en", "valid_from")}
    return Plan(region_code=told["region"], areas=areas, **heads)
