"""The pages of the labour market, a module a step."""

from jobs.urls import referrals, vacancies, wishes

app_name = "jobs"
urlpatterns: list = [
    *vacancies.urlpatterns,
    *wishes.urlpatterns,
    *referrals.urlpatterns,
]
