"""A scanned paper, as far as the demo needs one: a small grey picture that opens."""

import struct
import zlib
from random import Random

WIDTH, HEIGHT = 210, 297


def paper(random: Random) -> bytes:
    """A PNG of a page with lines of grey, another one at each call."""
    rows = []
    for y in range(HEIGHT):
        shade = 200 if 30 < y < 270 and y % 12 < 3 else 250
        end = random.randint(120, 190) if shade == 200 else 0
        rows.append(b"\0" + bytes(shade if 20 < x < end else 250 for x in range(WIDTH)))
    head = struct.pack(">IIBBBBB", WIDTH, HEIGHT, 8, 0, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + _chunk(b"IHDR", head) + _chunk(b"IDAT", zlib.compress(b"".join(rows))) + _chunk(b"IEND", b"")


def _chunk(kind: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))
