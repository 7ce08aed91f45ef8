"""Pages of a claim."""

urlpatterns: list = []
