"""Pages of publicity; those under `public/` are open to everybody."""

from django.urls import path

from cases.views import objections, publicity

urlpatterns: list = [
    path("public/grants/", publicity.publicity_list, name="publicity_list"),
    path("public/grants/<int:pk>/", publicity.publicity_show, name="publicity_show"),
    path("public/grants/<int:pk>/<int:line>/object/", publicity.publicity_object, name="publicity_object"),
    path("publicity/", objections.publicity_make, name="publicity_make"),
    path("publicity/<int:pk>/", objections.publicity_evidence, name="publicity_evidence"),
    path("objections/<int:pk>/", objections.objection_decide, name="objection_decide"),
]
