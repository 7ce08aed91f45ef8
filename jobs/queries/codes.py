"""Addresses of public pages, whole, and their QR codes."""

import io
from typing import Any

import segno
from django.conf import settings
from django.urls import NoReverseMatch, reverse


def address(name: str, *args: Any) -> str:
    """The whole address of a public page."""
    return settings.PORTAL_PUBLIC_URL.rstrip("/") + reverse(name, args=args)


def address_if(name: str, *args: Any) -> str:
    """The same; "" while the portal has no such page."""
    try:
        return address(name, *args)
    except NoReverseMatch:
        return ""


def data_uri(url: str) -> str:
    """The QR code of an address, to stand in an <img>."""
    return str(segno.make(url, error="m").svg_data_uri(border=2, scale=4))


def svg(url: str) -> str:
    """The QR code as the text of an SVG drawing."""
    drawing = io.BytesIO()
    segno.make(url, error="m").save(drawing, kind="svg", border=2, scale=4, xmldecl=False)
    return drawing.getvalue().decode()
