"""Forms of services on demand: ordering, the desk's steps, the provider's answer, the rating."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from core.forms import DayField, FilterForm, PortalForm, SubmitTokenField
from jobs.forms.arrears import ALL, banners
from jobs.models import ServiceOrder
from jobs.queries import orders as query
from jobs.queries.terms import Catalogue
from jobs.states.orders import GRADES, Demand, Orderer, OrderState, Service


def _few_words(label: Any, required: bool = True, **kwargs: Any) -> forms.CharField:
    widget = forms.Textarea(attrs={"rows": 3})
    return forms.CharField(label=label, required=required, max_length=300, widget=widget, **kwargs)


class OrderForm(PortalForm):
    """What is needed, by whom, when and where; `offered` are the services to choose from.

    `website` is shown to nobody: only a machine fills it in.
    """

    submit_label = _("Order the service")

    service = forms.ChoiceField(label=_("Service"), choices=Service.choices, widget=forms.RadioSelect)
    demand = forms.ChoiceField(
        label=_("Kind of demand"), choices=[("", "—"), *Demand.choices], required=False,
        help_text=_("Only where a firm raises a demand: it goes to the department or leader in charge."),
    )  # fmt: skip
    orderer = forms.ChoiceField(label=_("Who orders"), choices=Orderer.choices, widget=forms.RadioSelect)
    body = forms.CharField(label=_("Name of the unit, village or body"), max_length=100, required=False)
    topic = forms.CharField(label=_("Topic"), max_length=60)
    wish = forms.CharField(label=_("What is needed"), max_length=500, required=False, widget=forms.Textarea(attrs={"rows": 4}))
    wanted_on = DayField(label=_("Wanted on"), required=False)
    region_code = forms.ChoiceField(label=_("Banner, county or district"))
    place = forms.CharField(label=_("Where (address)"), max_length=200, required=False)
    contact_name = forms.CharField(label=_("Contact"), max_length=25)
    contact_mobile = forms.CharField(label=_("Mobile number"), max_length=20, widget=forms.TextInput(attrs={"inputmode": "tel"}))
    agreed = forms.BooleanField(
        label=_("Name and mobile number may be told to whoever gives the service, and text messages about it may be sent")
    )
    website = forms.CharField(required=False, widget=forms.HiddenInput)
    token = SubmitTokenField()

    def __init__(self, *args: Any, offered: Catalogue, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["region_code"].choices = banners()
        self.fields["service"].choices = [
            (service, _("%(service)s (%(orderers)s)") % {"service": Service(service).label, "orderers": _among(who)})
            for service, who in offered.items()
        ]

    @property
    def by_machine(self) -> bool:
        """Whether the field that nobody sees was filled in."""
        return bool(self.cleaned_data["website"])

    def told(self) -> dict[str, Any]:
        """What the service takes."""
        return {key: value for key, value in self.cleaned_data.items() if key != "website"}


def _among(who: tuple[str, ...]) -> str:
    return str(_(", ")).join(str(Orderer(each).label) for each in who)


class StepForm(PortalForm):
    """A step of one order."""

    cancel_label = _("Back")

    def __init__(self, *args: Any, order: ServiceOrder, label: Any, **kwargs: Any) -> None:
        self.order, self.submit_label = order, label
        super().__init__(*args, **kwargs)


class AssignForm(StepForm):
    """Who gives the service there; those who know the topic come first."""

    provider_id = forms.TypedChoiceField(label=_("Provider"), coerce=int, widget=forms.RadioSelect)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        found = sorted(query.providers(self.order), key=lambda each: self.order.topic not in each.topics)
        self.fields["provider_id"].choices = [
            (each.pk, " · ".join(part for part in (each.name, each.body, "、".join(each.topics)) if part)) for each in found
        ]


class ReasonForm(StepForm):
    reason = _few_words(_("Reason"))


class CallBackForm(StepForm):
    note = _few_words(_("What was said, and what follows"))


class AnswerForm(PortalForm):
    """The provider takes the order or declines it."""

    submit_label = _("Take the order")
    also = (("decline", pgettext_lazy("order", "Decline")),)

    note = _few_words(_("Reason, where you decline"), required=False)


class FinishForm(PortalForm):
    """The provider says what was done."""

    submit_label = _("The service is done")

    note = _few_words(_("What was done"))


class RatingForm(PortalForm):
    """Five grades and a few words."""

    submit_label = _("Send the rating")

    rating = forms.TypedChoiceField(label=_("How was it?"), choices=GRADES, coerce=int, widget=forms.RadioSelect)
    note = _few_words(_("In your own words"), required=False)


class OrderFilter(FilterForm):
    """What the list can be narrowed by."""

    state = forms.ChoiceField(label=pgettext_lazy("arrears", "State"), choices=[ALL, *OrderState.choices])
    service = forms.ChoiceField(label=_("Service"), choices=[ALL, *Service.choices])
    demand = forms.ChoiceField(label=_("Kind of demand"), choices=[ALL, *Demand.choices])
    about = forms.ChoiceField(
        label=_("What needs care"),
        choices=[ALL, (query.UNASSIGNED, _("to be assigned")), (query.CALL_BACK, _("to be called back"))],
    )
    text = forms.CharField(label=_("Number, topic or body"), max_length=40)
