"""Forms of start-up mentoring."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from core.forms import DayField, FilterForm, PortalForm
from jobs.forms.arrears import ALL
from jobs.queries import mentoring as query
from jobs.states.mentoring import MeetingWay


class MentoringForm(PortalForm):
    """A founder and a mentor become a pair."""

    submit_label = _("Begin the mentoring")

    mentor_id = forms.TypedChoiceField(label=_("Mentor"), coerce=int, widget=forms.RadioSelect)
    began_on = DayField(label=_("Begins on"))
    firm = forms.CharField(label=_("Firm, where there is one already"), max_length=100, required=False)
    goal = forms.CharField(
        label=pgettext_lazy("mentoring", "What it is about"),
        max_length=300,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
    )

    def __init__(self, *args: Any, mentors: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["mentor_id"].choices = [
            (each.pk, " · ".join(part for part in (each.name, each.body, "、".join(each.topics)) if part)) for each in mentors
        ]


class MeetingForm(PortalForm):
    """A meeting for the log."""

    submit_label = _("Write the meeting down")

    on = DayField(label=_("Met on"))
    way = forms.ChoiceField(label=_("How they met"), choices=MeetingWay.choices, widget=forms.RadioSelect)
    minutes = forms.IntegerField(label=_("Minutes"), min_value=5, max_value=600)
    talked = forms.CharField(label=_("What it was about"), max_length=500, widget=forms.Textarea(attrs={"rows": 3}))
    next_step = forms.CharField(label=_("Next step"), max_length=200, required=False)


class MentoringEndForm(PortalForm):
    """The mentoring is over."""

    submit_label = _("End the mentoring")

    on = DayField(label=pgettext_lazy("mentoring", "Last day"))
    note = forms.CharField(label=_("How it ended"), max_length=300, widget=forms.Textarea(attrs={"rows": 3}))


class MentoringFilter(FilterForm):
    """Running or ended."""

    about = forms.ChoiceField(
        label=pgettext_lazy("arrears", "State"),
        choices=[ALL, (query.RUNNING, pgettext_lazy("mentoring", "running")), (query.ENDED, pgettext_lazy("mentoring", "ended"))],
    )
