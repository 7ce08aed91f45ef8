"""Writing a rule set: a field for every figure of the law, or a whole file."""

from collections.abc import Mapping
from copy import deepcopy
from datetime import date
from typing import Any

from crispy_forms.layout import Fieldset, Layout
from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from core.forms import DayField, FilterForm, PortalForm
from programmes.formulas import registry
from programmes.formulas.declaration import Parameter
from programmes.queries import labels
from programmes.services.lawfiles import LawFile
from programmes.states import RuleState

YES_NO = (("true", _("yes")), ("false", _("no")))
SPARE_ROWS, MOST_ROWS = 1, 40


class RuleSetFilter(FilterForm):
    """Which rule sets the list shows."""

    scheme = forms.ChoiceField(label=_("Scheme"), choices=lambda: [("", _("all")), *labels.schemes()])
    state = forms.ChoiceField(label=_("State"), choices=[("", _("all")), *RuleState.choices])


class UnsureFilter(FilterForm):
    """Which open questions the list shows; `choices` are those that it holds."""

    scheme = forms.ChoiceField(label=_("Programme"))
    decider = forms.ChoiceField(label=_("Who decides"))
    region = forms.ChoiceField(label=_("Region"))
    every = forms.BooleanField(label=_("Also versions that are not in force today"))

    def __init__(self, *args: Any, choices: Mapping[str, list[tuple[str, str]]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name, known in choices.items():
            self.fields[name].choices = [("", gettext("all")), *known]


class RuleSetForm(PortalForm):
    """Every figure of one scheme with its source, filled from an existing rule set; `law` gives what was entered."""

    submit_label = _("Save draft")

    region_code = forms.ChoiceField(label=_("Region"))
    valid_from = DayField(label=_("In force from"))
    document = forms.CharField(label=_("Document"), max_length=500, widget=forms.Textarea(attrs={"rows": 2}))
    document_no = forms.CharField(label=_("Document number"), max_length=80, required=False)

    def __init__(
        self, *args: Any, scheme: str, content: Mapping[str, Any], regions: list[tuple[str, str]], **kwargs: Any
    ) -> None:
        self.scheme, self.base_content = scheme, content
        known = registry.declared(scheme)
        self.declared: tuple[Parameter, ...] = known.parameters if known else ()
        self.sent: Mapping[str, Any] = (args[0] if args else kwargs.get("data")) or {}
        figures: dict[str, forms.Field] = {}
        self.short: dict[str, Any] = {}
        groups = [(parameter, self._figure(parameter, figures)) for parameter in self.declared]
        figures["region_code"] = forms.ChoiceField(label=_("Region"), choices=regions)
        self.base_fields = {**type(self).base_fields, **figures}  # type: ignore[misc]
        super().__init__(*args, **kwargs)
        for name, short in self.short.items():
            self.fields[name].label = short
        self.helper.layout = Layout(
            Fieldset(gettext("The rule set"), "region_code", "valid_from", "document", "document_no"),
            *(
                Fieldset(labels.parameter(parameter.name), *names, css_class=f"figure figure-{parameter.kind}")
                for parameter, names in groups
            ),
        )

    def law(self) -> LawFile:
        """What the valid form states; rows of a table that are left empty are left out."""
        data = self.cleaned_data
        content = deepcopy(dict(self.base_content))
        for parameter in self.declared:
            entered = self._entered(parameter)
            if parameter.optional and entered in (None, ""):
                content["parameters"].pop(parameter.name, None)
                continue
            entry = content["parameters"].setdefault(parameter.name, {})
            entry["value"] = entered
            if data[f"{parameter.name}__basis"] != entry.get("basis"):
                entry.pop("basis_en", None)
            entry["basis"] = data[f"{parameter.name}__basis"]
            doubt = data[f"{parameter.name}__unsure"]
            if doubt != entry.get("unsure", ""):
                for key in ("unsure", "unsure_en") if doubt else ("unsure", "unsure_en", "decided_by", "decided_by_en"):
                    entry.pop(key, None)
                if doubt:
                    entry["unsure"] = doubt
        start: date = data["valid_from"]
        return LawFile(self.scheme, data["region_code"], start, data["document"], data["document_no"], content)

    def _figure(self, parameter: Parameter, fields: dict[str, forms.Field]) -> list[str]:
        entry = self.base_content.get("parameters", {}).get(parameter.name, {})
        names = self._value(parameter, entry.get("value"), fields)
        words = {"basis": (_("Source"), not parameter.optional), "unsure": (_("Not certain, to be decided"), False)}
        for key, (label, required) in words.items():
            name = f"{parameter.name}__{key}"
            fields[name] = forms.CharField(
                label=self._named(parameter, name, label), max_length=300, required=required, initial=entry.get(key, "")
            )
            names.append(name)
        return names

    def _value(self, parameter: Parameter, value: Any, fields: dict[str, forms.Field]) -> list[str]:
        if parameter.kind != "table":
            required = {"required": False} if parameter.optional else {}
            label = self._named(parameter, parameter.name, _("Value"))
            fields[parameter.name] = _field(parameter, label=label, initial=_initial(value), **required)
            return [parameter.name]
        names = []
        rows = list(value or [])
        for number in range(self._rows_shown(parameter, len(rows))):
            row = rows[number] if number < len(rows) else {}
            for column in parameter.columns:
                words = {"number": number + 1, "column": labels.parameter(column.name)}
                label = gettext("Row %(number)s, %(column)s") % words
                names.append(_cell(parameter, number, column))
                fields[names[-1]] = _field(
                    column, label=self._named(parameter, names[-1], label), initial=_initial(row.get(column.name)), required=False
                )
        return names

    def _named(self, parameter: Parameter, name: str, short: Any) -> str:
        """What errors call the field; on the page the figure stands above its fields, so that they bear the short label."""
        self.short[name] = short
        return gettext("%(name)s: %(value)s") % {"name": labels.parameter(parameter.name), "value": short}

    def _rows_shown(self, parameter: Parameter, stored: int) -> int:
        shown = stored + SPARE_ROWS
        while shown < MOST_ROWS and _cell(parameter, shown, parameter.columns[0]) in self.sent:
            shown += 1
        return shown

    def _entered(self, parameter: Parameter) -> Any:
        if parameter.kind != "table":
            return _stated(parameter, self.cleaned_data[parameter.name])
        rows = []
        for number in range(MOST_ROWS):
            if _cell(parameter, number, parameter.columns[0]) not in self.fields:
                break
            values = {column.name: self.cleaned_data[_cell(parameter, number, column)] for column in parameter.columns}
            if any(value not in (None, "") for value in values.values()):
                rows.append({column.name: _stated(column, values[column.name]) for column in parameter.columns})
        return rows


class RuleFileForm(PortalForm):
    """A whole rule set as a TOML file."""

    submit_label = _("Read the file")
    file = forms.FileField(label=_("Rule file"), help_text=_("TOML, as a rule set's page gives it for download; at most 200 kB."))

    def clean_file(self) -> str:
        """The text of the file."""
        sent = self.cleaned_data["file"]
        if sent.size > 200_000:
            raise forms.ValidationError(_("The file is larger than 200 kB."))
        try:
            return str(sent.read().decode("utf-8-sig"))
        except UnicodeDecodeError:
            raise forms.ValidationError(_("The file is not UTF-8 text.")) from None


def _cell(parameter: Parameter, number: int, column: Parameter) -> str:
    return f"{parameter.name}__{number}__{column.name}"


def _field(parameter: Parameter, **kwargs: Any) -> forms.Field:
    bounds: dict[str, Any] = {"min_value": parameter.minimum, "max_value": parameter.maximum}
    number = forms.TextInput(attrs={"inputmode": "decimal", "autocomplete": "off"})
    match parameter.kind:
        case "int":
            whole: dict[str, Any] = {key: int(value) for key, value in bounds.items() if value is not None}
            return forms.IntegerField(**whole, **kwargs)
        case "ratio":
            return forms.DecimalField(max_digits=9, decimal_places=6, widget=number, **bounds, **kwargs)
        case "money":
            return forms.DecimalField(max_digits=14, decimal_places=2, widget=number, **bounds, **kwargs)
        case "bool":
            return forms.ChoiceField(choices=YES_NO, **kwargs)
        case "choice":
            silent = [("", "—")] if parameter.optional else []
            return forms.ChoiceField(choices=silent + [(each, labels.value(each)) for each in parameter.choices], **kwargs)
        case "choices":
            options = [(each, labels.value(each)) for each in parameter.choices]
            # An empty list is a statement too: it closes what it lists.
            closing = {**kwargs, "required": False}
            return forms.MultipleChoiceField(choices=options, widget=forms.CheckboxSelectMultiple, **closing)
        case "date":
            return DayField(**{**kwargs, "required": False})
        case _:
            return forms.CharField(max_length=500, **kwargs)


def _initial(value: Any) -> Any:
    return str(value).lower() if isinstance(value, bool) else value


def _stated(parameter: Parameter, value: Any) -> Any:
    match parameter.kind:
        case "bool":
            return value == "true"
        case "ratio" | "money":
            return None if value is None else f"{value:f}"
        case "date":
            return value.isoformat() if value else ""
        case _:
            return value
