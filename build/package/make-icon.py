#!/usr/bin/python3
"""Draws icon.png: three hops on a line, the middle one proven. Run by hand when the drawing changes; standard library only."""
from __future__ import annotations

import struct
import zlib
from pathlib import Path

SIZE = 128
BACKGROUND = (24, 42, 66)
LINE = (120, 160, 200)
HOP = (235, 240, 245)
PROVEN = (255, 176, 32)
HOPS = ((28, 92, 13, HOP), (64, 40, 18, PROVEN), (100, 92, 13, HOP))


def distance_to_segment(x: float, y: float, a: tuple[float, ...], b: tuple[float, ...]) -> float:
    dx, dy = b[0] - a[0], b[1] - a[1]
    t = max(0.0, min(1.0, ((x - a[0]) * dx + (y - a[1]) * dy) / (dx * dx + dy * dy)))
    return ((x - a[0] - t * dx) ** 2 + (y - a[1] - t * dy) ** 2) ** 0.5


def pixel(x: int, y: int) -> tuple[int, int, int]:
    for centre_x, centre_y, radius, colour in HOPS:
        if (x - centre_x) ** 2 + (y - centre_y) ** 2 <= radius**2:
            return colour
    if any(distance_to_segment(x, y, HOPS[i], HOPS[i + 1]) <= 3 for i in range(2)):
        return LINE
    return BACKGROUND


def chunk(kind: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))


def main() -> None:
    rows = b"".join(b"\0" + bytes(value for x in range(SIZE) for value in pixel(x, y)) for y in range(SIZE))
    header = struct.pack(">IIBBBBB", SIZE, SIZE, 8, 2, 0, 0, 0)
    image = b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + chunk(b"IDAT", zlib.compress(rows, 9)) + chunk(b"IEND", b"")
    Path(__file__).with_name("icon.png").write_bytes(image)


if __name__ == "__main__":
    main()
