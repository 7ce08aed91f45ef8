"""What the public is asked: where to look for a station, and the few facts of the “what can I get?” check."""

from collections.abc import Sequence
from typing import Any

from crispy_forms.helper import FormHelper
from django import forms
from django.utils.translation import gettext_lazy as _

from cases.forms.facts import as_json, fact_field
from core.forms import FilterForm, PortalForm
from jobs.formulas.maps import Point
from programmes.services.declared import DeclaredFact
from stations.models import Region
from stations.models.places import EAST, NORTH, SOUTH, WEST

Choices = list[tuple[str, Any]]
#: Ticked where nothing of a list fits: nothing ticked at all is a question left open.
NONE_OF_THESE = "-"


def place_choices(places: Sequence[Region], nowhere: Any) -> Choices:
    """Leagues, each with its banners below it; first what stands for no place."""
    leagues = [place for place in places if place.level == Region.Level.LEAGUE]
    groups: Choices = [("", nowhere)]
    for league in leagues:
        below = [(place.pk, place.name) for place in places if place.parent_id == league.pk]
        groups.append((league.name, [(league.pk, _("All of %(place)s") % {"place": league.name}), *below]))
    return groups


class StationFinder(FilterForm):
    """Where to look. The point is what the browser says if the visitor lets it, to a hundred metres."""

    submit_label = _("Show the stations")

    place = forms.ChoiceField(label=_("League, city or banner"))
    q = forms.CharField(label=_("Words in the name or address"), max_length=40)
    near = forms.CharField(
        label=_("Your village or community"),
        max_length=40,
        help_text=_("The nearest stations are shown first, with their distance."),
    )
    lat = forms.FloatField(min_value=SOUTH, max_value=NORTH, widget=forms.HiddenInput)
    lon = forms.FloatField(min_value=WEST, max_value=EAST, widget=forms.HiddenInput)

    def __init__(self, *args: Any, places: Sequence[Region], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["place"].choices = place_choices(places, _("The whole region"))  # type: ignore[attr-defined]

    @property
    def point(self) -> Point | None:
        """Where the visitor stands, if the browser said so."""
        told = self.chosen
        return Point(told["lat"], told["lon"]) if "lat" in told and "lon" in told else None


class CheckAbout(FilterForm):
    """Where somebody lives or works, and what the check is to be about."""

    submit_label = _("Go on")

    place = forms.ChoiceField(
        label=_("Where do you live or work?"),
        help_text=_("Some places have rules of their own, and the nearest station depends on it."),
    )
    about = forms.MultipleChoiceField(
        label=_("What do you want to know about?"),
        widget=forms.CheckboxSelectMultiple,
        help_text=_("Untick what does not interest you."),
    )

    def __init__(self, *args: Any, places: Sequence[Region], offered: Sequence[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["place"].choices = place_choices(places, _("I would rather not say"))  # type: ignore[attr-defined]
        self.fields["about"].choices = list(offered)  # type: ignore[attr-defined]

    def make_helper(self) -> FormHelper:
        """One below the other: these are questions, no filter."""
        helper = super().make_helper()
        helper.form_class = ""
        helper.attrs = {"novalidate": True}
        return helper


class CheckFacts(PortalForm):
    """The facts of the programmes that were chosen; every one may be left open, the answer then says what is missing."""

    submit_label = _("See what I can get")

    def __init__(self, *args: Any, questions: Sequence[DeclaredFact], **kwargs: Any) -> None:
        self.base_fields = {fact.name: _open_field(fact) for fact in questions}
        super().__init__(*args, **kwargs)
        self.helper.attrs = {"novalidate": True}

    def told(self) -> dict[str, Any]:
        """What was told, as JSON; what was left open is not in it."""
        given = {name: _chosen(value) if isinstance(value, list) else value for name, value in self.cleaned_data.items()}
        return {name: as_json(value) for name, value in given.items() if value not in (None, "")}


def _chosen(ticked: list[str]) -> list[str] | None:
    """What of several was ticked; nothing of it where “none of these” was, and None where everything was left open."""
    return [code for code in ticked if code != NONE_OF_THESE] if ticked else None


def _open_field(fact: DeclaredFact) -> forms.Field:
    """The control of the desk, but nothing must be told: yes and no have a third beside them."""
    field = fact_field(fact)
    unknown = ("", _("I do not know"))
    if isinstance(field, forms.MultipleChoiceField):
        field.choices = [*field.choices, (NONE_OF_THESE, _("none of these"))]
    elif fact.kind == "int" and fact.choices:
        words = {"label": field.label, "help_text": field.help_text}
        field = forms.TypedChoiceField(choices=[unknown, *fact.choices], coerce=int, empty_value=None, **words)
    elif isinstance(field, forms.ChoiceField) and isinstance(field.widget, forms.RadioSelect):
        field.choices = [*field.choices, unknown]
        field.initial = ""
    field.required = field.widget.is_required = False
    return field


class PolicyFilter(FilterForm):
    """Which programmes the list shows."""

    submit_label = _("Show")

    q = forms.CharField(label=_("Word in the name"), max_length=30)
    applicant = forms.ChoiceField(
        label=_("For whom"),
        choices=[("", _("everybody")), ("person", _("people")), ("enterprise", _("units"))],
    )
