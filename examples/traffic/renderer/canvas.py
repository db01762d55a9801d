"""Anti-aliased drawing: vector operations that become masked sprites."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Sequence

import numpy as np
from PIL import Image, ImageDraw

Colour = Sequence[float]
Fill = tuple[int, int, int]


def to_fill(colour: Colour) -> Fill:
    """Rounds and clips a colour to what Pillow draws with."""
    red, green, blue = (int(min(255.0, max(0.0, value)) + 0.5) for value in colour)
    return red, green, blue


@dataclass
class Sprite:
    """A raster picture with its coverage mask and its place in the frame."""

    image: Image.Image
    mask: Image.Image
    left: int
    top: int
    solid: np.ndarray = field(init=False)
    area: int = field(init=False)

    def __post_init__(self) -> None:
        self.solid = np.asarray(self.mask) >= 128
        self.area = int(np.count_nonzero(self.solid))

    @property
    def box(self) -> tuple[int, int, int, int]:
        """Left, top, right and bottom in the frame."""
        return self.left, self.top, self.left + self.image.width, self.top + self.image.height

    def overlaps(self, box: tuple[int, int, int, int]) -> bool:
        """Whether this sprite's rectangle meets another one."""
        left, top, right, bottom = self.box
        return left < box[2] and box[0] < right and top < box[3] and box[1] < bottom

    def paste(self, frame: Image.Image) -> None:
        """Draws the sprite over the frame."""
        frame.paste(self.image, (self.left, self.top), self.mask)

    def mark(self, ids: np.ndarray, value: int) -> None:
        """Writes ``value`` into ``ids`` wherever the sprite is solid."""
        height, width = ids.shape
        left, top, right, bottom = self.box
        x0, y0, x1, y1 = max(left, 0), max(top, 0), min(right, width), min(bottom, height)
        if x0 < x1 and y0 < y1:
            solid = self.solid[y0 - top : y1 - top, x0 - left : x1 - left]
            ids[y0:y1, x0:x1][solid] = value


class VectorSprite:
    """Records polygons, strokes and discs in frame pixels, then rasterises."""

    def __init__(self) -> None:
        self._operations: list[tuple[str, np.ndarray, float, Fill]] = []

    def polygon(self, points: np.ndarray, colour: Colour) -> None:
        """Adds a filled polygon."""
        if len(points) >= 3:
            self._operations.append(("polygon", np.asarray(points), 0.0, to_fill(colour)))

    def stroke(self, points: np.ndarray, width: float, colour: Colour) -> None:
        """Adds a polyline with round joints and ends."""
        self._operations.append(("stroke", np.asarray(points), width, to_fill(colour)))

    def disc(self, centre: np.ndarray, radius: float, colour: Colour) -> None:
        """Adds a filled circle."""
        self._operations.append(("disc", np.asarray([centre]), radius, to_fill(colour)))

    def bounds(self) -> tuple[float, float, float, float]:
        """The rectangle that everything drawn so far lies in."""
        lows, highs = [], []
        for _, points, size, _ in self._operations:
            lows.append(points.min(axis=0) - size)
            highs.append(points.max(axis=0) + size)
        low, high = np.min(lows, axis=0), np.max(highs, axis=0)
        return float(low[0]), float(low[1]), float(high[0]), float(high[1])

    def draw(self, image: Image.Image, mask: Image.Image | None, offset: np.ndarray, scale: float) -> None:
        """Draws everything, shifted by ``-offset`` and then scaled."""
        painters = [ImageDraw.Draw(image)]
        if mask is not None:
            painters.append(ImageDraw.Draw(mask))
        for kind, points, size, fill in self._operations:
            placed = (points - offset) * scale
            for painter in painters:
                ink = fill if painter is painters[0] else 255
                if kind == "polygon":
                    painter.polygon([tuple(point) for point in placed], fill=ink)
                elif kind == "stroke":
                    self._stroke(painter, placed, size * scale, ink)
                else:
                    self._disc(painter, placed[0], size * scale, ink)

    def rasterise(self, frame_width: int, frame_height: int) -> Sprite | None:
        """The sprite of everything drawn, or None where it misses the frame."""
        if not self._operations:
            return None
        left, top, right, bottom = self.bounds()
        if right < 0 or bottom < 0 or left > frame_width or top > frame_height:
            return None
        margin = max(frame_width, frame_height)
        x0 = int(np.floor(max(left, -margin))) - 1
        y0 = int(np.floor(max(top, -margin))) - 1
        width = int(np.ceil(min(right, frame_width + margin))) + 1 - x0
        height = int(np.ceil(min(bottom, frame_height + margin))) + 1 - y0
        scale = 4 if width * height < 20000 else 3 if width * height < 90000 else 2
        image = Image.new("RGB", (width * scale, height * scale), self._operations[0][3])
        mask = Image.new("L", (width * scale, height * scale), 0)
        self.draw(image, mask, np.array([x0, y0], dtype=np.float64), scale)
        return Sprite(image.reduce(scale), mask.reduce(scale), x0, y0)

    @staticmethod
    def _disc(painter: ImageDraw.ImageDraw, centre: np.ndarray, radius: float, ink: Fill | int) -> None:
        x, y = centre
        painter.ellipse((x - radius, y - radius, x + radius, y + radius), fill=ink)

    @classmethod
    def _stroke(cls, painter: ImageDraw.ImageDraw, points: np.ndarray, width: float, ink: Fill | int) -> None:
        painter.line([tuple(point) for point in points], fill=ink, width=max(1, round(width)))
        if width > 2.5:
            for point in points:
                cls._disc(painter, point, width / 2, ink)


def convex_hull(points: np.ndarray) -> np.ndarray:
    """The convex hull of 2-D points, in order around it."""
    ordered = sorted({(float(x), float(y)) for x, y in points})
    if len(ordered) < 3:
        return np.array(ordered)

    def half(sequence: Sequence[tuple[float, float]]) -> list[tuple[float, float]]:
        chain: list[tuple[float, float]] = []
        for point in sequence:
            while len(chain) >= 2:
                (ax, ay), (bx, by) = chain[-2], chain[-1]
                if (bx - ax) * (point[1] - ay) - (by - ay) * (point[0] - ax) > 0:
                    break
                chain.pop()
            chain.append(point)
        return chain[:-1]

    return np.array(half(ordered) + half(ordered[::-1]))
