"""The pages of the labour market, a module a step."""

from jobs.urls import public

app_name = "jobs"
urlpatterns: list = [*public.urlpatterns]
