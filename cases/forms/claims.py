"""Forms of a claim: they ask and word; the services act."""

from collections.abc import Mapping
from typing import Any

from django import forms
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from cases.forms.facts import as_json, fact_field
from cases.formulas.office_clock import Light
from cases.queries.claims import OPEN
from cases.queries.facts import known
from cases.states import Channel, ClaimState, EndReason, PaperKind
from core.forms import DayField, FilterForm, PortalForm, SubmitTokenField
from programmes.formulas import registry
from programmes.queries import applicable, labels
from programmes.services import declared
from stations.models import Station

LONGEST_REASON = 500


REASON = _("Reason")
#: How a claim comes to the desk; what is granted without an application comes no way at all.
CHANNELS = [(value, label) for value, label in Channel.choices if value != Channel.UNASKED]


def reason_field(label: str | Promise = REASON, required: bool = True, **kwargs: Any) -> forms.CharField:
    """A reason in a few lines; what is typed ends up in the record."""
    widget = forms.Textarea(attrs={"rows": 3})
    return forms.CharField(label=label, required=required, max_length=LONGEST_REASON, widget=widget, **kwargs)


class FactsForm(PortalForm):
    """The facts of a programme that the register does not know. With `partial` nothing is required.

    `beside` says, by the name of a fact, what the portal knows that bears on it.
    """

    def __init__(
        self,
        *args: Any,
        scheme: str,
        facts: Mapping[str, Any],
        partial: bool = False,
        beside: Mapping[str, str] | None = None,
        **kwargs: Any,
    ) -> None:
        looked_up = known(scheme)
        self.asked = [fact for fact in declared.facts(scheme) if fact.name not in looked_up and not fact.listed]
        self.base_fields = {
            **{fact.name: fact_field(fact) for fact in self.asked},
            **self.base_fields,
        }
        initial = {fact.name: facts[fact.name] for fact in self.asked if fact.name in facts}
        kwargs["initial"] = {**initial, **(kwargs.get("initial") or {})}
        super().__init__(*args, **kwargs)
        for name, known_words in (beside or {}).items():
            self.fields[name].help_text = " ".join(str(text) for text in (self.fields[name].help_text, known_words) if text)
        if partial:
            for name in self.fields.keys() - {"token"}:
                self.fields[name].required = False

    def facts_given(self) -> dict[str, Any]:
        """What was entered, as JSON values; what was left empty is left out."""
        given = {fact.name: self.cleaned_data.get(fact.name) for fact in self.asked}
        return {name: as_json(value) for name, value in given.items() if value not in (None, "")}


class IntakeForm(FactsForm):
    """The desk's form: facts, channel, and what the person agreed to."""

    submit_label = _("Submit the claim")
    also = (("draft", _("Save as a draft")),)

    channel = forms.ChoiceField(label=_("How the claim came"), choices=CHANNELS, initial=Channel.STATION)
    agreed = forms.BooleanField(
        label=_("The person has read or heard the notice above and agrees"),
        required=True,
        error_messages={"required": _("Read the notice to the person and tick that it was agreed to.")},
    )
    token = SubmitTokenField()


class ChangeFactsForm(FactsForm):
    """Other facts, with what they rest on."""

    submit_label = _("Change the facts")

    reason = reason_field(_("What the new facts rest on"))


class CorrectForm(FactsForm):
    """The person's answer to the notice."""

    submit_label = _("The corrections are in")


class PaperForm(PortalForm):
    """One paper of the claim."""

    submit_label = _("Add the paper")

    kind = forms.ChoiceField(label=_("What it is"))
    file = forms.FileField(
        label=_("File"),
        help_text=_("PDF, JPEG or PNG, at most 10 MB."),
        widget=forms.ClearableFileInput(attrs={"accept": "application/pdf,image/jpeg,image/png"}),
    )

    def __init__(self, *args: Any, scheme: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        asked = [(paper.kind, paper.label) for paper in applicable.documents(scheme)]
        others = [choice for choice in PaperKind.choices if choice[0] not in dict(asked)]
        self.fields["kind"].choices = [*asked, *others]


class AcceptForm(PortalForm):
    """What is said of each paper that is missing: found by comparing data, or promised by a day (容缺受理)."""

    submit_label = _("Accept")

    due_on = DayField(
        label=_("Promised papers are brought by"),
        required=False,
        help_text=_("Only where something is promised; before the decision is due. Until then nothing is granted."),
    )

    def __init__(self, *args: Any, lacking: Mapping[str, str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choices = [
            ("compared", _("Data comparison shows it: not asked for")),
            ("promised", _("Promised: the claim is accepted conditionally")),
        ]
        papers = {
            f"paper_{kind}": forms.ChoiceField(label=name, choices=choices, widget=forms.RadioSelect)
            for kind, name in lacking.items()
        }
        self.fields = {**papers, **self.fields}

    def said(self) -> dict[str, Any]:
        """What the service takes."""
        told = {name.removeprefix("paper_"): self.cleaned_data[name] for name in self.fields if name.startswith("paper_")}
        found = {way: [kind for kind, said in told.items() if said == way] for way in ("promised", "compared")}
        return {**found, "due_on": self.cleaned_data["due_on"]}


class CorrectionForm(PortalForm):
    """Everything that is missing, one point a line."""

    submit_label = _("Send the notice")

    points = forms.CharField(
        label=_("What is missing"),
        help_text=_("One point a line. A claim gets one notice only, so name everything."),
        widget=forms.Textarea(attrs={"rows": 6}),
        max_length=4000,
    )

    def lines(self) -> list[str]:
        """The points without empty lines."""
        return [line.strip() for line in self.cleaned_data["points"].splitlines() if line.strip()]


class ReasonForm(PortalForm):
    """A move that needs its reason."""

    reason = reason_field()

    def __init__(self, *args: Any, label: str | Promise, required: bool = True, **kwargs: Any) -> None:
        self.submit_label = label
        super().__init__(*args, **kwargs)
        self.fields["reason"].required = required


class VoteForm(PortalForm):
    """A checker's word on the assessment that was shown."""

    submit_label = _("Give this vote")

    grants = forms.TypedChoiceField(
        label=_("Your vote"),
        choices=[
            ("yes", _("Grant: every condition is met")),
            ("no", _("Refuse: a condition is not met, or something excludes it")),
        ],
        coerce=lambda text: text == "yes",
        widget=forms.RadioSelect,
    )
    reason = reason_field(_("Reason (needed for a refusal; it stands in the letter)"), required=False)
    seen = forms.IntegerField(widget=forms.HiddenInput)


class SuspendForm(PortalForm):
    """From when payment stands still, and why."""

    submit_label = _("Suspend payment")

    from_on = DayField(label=_("From"))
    reason = reason_field()


class EndForm(PortalForm):
    """Why benefit ends, and when that happened."""

    submit_label = _("End the benefit")

    reason = forms.ChoiceField(
        label=_("Reason of the end"),
        choices=[choice for choice in EndReason.choices if choice[0] not in (EndReason.USED_UP, EndReason.SUPERSEDED)],
        widget=forms.RadioSelect,
    )
    on = DayField(label=_("Day of the event"))
    note = reason_field(_("What this rests on"))


class ClaimFilter(FilterForm):
    """The filters of the list, kept in the address."""

    state = forms.ChoiceField(label=_("State"), choices=[("", _("all")), (OPEN, _("all open ones")), *ClaimState.choices])
    scheme = forms.ChoiceField(label=_("Programme"))
    light = forms.ChoiceField(
        label=_("Clock"),
        choices=[
            ("", _("all")),
            (Light.RED.value, _("overdue")),
            (Light.YELLOW.value, _("due soon")),
            (Light.BLUE.value, _("half the time gone")),
            (Light.PAUSED.value, _("clock stopped")),
        ],
    )
    station = forms.ModelChoiceField(label=_("Station"), queryset=Station.objects.none(), empty_label=_("all"))
    text = forms.CharField(label=_("Number or name"), max_length=40)

    def __init__(self, *args: Any, stations: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["station"].queryset = stations
        self.fields["scheme"].choices = [("", _("all")), *((name, labels.scheme(name)) for name in registry.SCHEMES)]
