"""Forms of providers."""

import re
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from core.forms import FilterForm, PortalForm
from jobs.states.providers import ProviderKind


class ProviderForm(PortalForm):
    """A provider as the desk knows it; `places` are offered where the reader's post carries more than one."""

    submit_label = _("Save the provider")

    kind = forms.ChoiceField(label=_("Kind of provider"), choices=ProviderKind.choices, widget=forms.RadioSelect)
    name = forms.CharField(label=_("Name of the person or team"), max_length=60)
    body = forms.CharField(label=_("Comes from (institute, court, firm)"), max_length=100, required=False)
    mobile = forms.CharField(label=_("Mobile number"), max_length=20, widget=forms.TextInput(attrs={"inputmode": "tel"}))
    topics = forms.CharField(label=_("Topics"), max_length=300, required=False, help_text=_("Separate several by commas."))
    speaks_mongolian = forms.BooleanField(label=_("Speaks Mongolian"), required=False)

    def clean_topics(self) -> list[str]:
        """The topics one by one."""
        return [part for part in re.split(r"[,，、;；\n]", self.cleaned_data["topics"]) if part.strip()]


class ProviderEditForm(ProviderForm):
    """The same, with the end of the service; the kind stays."""

    stopped = forms.BooleanField(label=_("Takes no more orders"), required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        del self.fields["kind"]


class ProviderFilter(FilterForm):
    """What the list can be narrowed by."""

    kind = forms.ChoiceField(label=_("Kind of provider"), choices=[("", pgettext_lazy("arrears", "all")), *ProviderKind.choices])
    text = forms.CharField(label=_("Name or topic"), max_length=40)
    stopped = forms.BooleanField(label=_("Take no more orders"))
