"""What the desk asks of a recipient who reports for a month."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from core.forms import PortalForm
from core.periods import format_month


class CertifyForm(PortalForm):
    """Which month, and the recipient's word."""

    submit_label = _("Certify the month")

    month = forms.TypedChoiceField(label=_("Month"), coerce=date.fromisoformat)
    confirmed = forms.BooleanField(
        label=_("The recipient was here or was asked, has no work, seeks work, and draws no pension"),
    )

    def __init__(self, *args: Any, months: Sequence[date], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["month"].choices = [(month.isoformat(), format_month(month)) for month in months]
