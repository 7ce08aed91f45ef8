"""What the matching of wishes and vacancies found, kept until it is worked out anew."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from core.money import MoneyField
from jobs.models.vacancy import Vacancy
from jobs.models.wish import Wish
from jobs.states.wishes import Direction
from programmes.models import RuleSet


class Matching(models.Model):
    """One working out: of everything, or of one wish or vacancy (`wish`, `vacancy`)."""

    wish = models.ForeignKey(Wish, on_delete=models.PROTECT, null=True, related_name="+", db_index=False)
    vacancy = models.ForeignKey(Vacancy, on_delete=models.PROTECT, null=True, related_name="+", db_index=False)
    on = models.DateField()
    at = models.DateTimeField()
    wishes = models.PositiveIntegerField(default=0)
    vacancies = models.PositiveIntegerField(default=0)
    pairs = models.BigIntegerField(default=0)

    class Meta:
        verbose_name = _("matching")
        verbose_name_plural = _("matchings")

    def __str__(self) -> str:
        return f"{self.at:%Y-%m-%d %H:%M}"


class Recommendation(models.Model):
    """A vacancy on the list of a wish, or a person's wish on the list of a vacancy, with its place and points.

    `rules` are the weights by which it was reckoned.
    `matching` is the working out that put it there; what stayed as it was keeps the old one.
    """

    direction = models.CharField(max_length=7, choices=Direction.choices)
    wish = models.ForeignKey(Wish, on_delete=models.PROTECT, related_name="recommendations", db_index=False)
    vacancy = models.ForeignKey(Vacancy, on_delete=models.PROTECT, related_name="recommendations", db_index=False)
    rank = models.PositiveSmallIntegerField(_("rank"))
    score = MoneyField(_("points"))
    rules = models.ForeignKey(RuleSet, on_delete=models.PROTECT, related_name="+", db_index=False)
    matching = models.ForeignKey(Matching, on_delete=models.PROTECT, related_name="+", db_index=False)

    class Meta:
        verbose_name = _("recommendation")
        verbose_name_plural = _("recommendations")
        constraints = [
            models.UniqueConstraint(fields=["wish", "vacancy", "direction"], name="recommendation_once"),
            models.UniqueConstraint(fields=["wish", "rank"], condition=Q(direction="wish"), name="recommendation_rank_of_wish"),
            models.UniqueConstraint(
                fields=["vacancy", "rank"], condition=Q(direction="vacancy"), name="recommendation_rank_of_vacancy"
            ),
            models.CheckConstraint(condition=Q(direction__in=("wish", "vacancy")), name="recommendation_direction"),
            models.CheckConstraint(condition=Q(rank__gte=1), name="recommendation_ranks_from_one"),
        ]

    def __str__(self) -> str:
        return f"{self.wish_id} {self.vacancy_id} {self.score}"
