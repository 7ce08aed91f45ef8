"""A thing of every kind of the labour market, beside those of the demo, for walks over every page."""

import uuid
from collections.abc import Iterator

from django.urls import reverse

from cases.models import Resident
from core import clock
from jobs.models import (
    ArrearsCase,
    ArrearsFile,
    ArrearsPayment,
    Booking,
    BookingPlace,
    Mentoring,
    PieceDispute,
    PieceLine,
    PieceOrder,
    PieceSettlement,
    PieceWorker,
    Provider,
    Referral,
    ServiceOrder,
    Vacancy,
    VacancyFile,
    Visit,
    VisitRound,
)
from jobs.services import matching, piece, piece_roster, referrals, signups, vacancy_steps, visits, wishes
from stations.models import Station, User
from tests.factories.jobs import make_vacancy
from tests.factories.jobs_events import make_course, make_event, make_stand, make_trainee, make_visitor
from tests.factories.jobs_visits import JPEG

LEAGUE = "1505"
HOME = "150502"


class DemoJobs:
    """What the station of the walk has done on the labour market."""

    def __init__(self, desk: Station, clerk: User, resident: Resident) -> None:
        self.desk, self.clerk, self.resident = desk, clerk, resident
        self._visit()
        self._placement()
        self._teach()
        self._sides()

    def _visit(self) -> None:
        """The desk met somebody and took a photo; another visit is to be made."""
        found = visits.Found(met=True, visited_on=clock.today(), needs=["work", "benefit"], note="想找工作", photos=[JPEG])
        asked = {"token": uuid.uuid4(), "actor": self.clerk, "found": found, "resident_id": self.resident.pk}
        self.visit = visits.record_now(**asked)
        self.visit_to_make = Visit.objects.filter(station=self.desk, state="planned").first()

    def _placement(self) -> None:
        """At the desk: a vacancy, an open wish, a sign-up that waits, somebody who was hired by a referral."""
        asked = {"name": "苏日娜", "mobile": "13900139000", "text": "缝纫", "consent": True, "address": "10.0.0.9"}
        self.sign_up = signups.receive(station_code=self.desk.code, **asked)
        self.vacancy = make_vacancy(self.desk)
        people = Resident.objects.filter(station=self.desk, deceased_on=None, wishes=None).order_by("-pk")[:2]
        self.wish, served = (wishes.save(resident_id=one.pk, actor=self.clerk, occupations=["6050401"]) for one in people)
        matching.match_wish(wish_id=self.wish.pk, actor=self.clerk)
        sent = {"resident_id": served.resident_id, "vacancy_id": self.vacancy.pk}
        self.referral = referrals.refer(actor=self.clerk, **sent)
        referrals.hire(referral_id=self.referral.pk, actor=self.clerk, hired_on=clock.today())

    def _teach(self) -> None:
        """An event that goes on now, with a unit and a visitor; a course with a trainee."""
        self.event = make_event(self.desk, created_by=self.clerk)
        self.stand = make_stand(self.event, make_vacancy(self.desk, created_by=self.clerk)).stand
        make_visitor(self.event, came=True)
        self.known = make_visitor(self.event, came=True, name=self.resident.name, mobile=self.resident.mobile)
        self.trainee = make_trainee(make_course(self.desk, created_by=self.clerk), resident=self.resident)

    def _sides(self) -> None:
        """What work shows beside its main road: withdrawn, to be asked about, not decided, called off, gone home."""
        actor = {"actor": self.clerk}
        vacancy_steps.close(vacancy_id=make_vacancy(self.desk, created_by=self.clerk).pk, reason="单位停招", **actor)
        make_vacancy(self.desk, created_by=self.clerk, published=False, title="手工制鞋工（限女性）")
        self.standing = referrals.refer(resident_id=self.wish.resident_id, vacancy_id=self.vacancy.pk, **actor)
        running = PieceOrder.objects.filter(station=self.desk).get()
        worker = PieceWorker.objects.filter(order=running, left_on=None).last()
        piece_roster.leave(worker_id=worker.pk, left_on=clock.today(), **actor)
        dates = {"starts_on": clock.today(), "due_on": clock.today()}
        asked = {"credit_code": running.enterprise.credit_code, "article": "鞋垫", "measure": "双", "rate": running.rate}
        over = piece.create(station_id=self.desk.pk, quantity=100, quality="平整", **asked, **dates, **actor)
        piece.move(order_id=over.pk, verb="cancel", reason="厂方撤单", **actor)
        self.running = running

    def pages(self) -> Iterator[str]:
        """The address of a thing in each of its states, as the walk begins with them."""
        yield from (self.event.get_absolute_url(), self.trainee.course.get_absolute_url())
        yield from (reverse(f"jobs:{name}", args=[self.desk.code]) for name in ("vacancy_share", "station_screen"))
        yield reverse("jobs:public_vacancy_list")
        yield reverse("jobs:pieceworker_list", args=[self.running.pk])
        for model in (Vacancy, Visit, Referral, PieceOrder):
            found = model.objects.filter(station=self.desk).order_by("state", "-pk").distinct("state")
            yield from (each.get_absolute_url() for each in found)
        paid = ArrearsPayment.objects.filter(case__region_code__startswith=HOME, case__state="settled").first()
        yield paid.case.get_absolute_url()

    def things(self) -> dict:
        """A thing of every kind, by the word that stands before its key in an address."""
        return {
            "visits": self.visit,
            "visit-photos": self.visit.photos.get(),
            "visit-rounds": VisitRound.objects.filter(station=self.desk).first(),
            "vacancies": Vacancy.objects.filter(station=self.desk, state="published").first(),
            "vacancy-files": VacancyFile.objects.filter(region_code__startswith=LEAGUE).first(),
            "piece-orders": self.running,
            "piece-workers": PieceWorker.objects.filter(order__station=self.desk, resident=None).first(),
            "piece-lines": PieceLine.objects.filter(order__station=self.desk).exclude(settlement=None).first(),
            "piece-settlements": PieceSettlement.objects.filter(order__station=self.desk).last(),
            "piece-disputes": PieceDispute.objects.filter(outcome="").first(),
            "events": self.event,
            "event-visitors": self.known,
            "stands": self.stand,
            "courses": self.trainee.course,
            "trainees": self.trainee,
            "wishes": self.wish,
            "sign-ups": self.sign_up,
            "referrals": self.referral,
            "follow-ups": self.referral.follow_ups.first(),
            "arrears": ArrearsCase.objects.filter(region_code__startswith=HOME, state="received").first(),
            "arrears-files": ArrearsFile.objects.filter(case__region_code__startswith=HOME).first(),
            "arrears-payments": ArrearsPayment.objects.filter(case__region_code__startswith=HOME, case__state="settled").first(),
            "orders": ServiceOrder.objects.filter(region_code__startswith=HOME, state="ordered").first(),
            "mentorings": Mentoring.objects.filter(region_code__startswith=HOME, ended_on=None).first(),
            "places": BookingPlace.objects.filter(region_code=HOME).first(),
            "bookings": Booking.objects.filter(place__region_code=HOME).order_by("-from_on").first(),
            "providers": Provider.objects.filter(region_code=HOME).first(),
        }
