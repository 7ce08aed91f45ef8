"""The check before publication: what it found on the day, and who then decided what."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from jobs.models.vacancy import Vacancy
from stations.models import User


class VacancyCheck(models.Model):
    """One word on a vacancy. `findings` are [code, words found] pairs of that day; never changed.

    Where something was found the station asks (`submitted`) and somebody else of the bureau publishes or refuses with the reason.
    """

    class Verb(models.TextChoices):
        SUBMITTED = "submitted", pgettext_lazy("vacancy", "sent to the bureau")
        PUBLISHED = "published", pgettext_lazy("vacancy", "published")
        REFUSED = "refused", pgettext_lazy("vacancy", "not published")

    vacancy = models.ForeignKey(Vacancy, on_delete=models.PROTECT, related_name="checks")
    verb = models.CharField(_("what was decided"), max_length=9, choices=Verb.choices)
    findings = models.JSONField(_("findings"), default=list)
    reason = models.CharField(_("reason"), max_length=300, blank=True, default="")
    asked_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    actor = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(_("moment"))

    class Meta:
        verbose_name = _("check of a vacancy")
        verbose_name_plural = _("checks of vacancies")
        constraints = [
            models.CheckConstraint(
                condition=~Q(verb="published") | Q(findings=[]) | Q(asked_by__isnull=False),
                name="vacancycheck_found_goes_to_the_bureau",
            ),
            models.CheckConstraint(
                condition=Q(verb="submitted") | Q(asked_by__isnull=True) | (~Q(actor=F("asked_by")) & ~Q(reason="")),
                name="vacancycheck_decided_by_another",
            ),
            models.CheckConstraint(
                condition=~Q(verb="refused") | Q(asked_by__isnull=False), name="vacancycheck_refuses_what_was_asked"
            ),
        ]

    def __str__(self) -> str:
        return self.get_verb_display()
