"""Pages of a resident."""

urlpatterns: list = []
