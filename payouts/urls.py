"""The pages of payouts."""

app_name = "payouts"
urlpatterns: list = []
