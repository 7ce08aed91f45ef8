"""What is asked about a visit: few taps for a telephone in a yard, and the list that a round is chosen from."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from core.forms import DayField, FilterForm, PortalForm, SubmitTokenField
from jobs.states.visits import NEEDS_OF_PEOPLE, NEEDS_OF_UNITS, Need, RoundKind, VisitState

ALL = [("", _("all"))]
MOST_DAYS, MOST_MONTHS = 366, 36


class Photos(forms.ClearableFileInput):
    """Several photos at once; a telephone offers its camera."""

    allow_multiple_selected = True


class PhotosField(forms.FileField):
    """A list of uploaded files, as many as were chosen; whether they are photos the service tells by their content."""

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("widget", Photos(attrs={"accept": "image/jpeg,image/png"}))
        kwargs.setdefault("help_text", _("JPEG or PNG, at most 10 MB each and six in all."))
        super().__init__(**kwargs)

    def clean(self, data: Any, initial: Any = None) -> list[Any]:
        """Each by itself."""
        files = data if isinstance(data, list | tuple) else [data]
        return [super(PhotosField, self).clean(file, initial) for file in files if file] if any(files) or self.required else []


class VisitRecordForm(PortalForm):
    """What came of the call: met or not first, everything else only where there is something to say."""

    submit_label = _("Record the visit")

    met = forms.ChoiceField(
        label=_("Was anybody met?"), choices=[("yes", _("yes, met")), ("no", _("nobody met"))], widget=forms.RadioSelect
    )
    needs = forms.MultipleChoiceField(
        label=pgettext_lazy("visit", "What is needed"), required=False, widget=forms.CheckboxSelectMultiple,
        help_text=_("Tick what was said; the next page leads on to each."),
    )  # fmt: skip
    note = forms.CharField(label=_("note"), max_length=1000, required=False, widget=forms.Textarea(attrs={"rows": 3}))
    photos = PhotosField(label=_("Photos"), required=False)
    visited_on = DayField(label=_("day of the visit"))

    def __init__(self, *args: Any, of_unit: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["needs"].choices = [(need.value, need.label) for need in (NEEDS_OF_UNITS if of_unit else NEEDS_OF_PEOPLE)]


class VisitNowForm(VisitRecordForm):
    """The same for a call that nobody had planned."""

    token = SubmitTokenField()


class VisitNoteForm(PortalForm):
    """What is to be added or corrected."""

    submit_label = _("Add the note")

    text = forms.CharField(label=_("note"), max_length=1000, widget=forms.Textarea(attrs={"rows": 3}))


class VisitPhotoForm(PortalForm):
    """Further photos."""

    submit_label = _("Add the photos")

    photos = PhotosField(label=_("Photos"))


class VisitReplanForm(PortalForm):
    """Who makes the visit, and until when."""

    submit_label = _("Change")

    visitor = forms.TypedChoiceField(label=_("who visits"), coerce=int)
    due_on = DayField(label=_("to be made by"))

    def __init__(self, *args: Any, people: list[tuple[int, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["visitor"].choices = people


class VisitDropForm(PortalForm):
    """Why it will not be made."""

    submit_label, cancel_label = _("Give the visit up"), _("Back")

    reason = forms.CharField(label=_("reason"), max_length=200)


class VisitFilterForm(FilterForm):
    """Which visits the list shows; those to be made where nothing is chosen."""

    state = forms.ChoiceField(
        label=_("state"), choices=[("", VisitState.PLANNED.label), *VisitState.choices[1:], ("all", _("all"))]
    )
    who = forms.ChoiceField(label=_("to whom"), choices=[*ALL, ("units", _("to units")), ("people", _("to people"))])
    need = forms.ChoiceField(label=_("need found"), choices=[*ALL, *Need.choices])
    mine = forms.BooleanField(label=_("mine only"))
    late = forms.BooleanField(label=_("late only"))


class RoundChooseForm(FilterForm):
    """From which list a round is chosen."""

    submit_label = _("Show the list")

    station = forms.TypedChoiceField(label=_("station"), coerce=int)
    kind = forms.ChoiceField(label=_("whom"), choices=RoundKind.choices)
    months = forms.IntegerField(label=_("units: months without a visit"), min_value=1, max_value=MOST_MONTHS)
    days = forms.IntegerField(label=_("people: days without a meeting"), min_value=1, max_value=MOST_DAYS)
    code = forms.ChoiceField(label=_("community"))

    def __init__(self, *args: Any, stations: Any, communities: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["station"].choices = stations
        self.fields["code"].choices = [("", _("all")), *communities]
        if len(stations) == 1:
            self.fields["station"].widget = forms.HiddenInput()


class VisitRoundForm(PortalForm):
    """The round: its name, by when, who goes, to whom."""

    submit_label = _("Plan the round")

    token = SubmitTokenField()
    name = forms.CharField(label=pgettext_lazy("round", "name"), max_length=40)
    due_on = DayField(label=_("to be made by"))
    visitors = forms.TypedMultipleChoiceField(
        label=_("Who goes; the visits are shared out"), coerce=int, widget=forms.CheckboxSelectMultiple
    )
    chosen = forms.TypedMultipleChoiceField(
        label=pgettext_lazy("visit", "To whom"), coerce=int, widget=forms.CheckboxSelectMultiple,
        help_text=_("The first twenty of the list are ticked."),
    )  # fmt: skip

    def __init__(self, *args: Any, people: list[tuple[int, str]], listed: list[tuple[int, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["visitors"].choices = people
        self.fields["chosen"].choices = listed
