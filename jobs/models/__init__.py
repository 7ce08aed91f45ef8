"""What the labour market of a station keeps."""

from jobs.models.arrears import ArrearsCase, ArrearsFile, ArrearsPayment, ArrearsStep, ArrearsTry
from jobs.models.booking import Booking, BookingPlace
from jobs.models.mentoring import Mentoring, MentorMeeting
from jobs.models.occupation import Occupation
from jobs.models.order import OrderAssignment, ServiceOrder
from jobs.models.provider import Provider
from jobs.models.vacancy import Vacancy

__all__ = [
    "ArrearsCase",
    "ArrearsFile",
    "ArrearsPayment",
    "ArrearsStep",
    "ArrearsTry",
    "Booking",
    "BookingPlace",
    "MentorMeeting",
    "Mentoring",
    "Occupation",
    "OrderAssignment",
    "Provider",
    "ServiceOrder",
    "Vacancy",
]
