"""Departments' files: those that the reader may see, and the register's count of batches and posts."""

from datetime import date
from typing import Any

from django.db.models import Count, Q, QuerySet, Sum
from django.db.models.functions import Coalesce

from jobs.models import Vacancy, VacancyFile
from jobs.states.vacancies import Post, Source


def listed(user: Any) -> QuerySet[VacancyFile]:
    """The files, newest first."""
    found: QuerySet[VacancyFile] = VacancyFile.objects.visible_to(user).select_related("imported_by")
    return found


def counted(user: Any, year: int) -> dict[str, int]:
    """Batches of the year (批次: a file that brought something new), and their posts, market and policy apart. Two queries."""
    files = listed(user).filter(imported_at__date__range=(date(year, 1, 1), date(year, 12, 31)))
    batches = files.filter(created__gt=0).aggregate(number=Count("pk"))["number"]
    posts = Vacancy.objects.filter(source=Source.FILE, file__in=files.values("pk")).aggregate(
        market=Coalesce(Sum("headcount", filter=Q(post=Post.MARKET)), 0),
        policy=Coalesce(Sum("headcount", filter=Q(post=Post.POLICY)), 0),
    )
    return {"batches": batches, **posts}
