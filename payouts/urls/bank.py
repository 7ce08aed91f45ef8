"""Pages of the bank's answers and exceptions."""

urlpatterns: list = []
