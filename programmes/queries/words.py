"""The words that the programmes declare beside what they name, in the language of the page."""

from collections.abc import Iterator, Mapping
from functools import cache
from typing import Any

from django.utils.translation import get_language

from programmes.formulas import registry
from programmes.formulas.declaration import GRANTED, Condition, Fact, Parameter, Scheme, Table, Words

Named = tuple[str, str, Words | None]


@cache
def declared() -> dict[str, dict[str, Words]]:
    """The words by what they name: fact, unit, help, choice, condition, parameter, row. One name means the same everywhere."""
    found: dict[str, dict[str, Words]] = {
        "fact": {},
        "unit": {},
        "help": {},
        "choice": {},
        "condition": {},
        "parameter": {},
        "row": {},
    }
    for kind, name, words in every():
        if words is not None:
            found[kind].setdefault(name, words)
    return found


def every() -> Iterator[Named]:
    """Everything that any programme names, with its words, as often as it is declared."""
    for scheme in registry.SCHEMES.values():
        for fact in (*scheme.facts, *scheme.also):
            yield from _of_fact(fact)
    yield from _of_choices(GRANTED)
    for declaration in (*registry.SCHEMES.values(), *registry.TABLES.values()):
        yield from _of_law(declaration)


def _of_fact(fact: Fact) -> Iterator[Named]:
    yield "fact", fact.name, fact.words
    yield "unit", fact.name, fact.unit
    yield "help", fact.name, fact.help
    yield from _of_choices(fact.choices)


def _of_law(declaration: Scheme | Table) -> Iterator[Named]:
    for condition in declaration.conditions:
        if isinstance(condition, Condition):
            yield "condition", condition.code, condition.words
    if isinstance(declaration, Scheme):
        for right in declaration.exclusive:
            yield "condition", right.key, right.words
        for bar in declaration.bars:
            yield "condition", bar.fact, bar.words
    for parameter in declaration.parameters:
        yield from _of_parameter(parameter)


def _of_parameter(parameter: Parameter) -> Iterator[Named]:
    yield "parameter", parameter.name, parameter.words
    yield "row", parameter.name, parameter.row
    yield from _of_choices(parameter.choices)
    for column in parameter.columns:
        yield from _of_parameter(column)


def _of_choices(choices: Any) -> Iterator[Named]:
    if isinstance(choices, Mapping):
        for code, words in choices.items():
            yield "choice", code, words


def said(words: Words | None) -> str:
    """Declared words in the page's language; nothing where none were declared."""
    if words is None:
        return ""
    return words.en if (get_language() or "").startswith("en") else words.zh
