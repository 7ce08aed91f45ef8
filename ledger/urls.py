"""The pages of ledger."""

app_name = "ledger"
urlpatterns: list = []
