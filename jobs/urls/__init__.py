"""The pages of the labour market, a module a step."""

from jobs.urls import courses, events

app_name = "jobs"
urlpatterns: list = [
    *courses.urlpatterns,
    *events.urlpatterns,
]
