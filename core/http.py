"""How a page meets the database: reading never writes, writing is one transaction and ends in a redirect."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.db import connection, transaction
from django.http import HttpRequest, HttpResponseBase
from django.views.decorators.http import require_GET, require_http_methods


class StaffRequest(HttpRequest):
    """The request of a page that only a signed-in member of staff reaches: `user` is the member of staff."""

    user: Any


View = Callable[..., HttpResponseBase]


def _read_only(view: View, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
    if connection.in_atomic_block:
        return view(request, *args, **kwargs)
    with transaction.atomic(durable=True):
        with connection.cursor() as cursor:
            cursor.execute("SET TRANSACTION READ ONLY")
        response = view(request, *args, **kwargs)
        if hasattr(response, "render") and callable(response.render):
            response.render()
        return response


def reads(view: View) -> View:
    """A page that only shows: GET, in a transaction that Postgres itself marks READ ONLY."""

    @require_GET
    @wraps(view)
    def page(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        return _read_only(view, request, *args, **kwargs)

    return page


def asks(view: View) -> View:
    """A page that only shows, asked by POST where the question must stand in no address and no log: never writes either."""

    @require_http_methods(["GET", "POST"])
    @wraps(view)
    def page(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        return _read_only(view, request, *args, **kwargs)

    return page


def writes(view: View) -> View:
    """A page that acts: GET shows its form read-only, POST is one transaction."""

    @require_http_methods(["GET", "POST"])
    @wraps(view)
    def page(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if request.method == "GET":
            return _read_only(view, request, *args, **kwargs)
        with transaction.atomic():
            return view(request, *args, **kwargs)

    return page
