"""The four kinds of scene and how a frame of one is rendered."""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np
from PIL import Image, ImageChops

from .camera import Camera
from .canvas import Sprite, VectorSprite
from .lighting import Light, make_light
from .motion import Lane, Mover, Path, walk
from .objects import Bicycle, Car, Model, Person, Pose, RoadSign
from .scenery import ASPHALT, GRASS, KERB, PAVEMENT, Scenery, Standing

KINDS: tuple[str, ...] = ("junction", "highway", "street", "plaza")

WARM_UP = 40.0
"""Seconds of traffic simulated before the first frame."""

MIN_VISIBLE = 0.4
"""An object counts when at least this share of it is visible in the frame."""

MIN_SIDE = 1 / 64
"""Smallest box side that counts, as a share of the frame's width (10 of 640)."""


@dataclass(frozen=True)
class TruthBox:
    """The visible part of one object, in pixels of the frame."""

    object_id: int
    class_id: int
    left: float
    top: float
    width: float
    height: float


class Scene:
    """A scene with its camera, scenery and traffic; any time can be rendered."""

    def __init__(self, kind: str, seed: int, width: int, height: int, duration: float, dusk: bool | None = None) -> None:
        self.rng = np.random.default_rng([seed, KINDS.index(kind)])
        self.kind = kind
        self.width, self.height = width, height
        self.duration = duration
        if dusk is None:
            dusk = bool(self.rng.random() < (0.7 if kind == "plaza" else 0.15))
        self.light: Light = make_light(self.rng, dusk)
        self.camera: Camera = self._make_camera()
        self.scenery = Scenery(self.camera, self.light, self.rng)
        self.lamps: list[tuple[float, float]] = []
        self.portal_at: float | None = None
        self._movers: list[tuple[int, Mover]] = []
        self._models: dict[int, Model] = {}
        getattr(self, f"_build_{kind}")()
        self._background = self.scenery.background()
        self._multiply, self._add = self.scenery.grade(self.lamps)
        self._base_ids = np.zeros((height, width), dtype=np.int16)
        for item in self.scenery.standing:
            item.sprite.mark(self._base_ids, item.object_id)
        self._noise = self._make_noise()

    # Rendering ----------------------------------------------------------------

    def frame(self, time: float) -> tuple[np.ndarray, list[TruthBox]]:
        """The RGB picture (height, width, 3) at a time, and its ground truth."""
        image = self._background.copy()
        ids = self._base_ids.copy()
        actors: list[tuple[float, int, Sprite, int]] = []
        for object_id, mover in self._movers:
            pose = mover.pose(time)
            if pose is None:
                continue
            fade = self._fade(pose)
            sprite = self._sprite(mover.model, pose)
            if sprite is None or fade <= 0.02:
                continue
            full_area = sprite.area
            if fade < 1:
                sprite = Sprite(sprite.image, sprite.mask.point(lambda value: int(value * fade)), sprite.left, sprite.top)
            else:
                self._paste_shadow(image, mover.model, pose)
            actors.append((self.camera.depth(pose.x, 0.0, pose.z), object_id, sprite, full_area))
        actors.sort(key=lambda actor: -actor[0])

        waiting = list(self.scenery.standing)
        drawn: list[Sprite] = []
        for depth, object_id, sprite, _ in actors:
            while waiting and waiting[0].depth > depth:
                self._repaint(image, ids, waiting.pop(0), drawn)
            sprite.paste(image)
            sprite.mark(ids, object_id)
            drawn.append(sprite)
        for item in waiting:
            self._repaint(image, ids, item, drawn)

        image = ImageChops.multiply(image, self._multiply)
        if self._add is not None:
            image = ImageChops.add(image, self._add)
        noise_rng = np.random.default_rng(int(time * 1000) + 7)
        left, top = (int(value) for value in noise_rng.integers(0, 64, 2))
        noise = self._noise.crop((left, top, left + self.width, top + self.height))
        image = ImageChops.add(image, noise, 1, -128)

        objects = [(object_id, sprite, area) for _, object_id, sprite, area in actors]
        objects += [(item.object_id, item.sprite, item.sprite.area) for item in self.scenery.standing if item.object_id]
        truth = [box for box in (self._truth(ids, *entry) for entry in objects) if box is not None]
        return np.asarray(image), sorted(truth, key=lambda box: box.object_id)

    @staticmethod
    def _repaint(image: Image.Image, ids: np.ndarray, item: Standing, drawn: list[Sprite]) -> None:
        """Puts a standing thing back in front of what was drawn behind it."""
        if any(item.sprite.overlaps(sprite.box) for sprite in drawn):
            item.sprite.paste(image)
            item.sprite.mark(ids, item.object_id)
            drawn.append(item.sprite)

    def _sprite(self, model: Model, pose: Pose) -> Sprite | None:
        if self.camera.depth(pose.x, 0.8, pose.z) < 4.0:
            return None
        drawing = VectorSprite()
        model.paint(drawing, self.camera, self.light, pose)
        return drawing.rasterise(self.width, self.height)

    def _paste_shadow(self, image: Image.Image, model: Model, pose: Pose) -> None:
        drawing = VectorSprite()
        drawing.polygon(model.shadow(self.camera, self.light, pose), (8, 10, 20))
        shadow = drawing.rasterise(self.width, self.height)
        if shadow is not None:
            strength = self.light.shadow
            image.paste(shadow.image, (shadow.left, shadow.top), shadow.mask.point(lambda value: int(value * strength)))

    def _fade(self, pose: Pose) -> float:
        """Objects vanish in the dark of a tunnel."""
        if self.portal_at is None:
            return 1.0
        return float(np.clip(1 - (pose.z - self.portal_at) / 5.0, 0.0, 1.0))

    def _truth(self, ids: np.ndarray, object_id: int, sprite: Sprite, area: int) -> TruthBox | None:
        left, top, right, bottom = sprite.box
        left, top = max(left, 0), max(top, 0)
        visible = ids[top : min(bottom, self.height), left : min(right, self.width)] == object_id
        if np.count_nonzero(visible) < MIN_VISIBLE * area or not visible.any():
            return None
        rows, columns = np.flatnonzero(visible.any(axis=1)), np.flatnonzero(visible.any(axis=0))
        box = TruthBox(object_id, self._models[object_id].class_id, float(left + columns[0]), float(top + rows[0]),
                       float(columns[-1] - columns[0] + 1), float(rows[-1] - rows[0] + 1))  # fmt: skip
        return box if min(box.width, box.height) >= MIN_SIDE * self.width else None

    def _make_noise(self) -> Image.Image:
        sigma = self.rng.uniform(1.0, 3.0) * (1.3 if self.light.dusk else 1.0)
        noise = self.rng.normal(128, sigma, (self.height + 64, self.width + 64, 3))
        return Image.fromarray(np.clip(noise, 0, 255).astype(np.uint8))

    # Building blocks ------------------------------------------------------------

    def _make_camera(self) -> Camera:
        rng = self.rng
        focal, elevation, pitch, yaw = {
            "junction": (rng.uniform(1.15, 1.35), rng.uniform(6.0, 8.0), rng.uniform(0.20, 0.27), rng.uniform(-0.14, 0.14)),
            "highway": (rng.uniform(1.15, 1.35), rng.uniform(6.5, 8.5), rng.uniform(0.15, 0.20), rng.uniform(-0.05, 0.08)),
            "street": (rng.uniform(1.05, 1.25), rng.uniform(4.8, 6.4), rng.uniform(0.16, 0.22), rng.uniform(-0.07, 0.07)),
            "plaza": (rng.uniform(1.05, 1.25), rng.uniform(4.6, 6.2), rng.uniform(0.17, 0.22), rng.uniform(-0.1, 0.1)),
        }[self.kind]
        return Camera(self.width, self.height, focal * self.width, elevation, pitch, yaw)

    def _register(self, model: Model) -> int:
        object_id = len(self._models) + 1
        self._models[object_id] = model
        return object_id

    def _enlist(self, movers: list[Mover]) -> None:
        self._movers += [(self._register(mover.model), mover) for mover in movers]

    def _traffic(self, lanes: list[Lane]) -> None:
        for lane in lanes:
            self._enlist(lane.simulate(self.rng, -WARM_UP, self.duration))

    def _stroll(self, points: list[tuple[float, float]], start: float, cyclist: bool = False) -> None:
        """Sends one pedestrian or one cyclist along a path at a steady pace."""
        model = Bicycle(self.rng) if cyclist else Person(self.rng)
        speed = self.rng.uniform(3.2, 4.4) if cyclist else self.rng.uniform(1.0, 1.6)
        mover = walk(model, Path(points, 1.5 if cyclist else 0.7), start, speed, self.duration)
        if len(mover.distances) > 2:
            self._enlist([mover])

    def _strolls(self, routes: list[list[tuple[float, float]]], every: tuple[float, float], cyclist: bool = False) -> None:
        """Sends people along random ones of the routes, in either direction."""
        time = -WARM_UP + self.rng.uniform(0, every[1])
        while time < self.duration:
            route = routes[int(self.rng.integers(len(routes)))]
            route = route if cyclist or self.rng.random() < 0.5 else route[::-1]
            drift = self.rng.uniform(-0.45, 0.45) * (0.3 if cyclist else 1.0)
            self._stroll([(x + drift, z + drift) for x, z in route], time, cyclist)
            time += self.rng.uniform(*every)

    def _keep_still(self, model: Model, pose: Pose) -> None:
        """Adds an object that never moves, such as a parked car."""
        drawing = VectorSprite()
        model.paint(drawing, self.camera, self.light, pose)
        self.scenery.shadow(model.shadow(self.camera, self.light, pose))
        self.scenery.add(drawing, self.camera.depth(pose.x, 0, pose.z), self._register(model))

    def _sign(self, x: float, z: float, large: bool = False) -> None:
        sign = RoadSign(self.rng, large)
        pose = Pose(x, z, self.rng.uniform(-0.5, 0.5) + 0.5 * math.atan2(x, z))
        pole = VectorSprite()
        sign.paint_pole(pole, self.camera, self.light, pose)
        depth = self.camera.depth(x, 0, z)
        self.scenery.add(pole, depth)
        plate = VectorSprite()
        sign.paint(plate, self.camera, self.light, pose)
        self.scenery.add(plate, depth - 0.01, self._register(sign))

    def _signs(self, places: list[tuple[float, float]], count: int, large: bool = False) -> None:
        chosen = self.rng.permutation(len(places))[:count]
        for index in chosen:
            x, z = places[int(index)]
            self._sign(x + self.rng.uniform(-0.3, 0.3), z + self.rng.uniform(-0.6, 0.6), large)

    def _lamp(self, x: float, z: float) -> None:
        self.scenery.lamp(x, z)
        self.lamps.append((x, z))

    def _skyline(self, z: float, half_width: float) -> None:
        """A row of blocks across the view."""
        x = -half_width
        while x < half_width:
            run = self.rng.uniform(9, 18)
            self.scenery.building(x, x + run, z, z + 10, self.rng.uniform(6.5, 15))
            x += run + (self.rng.uniform(2, 5) if self.rng.random() < 0.3 else 0.0)

    # Junction ---------------------------------------------------------------------

    def _build_junction(self) -> None:
        rng, scenery = self.rng, self.scenery
        main, cross, far = rng.uniform(20.0, 22.5), rng.uniform(-2.5, 2.5), rng.uniform(46, 52)
        half, side = 4.9, 3.4
        scenery.rectangle(-90, 90, 0, 140, np.asarray(PAVEMENT) * rng.uniform(0.9, 1.05))
        for x0, x1 in ((-90, cross - side - 3.2), (cross + side + 3.2, 90)):
            scenery.rectangle(x0, x1, 0, main - half - 3.2, np.asarray(GRASS) * rng.uniform(0.9, 1.1))
            scenery.rectangle(x0, x1, main + half + 3.6, far - 2.5, np.asarray(GRASS) * 0.95)
        asphalt = np.asarray(ASPHALT) * rng.uniform(0.85, 1.12)
        scenery.rectangle(-90, 90, main - half - 0.15, main + half + 0.15, KERB)
        scenery.rectangle(cross - side - 0.15, cross + side + 0.15, 0, far + 4, KERB)
        scenery.rectangle(-90, 90, far - 0.5, far + 6.5, asphalt)
        scenery.rectangle(cross - side, cross + side, 0, far + 2, asphalt)
        scenery.rectangle(-90, 90, main - half, main + half, asphalt)
        bike_lane = np.array((150, 84, 70)) * rng.uniform(0.8, 1.05)
        for z0 in (main - half, main + half - 1.5):
            for x0, x1 in ((-90, cross - 7.2), (cross + 7.2, 90)):
                scenery.rectangle(x0, x1, z0, z0 + 1.5, bike_lane)
        for x0, x1 in ((-60, cross - 7.2), (cross + 7.2, 60)):
            scenery.dashes_along_x(main, x0, x1, 2.2, 1.6)
            scenery.dashes_along_x(main - half + 1.55, x0, x1, 1, 0, 0.1)
            scenery.dashes_along_x(main + half - 1.55, x0, x1, 1, 0, 0.1)
        for z0, z1 in ((2, main - half - 3.7), (main + half + 3.7, far - 1)):
            scenery.dashes_along_z(cross, z0, z1, 2.2, 1.6)
        scenery.rectangle(cross - 7.3, cross - 6.9, main - half, main, (222, 222, 216))
        scenery.rectangle(cross + 6.9, cross + 7.3, main, main + half, (222, 222, 216))
        scenery.rectangle(cross, cross + side, main - half - 3.8, main - half - 3.4, (222, 222, 216))
        for x0 in (cross - 6.5, cross + 4.0):
            scenery.zebra(x0, x0 + 2.5, main - half + 0.2, main + half - 0.2, along_x=False)
        for z0 in (main - half - 3.1, main + half + 0.6):
            scenery.zebra(cross - side + 0.1, cross + side - 0.1, z0, z0 + 2.5, along_x=True)

        z = main + half + 5.5
        while z < far - 8:
            depth = rng.uniform(8, 13)
            back = min(z + depth, far - 3)
            scenery.building(cross - side - 4 - rng.uniform(14, 24), cross - side - 4, z, back, rng.uniform(7, 14))
            scenery.building(cross + side + 4, cross + side + 4 + rng.uniform(14, 24), z, back, rng.uniform(7, 14))
            z = back + 0.01
        self._skyline(far + 10, 60)
        for x in (-9.5, 8.8):
            if rng.random() < 0.7:
                scenery.tree(cross + x + rng.uniform(-1, 1), main - half - 4.6 + rng.uniform(-1, 0.5), rng.uniform(3.4, 4.6))
        for x in (-11.5, 11.5):
            if rng.random() < 0.6:
                scenery.tree(cross + x, main + half + 4.2, rng.uniform(3.6, 5.0))
        self._lamp(cross - side - 1.2, main + half + 3.4)
        self._lamp(cross + side + 1.2, main - half - 3.4)
        self._signs([(cross - 7.6, main - half - 1.0), (cross + 7.6, main + half + 1.0), (cross + side + 0.8, main - half - 4.0),
                     (cross - side - 0.8, main + half + 3.9), (cross + 4.6, main + half + 4.6), (cross - 10.5, main + half + 1.0),
                     (cross - side - 0.8, main - half - 3.8)], int(rng.integers(4, 7)))  # fmt: skip

        shift = rng.uniform(0, 26)

        def main_green(time: float) -> bool:
            return (time + shift) % 26 < 11

        def cross_green(time: float) -> bool:
            return 13 <= (time + shift) % 26 < 23.5

        reach = 34.0
        rate = rng.uniform(0.85, 1.3)
        stop_x, stop_z = reach + cross - 7.4, main - half - 3.9
        self._traffic([
            Lane(Path([(-reach, main - 1.7), (reach, main - 1.7)]), Car, 8.5, (3.2 * rate, 7.5 * rate), stop_x, main_green),
            Lane(Path([(reach, main + 1.7), (-reach, main + 1.7)]), Car, 8.5, (3.2 * rate, 7.5 * rate), reach - cross - 7.4, main_green),
            Lane(Path([(cross + 1.7, 3), (cross + 1.7, far + 1.3), (reach + 20, far + 1.3)], 5), Car, 7.5,
                 (6.0 * rate, 14.0 * rate), stop_z - 3, cross_green),
            Lane(Path([(reach + 10, far + 4.6), (cross - 1.7, far + 4.6), (cross - 1.7, 3)], 5), Car, 7.5,
                 (6.0 * rate, 14.0 * rate), reach + 10 - cross + 1.7 + far + 4.6 - (main + half + 3.9) - 3.0, cross_green),
            Lane(Path([(-reach, main - half + 0.75), (reach, main - half + 0.75)]), Bicycle, 4.2, (4.5 * rate, 10 * rate),
                 stop_x, main_green),
            Lane(Path([(reach, main + half - 0.75), (-reach, main + half - 0.75)]), Bicycle, 4.2, (5 * rate, 12 * rate),
                 reach - cross - 7.4, main_green),
        ])  # fmt: skip
        self._junction_walkers(main, cross, half, side, shift, rate)

    def _junction_walkers(self, main: float, cross: float, half: float, side: float, shift: float, rate: float) -> None:
        """Pedestrians who reach each kerb when their light has just turned green."""
        rng = self.rng
        near, beyond = main - half - 1.8, main + half + 1.8
        routes = []
        for z in (near, near, beyond):
            routes.append(([(-16, z), (16, z)], 16 + cross - side, 0.0))
            routes.append(([(16, z), (-16, z)], 16 - cross - side, 0.0))
        for x in (cross - 5.2, cross + 5.2):
            outside = math.copysign(14, x - cross) + cross
            routes.append(([(outside, near), (x, near), (x, beyond), (outside, beyond)], abs(outside - x) + 1.8, 13.0))
            routes.append(([(outside, beyond), (x, beyond), (x, near), (outside, near)], abs(outside - x) + 1.8, 13.0))
        cycles = range(-2, int(self.duration / 26) + 2)
        for cycle in cycles:
            for points, kerb, phase in routes:
                if rng.random() < 0.62 / rate:
                    drift = rng.uniform(-0.6, 0.6)
                    moved = [(x + drift * 0.5, z + drift) for x, z in points]
                    green = cycle * 26 - shift + phase + rng.uniform(0.2, 2.6)
                    self._stroll(moved, green - kerb / 1.3)

    # Highway ----------------------------------------------------------------------

    def _build_highway(self) -> None:
        rng, scenery = self.rng, self.scenery
        median, portal = rng.uniform(-6.2, -5.0), rng.uniform(62, 72)
        lanes = 2
        lane_width = 3.6
        outer = median + 1.3 + lanes * lane_width + 1.0
        inner = median - 1.3 - lanes * lane_width - 1.0
        scenery.rectangle(-140, 140, 0, 200, np.asarray(GRASS) * rng.uniform(0.9, 1.12))
        asphalt = np.asarray(ASPHALT) * rng.uniform(0.82, 1.1)
        scenery.rectangle(inner - 0.6, median - 0.7, 0, portal + 4, asphalt)
        scenery.rectangle(median + 0.7, outer + 0.6, 0, portal + 4, asphalt)
        scenery.rectangle(median - 0.7, median + 0.7, 0, portal, np.asarray(GRASS) * 0.85)
        for x in (inner, median - 1.2, median + 1.2, outer):
            scenery.dashes_along_z(x, 1, portal, 1, 0, 0.18)
        for x in (median - 1.3 - lane_width, median + 1.3 + lane_width):
            scenery.dashes_along_z(x, 2, portal, 3.0, 4.5, 0.16)
        track = outer + 3.2
        scenery.rectangle(track - 1.1, track + 1.1, 0, 30, np.array((164, 118, 98)) * rng.uniform(0.85, 1.1))
        scenery.rectangle(track + 1.2, track + 3.3, 0, 31, np.asarray(PAVEMENT))
        scenery.rectangle(track - 1.1, track + 30, 29, 33, np.asarray(PAVEMENT))
        scenery.dashes_along_z(track, 1, 28, 1.0, 1.4, 0.1)
        for x in (inner - 1.4, outer + 1.4):
            scenery.wall(x, 6, x, portal, 0.7, (150, 154, 156))
        scenery.rectangle(median - 0.05, median + 0.05, 2, portal, (176, 178, 178))
        scenery.building(inner - 40, outer + 40, portal, portal + 30, rng.uniform(8.5, 11),
                         portals=((inner - 0.4, median - 0.6, 5.6), (median + 0.6, outer + 0.4, 5.6)))  # fmt: skip
        scenery.building(track + 4.2, track + 14, rng.uniform(19, 21), 28.5, rng.uniform(3.6, 5.5), gable=bool(rng.random() < 0.6))
        scenery.building(track + 3.5, track + 16, 34, 46, rng.uniform(6, 10))
        for _ in range(int(rng.integers(5, 10))):
            scenery.tree(inner - rng.uniform(4.5, 18), rng.uniform(18, portal - 4), rng.uniform(4.5, 8))
        for _ in range(int(rng.integers(2, 5))):
            scenery.tree(outer + rng.uniform(4.0, 7), rng.uniform(37, portal - 4), rng.uniform(4, 7))
        for z in np.arange(12, portal - 6, rng.uniform(3.0, 5.0)):
            if rng.random() < 0.7:
                scenery.bush(inner - 2.6, float(z), rng.uniform(0.7, 1.2))
        self._lamp(outer + 2.0, 36.0)
        self._lamp(inner - 2.2, 26.0)
        self._signs([(inner - 2.0, 22.0), (inner - 2.0, 40.0), (outer + 1.9, 20.0), (outer + 1.9, 30.0), (outer + 1.9, 46.0)],
                    int(rng.integers(3, 6)), large=True)  # fmt: skip
        if rng.random() < 0.6:
            self._sign(track + 3.7, rng.uniform(17, 18.5))

        self.portal_at = portal + 0.5
        rate = rng.uniform(0.85, 1.4)
        for index in range(lanes):
            offset = 1.3 + (index + 0.5) * lane_width
            speed = (15.5, 13.0)[index] * rng.uniform(0.9, 1.05)
            self._traffic([
                Lane(Path([(median + offset, 4), (median + offset, portal + 8)]), Car, speed, (1.8 * rate, 4.8 * rate), spread=0.04),
                Lane(Path([(median - offset, portal + 8), (median - offset, 4)]), Car, speed, (1.8 * rate, 4.8 * rate), spread=0.04),
            ])  # fmt: skip
        self._traffic([
            Lane(Path([(track + 0.55, 4), (track + 0.55, 30.5), (track + 24, 30.5)], 2.5), Bicycle, 4.4, (4 * rate, 9 * rate)),
            Lane(Path([(track + 24, 31.6), (track - 0.55, 31.6), (track - 0.55, 4)], 2.5), Bicycle, 4.4, (4 * rate, 9 * rate)),
        ])  # fmt: skip
        self._strolls([[(track + 2.2, 5), (track + 2.2, 30), (track + 20, 30)]], (4 * rate, 8 * rate))

    # Residential street --------------------------------------------------------------

    def _build_street(self) -> None:
        rng, scenery = self.rng, self.scenery
        axis, half, far, gap = rng.uniform(-0.8, 0.8), 3.1, rng.uniform(44, 50), rng.uniform(25.5, 27.5)
        left, right = axis - half - 2.3, axis + half + 2.2
        scenery.rectangle(-90, 90, 0, 150, np.asarray(GRASS) * rng.uniform(0.95, 1.15))
        asphalt = np.asarray(ASPHALT) * rng.uniform(0.88, 1.15)
        scenery.rectangle(left - 2.3, right + 2.3, 0, far, np.asarray(PAVEMENT) * rng.uniform(0.95, 1.05))
        scenery.rectangle(-60, 60, gap - 1.2, gap + 1.6, np.asarray(PAVEMENT) * 0.95)
        scenery.rectangle(-90, 90, far - 2, far + 9, PAVEMENT)
        scenery.rectangle(-90, 90, far, far + 6.8, asphalt)
        scenery.rectangle(left - 0.15, right + 0.15, 0, far + 0.4, KERB)
        scenery.rectangle(left, axis - half, 0, far + 1, asphalt * 1.1)
        scenery.rectangle(axis - half, axis + half, 0, far + 1, asphalt)
        scenery.rectangle(axis + half, right, 0, far, np.array((148, 88, 74)) * rng.uniform(0.85, 1.1))
        scenery.dashes_along_z(axis, 2, far - 2, 2.0, 2.6, 0.12)
        scenery.dashes_along_z(axis + half + 0.02, 2, far - 2, 1, 0, 0.12)
        scenery.dashes_along_z(axis + half + 1.1, 2, gap, 0.8, 1.2, 0.08)
        for z in np.arange(6, far - 3, 6.0):
            scenery.dashes_along_x(float(z), left + 0.1, axis - half, 1, 0, 0.1)
        for edge, outward in ((left - 3.4, -1), (right + 3.4, 1)):
            for z0, z1 in ((rng.uniform(11, 12.5), gap - 2.2), (gap + 2.2, far - 3.0)):
                x0, x1 = sorted((edge + outward * rng.uniform(0, 0.6), edge + outward * rng.uniform(9, 12)))
                split = 0.5 * (z0 + z1) if z1 - z0 > 15 else None
                for start, end in ((z0, split - 0.6), (split + 0.6, z1)) if split else ((z0, z1),):
                    scenery.building(x0, x1, start, end, rng.uniform(4.4, 6.6), gable=True)
        x = -40.0
        while x < 40:
            run = rng.uniform(8, 12)
            scenery.building(x, x + run, far + 10, far + 19, rng.uniform(5, 7), gable=True)
            x += run + rng.uniform(1.5, 5)
        for _ in range(int(rng.integers(3, 7))):
            x = float(rng.choice([left - 2.7, right + 2.7]))
            z = float(rng.choice([rng.uniform(13, gap - 3), rng.uniform(gap + 4, far - 4)]))
            scenery.tree(x, z, rng.uniform(3.2, 4.8))
        for _ in range(int(rng.integers(4, 9))):
            scenery.bush(float(rng.choice([left - 3.0, right + 3.0])), rng.uniform(12, far - 4), rng.uniform(0.6, 1.0))
        self._lamp(left - 0.3, rng.uniform(20, 24))
        self._lamp(right + 0.3, rng.uniform(30, 36))
        for slot in range(1, int((far - 8) / 6)):
            if rng.random() < 0.4:
                heading = 0.0 if rng.random() < 0.3 else math.pi
                car = Car(rng)
                x, z = axis - half - 1.15 + rng.uniform(-0.1, 0.1), 9 + 6 * slot + rng.uniform(-0.3, 0.3)
                self._keep_still(car, Pose(x, z, heading))
        self._signs([(left - 0.4, 16.0), (right + 0.4, 15.0), (left - 0.4, 29.0), (right + 0.4, 24.0), (right + 0.4, 33.5),
                     (left - 0.4, 37.0)], int(rng.integers(3, 6)))  # fmt: skip

        rate = rng.uniform(0.85, 1.4)
        self._traffic([
            Lane(Path([(axis + 1.55, 3), (axis + 1.55, far + 1.8), (60, far + 1.8)], 4), Car, 7.0, (4.5 * rate, 11 * rate)),
            Lane(Path([(60, far + 5.0), (axis - 1.55, far + 5.0), (axis - 1.55, 3)], 4), Car, 7.0, (4.5 * rate, 11 * rate)),
            Lane(Path([(axis + half + 1.65, 4), (axis + half + 1.65, gap), (40, gap)], 2), Bicycle, 4.0, (4 * rate, 9 * rate)),
            Lane(Path([(40, gap + 0.9), (axis + half + 0.6, gap + 0.9), (axis + half + 0.6, 4)], 2), Bicycle, 4.0, (4.5 * rate, 10 * rate)),
        ])  # fmt: skip
        self._strolls([[(right + 1.2, 5), (right + 1.2, gap), (24, gap)]], (6 * rate, 12 * rate))
        self._strolls([[(left - 1.2, 5), (left - 1.2, gap), (-24, gap)]], (6 * rate, 12 * rate))

    # Plaza ------------------------------------------------------------------------------

    def _build_plaza(self) -> None:
        rng, scenery = self.rng, self.scenery
        edge = rng.uniform(25.5, 28)
        stone = np.array((168, 156, 142)) * rng.uniform(0.88, 1.08) + rng.normal(0, 5, 3)
        scenery.rectangle(-90, 90, 0, 150, stone)
        pitch = rng.uniform(1.8, 2.8)
        for x in np.arange(-36, 36, pitch):
            scenery.dashes_along_z(float(x), 4, edge - 2, 1, 0, 0.06, stone * 0.86)
        for z in np.arange(5, edge - 2, pitch):
            scenery.dashes_along_x(float(z), -40, 40, 1, 0, 0.06, stone * 0.86)
        if rng.random() < 0.6:
            centre, radius = (rng.uniform(-3, 3), rng.uniform(15, 18)), rng.uniform(2.6, 4.0)
            for size, tone in ((radius, 0.82), (radius * 0.82, 1.08), (radius * 0.4, 0.78)):
                scenery.area([(centre[0] + size * math.cos(a), centre[1] + size * math.sin(a))
                              for a in np.linspace(0, 2 * math.pi, 40)], stone * tone)  # fmt: skip
        scenery.rectangle(-90, 90, edge - 1.2, edge - 0.9, KERB)
        scenery.rectangle(-90, 90, edge - 0.9, edge + 6.1, np.asarray(ASPHALT) * rng.uniform(0.85, 1.05))
        scenery.dashes_along_x(edge + 2.6, -60, 60, 2.0, 1.8)
        scenery.rectangle(-90, 90, edge + 6.1, edge + 6.4, KERB)
        scenery.rectangle(-90, 90, edge + 6.4, edge + 10, PAVEMENT)
        self._skyline(edge + 10, 46)
        for x in (-11.5, -7.5, 7.0, 11.0):
            if rng.random() < 0.55:
                scenery.tree(x + rng.uniform(-1.2, 1.2), rng.uniform(19, edge - 2.2), rng.uniform(3.6, 5.2))
        for x in (-6.0, 5.0):
            if rng.random() < 0.6:
                scenery.bench(x + rng.uniform(-1.5, 1.5), rng.uniform(19, 22))
        for x in (-9.0, 0.5, 9.5):
            self._lamp(x + rng.uniform(-1, 1), edge - 2.0)
        self._lamp(rng.uniform(-6, 6), rng.uniform(14, 18))
        self._signs([(-9.5, edge - 1.8), (-4.5, edge - 1.8), (3.5, edge - 1.8), (8.0, edge - 1.8), (-6.0, 17.5), (6.8, 16.0),
                     (12, edge - 1.8)], int(rng.integers(3, 6)))  # fmt: skip

        rate = rng.uniform(0.85, 1.4)
        self._traffic([
            Lane(Path([(-40, edge + 1.0), (40, edge + 1.0)]), Car, 7.0, (3 * rate, 8 * rate)),
            Lane(Path([(40, edge + 4.3), (-40, edge + 4.3)]), Car, 7.0, (3 * rate, 8 * rate)),
        ])  # fmt: skip
        near, back = 9.5, 22.0
        time = -WARM_UP
        while time < self.duration:
            z0, z1 = rng.uniform(near + 1, back, 2)
            side = 17.0 if rng.random() < 0.5 else -17.0
            if rng.random() < 0.2:
                z0, route_end = 3.0, (-side * rng.uniform(0.9, 1.0), z1)
                route = [(rng.uniform(-3, 3), z0), route_end]
                route = route if rng.random() < 0.5 else route[::-1]
            else:
                route = [(side, z0), (-side, z0 + (z1 - z0) * 0.5)]
            self._stroll(route, time, cyclist=bool(rng.random() < 0.6))
            time += rng.uniform(1.6, 4.2) * rate
        for _ in range(int(rng.integers(1, 4))):
            self._keep_still(Person(rng), Pose(rng.uniform(-7, 7), rng.uniform(14, back), rng.uniform(0, 2 * math.pi), moving=False))
