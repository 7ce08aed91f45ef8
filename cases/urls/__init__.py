"""The pages of cases: residents (the person) and claims (the matter)."""

from cases.urls import appeals, claims, publicity, residents, screening

app_name = "cases"
urlpatterns = [*appeals.urlpatterns, *residents.urlpatterns, *claims.urlpatterns, *publicity.urlpatterns, *screening.urlpatterns]
