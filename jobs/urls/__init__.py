"""The pages of the labour market, a module a step."""

from jobs.urls import arrears

app_name = "jobs"
urlpatterns: list = [
    *arrears.urlpatterns,
]
