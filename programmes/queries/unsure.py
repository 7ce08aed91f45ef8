"""What the law leaves open: every parameter that carries a doubt, by who has to settle it."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from core import clock, sheets
from programmes.models import RuleSet
from programmes.queries import figures, labels, places


@dataclass(frozen=True)
class Doubt:
    """One open question: which programme's figure, as it is used, and what is not certain.

    `decider` is who decides as the rules name it in Chinese, `decided_by` the same in the reader's language.
    """

    ruleset_id: int
    name: str
    scheme: str
    region_code: str
    valid_from: date
    label: str
    lines: tuple[str, ...]
    unsure: str
    decider: str
    decided_by: str

    @property
    def programme(self) -> str:
        """The programme in words."""
        return labels.scheme(self.scheme)


def doubts(*, every: bool = False) -> list[Doubt]:
    """The open questions of the rules in force today, or of `every` version that was ever published. One query."""
    published = RuleSet.objects.published()
    rulesets = published if every else published.on(clock.today())
    return [
        Doubt(
            ruleset.pk,
            figure.name,
            ruleset.scheme,
            ruleset.region_code,
            ruleset.valid_from,
            figure.label,
            figure.lines,
            figure.unsure,
            ruleset.content["parameters"][figure.name].get("decided_by", ""),
            figure.decided_by,
        )
        for ruleset in rulesets.order_by("scheme", "region_code", "valid_from")
        for figure in figures.figures(ruleset)
        if figure.unsure
    ]


def narrowed(found: Iterable[Doubt], *, scheme: str = "", decider: str = "", region: str = "", **_more: Any) -> list[Doubt]:
    """Those of one programme, of one who decides, of the rules of one region."""
    wanted = {"scheme": scheme, "decider": decider, "region_code": region}
    return [each for each in found if all(not value or getattr(each, name) == value for name, value in wanted.items())]


def by_decider(found: Iterable[Doubt]) -> list[tuple[str, list[Doubt]]]:
    """Who decides, and the doubts that wait for them, the most first."""
    groups: dict[str, list[Doubt]] = defaultdict(list)
    for doubt in found:
        groups[doubt.decided_by].append(doubt)
    return sorted(groups.items(), key=lambda pair: -len(pair[1]))


def choices(found: Iterable[Doubt]) -> dict[str, list[tuple[str, str]]]:
    """What the list can be narrowed by, each with its words: programmes, who decides (the most first), regions."""
    rows = list(found)
    deciders = Counter((each.decider, each.decided_by) for each in rows)
    names = places.names({each.region_code for each in rows})
    return {
        "scheme": sorted({(each.scheme, each.programme) for each in rows}, key=lambda pair: pair[1]),
        "decider": [pair for pair, _count in deciders.most_common()],
        "region": [(code, names.get(code, code)) for code in sorted(names)],
    }


def write(target: Any, found: Iterable[Doubt]) -> int:
    """One row a question, into `target`, a binary file; returns how many."""
    rows = list(found)
    headers = [
        _("Who decides"),
        _("Programme"),
        _("Region"),
        _("In force from"),
        _("Figure"),
        _("Used now"),
        _("What is not certain"),
    ]
    return sheets.write_workbook(
        target, title=_("Open questions"), headers=headers, rows=_rows(rows), widths=(36, 24, 16, 12, 36, 30, 80)
    )


def _rows(found: list[Doubt]) -> Iterator[list[Any]]:
    names = places.names({each.region_code for each in found})
    for decided_by, group in by_decider(found):
        for each in group:
            place = names.get(each.region_code, each.region_code)
            yield [decided_by, each.programme, place, each.valid_from, each.label, "\n".join(each.lines), each.unsure]
