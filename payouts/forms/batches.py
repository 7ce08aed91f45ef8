"""Forms around a batch: filters, the month to collect, the reason of a cancellation."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from core.forms import FilterForm, MonthField, PortalForm
from payouts.states import BatchState, Hold, LineState
from stations.models import Region


def _leagues() -> list[tuple[str, str]]:
    regions = Region.objects.filter(level=Region.Level.LEAGUE).order_by("code").values_list("code", "name")
    return [("", _("all")), *regions]


class BatchFilter(FilterForm):
    """What the list of batches can be narrowed by."""

    state = forms.ChoiceField(label=_("State"), choices=[("", _("all")), *BatchState.choices])
    league_code = forms.ChoiceField(label=_("League"))
    month = MonthField(label=_("Month"))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["league_code"].choices = _leagues()


class HeldFilter(FilterForm):
    """What the list of held lines can be narrowed by."""

    hold_reason = forms.ChoiceField(
        label=_("Reason"), choices=[("", _("all")), *[choice for choice in Hold.choices if choice[0]]]
    )
    league_code = forms.ChoiceField(label=_("League"))
    month = MonthField(label=_("Month"))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["league_code"].choices = _leagues()


class LineFilter(FilterForm):
    """What the lines of a batch can be narrowed by."""

    state = forms.ChoiceField(
        label=_("State of the line"),
        choices=[("", _("all")), *[choice for choice in LineState.choices if choice[0] not in ("planned", "held")]],
    )


class CollectForm(PortalForm):
    """Which month to collect."""

    submit_label = _("Collect")
    month = MonthField(label=_("Up to the month"))


class ReleaseForm(PortalForm):
    """Release what is on the screen, and nothing else."""

    submit_label = _("Release")
    digest = forms.CharField(widget=forms.HiddenInput, max_length=64)


class CancelForm(PortalForm):
    """Why the batch is not to be sent."""

    submit_label = _("Cancel the batch")
    reason = forms.CharField(label=_("Reason"), max_length=300, widget=forms.Textarea(attrs={"rows": 3}))
