"""Which programmes can be claimed where, and what they ask on paper."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

from core import clock
from programmes.formulas import registry
from programmes.formulas.declaration import Document, Words
from programmes.models import RuleSet
from programmes.queries import labels, words


def open_to(applicant: str, region_code: str) -> list[dict[str, Any]]:
    """Programmes of this kind of applicant (person, enterprise) with rules in force there today: name, label, door. One query."""
    in_force = set(RuleSet.objects.published().concerning(region_code).on(clock.today()).values_list("scheme", flat=True))
    return [
        {"name": scheme.name, "label": labels.scheme(scheme.name), "door": scheme.door}
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


def missing(scheme: str, facts: Mapping[str, Any], there: Collection[str]) -> list[str]:
    """The papers, in words, that the programme needs with these facts and that are not among the kinds `there`."""
    return [words.said(paper.words) for paper in _lacking(scheme, facts, there)]


def lacking(scheme: str, facts: Mapping[str, Any], there: Collection[str]) -> list[str]:
    """The same as kinds of papers."""
    return [paper.kind for paper in _lacking(scheme, facts, there)]


def _lacking(scheme: str, facts: Mapping[str, Any], there: Collection[str]) -> list[Document]:
    return [
        paper
        for paper in registry.scheme(scheme).documents
        if paper.required and paper.kind not in there and (paper.when is None or facts.get(paper.when[0]) in paper.when[1])
    ]


def paper_name(kind: str) -> str:
    """A kind of paper by the words of the programme that asks for it; the code where none does."""
    return words.said(_paper_words().get(kind)) or kind


@cache
def _paper_words() -> dict[str, Words]:
    return {paper.kind: paper.words for scheme in registry.SCHEMES.values() for paper in scheme.documents}


def _case(when: tuple[str, tuple[Any, ...]] | None) -> str:
    return f"{labels.fact(when[0])}: {labels.value(list(when[1]))}" if when else ""
