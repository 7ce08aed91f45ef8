"""Pages of piece work; the receipt under `public/` is open to whoever holds its token."""

from django.urls import path

from jobs.views import piece, piece_book, piece_days, piece_receipts, piece_roster, piece_settle

urlpatterns = [
    path("piece-orders/", piece.pieceorder_list, name="pieceorder_list"),
    path("piece-orders/new/", piece.pieceorder_create, name="pieceorder_create"),
    path("piece-orders/<int:pk>/", piece.pieceorder_show, name="pieceorder_show"),
    path("piece-orders/<int:pk>/edit/", piece.pieceorder_edit, name="pieceorder_edit"),
    path("piece-orders/<int:pk>/close/", piece.pieceorder_close, name="pieceorder_close"),
    path("piece-orders/<int:pk>/reopen/", piece.pieceorder_reopen, name="pieceorder_reopen"),
    path("piece-orders/<int:pk>/deposit/", piece.pieceorder_deposit, name="pieceorder_deposit"),
    path("piece-orders/<int:pk>/roster/", piece_roster.pieceworker_list, name="pieceworker_list"),
    path("piece-orders/<int:pk>/roster/new/", piece_roster.pieceworker_create, name="pieceworker_create"),
    path("piece-workers/<int:pk>/leave/", piece_roster.pieceworker_leave, name="pieceworker_leave"),
    path("piece-workers/<int:pk>/return/", piece_roster.pieceworker_return, name="pieceworker_return"),
    path("piece-workers/<int:pk>/text/", piece_roster.pieceworker_text, name="pieceworker_text"),
    path("piece-workers/<int:pk>/identify/", piece_roster.pieceworker_identify, name="pieceworker_identify"),
    path("piece-orders/<int:pk>/day/", piece_days.pieceday_enter, name="pieceday_enter"),
    path("piece-orders/<int:pk>/day/one/", piece_days.pieceday_one, name="pieceday_one"),
    path("piece-lines/<int:pk>/correct/", piece_days.pieceline_correct, name="pieceline_correct"),
    path("piece-orders/<int:pk>/settle/", piece_settle.piecesettlement_create, name="piecesettlement_create"),
    path("piece-settlements/<int:pk>/", piece_settle.piecesettlement_show, name="piecesettlement_show"),
    path("piece-settlements/<int:pk>/slips/", piece_settle.piecesettlement_slips, name="piecesettlement_slips"),
    path("public/receipts/<uuid:token>/", piece_receipts.receipt_show, name="receipt_show"),
    path("public/receipts/<uuid:token>/report/", piece_receipts.receipt_report, name="receipt_report"),
    path("piece-disputes/", piece_settle.piecedispute_list, name="piecedispute_list"),
    path("piece-disputes/<int:pk>/", piece_settle.piecedispute_decide, name="piecedispute_decide"),
    path("piece-book/", piece_book.piecepay_list, name="piecepay_list"),
    path("piece-book/export/", piece_book.piecepay_export, name="piecepay_export"),
    path("piece-months/", piece_book.piecemonth_list, name="piecemonth_list"),
    path("residents/<int:pk>/piece-work/", piece_book.resident_piecework, name="resident_piecework"),
]
