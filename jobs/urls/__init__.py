"""The pages of the labour market, a module a step."""

from jobs.urls import visits

app_name = "jobs"
urlpatterns: list = [*visits.urlpatterns]
