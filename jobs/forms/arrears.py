"""Forms of wage arrears: the public's report and call for a helper, the state by number and code, the desk's report."""

from collections.abc import Callable, Iterator
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from cases.services.residents import checked_mobile, checked_number
from core.forms import FilterForm, MonthField, PortalForm, SubmitTokenField, YuanField
from core.policies import Refused
from jobs.queries import arrears as query
from jobs.services.arrears_files import MOST_PHOTOS
from jobs.states.arrears import ArrearsState, CallWay, Need
from stations.models import Region

ALL = ("", pgettext_lazy("arrears", "all"))
PICTURES = "image/jpeg,image/png"


def banners() -> list[tuple[str, Any]]:
    """The banners under their leagues, for a list that opens without a script."""
    leagues: dict[str, list[tuple[str, str]]] = {}
    for code, name, parent in Region.objects.filter(level=Region.Level.BANNER).values_list("code", "name", "parent__name"):
        leagues.setdefault(parent, []).append((code, name))
    return [("", _("Choose")), *leagues.items()]


class _PublicForm(PortalForm):
    """What both public forms ask. `website` is shown to nobody: only a machine fills it in."""

    region_code = forms.ChoiceField(label=_("Banner, county or district where you worked"))
    name = forms.CharField(
        label=_("Your name"),
        max_length=25,
        help_text=_("Your employer never learns who reported. Only the officer in charge sees it."),
    )
    mobile = forms.CharField(
        label=_("Mobile number"), max_length=20, widget=forms.TextInput(attrs={"inputmode": "tel", "autocomplete": "tel"})
    )
    text_agreed = forms.BooleanField(
        label=_("Send me a text message with a link to my receipt"), required=False,
        help_text=_("It names neither the employer nor what it is about. Leave it out where others read your messages."),
    )  # fmt: skip
    website = forms.CharField(required=False, widget=forms.HiddenInput)
    station = forms.CharField(required=False, max_length=20, widget=forms.HiddenInput)
    token = SubmitTokenField()

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["region_code"].choices = banners()

    def clean(self) -> dict[str, Any]:
        """What the service would refuse one after the other is said at once: with every answer the chosen files are gone."""
        told = super().clean() or self.cleaned_data
        for name, check in (("mobile", checked_mobile), ("id_number", checked_number)):
            if told.get(name, "").strip():
                self._say(name, check, told[name])
        first, last = told.get("month_from"), told.get("month_to")
        if first and last and last < first:
            self.add_error("month_to", _("The last month owed is not before the first."))
        return told

    def _say(self, name: str, check: Callable[[str], Any], text: str) -> None:
        try:
            check(text)
        except Refused as refused:
            self.add_error(name, str(refused.sentence))

    @property
    def files_gone(self) -> bool:
        """Whether files came with what is to be mended: no browser sends them a second time by itself."""
        return bool(self.errors and self.files)

    @property
    def by_machine(self) -> bool:
        """Whether the field that nobody sees was filled in."""
        return bool(self.cleaned_data["website"])

    def told(self) -> dict[str, Any]:
        """What the service takes; files as bytes."""
        said = {key: value for key, value in self.cleaned_data.items() if key not in ("website", "station")}
        for name in ("voice", *(f"photo{place}" for place in range(1, MOST_PHOTOS + 1))):
            said.pop(name, None)
        if voice := self.cleaned_data.get("voice"):
            said["voice"] = voice.read()
        said["photos"] = list(self._photos())
        if "workers" in said:
            said["workers"] = said["workers"] or 1
        return said

    def _photos(self) -> Iterator[bytes]:
        for place in range(1, MOST_PHOTOS + 1):
            if photo := self.cleaned_data.get(f"photo{place}"):
                yield photo.read()


def _photo_field(label: Any) -> forms.FileField:
    return forms.FileField(label=label, required=False, widget=forms.FileInput(attrs={"accept": PICTURES}))


def _way_field(widget: Any) -> forms.ChoiceField:
    return forms.ChoiceField(label=_("How do we reach you?"), choices=CallWay.choices, widget=widget, initial="call")


class ArrearsReportForm(_PublicForm):
    """A worker writes, or speaks, what is owed."""

    submit_label = _("Send the report")

    employer = forms.CharField(label=_("Employer, or who told you to work"), max_length=100)
    site = forms.CharField(label=_("Where you worked (address or name of the site)"), max_length=200, required=False)
    is_site = forms.BooleanField(label=_("It is a building site"), required=False)
    amount = YuanField(label=_("Wages owed in all (yuan)"), required=False, min_value=1)
    month_from = MonthField(label=_("Owed from the month"), required=False)
    month_to = MonthField(label=_("Owed to the month"), required=False)
    workers = forms.IntegerField(
        label=_("How many workers"), required=False, min_value=1, max_value=100000, initial=1,
        widget=forms.TextInput(attrs={"inputmode": "numeric"}),
    )  # fmt: skip
    story = forms.CharField(
        label=_("What happened"), required=False, max_length=2000, widget=forms.Textarea(attrs={"rows": 5}),
        help_text=_("In your own words: what work, what was promised, what was paid. Or speak it into a voice note."),
    )  # fmt: skip
    voice = forms.FileField(
        label=_("Voice note"), required=False, help_text=_("Record it with the telephone, at most 10 MB."),
        widget=forms.FileInput(attrs={"accept": "audio/*", "capture": True}),
    )  # fmt: skip
    photo1 = _photo_field(_("Photo of a contract, pay slip, attendance sheet or site"))
    photo2 = _photo_field(_("Second photo"))
    photo3 = _photo_field(_("Third photo"))
    photo4 = _photo_field(_("Fourth photo"))
    id_number = forms.CharField(
        label=_("ID number"), required=False, max_length=20,
        help_text=_("You may leave it out. The officer may ask for it later."),
    )  # fmt: skip

    field_order = ["region_code", "employer", "site", "is_site", "amount", "month_from", "month_to", "workers", "story", "voice",
                   "photo1", "photo2", "photo3", "photo4", "name", "mobile", "text_agreed", "id_number"]  # fmt: skip


def _needs_field(**kwargs: Any) -> forms.MultipleChoiceField:
    return forms.MultipleChoiceField(choices=Need.choices, widget=forms.CheckboxSelectMultiple, **kwargs)


class ArrearsCallForm(_PublicForm):
    """Somebody who cannot hear, read or speak Chinese asks that a person calls."""

    submit_label = _("Call me a helper")

    needs = _needs_field(label=_("Why do you want a helper?"))
    call_way = forms.ChoiceField(
        label=_("How do we reach you?"), choices=CallWay.choices, widget=forms.RadioSelect, initial="call"
    )
    call_when = forms.CharField(label=_("When is a good time?"), max_length=60, required=False)
    employer = forms.CharField(label=_("Employer, if you can name it"), max_length=100, required=False)

    field_order = ["needs", "region_code", "name", "mobile", "text_agreed", "call_way", "call_when", "employer"]


class ArrearsEnterForm(ArrearsReportForm):
    """The desk writes down what a worker tells."""

    draft_title = "name"
    submit_label = _("Take the report in")

    employer = forms.CharField(label=_("Employer, or who gave the work"), max_length=100, required=False)
    name = forms.CharField(
        label=_("Name of the worker who reports"), max_length=25,
        help_text=_("The employer never learns who reported. Only the officer in charge sees it."),
    )  # fmt: skip
    needs = _needs_field(label=_("The worker needs a helper"), required=False)
    call_way = _way_field(forms.Select)
    call_when = forms.CharField(label=_("When is a good time?"), max_length=60, required=False)

    field_order = [*ArrearsReportForm.field_order, "needs", "call_way", "call_when"]


class MatterForm(PortalForm):
    """Whoever holds the address from a text message says under which number the matter was reported."""

    submit_label = _("Show the receipt")

    mobile = forms.CharField(
        label=_("Mobile number"), max_length=20, widget=forms.TextInput(attrs={"inputmode": "tel", "autocomplete": "tel"})
    )


class ArrearsStateForm(PortalForm):
    """The receipt's number and code."""

    submit_label = _("Show where it stands")

    number = forms.CharField(
        label=_("Number on the receipt"), max_length=24, widget=forms.TextInput(attrs={"autocomplete": "off"})
    )
    code = forms.CharField(
        label=_("Secret code (eight digits)"),
        max_length=20,
        widget=forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "off"}),
    )


class ArrearsFilter(FilterForm):
    """What the list can be narrowed by."""

    state = forms.ChoiceField(
        label=pgettext_lazy("arrears", "State"), choices=[("", pgettext_lazy("arrears", "all")), *ArrearsState.choices]
    )
    about = forms.ChoiceField(
        label=_("What needs care"),
        choices=[
            ALL,
            (query.MINE, _("handled by me")),
            (query.LATE, _("overdue")),
            (query.SUPERVISED, _("under supervision")),
            (query.HELPER, _("waits for a helper")),
        ],
    )
    station = forms.ModelChoiceField(label=_("Station"), queryset=None, empty_label=ALL[1])
    text = forms.CharField(label=_("Number or employer"), max_length=40)

    def __init__(self, *args: Any, stations: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["station"].queryset = stations


class ArrearsYearFilter(FilterForm):
    """The year of the figures."""

    year = forms.IntegerField(label=_("Year"), min_value=2020, max_value=2199)
