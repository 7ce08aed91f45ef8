"""The national classification of occupations."""

from django.db import models
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _


class Occupation(models.Model):
    """A group or an occupation of the national classification (职业分类大典, 2022; codes after GB/T 6565).

    Codes nest by prefix: 4 (major group), 403 (sub-major), 40302 (minor), 4030201 (occupation). English stands at the two
    upper levels only; below them the classification has no English of its own.
    """

    code = models.CharField(_("occupation code"), max_length=7, primary_key=True)
    name = models.CharField(_("occupation"), max_length=60)
    name_en = models.CharField(max_length=100, blank=True, default="")

    class Meta:
        verbose_name = _("occupation")
        verbose_name_plural = _("occupations")
        ordering = ["code"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(code__regex=r"^[1-8]([0-9]{2}([0-9]{2}([0-9]{2})?)?)?$"), name="occupation_code_nests"
            )
        ]

    def __str__(self) -> str:
        chinese = (get_language() or "").startswith("zh")
        return self.name if chinese or not self.name_en else self.name_en
