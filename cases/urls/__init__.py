"""The pages of cases: residents (the person) and claims (the matter)."""

from cases.urls import claims, residents

app_name = "cases"
urlpatterns = [*residents.urlpatterns, *claims.urlpatterns]
