"""The pages of the labour market, a module a step."""

from jobs.urls import referrals, wishes

app_name = "jobs"
urlpatterns: list = [*wishes.urlpatterns, *referrals.urlpatterns]
