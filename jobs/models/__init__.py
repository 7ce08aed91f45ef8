"""What the labour market of a station keeps."""

from jobs.models.care import CarePerson
from jobs.models.occupation import Occupation
from jobs.models.vacancy import Vacancy
from jobs.models.visit import Visit, VisitNote, VisitPhoto, VisitRound

__all__ = ["CarePerson", "Occupation", "Vacancy", "Visit", "VisitNote", "VisitPhoto", "VisitRound"]
