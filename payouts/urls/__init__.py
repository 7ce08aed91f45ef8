"""The pages of payouts."""

from payouts.urls import bank, batches

app_name = "payouts"
urlpatterns = [*batches.urlpatterns, *bank.urlpatterns]
