"""Walks the portal as a person does: from the workbench along every link that the pages show."""

import re
from collections import defaultdict
from html import unescape
from typing import NamedTuple
from urllib.parse import urldefrag, urljoin, urlsplit

from django.urls import Resolver404, resolve

LINK = re.compile(r"<a\b[^>]*?\bhref=\"([^\"]+)\"")
MANY = 3  # pages of one name that one person opens: the states of a thing show different links
KNOWN = 2  # of one that was seen before


class Found(NamedTuple):
    """A page that a link led to."""

    address: str
    status: int
    is_html: bool


def crawl(client, *, start=("/",), many=MANY, known=(), admin=False):
    """The addresses that the person signed in to `client` comes to, by the name of the page, each with its status.

    Where to start is opened always; of a page named in `known`, which somebody before was shown, links lead to two at the most.
    """
    found, queue = defaultdict(list), list(start)
    first = set(queue)
    seen = set(queue)
    while queue:
        address = queue.pop(0)
        name = page_name(address)
        if name is None or (address not in first and len(found[name]) >= (KNOWN if name in known else many)):
            continue
        answer = client.get(address)
        page = Found(address, answer.status_code, "html" in answer.headers.get("Content-Type", ""))
        found[name].append(page)
        if not page.is_html:
            continue
        for link in LINK.findall(answer.content.decode()):
            there = urldefrag(urljoin(address, unescape(link)))[0]
            parts = urlsplit(there)
            if parts.netloc or there in seen or (parts.path.startswith("/admin/") and not admin):
                continue
            seen.add(there)
            queue.append(there)
    return {name: pages for name, pages in found.items() if pages}


def page_name(address):
    """The full name of the page at an address, None where there is none."""
    try:
        return resolve(urlsplit(address).path).view_name
    except Resolver404:
        return None
