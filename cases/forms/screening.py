"""Forms of rounds without applications: beginning one, checking it, what units say."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from cases.forms.claims import reason_field
from cases.queries.screening import AGREES, LAUNCHED, WAITING
from cases.states.screening import SAID, Answer, AnswerWay, Finding
from core.forms import FilterForm, PortalForm
from enterprises.states import SizeClass
from stations.models import Region


class BeginForm(PortalForm):
    """Which programme, and over which league or banner."""

    submit_label = _("Begin the round")

    scheme = forms.ChoiceField(label=_("Programme"))
    region = forms.ModelChoiceField(label=_("League or banner"), queryset=Region.objects.none(), empty_label=None)

    def __init__(self, *args: Any, schemes: Iterable[tuple[str, str]], regions: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["scheme"].choices = list(schemes)
        self.fields["region"].queryset = regions


class CheckForm(PortalForm):
    """A checker's word on the run that was shown."""

    submit_label = _("Vote for this round")

    reason = reason_field(_("Note (not needed)"), required=False)
    seen = forms.IntegerField(widget=forms.HiddenInput)


class AnswerForm(PortalForm):
    """What somebody says for the unit about its account."""

    submit_label = _("Record the answer")

    answer = forms.ChoiceField(
        label=_("What the unit says"),
        choices=[(each.value, each.label) for each in map(Answer, SAID)],
        widget=forms.RadioSelect,
    )
    name = forms.CharField(label=_("Who answers for the unit"), max_length=60)
    way = forms.ChoiceField(
        label=_("How the answer came"), choices=[each for each in AnswerWay.choices if each[0] != AnswerWay.PAGE]
    )
    note = forms.CharField(
        label=_("Why, unless the account is confirmed"),
        max_length=300,
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
    )


class ExclusionForm(PortalForm):
    """Who objects for the unit, and to what."""

    submit_label = _("Record the objection")

    name = forms.CharField(label=_("Who objects for the unit"), max_length=50)
    contact = forms.CharField(label=_("Telephone or address"), max_length=100)
    text = forms.CharField(label=_("What is not right"), max_length=1000, min_length=5, widget=forms.Textarea(attrs={"rows": 5}))


class ExclusionOutcomeForm(PortalForm):
    """What became of an objection to an exclusion, and why."""

    submit_label = _("Decide the objection")

    upheld = forms.TypedChoiceField(
        label=_("What became of it"),
        choices=[
            ("no", _("Dismiss: the unit stays out of the round")),
            ("yes", _("Uphold: the unit is screened again from the registers as they are now")),
        ],
        coerce=lambda text: text == "yes",
        widget=forms.RadioSelect,
    )
    reason = reason_field()


class UnitFilter(FilterForm):
    """The filters of the units of a round, kept in the address."""

    outcome = forms.ChoiceField(label=_("What was found"), choices=[("", _("all")), *Finding.choices])
    reason = forms.ChoiceField(label=_("Reason"))
    size = forms.ChoiceField(label=_("Size class"), choices=[("", _("all")), *SizeClass.choices])
    how = forms.ChoiceField(
        label=_("How far"),
        choices=[
            ("", _("all")),
            (WAITING, _("asked, not answered yet")),
            (AGREES, _("agreed, waits for the checkers")),
            (LAUNCHED, _("has become a claim")),
        ],
    )
    text = forms.CharField(label=_("Name or credit code"), max_length=40)

    def __init__(self, *args: Any, reasons: Iterable[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["reason"].choices = [("", _("all")), *reasons]
