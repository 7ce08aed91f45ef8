"""Departments' vacancies by file (A17, A68): one file that brings something new is one batch of the register."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from enterprises.models import FileOrder
from jobs.states.vacancies import Post


class VacancyFile(FileOrder):
    """One file of a department's vacancies, market and policy posts apart; `station_id` is the station that looks after them."""

    number = models.CharField(_("batch"), max_length=24, unique=True)
    department = models.CharField(_("department that reported it"), max_length=60)
    post = models.CharField(_("kind of post"), max_length=6, choices=Post.choices)

    class Meta:
        verbose_name = _("file of vacancies")
        verbose_name_plural = _("files of vacancies")

    @property
    def noun(self) -> str:
        """The word of the audit."""
        return "vacancies"
