"""The pages of programmes."""

app_name = "programmes"
urlpatterns: list = []
