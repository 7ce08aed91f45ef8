"""The pages of the labour market, a module a step."""

from jobs.urls import vacancies

app_name = "jobs"
urlpatterns: list = [
    *vacancies.urlpatterns,
]
