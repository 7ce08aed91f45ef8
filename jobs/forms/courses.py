"""What the desk is asked about courses and trainees."""

from typing import Any

from crispy_forms.layout import Fieldset, Layout
from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from core.forms import DayField, FilterForm, PortalForm, SubmitTokenField
from jobs.forms.events import ALL, PLAIN, ROWS
from jobs.models import Course, Occupation, Vacancy
from jobs.states.courses import CourseState, Level, Result
from stations.models import Station


class CourseFilter(FilterForm):
    """Which courses the list shows."""

    text = forms.CharField(label=_("Title or training body"), max_length=60)
    state = forms.ChoiceField(label=_("State"), choices=[*ALL, *CourseState.choices])
    subsidised = forms.ChoiceField(label=_("Subsidised"), choices=[*ALL, ("yes", _("yes")), ("no", _("no"))])


class CourseForm(PortalForm):
    """A course; the post that is needed is a vacancy by its number, or the occupation alone."""

    submit_label = _("Save the course")

    token = SubmitTokenField()
    station = forms.ModelChoiceField(label=_("Held by the station"), queryset=Station.objects.none())
    title = forms.CharField(label=pgettext_lazy("course", "Title"), max_length=60, widget=forms.TextInput(attrs=PLAIN))
    occupation = forms.CharField(
        label=_("Occupation"), max_length=60, help_text=_("Code or name of the national classification, such as 6050401."),
        widget=forms.TextInput(attrs=PLAIN),
    )  # fmt: skip
    vacancy = forms.CharField(
        label=_("Number of the vacancy that asks for it"), max_length=24, required=False,
        help_text=_("Empty where several units look for people of this occupation."), widget=forms.TextInput(attrs=PLAIN),
    )  # fmt: skip
    provider = forms.CharField(label=_("Training body"), max_length=100)
    address = forms.CharField(label=_("Where exactly"), max_length=200, required=False)
    hours = forms.IntegerField(label=_("Lessons"), min_value=1, max_value=3000)
    from_on = DayField(label=pgettext_lazy("course", "First day"))
    until_on = DayField(label=_("Last day"))
    places = forms.IntegerField(label=_("Places"), min_value=1, max_value=1000)
    subsidised = forms.BooleanField(label=_("The training is subsidised"), required=False)
    subsidy_basis = forms.CharField(
        label=_("Basis of the subsidy"), max_length=200, required=False,
        help_text=_("The rule and its number. For the certificate of a subsidised course no skills subsidy is paid."),
    )  # fmt: skip

    def __init__(self, *args: Any, stations: Any, course: Course | None = None, **kwargs: Any) -> None:
        if course is not None:
            names = ("title", "provider", "address", "hours", "from_on", "until_on", "places", "subsidised", "subsidy_basis")
            kwargs["initial"] = {name: getattr(course, name) for name in names} | {
                "occupation": course.occupation_id,
                "vacancy": course.vacancy.number if course.vacancy else "",
            }
        super().__init__(*args, **kwargs)
        self.fields["station"].queryset = stations
        if course is not None:
            del self.fields["station"], self.fields["token"]
        money = ("subsidised", "subsidy_basis")
        self.helper.layout = Layout(*(name for name in self.fields if name not in money), Fieldset(_("Subsidy"), *money))

    def clean_occupation(self) -> Occupation:
        """The occupation of that code, or the only one of that name."""
        text = self.cleaned_data["occupation"].strip()
        found = Occupation.objects.filter(pk=text).first() or Occupation.objects.filter(name=text).order_by("-code").first()
        if found is None:
            near = Occupation.objects.filter(name__contains=text).order_by("code").values_list("name", "code")[:5]
            if not near:
                raise forms.ValidationError(_("The national classification has no such occupation."))
            hint = "、".join(f"{name} {code}" for name, code in near)
            raise forms.ValidationError(_("Enter one of these codes: %(near)s.") % {"near": hint})
        return found

    def clean_vacancy(self) -> Vacancy | None:
        """The vacancy of that number."""
        text = self.cleaned_data["vacancy"].strip()
        if not text:
            return None
        found = Vacancy.objects.filter(number=text).first()
        if found is None:
            raise forms.ValidationError(_("There is no vacancy of this number."))
        return found

    def told(self) -> dict[str, Any]:
        """What the service takes."""
        data = dict(self.cleaned_data)
        data["occupation_id"] = data.pop("occupation").pk
        vacancy = data.pop("vacancy")
        data["vacancy_id"] = vacancy.pk if vacancy else None
        if "station" in data:
            data["station_id"] = data.pop("station").pk
        return data


class SheetDayForm(FilterForm):
    """The day of the sheet."""

    submit_label = _("Show this day")

    on = DayField(label=_("Day"))


class TraineeSearch(FilterForm):
    """Whom to look for among the residents."""

    submit_label = _("Search")

    q = forms.CharField(label=_("Name, ID number or mobile"), max_length=60, widget=forms.TextInput(attrs=PLAIN))


class AssessForm(PortalForm):
    """How the assessment ended, and the certificate."""

    submit_label = _("Save the result")

    result = forms.ChoiceField(
        label=pgettext_lazy("course", "Result"),
        widget=forms.RadioSelect,
        choices=[one for one in Result.choices if one[0] != Result.NONE],
    )
    assessed_on = DayField(label=_("Assessed on"))
    certificate_no = forms.CharField(
        label=_("Number of the certificate"), max_length=40, required=False,
        widget=forms.TextInput(attrs={**PLAIN, "class": "code"}), help_text=_("Empty while none is issued."),
    )  # fmt: skip
    certificate_level = forms.TypedChoiceField(
        label=_("Level of the certificate"), required=False, choices=[("", "—"), *Level.choices], coerce=int, empty_value=None
    )
    certificate_on = DayField(label=_("Certificate issued on"), required=False)


class TraineeLeaveForm(PortalForm):
    """When and why a trainee left."""

    submit_label = _("Record the leaving")

    left_on = DayField(label=_("Last day"))
    reason = forms.CharField(label=_("Reason"), max_length=200, widget=ROWS)
