"""The figures of a rule set as a page shows them, and what differs between two sets."""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext as _

from core.templatetags.portal import money
from programmes.formulas import registry
from programmes.formulas.declaration import OFFICE_PARAMETERS, Parameter
from programmes.models import RuleSet
from programmes.queries import labels


@dataclass(frozen=True)
class Figure:
    """One parameter in words: what it is called, its value in lines, where it comes from, what is not certain."""

    name: str
    label: str
    lines: tuple[str, ...]
    basis: str
    unsure: str
    decided_by: str
    local: bool = False  # a narrower region may state it otherwise


@dataclass(frozen=True)
class Condition:
    """One condition and the law it stands on."""

    code: str
    label: str
    basis: str


@dataclass(frozen=True)
class Difference:
    """One thing that two rule sets state differently; an empty side states nothing."""

    label: str
    old: tuple[str, ...]
    new: tuple[str, ...]


def figures(ruleset: RuleSet) -> list[Figure]:
    """Every figure of a rule set in the formula's order."""
    declared = registry.declared(ruleset.scheme)
    entries: Mapping[str, Any] = ruleset.content.get("parameters", {})
    return [
        Figure(
            parameter.name,
            labels.parameter(parameter.name),
            shown(parameter, entries[parameter.name]["value"]),
            labels.in_language(entries[parameter.name], "basis"),
            labels.in_language(entries[parameter.name], "unsure"),
            labels.in_language(entries[parameter.name], "decided_by"),
            entries[parameter.name].get("local") is True,
        )
        for parameter in (declared.parameters if declared else ())
        if parameter.name in entries
    ]


def unsure_behind(ruleset: RuleSet) -> list[Figure]:
    """The figures of the programme that are not certain: they stand behind every answer under these rules.

    The bureau's own terms and limits decide nothing about what somebody is entitled to.
    """
    office = {parameter.name for parameter in OFFICE_PARAMETERS}
    return [figure for figure in figures(ruleset) if figure.unsure and figure.name not in office]


def conditions(ruleset: RuleSet) -> list[Condition]:
    """Every condition of a rule set in the order of the law."""
    declared = registry.declared(ruleset.scheme)
    codes = declared.bases if declared else ()
    return [Condition(code, labels.condition(code), labels.basis(ruleset.content, code)) for code in codes]


def shown(parameter: Parameter, value: Any) -> tuple[str, ...]:
    """A value in words and numbers, a table one line a row."""
    match parameter.kind:
        case "ratio":
            return (f"{(Decimal(value) * 100).normalize():f} %",)
        case "money":
            return (money(value),)
        case "date":
            return (labels.value(value) if value else "—",)
        case "choices":
            return tuple(labels.value(each) for each in value)
        case "table":
            return tuple(
                labels.row(parameter.name, {c.name: shown(c, row[c.name])[0] for c in parameter.columns}) for row in value
            )
        case _:
            return (labels.value(value),)


def differences(old: RuleSet | None, new: RuleSet) -> list[Difference]:
    """What `new` states differently from `old`: documents, figures with their sources, conditions."""
    found = [
        Difference(_("document"), (old.document,) if old else (), (new.document,)),
        Difference(_("document number"), (old.document_no,) if old and old.document_no else (), (new.document_no or "—",)),
    ]
    before = {figure.name: figure for figure in figures(old)} if old else {}
    for figure in figures(new):
        was = before.get(figure.name)
        found.append(Difference(figure.label, was.lines if was else (), figure.lines))
        if was is not None and was.local != figure.local:
            said = [(_("leagues may set it"),) if each.local else (_("the same everywhere"),) for each in (was, figure)]
            found.append(Difference(figure.label, *said))
        for part, words in (("basis", _("source")), ("unsure", _("not certain")), ("decided_by", _("who decides"))):
            label = _("%(figure)s: %(part)s") % {"figure": figure.label, "part": words}
            found.append(Difference(label, _one(was, part), _one(figure, part)))
    bases = {condition.code: condition.basis for condition in conditions(old)} if old else {}
    found += [
        Difference(condition.label, (bases[condition.code],) if condition.code in bases else (), (condition.basis,))
        for condition in conditions(new)
    ]
    return [difference for difference in found if difference.old != difference.new]


def _one(figure: Figure | None, part: str) -> tuple[str, ...]:
    text = getattr(figure, part) if figure else ""
    return (text,) if text else ()
