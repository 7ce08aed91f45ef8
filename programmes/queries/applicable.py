"""Which programmes can be claimed where, and what they ask on paper."""

from dataclasses import dataclass
from typing import Any

from core import clock
from programmes.formulas import registry
from programmes.models import RuleSet
from programmes.queries import labels, words


def open_to(applicant: str, region_code: str) -> list[dict[str, Any]]:
    """Programmes of this kind of applicant (person, enterprise) with rules in force there today: name, label, door. One query."""
    in_force = set(RuleSet.objects.published().concerning(region_code).on(clock.today()).values_list("scheme", flat=True))
    return [
        {"name": scheme.name, "label": labels.scheme(scheme.name), "door": scheme.door, "register": scheme.register}
        for scheme in registry.SCHEMES.values()
        if scheme.applicant == applicant and scheme.name in in_force
    ]


@dataclass(frozen=True)
class Paper:
    """One paper that a programme asks for, in words; `when` says in which case, nothing when it is always."""

    kind: str
    label: str
    required: bool
    when: str


def documents(scheme: str) -> list[Paper]:
    """The papers of a programme in its order (domain C-9)."""
    return [
        Paper(paper.kind, words.said(paper.words), paper.required, _case(paper.when))
        for paper in registry.scheme(scheme).documents
    ]


def _case(when: tuple[str, tuple[Any, ...]] | None) -> str:
    return f"{labels.fact(when[0])}: {labels.value(list(when[1]))}" if when else ""
