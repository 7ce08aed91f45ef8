"""What the desk is asked about a person."""

from collections.abc import Callable
from typing import Any

from crispy_forms.layout import HTML, Fieldset, Layout
from django import forms
from django.urls import reverse_lazy
from django.utils.translation import gettext_lazy as _

from cases.formulas.banks import NAMES, bank_of
from cases.services.banking import checked_card
from cases.services.residents import checked_mobile, checked_number
from cases.states import EndReason, PersonGroup
from core.forms import DayField, PortalForm, SubmitTokenField
from core.identifiers import clean_account, clean_number
from core.policies import Refused
from stations.models import Station

PLAIN = {"autocomplete": "off", "spellcheck": "false"}


class NumberField(forms.CharField):
    """An ID number; looked at by the service, and on the fly once `look` is set."""

    def __init__(self, *, look: bool = False, **kwargs: Any) -> None:
        kwargs.setdefault("label", _("ID number"))
        kwargs.setdefault("max_length", 40)
        attrs = {**PLAIN, "class": "code"}
        if look:
            attrs |= {
                "hx-post": reverse_lazy("cases:resident_check"),
                "hx-trigger": "change, input changed delay:500ms",
                "hx-params": "id_number",
                "hx-target": "#number-check",
                "aria-describedby": "number-check",
            }
        kwargs.setdefault("widget", forms.TextInput(attrs=attrs))
        super().__init__(**kwargs)


class CommunityField(forms.CharField):
    """A village or community, chosen while its name or code is typed; gives the 12-digit code."""

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("label", _("Village or community"))
        kwargs.setdefault("help_text", _("Type part of the name or the 12-digit code and choose from the list."))
        attrs = {
            **PLAIN,
            "list": "communities",
            "hx-get": reverse_lazy("cases:community_suggest"),
            "hx-trigger": "input changed delay:300ms",
            "hx-target": "#communities",
        }
        kwargs.setdefault("widget", forms.TextInput(attrs=attrs))
        super().__init__(required=False, max_length=120, **kwargs)

    def clean(self, value: Any) -> str:
        """The code in front of the name, or what was typed where there is none: the service refuses that."""
        text: str = super().clean(value).strip()
        code = clean_number(text.split(" ", maxsplit=1)[0])
        return code or text


class GroupsField(forms.MultipleChoiceField):
    """Groups of people, several at once."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(
            label=_("Groups"),
            choices=PersonGroup.choices,
            required=False,
            widget=forms.CheckboxSelectMultiple,
            **kwargs,
        )


def name_field() -> forms.CharField:
    return forms.CharField(label=_("Name"), max_length=60, widget=forms.TextInput(attrs=PLAIN), help_text=_("As on the ID card."))


def mobile_field() -> forms.CharField:
    return forms.CharField(
        label=_("Mobile"), max_length=30, required=False, widget=forms.TextInput(attrs={**PLAIN, "inputmode": "tel"})
    )


def note_field() -> forms.CharField:
    return forms.CharField(label=_("Note"), max_length=500, required=False, widget=forms.Textarea(attrs={"rows": 2}))


class ResidentLogForm(PortalForm):
    """A person new to the register; the number comes first, so that a duplicate shows before anything else is typed."""

    submit_label = _("Log this resident")
    draft, draft_title = "resident", "name"

    token = SubmitTokenField()
    id_number = NumberField(look=True)
    name = name_field()
    mobile = mobile_field()
    station = forms.ModelChoiceField(label=_("Station"), queryset=Station.objects.none(), empty_label="—")
    community = CommunityField()
    address = forms.CharField(label=_("Address"), max_length=200, required=False)
    groups = GroupsField()
    registered_on = DayField(
        label=_("Registered unemployed on"), required=False, help_text=_("Leave empty where the person is not registered.")
    )
    card = forms.CharField(
        label=_("Bank card of the person"), max_length=40, required=False,
        widget=forms.TextInput(attrs={**PLAIN, "class": "code", "inputmode": "numeric"}),
        help_text=_("16 to 19 digits. A second person confirms it before money goes there."),
    )  # fmt: skip
    bank_name = forms.CharField(
        label=_("Bank"), max_length=60, required=False, widget=forms.TextInput(attrs={"list": "banks"}),
        help_text=_("Left empty, it is found from the card where the bank is known."),
    )  # fmt: skip
    note = note_field()

    def __init__(self, *args: Any, stations: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["station"]
        field.queryset = stations
        only = list(stations[:2])
        if len(only) == 1:
            field.initial, field.empty_label = only[0], None
        self.banks = NAMES
        self.helper.layout = Layout(
            "token",
            Fieldset(_("Who"), "id_number", HTML('{% include "cases/parts/_number_place.html" %}'), "name", "mobile"),
            Fieldset(_("Where"), "station", "community", HTML('{% include "cases/parts/_choices.html" %}'), "address"),
            Fieldset(_("Looked after as"), "groups", "registered_on"),
            Fieldset(_("Bank card"), "card", "bank_name"),
            "note",
        )

    def clean(self) -> dict[str, Any]:
        """Say everything that is wrong at once, and find the bank from the card where the desk left it empty."""
        data: dict[str, Any] = super().clean() or self.cleaned_data
        self._shape("id_number", checked_number)
        self._shape("mobile", checked_mobile)
        self._shape("card", checked_card)
        if data.get("card") and not data.get("bank_name"):
            data["bank_name"] = bank_of(clean_account(data["card"]))
            if not data["bank_name"]:
                self.add_error("bank_name", _("The bank is not known from the card: enter it as it stands there."))
        return data

    def _shape(self, name: str, check: Callable[[str], Any]) -> None:
        """What the service would refuse at this field alone is said together with the rest."""
        text = self.cleaned_data.get(name)
        try:
            if text:
                check(text)
        except Refused as refused:
            self.add_error(name, str(refused))


class ResidentEditForm(PortalForm):
    """What may be put right by one person."""

    name = name_field()
    mobile = mobile_field()
    community = CommunityField()
    address = forms.CharField(label=_("Address"), max_length=200, required=False)
    groups = GroupsField()
    note = note_field()

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.banks = ()
        self.helper.layout = Layout(
            "name", "mobile", "community", HTML('{% include "cases/parts/_choices.html" %}'), "address", "groups", "note"
        )


class ResidentRegisterForm(PortalForm):
    """Unemployment registration."""

    submit_label = _("Register")

    registered_on = DayField(label=_("Registered unemployed on"))
    seeking_work = forms.BooleanField(label=_("Seeks work"), required=False, initial=True)


class RegistrationEndForm(PortalForm):
    """The end of a registration."""

    submit_label = _("End the registration")

    ended_on = DayField(label=_("Last day"))
    reason = forms.ChoiceField(
        label=_("Reason"), choices=[("", "—"), *(each for each in EndReason.choices if each[0] != EndReason.SUPERSEDED)]
    )


class ResidentMarryForm(PortalForm):
    """The spouse is named by the ID number: only somebody who is logged can be linked."""

    submit_label = _("Link the spouse")

    spouse_number = NumberField(label=_("ID number of the spouse"))
    from_on = DayField(label=_("Married since"))


class ResidentUnmarryForm(PortalForm):
    """The end of a marriage, for both."""

    submit_label = _("End the link")

    until_on = DayField(label=_("Ended on"))


class ResidentDeceasedForm(PortalForm):
    """The day of death."""

    submit_label = _("Record the death")

    died_on = DayField(label=_("Died on"))


class ResidentRevealForm(PortalForm):
    """Why somebody needs the whole numbers."""

    submit_label = _("Show in full")

    reason = forms.CharField(
        label=_("Reason"), max_length=300, widget=forms.TextInput(attrs={"autofocus": True}),
        help_text=_("It is recorded with your name and the time."),
    )  # fmt: skip
