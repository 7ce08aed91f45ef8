"""What the labour market of a station keeps."""

from jobs.models.occupation import Occupation
from jobs.models.onetime import OneTimeCode
from jobs.models.vacancy import Vacancy

__all__ = ["Occupation", "OneTimeCode", "Vacancy"]
