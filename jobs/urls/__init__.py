"""The pages of the labour market, a module a step."""

from jobs.urls import piece

app_name = "jobs"
urlpatterns: list = [
    *piece.urlpatterns,
]
