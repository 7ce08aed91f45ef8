"""What the desk is asked about an event, its stands and who comes."""

from datetime import datetime, time
from typing import Any

from crispy_forms.layout import Fieldset, Layout
from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from core import clock
from core.forms import DayField, FilterForm, MonthField, PortalForm, SubmitTokenField
from core.identifiers import mask_id
from jobs.models import Event
from jobs.states.events import EventKind, EventState, VisitorState
from stations.models import Region, Station

PLAIN = {"autocomplete": "off", "spellcheck": "false"}
ALL = [("", _("all"))]
ROWS = forms.Textarea(attrs={"rows": 3})


def time_field(label: Any) -> forms.TimeField:
    """A time of the wall clock."""
    words = {"invalid": _("A time is written like 09:30.")}
    widget = forms.TimeInput(attrs={"type": "time"}, format="%H:%M")
    return forms.TimeField(label=label, widget=widget, error_messages=words)


class EventFilter(FilterForm):
    """Which events the list shows."""

    kind = forms.ChoiceField(label=_("Kind"), choices=[*ALL, *EventKind.choices])
    state = forms.ChoiceField(label=_("State"), choices=[*ALL, *EventState.choices])
    month = MonthField(label=_("Month"))


class EventFiguresFilter(FilterForm):
    """Which months the figures are of."""

    first = MonthField(label=_("From month"))
    last = MonthField(label=_("Through month"))


class EventForm(PortalForm):
    """An event as it is told to the public; `region` is a place in the league of the station."""

    draft_title = "title"
    submit_label = _("Save the event")

    token = SubmitTokenField()
    station = forms.ModelChoiceField(label=_("Held by the station"), queryset=Station.objects.none())
    kind = forms.ChoiceField(label=_("Kind"), choices=[("", _("Choose")), *EventKind.choices])
    title = forms.CharField(label=pgettext_lazy("event", "Title"), max_length=60, widget=forms.TextInput(attrs=PLAIN))
    on = DayField(label=_("Day"))
    begins = time_field(pgettext_lazy("event", "Begins at"))
    until_on = DayField(label=_("Last day"), required=False, help_text=_("Where it lasts longer than a day."))
    ends = time_field(pgettext_lazy("event", "Ends at"))
    region = forms.ModelChoiceField(label=_("Banner, county or district of the place"), queryset=Region.objects.none())
    address = forms.CharField(
        label=_("Where exactly"), max_length=200, help_text=_("Of a live stream: the name of the channel and how to find it.")
    )
    latitude = forms.DecimalField(label=_("Latitude"), required=False, max_digits=9, decimal_places=6, min_value=37, max_value=54)
    longitude = forms.DecimalField(
        label=_("Longitude"), required=False, max_digits=9, decimal_places=6, min_value=97, max_value=127
    )
    capacity = forms.IntegerField(
        label=_("Places"), required=False, min_value=1, max_value=100_000, help_text=_("Empty: as many as come.")
    )
    batch = forms.IntegerField(
        label=_("Batch of the year"), required=False, min_value=1, max_value=99,
        help_text=_("Where the register counts batches: the sessions of one batch have the same number."),
    )  # fmt: skip
    hosts = forms.CharField(label=_("Held together with"), max_length=200, required=False)
    topics = forms.CharField(label=_("What it is about"), max_length=1000, required=False, widget=ROWS)

    def __init__(self, *args: Any, stations: Any, regions: Any, event: Event | None = None, **kwargs: Any) -> None:
        if event is not None:
            kwargs["initial"] = _told(event)
        super().__init__(*args, **kwargs)
        self.fields["station"].queryset = stations
        self.fields["region"].queryset = regions
        if event is not None:
            del self.fields["station"], self.fields["token"]
        names = [name for name in self.fields if name not in ("latitude", "longitude", "batch", "hosts", "topics")]
        self.helper.layout = Layout(*names, Fieldset(_("If known"), "hosts", "topics", "batch", "latitude", "longitude"))

    def told(self) -> dict[str, Any]:
        """What the service takes."""
        data = dict(self.cleaned_data)
        on, until = data.pop("on"), data.pop("until_on")
        data["begins_at"] = datetime.combine(on, data.pop("begins"), clock.BEIJING)
        data["ends_at"] = datetime.combine(until or on, data.pop("ends"), clock.BEIJING)
        data["region_id"] = data.pop("region").pk
        if "station" in data:
            data["station_id"] = data.pop("station").pk
        return data

    def refuse(self, refused: Any) -> None:
        """The service knows moments, the form days and times."""
        names = {"ends_at": "ends", "begins_at": "begins", "region_id": "region"}
        refused.field = names.get(refused.field, refused.field)
        super().refuse(refused)


def _told(event: Event) -> dict[str, Any]:
    begins, ends = event.begins_at.astimezone(clock.BEIJING), event.ends_at.astimezone(clock.BEIJING)
    same = {name: getattr(event, name) for name in ("kind", "title", "address", "latitude", "longitude", "capacity", "batch")}
    return {
        **same, "hosts": event.hosts, "topics": event.topics, "region": event.region_id, "on": begins.date(),
        "begins": _minute(begins), "ends": _minute(ends), "until_on": ends.date() if ends.date() != begins.date() else None,
    }  # fmt: skip


def _minute(moment: datetime) -> time:
    return moment.time().replace(second=0, microsecond=0, tzinfo=None)


class EventCancelForm(PortalForm):
    """Why an event, or a course, is not held."""

    submit_label, cancel_label = pgettext_lazy("event", "Cancel it"), _("Back")

    reason = forms.CharField(label=_("Reason"), max_length=300, widget=ROWS, help_text=_("Whoever signed up reads it."))


class StandForm(PortalForm):
    """A unit that comes; its vacancies on show come with it."""

    submit_label = _("Add the unit")

    credit_code = forms.CharField(
        label=_("Unified social credit code"), max_length=40, widget=forms.TextInput(attrs={**PLAIN, "class": "code"})
    )
    employer = forms.CharField(
        label=_("Name of the unit"), max_length=100, required=False, help_text=_("Only where the unit is not registered.")
    )


class BringForm(PortalForm):
    """Which vacancies a unit brings to its stand."""

    submit_label = _("Save the posts")

    vacancies = forms.MultipleChoiceField(
        label=_("Posts at this stand"), required=False, widget=forms.CheckboxSelectMultiple, choices=()
    )

    def __init__(self, *args: Any, vacancies: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["vacancies"].choices = [(one.pk, f"{one.title} · {one.headcount}") for one in vacancies]


class DeskForm(PortalForm):
    """What a visitor shows: scanned, typed or said."""

    submit_label = _("Check in")

    told = forms.CharField(
        label=_("Code or mobile"), max_length=200, help_text=_("Scan the visitor's code, or type code or mobile number."),
        widget=forms.TextInput(attrs={**PLAIN, "autofocus": True, "class": "code"}),
    )  # fmt: skip


class DeskWalkInForm(PortalForm):
    """Somebody who had not signed up, at the desk."""

    submit_label = _("Enter and check in")

    name = forms.CharField(label=_("Name"), max_length=25, widget=forms.TextInput(attrs=PLAIN))
    mobile = forms.CharField(
        label=_("Mobile"), max_length=30, required=False, help_text=_("Empty where the person has none."),
        widget=forms.TextInput(attrs={**PLAIN, "inputmode": "tel"}),
    )  # fmt: skip
    agreed = forms.BooleanField(label=_("The person agrees that name and number are kept for this event"))


class VisitorLinkForm(PortalForm):
    """Which of the residents of that name and mobile the visitor is."""

    submit_label = _("It is this person: link")

    resident = forms.TypedChoiceField(label=_("Person on record"), coerce=int, widget=forms.RadioSelect)

    def __init__(self, *args: Any, people: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["resident"].choices = [
            (one.pk, f"{one.name} · {mask_id(one.id_number)} · {one.station.name}") for one in people
        ]
        if len(people) == 1:
            self.fields["resident"].initial = people[0].pk


class VisitorFilter(FilterForm):
    """Which visitors the list shows."""

    came = forms.ChoiceField(label=_("Came"), choices=[*ALL, ("yes", _("came")), ("no", _("did not come"))])
    state = forms.ChoiceField(label=_("Sign-up"), choices=[*ALL, *VisitorState.choices])

    def narrow(self, rows: Any) -> Any:
        """The visitors under these filters."""
        chosen = self.chosen
        if chosen.get("came"):
            rows = rows.filter(arrived_at__isnull=chosen["came"] == "no")
        return rows.filter(state=chosen["state"]) if chosen.get("state") else rows
