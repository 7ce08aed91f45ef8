"""The pages of cases: residents (the person) and claims (the matter)."""

from cases.urls import appeals, claims, publicity, residents, unit_pages

app_name = "cases"
urlpatterns = [*appeals.urlpatterns, *residents.urlpatterns, *claims.urlpatterns, *publicity.urlpatterns, *unit_pages.urlpatterns]
