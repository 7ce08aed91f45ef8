"""What the labour market of a station keeps."""

from jobs.models.arrears import ArrearsCase, ArrearsFile, ArrearsPayment, ArrearsStep, ArrearsTry
from jobs.models.booking import Booking, BookingPlace
from jobs.models.care import CarePerson
from jobs.models.course import Course, Presence, Trainee
from jobs.models.event import Event, Offer, Stand
from jobs.models.event_visitor import DoorTry, Intent, Visitor
from jobs.models.matching import Matching, Recommendation
from jobs.models.mentoring import Mentoring, MentorMeeting
from jobs.models.occupation import Occupation
from jobs.models.onetime import OneTimeCode
from jobs.models.order import OrderAssignment, ServiceOrder
from jobs.models.piece import PieceDeposit, PieceOrder, PieceWorker
from jobs.models.piece_day import PieceDispute, PieceLine, PiecePay, PieceSettlement
from jobs.models.provider import Provider
from jobs.models.referral import FollowUp, Referral
from jobs.models.vacancy import Vacancy
from jobs.models.vacancy_check import VacancyCheck
from jobs.models.vacancy_file import VacancyFile
from jobs.models.visit import Visit, VisitNote, VisitPhoto, VisitRound
from jobs.models.visit_cause import VisitCause
from jobs.models.wish import SignUp, Wish, WishOccupation

__all__ = [
    "ArrearsCase",
    "ArrearsFile",
    "ArrearsPayment",
    "ArrearsStep",
    "ArrearsTry",
    "Booking",
    "BookingPlace",
    "CarePerson",
    "Course",
    "DoorTry",
    "Event",
    "FollowUp",
    "Intent",
    "Matching",
    "MentorMeeting",
    "Mentoring",
    "Occupation",
    "Offer",
    "OneTimeCode",
    "OrderAssignment",
    "PieceDeposit",
    "PieceDispute",
    "PieceLine",
    "PieceOrder",
    "PiecePay",
    "PieceSettlement",
    "PieceWorker",
    "Presence",
    "Provider",
    "Recommendation",
    "Referral",
    "ServiceOrder",
    "SignUp",
    "Stand",
    "Trainee",
    "Vacancy",
    "VacancyCheck",
    "VacancyFile",
    "Visit",
    "VisitCause",
    "VisitNote",
    "VisitPhoto",
    "VisitRound",
    "Visitor",
    "Wish",
    "WishOccupation",
]
