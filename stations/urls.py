"""The pages of stations."""

app_name = "stations"
urlpatterns: list = []
