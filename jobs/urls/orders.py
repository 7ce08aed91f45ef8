"""Pages of services on demand; those under `public/` are open to everybody or to whoever holds the token."""

from django.urls import path

from jobs.views import orders, orders_public

urlpatterns: list = [
    path("public/orders/", orders_public.order_ask, name="order_ask"),
    path("public/orders/thanks/", orders_public.order_thanks, name="order_thanks"),
    path("public/orders/answer/<uuid:token>/", orders_public.order_answer, name="order_answer"),
    path("public/orders/rate/<uuid:token>/", orders_public.order_rate, name="order_rate"),
    path("orders/", orders.order_list, name="order_list"),
    path("orders/new/", orders.order_place, name="order_place"),
    path("orders/figures/", orders.order_figures, name="order_figures"),
    path("orders/<int:pk>/", orders.order_show, name="order_show"),
    path("orders/<int:pk>/move/<slug:act>/", orders.order_move, name="order_move"),
]
