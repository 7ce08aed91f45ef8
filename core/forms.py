"""The base of every form: a crispy helper, a summary of errors that leads to the fields, sentences that name the field.

A form asks and words; it has no `save()`. What a service refuses comes back through `refuse()`.
"""

import uuid
from collections.abc import Iterator
from datetime import date
from typing import Any, NamedTuple

from crispy_forms.helper import FormHelper
from crispy_forms.layout import Submit
from django import forms
from django.forms.renderers import TemplatesSetting
from django.forms.utils import flatatt
from django.utils.formats import localize
from django.utils.functional import Promise
from django.utils.html import conditional_escape, escape
from django.utils.safestring import mark_safe
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from core.policies import Refused

CHOOSE = _("Choose “{label}”.")
#: The sentence for a code, by the kind of field; the first kind that fits counts.
SENTENCES: tuple[tuple[type[forms.Field], str, Any], ...] = (
    (forms.BooleanField, "required", _("Tick “{label}” to go on.")),
    (forms.FileField, "required", _("Select a file for “{label}”.")),
    (forms.ChoiceField, "required", CHOOSE),
    (forms.ModelChoiceField, "required", CHOOSE),
    (forms.Field, "required", _("Enter “{label}”.")),
    (forms.DateField, "invalid", _("“{label}” must be a day such as 2026-04-09.")),
    (forms.DecimalField, "invalid", _("“{label}” must be a number such as 1234.50.")),
    (forms.IntegerField, "invalid", _("“{label}” must be a whole number such as 12.")),
    (forms.FileField, "empty", _("The file for “{label}” is empty. Select another one.")),
    (forms.ModelMultipleChoiceField, "invalid_choice", _("Choose “{label}” from the list.")),
    (forms.ModelChoiceField, "invalid_choice", _("Choose “{label}” from the list.")),
    (forms.ChoiceField, "invalid_choice", _("Choose “{label}” from the list.")),
    (forms.Field, "invalid", _("“{label}” is not in the expected form. Check it and enter it again.")),
    (forms.CharField, "max_length", _("“{label}” may have at most %(limit_value)d characters; it has %(show_value)d.")),
    (forms.CharField, "min_length", _("“{label}” must have at least %(limit_value)d characters; it has %(show_value)d.")),
    (forms.Field, "max_value", _("“{label}” may be at most %(limit_value)s.")),
    (forms.Field, "min_value", _("“{label}” must be at least %(limit_value)s.")),
    (forms.DecimalField, "max_decimal_places", _("“{label}” may have at most %(max)s decimals.")),
)

#: Django's own word for “nothing chosen yet”.
DASHES = "---------"
DAY_FORMATS = ["%Y-%m-%d", "%Y/%m/%d", "%Y.%m.%d", "%Y年%m月%d日", "%Y%m%d"]


class Renderer(TemplatesSetting):
    """Django's own, but for lists of choices: two hundred options, each a template of its own, are most of a page's time."""

    def render(self, template_name: str, context: dict[str, Any], request: Any = None) -> str:
        """What the template would have written."""
        if template_name != forms.Select.template_name:
            return super().render(template_name, context, request)
        widget = context["widget"]
        attributes = flatatt({name: value for name, value in widget["attrs"].items() if value is not None})
        written = [f'<select name="{escape(widget["name"])}"{attributes}>']
        for group, options, _index in widget["optgroups"]:
            written += [f'<optgroup label="{conditional_escape(group)}">'] if group else []
            written += [
                f'<option value="{escape(option["value"])}"{flatatt(option["attrs"]) if option["attrs"] else ""}>'
                f"{conditional_escape(localize(option['label']))}</option>"
                for option in options
            ]
            written += ["</optgroup>"] if group else []
        return mark_safe("\n".join([*written, "</select>"]))  # noqa: S308 - every value was escaped above


class ErrorLine(NamedTuple):
    """One line of the summary: the sentence, and the id of the control to mend ("" for the form as a whole)."""

    sentence: str
    target: str


EARLIEST, LATEST = date(1850, 1, 1), date(2199, 12, 31)


class DayField(forms.DateField):
    """A day; the browser's own calendar sends 2026-04-09, a pasted 2026年4月9日 is read too."""

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("widget", forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"))
        super().__init__(input_formats=DAY_FORMATS, **kwargs)

    def clean(self, value: Any) -> date | None:
        """The day, where anybody now at the bureau can mean it: the calendar's own ends overflow when a day is added."""
        return _meant(self, super().clean(value))


class MonthField(forms.DateField):
    """A month, as the date of its first day."""

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("widget", forms.DateInput(attrs={"type": "month"}, format="%Y-%m"))
        kwargs.setdefault("error_messages", {"invalid": _("Enter a month such as 2026-04.")})
        super().__init__(input_formats=["%Y-%m", "%Y/%m", "%Y.%m", "%Y年%m月", "%Y-%m-%d"], **kwargs)

    def clean(self, value: Any) -> date | None:
        """The first day of the month, or None where nothing was entered and nothing is required."""
        day = _meant(self, super().clean(value))
        return day.replace(day=1) if day else None


def _meant(field: forms.DateField, day: date | None) -> date | None:
    if day is not None and not EARLIEST <= day <= LATEST:
        raise forms.ValidationError(field.error_messages["invalid"], code="invalid")
    return day


class YuanField(forms.DecimalField):
    """An amount in yuan with at most two decimals, not negative."""

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("widget", forms.TextInput(attrs={"inputmode": "decimal", "autocomplete": "off"}))
        kwargs.setdefault("min_value", 0)
        super().__init__(max_digits=14, decimal_places=2, **kwargs)


class SubmitTokenField(forms.UUIDField):
    """A number drawn when the form is shown, so that sending it twice is known for the same sending."""

    widget = forms.HiddenInput

    def __init__(self, **kwargs: Any) -> None:
        stale = _("This page is no longer complete. Load it again, then enter what you had entered.")
        kwargs.setdefault("initial", uuid.uuid4)
        kwargs.setdefault("error_messages", {"required": stale, "invalid": stale})
        super().__init__(**kwargs)


class Button(Submit):
    """A second way to send the form, less prominent than the first."""

    field_classes = "btn btn-outline-secondary"


class PortalForm(forms.Form):
    """A form as the portal shows it: `{% crispy form %}` draws it whole, with its button and the way back."""

    submit_label: str | Promise = _("Save")
    #: Further buttons as (name, label); the view looks whether the name stands in request.POST.
    also: tuple[tuple[str, str | Promise], ...] = ()
    #: Where the link beside the button leads; "" for none.
    cancel_url: str = ""
    #: What that link says; “Back” where the button itself cancels something.
    cancel_label: str | Promise = _("Cancel")
    #: Under what name the browser keeps what is typed until it is sent; "" for not at all. With an object, as in `claim:17`,
    #: one is kept and filled in again by itself; without one several lie side by side and the reader takes up the right one.
    draft: str = ""
    #: The field that tells such drafts apart.
    draft_title: str = ""

    def __init__(self, *args: Any, cancel_url: str = "", draft: str = "", **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.cancel_url = cancel_url or self.cancel_url
        self.draft = draft or self.draft
        for name, field in self.fields.items():
            _prepare(field, field.label or name.replace("_", " "))
        self.helper = self.make_helper()

    def make_helper(self) -> FormHelper:
        """The crispy helper; a form with a layout of its own sets `self.helper.layout` after this."""
        helper = FormHelper()
        helper.form_method = "post"
        helper.attrs = {"novalidate": True, "data-once": True, "data-dirty": True}
        if self.draft:
            helper.attrs |= {"data-draft": self.draft, "data-draft-title": self.draft_title}
        helper.render_unmentioned_fields = True
        helper.add_input(Submit("save", self.submit_label))
        for name, label in self.also:
            helper.add_input(Button(name, label))
        return helper

    def refuse(self, refused: Refused) -> None:
        """Show what a service refused, at the field that it names or over the form."""
        self.add_error(refused.field if refused.field in self.fields else None, str(refused.sentence))

    @property
    def has_required(self) -> bool:
        """Whether any control carries the mark of what must be filled."""
        return any(field.required and not field.widget.is_hidden for field in self.fields.values())

    @property
    def error_lines(self) -> Iterator[ErrorLine]:
        """Every error in the order of the page, with the control that it is about."""
        for sentence in self.non_field_errors():
            yield ErrorLine(str(sentence), "")
        for bound in self:
            for sentence in bound.errors:
                yield ErrorLine(str(sentence), "" if bound.is_hidden else _control_of(bound))


class FilterForm(PortalForm):
    """The filter above a list: a GET form, so that the address holds what is shown. Nothing in it is required."""

    submit_label = _("Filter")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs.setdefault("auto_id", "filter_%s")
        super().__init__(*args, **kwargs)
        for field in self.fields.values():
            field.required = field.widget.is_required = False

    def make_helper(self) -> FormHelper:
        """The same, sent by GET and without a token."""
        helper = super().make_helper()
        helper.form_method = "get"
        helper.inputs = [Submit("", self.submit_label)]
        helper.disable_csrf = True
        helper.form_class = "filters"
        helper.attrs = {"novalidate": True, "role": "search"}
        return helper

    @property
    def chosen(self) -> dict[str, Any]:
        """The filters that are set and valid; the others are left out, so a wrong address shows the whole list."""
        self.is_valid()
        return {name: value for name, value in self.cleaned_data.items() if value not in (None, "", [], False)}


def _prepare(field: forms.Field, label: Any) -> None:
    ours = {name: text for kind in reversed(type(field).__mro__) if kind.__module__.startswith("django.")
            for name, text in vars(kind).get("default_error_messages", {}).items()}  # fmt: skip
    done: set[str] = set()
    for kind, code, sentence in SENTENCES:
        if code in done or not isinstance(field, kind):
            continue
        done.add(code)
        known = field.error_messages.get(code)
        if known is None or known is ours.get(code):
            field.error_messages[code] = format_lazy(sentence, label=label)
    if isinstance(field, forms.ModelChoiceField) and field.empty_label == DASHES:
        field.empty_label = _("Choose")
    if type(field.widget) is forms.DateInput and field.widget.input_type == "text":
        field.widget.input_type = "date"
        field.widget.format = "%Y-%m-%d"


def _control_of(bound: forms.BoundField) -> str:
    """The id of the first control of a field; a group of radios or ticks has one id for each option."""
    if bound.field.widget.use_fieldset:
        return next((part.id_for_label for part in bound.subwidgets), bound.auto_id)
    return bound.id_for_label or bound.auto_id
