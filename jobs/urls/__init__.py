"""The pages of the labour market, a module a step."""

app_name = "jobs"
urlpatterns: list = []
