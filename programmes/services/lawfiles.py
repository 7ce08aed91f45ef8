"""The law as the project ships it: dated TOML files under `programmes/rules`, read without any database."""

import hashlib
import json
import re
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date, timedelta
from functools import cache, lru_cache
from pathlib import Path
from typing import Any

from core.policies import Refused
from programmes.formulas import minimum_wage, registry, rulebook
from programmes.formulas.minimum_wage import WageTable
from programmes.queries.faults import joined as faults_said

FOLDER = Path(__file__).resolve().parent.parent / "rules"
HOLIDAYS = "holidays"
_REGION = re.compile(r"15([0-9]{2}){0,2}")
_HEADER = ("scheme", "region", "valid_from", "document", "document_no")


@dataclass(frozen=True)
class LawFile:
    """One rule set as a file states it; `valid_to` is set only where a later file follows."""

    scheme: str
    region_code: str
    valid_from: date
    document: str
    document_no: str
    content: dict[str, Any]
    valid_to: date | None = None

    @property
    def label(self) -> str:
        """How an assessment names the version, e.g. `unemployment_benefit@2025-07-01`."""
        return label(self.scheme, self.valid_from)

    @property
    def digest(self) -> str:
        """SHA-256 over everything that the file states."""
        return digest(
            scheme=self.scheme,
            region_code=self.region_code,
            valid_from=self.valid_from,
            document=self.document,
            document_no=self.document_no,
            content=self.content,
        )

    def as_wages(self) -> WageTable:
        """The same as a minimum wage table."""
        return WageTable(self.label, self.region_code, self.valid_from, self.valid_to, self.content, self.digest)


def label(scheme: str, valid_from: date) -> str:
    """The name of a rule set's version."""
    return f"{scheme}@{valid_from.isoformat()}"


def digest(
    *, scheme: str, region_code: str, valid_from: date, document: str, document_no: str, content: Mapping[str, Any]
) -> str:
    """SHA-256 in hex over the canonical JSON of a rule set; the end of its validity is not part of it."""
    whole = {
        "scheme": scheme,
        "region_code": region_code,
        "valid_from": valid_from.isoformat(),
        "document": document,
        "document_no": document_no,
        "content": content,
    }
    return hashlib.sha256(json.dumps(whole, ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode()).hexdigest()


def parse(text: str) -> LawFile:
    """The rule set that a TOML text states; raises Refused with every fault of form or content."""
    try:
        stated = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise Refused(faults_said([f"This is not valid TOML: {error}"]), field="file") from None
    faults = _header_faults(stated)
    if not faults:
        content = {name: value for name, value in stated.items() if name not in _HEADER}
        known = registry.declared(stated["scheme"])
        faults = [f"the scheme {stated['scheme']} is not known"] if known is None else rulebook.problems(known, content)
    if faults:
        raise Refused(faults_said(faults), field="file")
    return LawFile(stated["scheme"], stated["region"], stated["valid_from"], stated["document"], stated["document_no"], content)


def _header_faults(stated: Mapping[str, Any]) -> list[str]:
    faults = [f"{name} must be text" for name in _HEADER if name != "valid_from" and not isinstance(stated.get(name), str)]
    if type(stated.get("valid_from")) is not date:
        faults.append("valid_from must be a day")
    elif stated.get("scheme") == minimum_wage.TABLE.name and stated["valid_from"].day != 1:
        faults.append("valid_from must be the first day of a month: benefits are paid by the month")
    region = stated.get("region")
    if isinstance(region, str) and not _REGION.fullmatch(region):
        faults.append("region must be 15 or the first four or six digits of a league's or banner's code")
    return faults


@cache
def all_files() -> tuple[LawFile, ...]:
    """Every shipped rule set, oldest first, each closed on the day before its successor for the same region."""
    files = [
        parse(path.read_text(encoding="utf-8"))
        for folder in sorted(FOLDER.iterdir())
        if folder.is_dir() and folder.name != HOLIDAYS
        for path in sorted(folder.glob("*.toml"))
    ]
    files.sort(key=lambda file: (file.scheme, file.region_code, file.valid_from))
    return tuple(_closed(file, files) for file in files)


def _closed(file: LawFile, files: list[LawFile]) -> LawFile:
    later = [
        other.valid_from
        for other in files
        if (other.scheme, other.region_code) == (file.scheme, file.region_code) and other.valid_from > file.valid_from
    ]
    return replace(file, valid_to=min(later) - timedelta(days=1)) if later else file


def in_force(scheme: str, region_code: str, on: date) -> LawFile | None:
    """The shipped rule set in force on a day for a region: the narrowest region's before the wider ones'."""
    fitting = [
        file
        for file in all_files()
        if file.scheme == scheme
        and region_code.startswith(file.region_code)
        and file.valid_from <= on
        and (file.valid_to is None or on <= file.valid_to)
    ]
    return max(fitting, key=lambda file: len(file.region_code), default=None)


@lru_cache(maxsize=1024)
def wages(region_code: str) -> tuple[WageTable, ...]:
    """Every shipped minimum wage table that concerns a region."""
    return tuple(
        file.as_wages()
        for file in all_files()
        if file.scheme == minimum_wage.TABLE.name and region_code.startswith(file.region_code)
    )


def samples(scheme: str) -> list[dict[str, Any]]:
    """The stored sample cases of a scheme, each as a line of `assess` takes it; none where it has no file."""
    path = FOLDER / scheme / "samples.jsonl"
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()] if path.is_file() else []


@dataclass(frozen=True)
class DayOff:
    """One day of a yearly notice: `off` on a weekday, or `work` on a weekend."""

    day: date
    kind: str
    name: str
    source: str


def holidays() -> Iterator[DayOff]:
    """Every day that the shipped yearly notices of the State Council name, in file order."""
    for path in sorted((FOLDER / HOLIDAYS).glob("*.toml")):
        year = tomllib.loads(path.read_text(encoding="utf-8"))
        for span in year["off"]:
            for offset in range((span["to"] - span["from"]).days + 1):
                yield DayOff(span["from"] + timedelta(days=offset), "off", span["name"], year["source"])
        for one in year["work"]:
            yield DayOff(one["day"], "work", one["name"], year["source"])
