"""One control for each declared fact, and its value as JSON."""

from datetime import date
from decimal import Decimal
from typing import Any

from django import forms
from django.utils.translation import gettext as _

from core.forms import DayField, YuanField
from programmes.services.declared import DeclaredFact

MOST = 10_000_000


def named(label: str, unit: str) -> str:
    """A label with the unit behind it, in the reader's brackets."""
    return _("%(label)s (%(unit)s)") % {"label": label, "unit": unit} if unit else label


def fact_field(fact: DeclaredFact) -> forms.Field:
    """The control for one asked fact; its unit stands in the label, its help below."""
    words = {"label": named(fact.label, fact.unit), "help_text": fact.help}
    required = not fact.nullable
    match fact.kind:
        case "int":
            least = fact.minimum if fact.minimum is not None else 0
            return forms.IntegerField(min_value=least, max_value=MOST, required=required, **words)
        case "decimal":
            return YuanField(required=required, **words)
        case "bool":
            choices = [("True", _("yes")), ("False", _("no"))]
            return forms.TypedChoiceField(
                choices=choices, coerce=lambda text: text == "True", empty_value=None, widget=forms.RadioSelect, **words
            )
        case "choice":
            return forms.ChoiceField(choices=fact.choices, widget=forms.RadioSelect, required=required, **words)
        case "choices":
            return forms.MultipleChoiceField(choices=fact.choices, widget=forms.CheckboxSelectMultiple, required=False, **words)
        case "date":
            return DayField(required=required, **words)
        case _:
            return forms.CharField(max_length=60, required=required, **words)


def as_json(value: Any) -> Any:
    """What a form cleaned, as a fact of a formula: days as text, amounts as text with two decimals."""
    if isinstance(value, date):
        return value.isoformat()
    return f"{value:.2f}" if isinstance(value, Decimal) else value
