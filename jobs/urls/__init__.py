"""The pages of the labour market, a module a step."""

from jobs.urls import (
    arrears,
    bookings,
    courses,
    devices,
    events,
    mentoring,
    orders,
    piece,
    providers,
    public,
    referrals,
    vacancies,
    visits,
    wishes,
)

app_name = "jobs"
urlpatterns: list = [
    *arrears.urlpatterns,
    *bookings.urlpatterns,
    *courses.urlpatterns,
    *devices.urlpatterns,
    *events.urlpatterns,
    *mentoring.urlpatterns,
    *orders.urlpatterns,
    *piece.urlpatterns,
    *providers.urlpatterns,
    *public.urlpatterns,
    *referrals.urlpatterns,
    *vacancies.urlpatterns,
    *visits.urlpatterns,
    *wishes.urlpatterns,
]
