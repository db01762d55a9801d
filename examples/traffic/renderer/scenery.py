"""What does not move: ground, markings, buildings, trees, lamps and sky."""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np
from PIL import Image, ImageFilter

from .camera import Camera
from .canvas import Colour, Sprite, VectorSprite, convex_hull
from .lighting import Light

ASPHALT = (92, 94, 98)
PAVEMENT = (150, 146, 140)
KERB = (176, 174, 168)
GRASS = (98, 126, 66)
WHITE = (222, 222, 216)


@dataclass
class Standing:
    """A sprite that stays; movers whose depth exceeds ``depth`` are behind it.

    ``object_id`` is 0 for scenery and the object's id for a standing object.
    """

    sprite: Sprite
    depth: float
    object_id: int = 0


class Scenery:
    """Builds the fixed part of a scene, from the ground up."""

    def __init__(self, camera: Camera, light: Light, rng: np.random.Generator) -> None:
        self.camera = camera
        self.light = light
        self.rng = rng
        self.standing: list[Standing] = []
        self._ground = VectorSprite()
        self._shadows = VectorSprite()

    # Ground ---------------------------------------------------------------

    def area(self, points: list[tuple[float, float]], colour: Colour) -> None:
        """A flat polygon on the ground."""
        world = np.array([[x, 0.0, z] for x, z in points])
        self._ground.polygon(self.camera.project_clipped(world), self.light.shade(colour, np.array([0.0, 1.0, 0.0])))

    def rectangle(self, x0: float, x1: float, z0: float, z1: float, colour: Colour) -> None:
        """An axis-aligned area."""
        self.area([(x0, z0), (x1, z0), (x1, z1), (x0, z1)], colour)

    def dashes_along_z(self, x: float, z0: float, z1: float, dash: float, gap: float, width: float = 0.14,
                       colour: Colour = WHITE) -> None:  # fmt: skip
        """A broken line away from the camera; a gap of 0 makes it solid."""
        z = z0
        while z < z1:
            far = z1 if gap == 0 else min(z + dash, z1)
            self.rectangle(x - width / 2, x + width / 2, z, far, colour)
            z = far + gap if gap else z1

    def dashes_along_x(self, z: float, x0: float, x1: float, dash: float, gap: float, width: float = 0.14,
                       colour: Colour = WHITE) -> None:  # fmt: skip
        """A broken line across the view; a gap of 0 makes it solid."""
        x = x0
        while x < x1:
            far = x1 if gap == 0 else min(x + dash, x1)
            self.rectangle(x, far, z - width / 2, z + width / 2, colour)
            x = far + gap if gap else x1

    def zebra(self, x0: float, x1: float, z0: float, z1: float, along_x: bool) -> None:
        """A pedestrian crossing whose stripes are repeated along x or z."""
        low, high = (x0, x1) if along_x else (z0, z1)
        at = low + 0.25
        while at + 0.5 <= high:
            if along_x:
                self.rectangle(at, at + 0.5, z0, z1, WHITE)
            else:
                self.rectangle(x0, x1, at, at + 0.5, WHITE)
            at += 1.0

    # Standing things --------------------------------------------------------

    def add(self, drawing: VectorSprite, depth: float, object_id: int = 0) -> None:
        """Puts a finished drawing in the scene."""
        sprite = drawing.rasterise(self.camera.width, self.camera.height)
        if sprite is not None and sprite.area:
            self.standing.append(Standing(sprite, depth, object_id))

    def shadow(self, outline: np.ndarray) -> None:
        """A shadow given by its outline in pixels."""
        self._shadows.polygon(outline, (255, 255, 255))

    def _cast(self, points: list[list[float]]) -> None:
        shift_x, shift_z = self.light.shadow_offset()
        world = np.array([[x + y * shift_x, 0.0, z + y * shift_z] for x, y, z in points])
        if np.all(self.camera.to_view(world)[:, 2] > 2.0):
            self.shadow(convex_hull(self.camera.project(world)))

    def building(self, x0: float, x1: float, z0: float, z1: float, height: float, gable: bool = False,
                 portals: tuple[tuple[float, float, float], ...] = ()) -> None:  # fmt: skip
        """A house or a block; each portal (x0, x1, height) is a dark opening in its front."""
        camera, light, rng = self.camera, self.light, self.rng
        drawing = VectorSprite()
        walls = ((188, 170, 148), (172, 122, 98), (202, 196, 186), (150, 146, 144), (206, 184, 140), (164, 176, 180))
        wall = np.asarray(walls[int(rng.integers(len(walls)))]) * rng.uniform(0.9, 1.05)
        roof = np.asarray(((134, 72, 56), (92, 84, 80), (112, 62, 50))[int(rng.integers(3))])
        storey, spacing = rng.uniform(2.8, 3.3), rng.uniform(2.2, 3.2)
        eye = camera.position
        sides = [
            ((x0, z0), (x1, z0), np.array([0.0, 0.0, -1.0])),
            ((x0, z1), (x0, z0), np.array([-1.0, 0.0, 0.0])),
            ((x1, z0), (x1, z1), np.array([1.0, 0.0, 0.0])),
        ]
        for (ax, az), (bx, bz), normal in sides:
            if np.dot(eye - np.array([ax, 0.0, az]), normal) <= 0:
                continue
            run = math.hypot(bx - ax, bz - az)

            def patch(s0: float, s1: float, y0: float, y1: float, colour: Colour) -> None:
                corners = np.array([[ax + (bx - ax) * s / run, y, az + (bz - az) * s / run]
                                    for s, y in ((s0, y0), (s1, y0), (s1, y1), (s0, y1))])  # fmt: skip
                drawing.polygon(camera.project_clipped(corners), colour)

            base = light.shade(wall, normal)
            patch(0, run, 0, height, base)
            patch(0, run, 0, 0.7, base * 0.72)
            patch(0, run, height - 0.35, height, base * 0.85)
            columns = max(1, int((run - 1.0) / spacing))
            margin = (run - columns * spacing) / 2
            for floor in range(max(1, int((height - 0.6) / storey))):
                for column in range(columns):
                    s = margin + (column + 0.5) * spacing
                    x = ax + (bx - ax) * s / run
                    low = floor * storey + 1.0
                    if normal[2] < 0 and any(p0 - 1.2 < x < p1 + 1.2 and low < top + 0.6 for p0, p1, top in portals):
                        continue
                    lit = light.dusk and rng.random() < 0.4
                    bright = rng.uniform(0.75, 1.0) if lit else rng.uniform(0.75, 1.25)
                    glass = np.array((250, 206, 128)) * bright if lit else light.flat((74, 88, 104), bright)
                    patch(s - 0.62, s + 0.62, low - 0.08, low + 1.5, base * 1.12)
                    patch(s - 0.52, s + 0.52, low, low + 1.4, glass)
                    patch(s - 0.03, s + 0.03, low, low + 1.4, base * 1.05)
            for p0, p1, top in portals if normal[2] < 0 else ():
                patch(p0 - 0.5 - ax, p1 + 0.5 - ax, 0, top + 0.5, base * 0.8)
                patch(p0 - ax, p1 - ax, 0, top, (26, 27, 31))
        if gable:
            ridge, middle = height + (z1 - z0) * 0.32, (z0 + z1) / 2
            eaves = [[x0 - 0.4, height, z0 - 0.4], [x1 + 0.4, height, z0 - 0.4], [x1 + 0.4, ridge, middle], [x0 - 0.4, ridge, middle]]
            drawing.polygon(camera.project_clipped(np.array(eaves)), light.shade(roof, np.array([0.0, 0.84, -0.54])))
            for x, sign in ((x0, -1.0), (x1, 1.0)):
                if (eye[0] - x) * sign > 0:
                    drawing.polygon(camera.project_clipped(np.array([[x, height, z0], [x, height, z1], [x, ridge, middle]])),
                                    light.shade(wall, np.array([sign, 0.0, 0.0])))  # fmt: skip
        elif self.camera.elevation > height:
            drawing.polygon(camera.project_clipped(np.array([[x0, height, z0], [x1, height, z0], [x1, height, z1], [x0, height, z1]])),
                            light.shade((118, 116, 114), np.array([0.0, 1.0, 0.0])))  # fmt: skip
        depth = 0.5 * (camera.depth(x0, 0, z1) + camera.depth(x1, 0, z1))
        self._cast([[x, y, z] for x in (x0, x1) for y in (0.0, height) for z in (z0, z1)])
        self.add(drawing, depth)

    def tree(self, x: float, z: float, height: float) -> None:
        """A broad-leaved tree."""
        camera, light, rng = self.camera, self.light, self.rng
        drawing = VectorSprite()
        scale = camera.pixels_per_metre(x, height / 2, z)
        trunk = camera.project(np.array([[x, 0.0, z], [x + rng.uniform(-0.1, 0.1), height * 0.5, z]]))
        drawing.stroke(trunk, 0.045 * height * scale, light.flat((92, 70, 52)))
        green = np.array((78, 116, 54)) * rng.uniform(0.75, 1.15) + rng.normal(0, 8, 3)
        self._foliage(drawing, (x, height * 0.66, z), (0.3 * height, 0.34 * height, 0.3 * height), green, 42, 0.11 * height)
        self._cast([[x - 0.12, 0, z], [x + 0.12, 0, z], [x - 0.12, height * 0.4, z], [x + 0.12, height * 0.4, z]])
        ring = [(0.28 * height * math.cos(a), 0.3 * height * math.sin(a)) for a in np.linspace(0, 2 * math.pi, 12)]
        depths = (-0.28 * height, 0.28 * height)
        self._cast([[x + dx, height * 0.66 + dy, z] for dx, dy in ring] + [[x, height * 0.66, z + dz] for dz in depths])
        self.add(drawing, camera.depth(x, 0, z))

    def bush(self, x: float, z: float, size: float) -> None:
        """A round shrub."""
        drawing = VectorSprite()
        green = np.array((74, 106, 52)) * self.rng.uniform(0.8, 1.2)
        self._foliage(drawing, (x, size * 0.45, z), (size * 0.7, size * 0.4, size * 0.6), green, 14, size * 0.3)
        self._cast([[x - size * 0.6, 0, z], [x + size * 0.6, 0, z], [x - size * 0.5, size * 0.8, z], [x + size * 0.5, size * 0.8, z]])
        self.add(drawing, self.camera.depth(x, 0, z))

    def _foliage(self, drawing: VectorSprite, centre: tuple[float, float, float], radii: tuple[float, float, float],
                 colour: np.ndarray, count: int, leaf: float) -> None:  # fmt: skip
        directions = self.rng.normal(size=(count, 3))
        directions /= np.linalg.norm(directions, axis=1, keepdims=True)
        directions *= self.rng.uniform(0.35, 1.0, (count, 1)) ** 0.6
        order = np.argsort(directions @ (self.light.sun + np.array([0.0, 0.6, -0.5])))
        for direction in directions[order]:
            point = np.array(centre) + direction * np.array(radii)
            bright = 0.72 + 0.32 * float(direction @ self.light.sun) + 0.14 * float(direction[1])
            spot = self.camera.project(point[None])[0]
            drawing.disc(spot, leaf * self.camera.pixels_per_metre(*point) * self.rng.uniform(0.7, 1.15),
                         self.light.flat(colour, bright + self.rng.uniform(-0.05, 0.05)))  # fmt: skip

    def lamp(self, x: float, z: float, height: float = 5.5) -> None:
        """A street lamp."""
        drawing = VectorSprite()
        scale = self.camera.pixels_per_metre(x, height / 2, z)
        reach = -0.9 if x > 0 else 0.9
        points = self.camera.project(np.array([[x, 0, z], [x, height, z], [x + reach, height + 0.15, z]]))
        drawing.stroke(points, 0.11 * scale, self.light.flat((84, 88, 92)))
        head = self.camera.project(np.array([[x + reach * 0.7, height + 0.08, z], [x + reach * 1.3, height + 0.12, z]]))
        drawing.stroke(head, 0.2 * scale, (255, 236, 190) if self.light.dusk else self.light.flat((196, 198, 196)))
        self._cast([[x - 0.06, 0, z], [x + 0.06, 0, z], [x - 0.06, height, z], [x + 0.06, height, z]])
        self.add(drawing, self.camera.depth(x, 0, z))

    def bench(self, x: float, z: float) -> None:
        """A park bench, seen from the front."""
        drawing = VectorSprite()
        for y0, y1, dz in ((0.38, 0.48, 0.0), (0.55, 0.66, 0.25), (0.72, 0.84, 0.3)):
            back = z + dz + 0.02
            corners = np.array([[x - 0.9, y0, z + dz], [x + 0.9, y0, z + dz], [x + 0.9, y1, back], [x - 0.9, y1, back]])
            drawing.polygon(self.camera.project(corners), self.light.flat((130, 92, 58)))
        for side in (-0.75, 0.75):
            legs = self.camera.project(np.array([[x + side, 0, z], [x + side, 0.42, z]]))
            drawing.stroke(legs, 0.07 * self.camera.pixels_per_metre(x, 0.2, z), self.light.flat((60, 60, 62)))
        self._cast([[x - 0.9, 0, z], [x + 0.9, 0, z], [x - 0.9, 0.7, z + 0.3], [x + 0.9, 0.7, z + 0.3]])
        self.add(drawing, self.camera.depth(x, 0, z))

    def wall(self, x0: float, z0: float, x1: float, z1: float, height: float, colour: Colour) -> None:
        """A thin upright wall or a rail between two ground points."""
        drawing = VectorSprite()
        panel = np.array([[x0, 0, z0], [x1, 0, z1], [x1, height, z1], [x0, height, z0]])
        drawing.polygon(self.camera.project_clipped(panel), self.light.flat(colour, 0.85))
        cap = panel[[3, 3, 2, 2]] + np.array([[0, 0, 0], [0.16, 0, 0], [0.16, 0, 0], [0, 0, 0]])
        drawing.polygon(self.camera.project_clipped(cap), self.light.flat(colour, 1.1))
        self.add(drawing, self.camera.depth(x1, 0, z1))

    # Finishing --------------------------------------------------------------

    def background(self) -> Image.Image:
        """The finished picture of everything that stands still."""
        camera = self.camera
        sky = self._sky()
        scale = 2
        canvas = sky.resize((camera.width * scale, camera.height * scale), Image.BILINEAR)
        self._ground.draw(canvas, None, np.zeros(2), scale)
        image = self._textured(canvas.reduce(scale))
        shade = Image.new("L", image.size, 0)
        self._shadows.draw(Image.new("RGB", image.size), shade, np.zeros(2), 1.0)
        shade = shade.filter(ImageFilter.GaussianBlur(camera.width / 900)).point(lambda v: int(v * self.light.shadow))
        image.paste((8, 10, 20), (0, 0), shade)
        self.standing.sort(key=lambda item: -item.depth)
        for item in self.standing:
            item.sprite.paste(image)
        return image

    def _sky(self) -> Image.Image:
        width, height = self.camera.width, self.camera.height
        horizon = max(8.0, self.camera.horizon())
        share = np.clip(np.arange(height) / horizon, 0, 1)[:, None, None] ** 1.3
        rows = (1 - share) * np.array(self.light.sky_top) + share * np.array(self.light.sky_low)
        clouds = cloud_noise(self.rng, width, height)[:, :, None]
        white = np.array((232, 172, 150) if self.light.dusk else (250, 250, 250))
        cover = np.clip((clouds - 0.1) * 1.6, 0, 0.8) * (0.5 if self.light.dusk else 1.0)
        return Image.fromarray(np.clip(rows * (1 - cover) + white * cover, 0, 255).astype(np.uint8))

    def _textured(self, image: Image.Image) -> Image.Image:
        """Adds grain and stains to the ground, in perspective."""
        x, z, mask = self.camera.ground_grid()
        grain = self.rng.normal(0, 1, (256, 256)).astype(np.float32)
        grain = 0.5 * grain + 0.5 * np.asarray(
            Image.fromarray((grain * 40 + 128).clip(0, 255).astype(np.uint8)).filter(ImageFilter.GaussianBlur(2)), dtype=np.float32
        ) / 20 - 3.2
        total = np.zeros(mask.shape, dtype=np.float32)
        reach = np.maximum(np.hypot(x, z), 1.0)
        for pitch, weight in ((14.0, 3.2), (3.0, 2.6), (0.45, 2.0)):
            visible = np.clip(900.0 / (reach * pitch), 0.15, 1.0)
            rows = np.floor(z * pitch).astype(np.int64) & 255
            columns = np.floor(x * pitch).astype(np.int64) & 255
            total += weight * visible * grain[rows, columns]
        total *= mask
        pixels = np.asarray(image, dtype=np.float32) + total[:, :, None]
        return Image.fromarray(np.clip(pixels, 0, 255).astype(np.uint8))

    def grade(self, lamps: list[tuple[float, float]]) -> tuple[Image.Image, Image.Image | None]:
        """The picture to multiply each frame by, and one to add (pools of lamp light)."""
        width, height = self.camera.width, self.camera.height
        small = (width // 4, height // 4)
        v, u = np.mgrid[0 : small[1], 0 : small[0]].astype(np.float32)
        radius = ((u / small[0] - 0.5) ** 2 + (v / small[1] - 0.5) ** 2) * 2
        factor = 1.0 - self.rng.uniform(0.06, 0.18) * radius
        multiply = Image.fromarray((np.repeat(factor[:, :, None], 3, axis=2) * 255).clip(0, 255).astype(np.uint8))
        add = None
        if self.light.dusk and lamps:
            x, z, mask = self.camera.ground_grid()
            x, z, mask = x[2::4, 2::4], z[2::4, 2::4], mask[2::4, 2::4]
            x, z, mask = x[: small[1], : small[0]], z[: small[1], : small[0]], mask[: small[1], : small[0]]
            glow = sum((np.exp(-((x - lx) ** 2 + (z - lz) ** 2) / 14.0) for lx, lz in lamps), np.zeros_like(x)) * mask
            add = Image.fromarray(np.clip(glow[:, :, None] * np.array((52, 38, 16)), 0, 255).astype(np.uint8))
            add = add.resize((width, height), Image.BILINEAR)
        return multiply.resize((width, height), Image.BILINEAR), add


def cloud_noise(rng: np.random.Generator, width: int, height: int) -> np.ndarray:
    """Smooth noise from -1 to 1 in several octaves, stretched sideways."""
    total = np.zeros((height, width), dtype=np.float32)
    weight = 0.5
    for cells in (3, 6, 12, 24):
        tile = (rng.random((cells * 2, cells)) * 255).astype(np.uint8)
        layer = np.asarray(Image.fromarray(tile).resize((width, height), Image.BICUBIC), dtype=np.float32)
        total += weight * (layer / 127.5 - 1)
        weight /= 2
    return total
