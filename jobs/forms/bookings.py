"""Forms of beds and desks."""

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from core.forms import DayField, PortalForm
from jobs.states.bookings import PlaceKind


class PlaceForm(PortalForm):
    """A bed or a desk as it is called."""

    submit_label = _("Save the bed or desk")

    kind = forms.ChoiceField(label=pgettext_lazy("place", "Kind"), choices=PlaceKind.choices, widget=forms.RadioSelect)
    name = forms.CharField(label=_("Name on the door or table"), max_length=60)
    address = forms.CharField(label=pgettext_lazy("place", "Address"), max_length=200, required=False)


class BookingForm(PortalForm):
    """Who has it, and on which days."""

    submit_label = _("Book")

    id_number = forms.CharField(
        label=_("ID number of the resident"), max_length=20, widget=forms.TextInput(attrs={"autocomplete": "off"})
    )
    from_on = DayField(label=pgettext_lazy("booking", "First day"))
    until_on = DayField(label=pgettext_lazy("booking", "Last day"))
