"""The pages of the labour market, a module a step."""

from jobs.urls import courses, events, referrals, vacancies, wishes

app_name = "jobs"
urlpatterns: list = [
    *courses.urlpatterns,
    *events.urlpatterns,
    *referrals.urlpatterns,
    *vacancies.urlpatterns,
    *wishes.urlpatterns,
]
