"""Forms of piece work: the order, its deposit, its roster, the filters of its lists."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from cases.forms.residents import PLAIN, NumberField
from core.forms import DayField, FilterForm, MonthField, PortalForm, SubmitTokenField, YuanField
from jobs.states.piece import Movement, PieceState
from stations.models import Station

ROWS = forms.Textarea(attrs={"rows": 3})
DECIMAL = forms.TextInput(attrs={"inputmode": "decimal", "autocomplete": "off"})
REST = (Movement.PAID_IN, Movement.RETURNED)


class PieceOrderForm(PortalForm):
    """What a firm gives out: the article, what a piece brings, how many, until when, and what a good piece is."""

    submit_label = _("Log the order")

    station = forms.ModelChoiceField(label=_("Station"), queryset=Station.objects.none(), empty_label=None)
    credit_code = forms.CharField(
        label=_("Unified social credit code of the firm"), max_length=24,
        widget=forms.TextInput(attrs={**PLAIN, "class": "code"}), help_text=_("The unit must be in the registry."),
    )  # fmt: skip
    article = forms.CharField(label=_("Article"), max_length=40, help_text=_("What is made, such as shoe laces."))
    measure = forms.CharField(
        label=pgettext_lazy("piece order", "Counted in"), max_length=6, initial="件", help_text=_("Such as 双, 件, 个.")
    )
    rate = forms.DecimalField(
        label=_("Yuan for a good piece"), max_digits=10, decimal_places=4, min_value=0, widget=DECIMAL,
        help_text=_("Up to four decimals, such as 0.5. It never changes: another rate is another order."),
    )  # fmt: skip
    quantity = forms.IntegerField(label=_("Pieces ordered"), min_value=1, max_value=10_000_000)
    starts_on = DayField(label=_("Work begins on"))
    due_on = DayField(label=_("To be delivered on"))
    quality = forms.CharField(
        label=_("What a good piece is"), max_length=600, widget=ROWS,
        help_text=_("Workers are paid by it: say it so that they can check it.")
    )  # fmt: skip
    token = SubmitTokenField()

    def __init__(self, *args: Any, stations: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["station"].queryset = stations

    def clean_rate(self) -> Any:
        """Above nothing."""
        rate = self.cleaned_data["rate"]
        if not rate:
            raise forms.ValidationError(_("A piece brings something: enter a rate above zero."))
        return rate


class PieceOrderEditForm(PortalForm):
    """What may change while the order runs."""

    quantity = forms.IntegerField(label=_("Pieces ordered"), min_value=1, max_value=10_000_000)
    due_on = DayField(label=_("To be delivered on"))
    quality = forms.CharField(label=_("What a good piece is"), max_length=600, widget=ROWS)


class PieceOrderCloseForm(PortalForm):
    """That the order is finished, or called off."""

    submit_label = _("End the order")

    verb = forms.ChoiceField(
        label=_("How it ends"),
        choices=[("close", _("Finished: no more days")), ("cancel", _("Called off: nothing was settled"))],
        widget=forms.RadioSelect,
        initial="close",
    )
    reason = forms.CharField(
        label=_("Reason"), max_length=300, required=False, widget=ROWS, help_text=_("Needed where the order is called off.")
    )


class PieceDepositForm(PortalForm):
    """Money of the firm that came in or went back."""

    submit_label = _("Record it")

    kind = forms.ChoiceField(
        label=_("What"), choices=[(each.value, each.label) for each in REST], widget=forms.RadioSelect, initial=Movement.PAID_IN
    )
    amount = YuanField(label=_("Amount (CNY)"))
    reference = forms.CharField(label=_("Receipt or reference"), max_length=60)
    token = SubmitTokenField()


class PieceWorkerForm(PortalForm):
    """Who works: with the card a resident; without it name, mobile and date of birth."""

    submit_label = _("Put on the roster")

    name = forms.CharField(label=_("Name"), max_length=60, widget=forms.TextInput(attrs=PLAIN))
    id_number = NumberField(
        required=False,
        help_text=_("A person who is not logged yet is logged at this station. Empty where the card is not at hand."),
    )
    mobile = forms.CharField(
        label=_("Mobile"), max_length=30, required=False, widget=forms.TextInput(attrs={**PLAIN, "inputmode": "tel"})
    )
    born_on = DayField(
        label=_("Date of birth"), required=False, help_text=_("Needed without an ID number: nobody under 16 may work here.")
    )
    joined_on = DayField(label=_("Works since"))
    text_agreed = forms.BooleanField(
        label=_("The person agrees that each evening's receipt is sent to the mobile by text message"), required=False
    )


class PieceWorkerLeaveForm(PortalForm):
    """The last day at work."""

    submit_label = _("Take off the roster")

    left_on = DayField(label=_("Worked until"))


class PieceWorkerIdentifyForm(PortalForm):
    """The number on the card that was brought."""

    submit_label = _("Record who it is")

    id_number = NumberField()


class PieceOrderFilter(FilterForm):
    """Which orders are listed."""

    state = forms.ChoiceField(label=_("State"), choices=[("", _("all")), *PieceState.choices])
    station = forms.ModelChoiceField(label=_("Station"), queryset=Station.objects.none(), empty_label=_("all"))
    text = forms.CharField(label=_("Name of the firm"), max_length=40)

    def __init__(self, *args: Any, stations: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["station"].queryset = stations


class PieceBookFilter(FilterForm):
    """Which lines of the book are shown."""

    month = MonthField(label=_("Month"))
    order = forms.ModelChoiceField(label=_("Piece order"), queryset=None, empty_label=_("all"))
    text = forms.CharField(label=_("Name of the worker"), max_length=25)

    def __init__(self, *args: Any, orders: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["order"].queryset = orders


class PieceMonthFilter(FilterForm):
    """Which month, and whether only those who draw a benefit."""

    month = MonthField(label=_("Month"))
    station = forms.ModelChoiceField(label=_("Station"), queryset=Station.objects.none(), empty_label=_("all"))
    drawing = forms.BooleanField(label=_("Only who draws a benefit too"))

    def __init__(self, *args: Any, stations: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["station"].queryset = stations
