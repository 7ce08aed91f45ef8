"""Which people looked after the list shows."""

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from cases.states import PersonGroup
from core.forms import FilterForm
from jobs.states.care import Reason

ALL = [("", _("all"))]


class CareFilterForm(FilterForm):
    """By why they are looked after and whether they are due."""

    due = forms.ChoiceField(
        label=pgettext_lazy("care", "due"), choices=[*ALL, ("soon", _("late or within a week")), ("late", _("late"))]
    )
    reason = forms.ChoiceField(label=pgettext_lazy("care", "why"), choices=[*ALL, *Reason.choices])
    group = forms.ChoiceField(label=_("group"), choices=[*ALL, *PersonGroup.choices])
