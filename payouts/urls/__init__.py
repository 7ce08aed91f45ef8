"""The pages of payouts."""

from payouts.urls import bank, batches, budgets

app_name = "payouts"
urlpatterns = [*batches.urlpatterns, *bank.urlpatterns, *budgets.urlpatterns]
