"""The pages of the labour market, a module a step."""

from jobs.urls import arrears, bookings, mentoring, orders, providers

app_name = "jobs"
urlpatterns: list = [
    *arrears.urlpatterns,
    *providers.urlpatterns,
    *orders.urlpatterns,
    *mentoring.urlpatterns,
    *bookings.urlpatterns,
]
