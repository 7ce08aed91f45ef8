"""The pages of payouts."""

from payouts.urls import bank, batches, budgets, recoveries

app_name = "payouts"
urlpatterns = [*batches.urlpatterns, *bank.urlpatterns, *budgets.urlpatterns, *recoveries.urlpatterns]
