"""What a programme asks: its facts with the words for them, so that intake forms follow the formula."""

from dataclasses import dataclass

from programmes.formulas import registry
from programmes.formulas.declaration import FactKind, FactSource
from programmes.queries import labels


@dataclass(frozen=True)
class DeclaredFact:
    """One fact of a programme as a form shows it, in the language that is active when it is made.

    kind: int, bool, date, choice, decimal, choices, text. source: asked, register or computed.
    """

    name: str
    kind: FactKind
    source: FactSource
    source_label: str
    label: str
    choices: tuple[tuple[str, str], ...]
    nullable: bool
    minimum: int | None
    unit: str = ""
    help: str = ""
    listed: bool = False


def facts(scheme: str) -> list[DeclaredFact]:
    """The facts of `scheme` in the formula's order, then what is asked for the record only.

    Raises Unassessable where there is no such scheme.
    """
    known = registry.scheme(scheme)
    return [
        DeclaredFact(
            name=fact.name,
            kind=fact.kind,
            source=fact.source,
            source_label=labels.source(fact.source),
            label=labels.fact(fact.name),
            choices=tuple((str(choice), labels.value(choice)) for choice in fact.choices),
            nullable=fact.nullable or fact.optional,
            minimum=fact.minimum,
            unit=labels.unit(fact.name),
            help=labels.hint(fact.name),
            listed=fact.listed,
        )
        for fact in (*known.facts, *known.also)
    ]


def schemes() -> list[tuple[str, str]]:
    """Every programme that can be applied for, with its name."""
    return [(name, labels.scheme(name)) for name in registry.SCHEMES]
