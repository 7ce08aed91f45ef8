"""What the labour market of a station keeps."""

from jobs.models.matching import Matching, Recommendation
from jobs.models.occupation import Occupation
from jobs.models.referral import FollowUp, Referral
from jobs.models.vacancy import Vacancy
from jobs.models.wish import SignUp, Wish, WishOccupation

__all__ = ["FollowUp", "Matching", "Occupation", "Recommendation", "Referral", "SignUp", "Vacancy", "Wish", "WishOccupation"]
