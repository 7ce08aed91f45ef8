"""Pages of collecting, batches, lines and doubts."""

from django.urls import path

from payouts.views import batches, collections, doubts, lines

urlpatterns = [
    path("batches/", batches.batch_list, name="batch_list"),
    path("batches/export/", batches.batch_export, name="batch_export"),
    path("batches/<int:pk>/", batches.batch_show, name="batch_show"),
    path("batches/<int:pk>/release/", batches.batch_release, name="batch_release"),
    path("batches/<int:pk>/cancel/", batches.batch_cancel, name="batch_cancel"),
    path("batches/<int:pk>/doubt/", doubts.batch_doubt, name="batch_doubt"),
    path("collections/new/", collections.collection_create, name="collection_create"),
    path("collections/<int:pk>/", collections.collection_show, name="collection_show"),
    path("lines/", lines.line_list, name="line_list"),
    path("lines/<int:pk>/", lines.line_show, name="line_show"),
    path("lines/<int:pk>/doubt/", doubts.doubt_create, name="doubt_create"),
    path("doubts/<int:pk>/", doubts.doubt_show, name="doubt_show"),
    path("doubts/<int:pk>/word/", doubts.doubt_say, name="doubt_say"),
    path("doubts/<int:pk>/confirm/", doubts.doubt_confirm, name="doubt_confirm"),
    path("residents/<int:pk>/payments/", lines.resident_payments, name="resident_payments"),
]
