"""Draw the extension's icons: `python -m tools.icons` writes extension/icons/{16,32,48,128}.png.

A rounded square in the project's blue with three lines of a form, the last of them ticked. Drawn at eight times the
size and averaged down; PNG by zlib alone, so the same bytes come out on every machine with the same zlib.
"""

import struct
import zlib
from pathlib import Path
from typing import Final

FOLDER: Final = Path(__file__).parent.parent / "extension" / "icons"
SIZES: Final = (16, 32, 48, 128)
OVERSAMPLING: Final = 8

Colour = tuple[int, int, int, int]
Point = tuple[float, float]

CLEAR: Final[Colour] = (0, 0, 0, 0)
BLUE: Final[Colour] = (43, 89, 195, 255)
WHITE: Final[Colour] = (255, 255, 255, 255)

# All in units of the icon's side.
CORNER: Final = 0.22
STROKE: Final = 0.055
LINES: Final[tuple[tuple[Point, Point], ...]] = (
    ((0.26, 0.29), (0.74, 0.29)),
    ((0.26, 0.49), (0.56, 0.49)),
    ((0.30, 0.70), (0.42, 0.81)),
    ((0.42, 0.81), (0.74, 0.50)),
)


def _distance(point: Point, start: Point, end: Point) -> float:
    """Return how far `point` lies from the segment."""
    (px, py), (ax, ay), (bx, by) = point, start, end
    dx, dy = bx - ax, by - ay
    along = max(0.0, min(1.0, ((px - ax) * dx + (py - ay) * dy) / (dx * dx + dy * dy)))
    return float(((px - ax - along * dx) ** 2 + (py - ay - along * dy) ** 2) ** 0.5)


def _inside(point: Point) -> bool:
    """Whether `point` lies in the rounded square."""
    dx = max(CORNER - point[0], point[0] - (1 - CORNER), 0)
    dy = max(CORNER - point[1], point[1] - (1 - CORNER), 0)
    return bool(dx * dx + dy * dy <= CORNER * CORNER)


def colour_at(point: Point) -> Colour:
    """Return the drawing's colour at `point`."""
    if not _inside(point):
        return CLEAR
    return WHITE if any(_distance(point, *line) <= STROKE for line in LINES) else BLUE


def _pixel(column: int, row: int, size: int) -> bytes:
    """Return one pixel, RGBA, as the average of its samples weighted by their opacity."""
    side = size * OVERSAMPLING
    samples = [
        colour_at(((column * OVERSAMPLING + x + 0.5) / side, (row * OVERSAMPLING + y + 0.5) / side))
        for x in range(OVERSAMPLING)
        for y in range(OVERSAMPLING)
    ]
    opacity = sum(sample[3] for sample in samples)
    channels = [sum(sample[i] * sample[3] for sample in samples) // max(opacity, 1) for i in range(3)]
    return bytes([*channels, opacity // len(samples)])


def _chunk(kind: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))


def png(size: int) -> bytes:
    """Return the icon at `size` × `size` pixels as a PNG file."""
    rows = b"".join(b"\0" + b"".join(_pixel(column, row, size) for column in range(size)) for row in range(size))
    header = struct.pack(">IIBBBBB", size, size, 8, 6, 0, 0, 0)
    body = _chunk(b"IHDR", header) + _chunk(b"IDAT", zlib.compress(rows, 9)) + _chunk(b"IEND", b"")
    return b"\x89PNG\r\n\x1a\n" + body


def main() -> None:
    """Write every size."""
    FOLDER.mkdir(parents=True, exist_ok=True)
    for size in SIZES:
        (FOLDER / f"{size}.png").write_bytes(png(size))


if __name__ == "__main__":
    main()
