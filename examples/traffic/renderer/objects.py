"""The four kinds of object: car, person, bicycle (with rider) and road sign.

Each is a small 3-D model whose shape, size and colours are drawn at random
once; it then paints itself for any pose.
"""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np

from .camera import Camera
from .canvas import Colour, VectorSprite, convex_hull
from .lighting import Light

CLASSES: tuple[str, ...] = ("car", "person", "bicycle", "road_sign")
CAR, PERSON, BICYCLE, ROAD_SIGN = range(4)

GLASS = (52, 62, 74)
TYRE = (28, 28, 30)

CAR_PAINTS: tuple[Colour, ...] = (
    (206, 210, 214), (236, 238, 238), (58, 62, 68), (34, 36, 40), (132, 138, 144),
    (168, 34, 36), (38, 72, 140), (92, 128, 168), (42, 92, 66), (198, 156, 52),
    (122, 84, 58), (214, 112, 42), (98, 36, 58), (170, 182, 160),
)  # fmt: skip
CLOTHES: tuple[Colour, ...] = (
    (190, 52, 48), (44, 86, 150), (58, 120, 78), (226, 224, 216), (40, 42, 50),
    (206, 164, 60), (122, 74, 128), (150, 156, 160), (86, 60, 46), (236, 128, 60),
    (98, 158, 190), (206, 122, 150),
)  # fmt: skip
TROUSERS: tuple[Colour, ...] = (
    (44, 54, 84), (34, 34, 40), (92, 84, 72), (128, 122, 110), (66, 82, 116), (70, 50, 44),
)  # fmt: skip
SKINS: tuple[Colour, ...] = ((236, 196, 168), (214, 164, 128), (168, 118, 84), (112, 76, 54))
HAIRS: tuple[Colour, ...] = ((44, 34, 28), (92, 62, 38), (176, 140, 84), (124, 120, 116), (24, 22, 22))


@dataclass(frozen=True)
class Pose:
    """Where an object stands, where it heads (0 is +z, pi/2 is +x), and how
    far it has moved along its way (which drives legs and pedals)."""

    x: float
    z: float
    heading: float
    travelled: float = 0.0
    moving: bool = True

    def place(self, local: np.ndarray) -> np.ndarray:
        """Turns local points (forward, up, right) into world points."""
        sin, cos = math.sin(self.heading), math.cos(self.heading)
        forward, up, right = local[:, 0], local[:, 1], local[:, 2]
        return np.stack([self.x + forward * sin + right * cos, up, self.z + forward * cos - right * sin], axis=1)

    def turn(self, local: np.ndarray) -> np.ndarray:
        """Turns one local direction into a world direction."""
        sin, cos = math.sin(self.heading), math.cos(self.heading)
        forward, up, right = local
        return np.array([forward * sin + right * cos, up, forward * cos - right * sin])


class Model:
    """Something that can be painted at a pose."""

    class_id: int
    length: float
    width: float
    height: float

    def paint(self, sprite: VectorSprite, camera: Camera, light: Light, pose: Pose) -> None:
        """Adds the object's picture to the sprite."""
        raise NotImplementedError

    def shadow(self, camera: Camera, light: Light, pose: Pose) -> np.ndarray:
        """The outline of the cast shadow, in pixels."""
        half_length, half_width = self.length / 2, self.width / 2
        foot = [[f, 0.0, r] for f in (-half_length, half_length) for r in (-half_width, half_width)]
        head = [[f * 0.75, self.height, r * 0.75] for f, _, r in foot]
        world = pose.place(np.array(foot + head))
        shift_x, shift_z = light.shadow_offset()
        world[:, 0] += world[:, 1] * shift_x
        world[:, 2] += world[:, 1] * shift_z
        world[:, 1] = 0.0
        return convex_hull(camera.project(world))


def _choice(rng: np.random.Generator, options: tuple[Colour, ...], spread: float = 12.0) -> np.ndarray:
    """One of the colours, slightly changed."""
    base = np.asarray(options[int(rng.integers(len(options)))], dtype=np.float64)
    return np.clip(base + rng.normal(0, spread, 3), 12, 245)


class Car(Model):
    """A hatchback, saloon, estate, off-roader or van."""

    class_id = CAR

    #               length       width        height       belt  cabin: rear/front at belt, rear/front at roof
    STYLES = {
        "hatchback": ((3.6, 4.1), (1.68, 1.8), (1.42, 1.54), 0.60, (-0.49, 0.22, -0.42, 0.02)),
        "saloon": ((4.4, 4.9), (1.76, 1.9), (1.38, 1.48), 0.60, (-0.38, 0.22, -0.20, 0.04)),
        "estate": ((4.4, 4.9), (1.76, 1.9), (1.42, 1.52), 0.60, (-0.49, 0.22, -0.44, 0.04)),
        "offroad": ((4.2, 4.8), (1.82, 1.98), (1.66, 1.86), 0.58, (-0.49, 0.24, -0.45, 0.08)),
        "van": ((4.9, 5.8), (1.9, 2.05), (2.0, 2.5), 0.48, (-0.495, 0.40, -0.485, 0.26)),
    }

    def __init__(self, rng: np.random.Generator) -> None:
        names = list(self.STYLES)
        self.style = names[int(rng.choice(len(names), p=[0.26, 0.28, 0.16, 0.18, 0.12]))]
        lengths, widths, heights, belt, cabin = self.STYLES[self.style]
        self.length = rng.uniform(*lengths)
        self.width = rng.uniform(*widths)
        self.height = rng.uniform(*heights)
        self.belt = belt * self.height
        self.cabin = np.asarray(cabin) * self.length
        self.paint_colour = _choice(rng, CAR_PAINTS)
        self.roof_colour = self.paint_colour * (0.35 if rng.random() < 0.12 else 1.0)
        self.wheel = rng.uniform(0.30, 0.36) * (1.1 if self.style in ("offroad", "van") else 1.0)
        self.hub = np.full(3, rng.uniform(90, 190))
        self.clear_side = self.style != "van" or rng.random() < 0.35

    def paint(self, sprite: VectorSprite, camera: Camera, light: Light, pose: Pose) -> None:
        half_length, half_width = self.length / 2, self.width / 2
        floor, belt, roof = 0.24, self.belt, self.height
        nose = belt * 0.92
        rear_low, front_low, rear_high, front_high = self.cabin
        eye = camera.position

        def quad(points: list[list[float]]) -> np.ndarray:
            return camera.project(pose.place(np.array(points)))

        def visible(point: list[float], normal: list[float]) -> bool:
            world = pose.place(np.array([point]))[0]
            return float(np.dot(eye - world, pose.turn(np.array(normal)))) > 0

        def face(points: list[list[float]], normal: list[float], colour: Colour) -> None:
            unit = np.array(normal) / np.linalg.norm(normal)
            sprite.polygon(quad(points), light.shade(colour, pose.turn(unit)))

        left, right, front, rear = (
            visible([0, 0.5, -half_width], [0, 0, -1]),
            visible([0, 0.5, half_width], [0, 0, 1]),
            visible([half_length, 0.5, 0], [1, 0, 0]),
            visible([-half_length, 0.5, 0], [-1, 0, 0]),
        )
        # Underside and the wheels of the far side.
        axle = half_length - self.wheel - 0.42
        sprite.polygon(quad([[f, 0.12, r] for f, r in (
            (-half_length + 0.25, -half_width + 0.1), (half_length - 0.25, -half_width + 0.1),
            (half_length - 0.25, half_width - 0.1), (-half_length + 0.25, half_width - 0.1))]), (18, 18, 20))  # fmt: skip
        for side in (-1, 1):
            for centre in (-axle, axle):
                sprite.polygon(self._wheel(quad, centre, side * (half_width - 0.12), 1.0), light.flat(TYRE, 0.8))

        # Lower body: sides, tail, nose, bonnet and boot lid.
        profile = [(-half_length, floor), (-half_length, belt * 0.94), (-half_length + 0.12, belt),
                   (front_low, belt), (half_length - 0.16, nose), (half_length, nose * 0.78), (half_length, floor)]  # fmt: skip
        for (f0, y0), (f1, y1) in zip(profile, profile[1:]):
            normal = [-(y1 - y0), f1 - f0, 0.0]
            if visible([f0, y0, 0], normal):
                face([[f0, y0, -half_width], [f0, y0, half_width], [f1, y1, half_width], [f1, y1, -half_width]],
                     normal, self.paint_colour)  # fmt: skip
        for side, seen in ((-1, left), (1, right)):
            if not seen:
                continue
            edge = side * half_width
            face([[f, y, edge] for f, y in profile], [0, 0, side], self.paint_colour)
            face([[-half_length, floor, edge], [half_length, floor, edge], [half_length, floor + 0.14, edge],
                  [-half_length, floor + 0.14, edge]], [0, 0, side], self.paint_colour * 0.45)  # fmt: skip
            for door in (0.5 * (rear_low + front_low) - 0.1, front_low - 0.05):
                sprite.stroke(quad([[door, floor + 0.16, edge], [door, belt - 0.02, edge]]),
                              0.025 * camera.pixels_per_metre(pose.x, 0.5, pose.z),
                              light.shade(self.paint_colour * 0.6, pose.turn(np.array([0, 0, side]))))  # fmt: skip
            for centre in (-axle, axle):
                sprite.polygon(self._wheel(quad, centre, edge, 1.18), (22, 22, 24))
                sprite.polygon(self._wheel(quad, centre, edge * 1.01, 1.0), light.flat(TYRE))
                sprite.polygon(self._wheel(quad, centre, edge * 1.02, 0.58), light.flat(self.hub))
        for end, seen in ((1, front), (-1, rear)):
            if seen:
                self._paint_end(face, end, half_length, half_width, floor, nose if end > 0 else belt, light)

        # Cabin with its windows.
        wide, narrow = half_width * 0.95, half_width * 0.80
        base, top = belt - 0.01, roof

        def pane(corners: list[list[float]], normal: list[float], inset: float, glazed: bool = True) -> None:
            if not visible(corners[0], normal):
                return
            face(corners, normal, self.paint_colour)
            if glazed:
                points = np.array(corners)
                middle = points.mean(axis=0)
                inner = middle + (points - middle) * (1 - inset)
                face(inner.tolist(), normal, np.asarray(GLASS) * (1.15 if normal[0] > 0 else 1.0))

        slope = (wide - narrow) / (top - base)
        pane([[rear_low, base, -wide], [rear_low, base, wide], [rear_high, top, narrow], [rear_high, top, -narrow]],
             [-(top - base), rear_high - rear_low, 0], 0.2)  # fmt: skip
        for side in (-1, 1):
            pane([[rear_low, base, side * wide], [front_low, base, side * wide], [front_high, top, side * narrow],
                  [rear_high, top, side * narrow]], [0, slope, side], 0.17, self.clear_side)  # fmt: skip
            if visible([rear_low, base, side * wide], [0, slope, side]):
                post = 0.5 * (rear_low + front_low)
                sprite.stroke(quad([[post, base, side * wide], [0.5 * (rear_high + front_high), top, side * narrow]]),
                              0.07 * camera.pixels_per_metre(pose.x, 1.0, pose.z),
                              light.shade(self.paint_colour, pose.turn(np.array([0, 0, side]))))  # fmt: skip
        pane([[front_low, base, -wide], [front_low, base, wide], [front_high, top, narrow], [front_high, top, -narrow]],
             [top - base, front_low - front_high, 0], 0.13)  # fmt: skip
        face([[rear_high, top, -narrow], [rear_high, top, narrow], [front_high, top, narrow],
              [front_high, top, -narrow]], [0, 1, 0], self.roof_colour)  # fmt: skip

    def _wheel(self, quad, centre: float, lateral: float, size: float) -> np.ndarray:
        angles = np.linspace(0, 2 * math.pi, 18, endpoint=False)
        radius = self.wheel * size
        return quad([[centre + radius * math.cos(a), self.wheel + radius * math.sin(a), lateral] for a in angles])

    def _paint_end(self, face, end: int, half_length: float, half_width: float, floor: float, upper: float,
                   light: Light) -> None:  # fmt: skip
        """Bumper, lamps and number plate of the nose (1) or the tail (-1)."""
        at = end * (half_length + 0.01)
        upper *= 0.78 if end > 0 else 0.92

        def patch(r0: float, r1: float, y0: float, y1: float, colour: Colour, glow: float = 0.0) -> None:
            corners = [[at, y0, r0], [at, y0, r1], [at, y1, r1], [at, y1, r0]]
            face(corners, [end, 0, 0], np.asarray(colour) * (1 + glow))

        patch(-half_width * 0.98, half_width * 0.98, floor, floor + 0.17, self.paint_colour * 0.4)
        if end > 0:
            patch(-half_width * 0.5, half_width * 0.5, floor + 0.22, upper - 0.06, (30, 32, 36))
        glow = 1.0 if light.dusk else 0.0
        lamp = (250, 244, 214) if end > 0 else (188, 30, 30)
        for side in (-1, 1):
            edges = sorted((side * half_width * 0.62, side * half_width * 0.95))
            patch(edges[0], edges[1], upper - 0.2, upper - 0.02, lamp, glow)
        patch(-0.26, 0.26, floor + 0.16, floor + 0.28, (226, 226, 210))


class Figure:
    """Collects limbs as world points, and paints them from back to front."""

    def __init__(self, camera: Camera, pose: Pose) -> None:
        self._camera = camera
        self._pose = pose
        self._scale = camera.pixels_per_metre(pose.x, 0.9, pose.z)
        self._parts: list[tuple[float, str, np.ndarray, float, Colour]] = []

    def _add(self, kind: str, local: list[list[float]], size: float, colour: Colour, order: float) -> None:
        view = self._camera.to_view(self._pose.place(np.array(local)))
        depth = float(view[:, 2].mean()) - order
        self._parts.append((depth, kind, self._camera.view_to_pixels(view), size * self._scale, colour))

    def limb(self, local: list[list[float]], thickness: float, colour: Colour, order: float = 0.0) -> None:
        """A bent tube; a larger ``order`` brings it to the front."""
        self._add("stroke", local, thickness, colour, order)

    def ball(self, local: list[float], radius: float, colour: Colour, order: float = 0.0) -> None:
        """A sphere."""
        self._add("disc", [local], radius, colour, order)

    def slab(self, local: list[list[float]], colour: Colour, order: float = 0.0) -> None:
        """A flat polygon."""
        self._add("polygon", local, 0.0, colour, order)

    def paint(self, sprite: VectorSprite) -> None:
        """Paints the parts, the farthest first."""
        for _, kind, points, size, colour in sorted(self._parts, key=lambda part: -part[0]):
            if kind == "stroke":
                sprite.stroke(points, size, colour)
            elif kind == "disc":
                sprite.disc(points[0], size, colour)
            else:
                sprite.polygon(points, colour)


class Person(Model):
    """A pedestrian, walking or standing."""

    class_id = PERSON

    def __init__(self, rng: np.random.Generator) -> None:
        self.height = rng.uniform(1.56, 1.92)
        self.length = self.width = 0.45
        self.build = rng.uniform(0.92, 1.2)
        self.stride = rng.uniform(0.62, 0.8)
        self.offset = rng.uniform(0, 2 * math.pi)
        self.top = _choice(rng, CLOTHES)
        self.bottom = _choice(rng, TROUSERS)
        self.skin = _choice(rng, SKINS, 6)
        self.hair = _choice(rng, HAIRS, 6)
        self.shoe = np.full(3, rng.uniform(25, 200))
        self.short_sleeves = rng.random() < 0.35
        self.skirt = rng.random() < 0.2
        self.long_hair = rng.random() < 0.4
        self.cap = rng.random() < 0.2
        self.backpack = _choice(rng, CLOTHES) if rng.random() < 0.3 else None
        self.bag = _choice(rng, CLOTHES) if rng.random() < 0.25 else None

    def paint(self, sprite: VectorSprite, camera: Camera, light: Light, pose: Pose) -> None:
        tall, build = self.height, self.build
        hip, shoulder, head = 0.50 * tall, 0.82 * tall, 0.928 * tall
        figure = Figure(camera, pose)
        phase = self.offset + pose.travelled / self.stride * math.pi
        swing = 0.42 if pose.moving else 0.05
        for side in (-1, 1):
            angle = swing * math.sin(phase + (0 if side > 0 else math.pi))
            bend = swing * 1.1 * max(0.0, math.cos(phase + (0 if side > 0 else math.pi)))
            knee = [0.245 * tall * math.sin(angle + 0.25 * bend), hip - 0.245 * tall * math.cos(angle), side * 0.09]
            shin = angle - bend
            foot = [knee[0] + 0.235 * tall * math.sin(shin), max(0.04, knee[1] - 0.235 * tall * math.cos(shin)), side * 0.1]
            bare = self.skin if self.skirt else self.bottom
            figure.limb([[0, hip, side * 0.085], knee], 0.155 * build, light.flat(self.bottom, 0.95))
            figure.limb([knee, foot], 0.115 * build, light.flat(bare, 0.9))
            figure.limb([foot, [foot[0] + 0.14, foot[1] - 0.01, foot[2]]], 0.085, light.flat(self.shoe))
            arm = -angle * 0.9
            elbow = [0.17 * tall * math.sin(arm), shoulder - 0.03 - 0.17 * tall * math.cos(arm), side * 0.235 * build]
            hand = [elbow[0] + 0.14 * tall * math.sin(arm + 0.35), elbow[1] - 0.14 * tall * math.cos(arm + 0.35), elbow[2]]
            sleeve = self.skin if self.short_sleeves else self.top
            figure.limb([elbow, hand], 0.08 * build, light.flat(sleeve, 0.92), 0.05)
            figure.ball(hand, 0.05, light.flat(self.skin), 0.06)
            figure.limb([[0, shoulder - 0.03, side * 0.19 * build], elbow], 0.105 * build, light.flat(self.top, 0.9), 0.07)
            if self.bag is not None and side > 0:
                figure.limb([[hand[0], hand[1] - 0.1, hand[2]], [hand[0], hand[1] - 0.3, hand[2]]], 0.2, light.flat(self.bag), 0.08)
        torso = light.flat(self.top)
        figure.limb([[0, shoulder - 0.1, 0], [0, hip + 0.04, 0]], 0.27 * build, torso * 0.94, 0.02)
        figure.slab([[0.02, shoulder, -0.17 * build], [0.02, shoulder, 0.17 * build],
                     [0.02, hip, 0.15 * build], [0.02, hip, -0.15 * build]], torso, 0.03)  # fmt: skip
        if self.skirt:
            figure.slab([[0, hip + 0.06, -0.15], [0, hip + 0.06, 0.15], [0, hip - 0.3, 0.25], [0, hip - 0.3, -0.25]],
                        light.flat(self.bottom), 0.04)  # fmt: skip
            figure.limb([[0, hip, 0], [0, hip - 0.26, 0]], 0.28, light.flat(self.bottom), 0.035)
        if self.backpack is not None:
            figure.limb([[-0.2, shoulder - 0.08, 0], [-0.2, hip + 0.14, 0]], 0.27, light.flat(self.backpack))
        radius = 0.068 * tall
        figure.limb([[0, shoulder, 0], [0.01, head, 0]], 0.1, light.flat(self.skin, 0.85), 0.02)
        figure.ball([0.02, head, 0], radius, light.flat(self.skin), 0.05)
        figure.ball([-0.035, head + 0.035, 0], radius * 1.04, light.flat(self.top if self.cap else self.hair), 0.045)
        if self.long_hair:
            figure.limb([[-0.06, head, 0], [-0.07, shoulder + 0.03, 0]], 0.17, light.flat(self.hair), 0.03)
        figure.paint(sprite)


class Bicycle(Model):
    """A bicycle with its rider."""

    class_id = BICYCLE

    def __init__(self, rng: np.random.Generator) -> None:
        self.length, self.width, self.height = 1.75, 0.5, 1.75
        self.size = rng.uniform(0.94, 1.08)
        self.frame_colour = _choice(rng, CAR_PAINTS)
        self.top = _choice(rng, CLOTHES)
        self.bottom = _choice(rng, TROUSERS)
        self.skin = _choice(rng, SKINS, 6)
        self.cap = _choice(rng, CLOTHES if rng.random() < 0.65 else HAIRS)
        self.lean = rng.uniform(0.16, 0.38)
        self.offset = rng.uniform(0, 2 * math.pi)
        self.basket = rng.random() < 0.3

    def paint(self, sprite: VectorSprite, camera: Camera, light: Light, pose: Pose) -> None:
        size = self.size
        figure = Figure(camera, pose)
        metal = light.flat(self.frame_colour)
        rubber = light.flat(TYRE)
        radius = 0.345 * size

        def at(forward: float, up: float, right: float = 0.0) -> list[float]:
            return [forward * size, up * size, right * size]

        angles = np.linspace(0, 2 * math.pi, 22)
        for hub in (-0.53, 0.53):
            ring = [[hub * size + radius * math.cos(a), radius + radius * math.sin(a), 0.0] for a in angles]
            figure.limb(ring, 0.055, rubber, -0.02)
            spin = pose.travelled / radius
            for spoke in range(3):
                a = spin + spoke * math.pi / 3
                figure.limb([[hub * size + 0.9 * radius * math.cos(a) * sign, radius - 0.9 * radius * math.sin(a) * sign, 0.0]
                             for sign in (-1, 1)], 0.012, light.flat((150, 150, 150)), -0.01)  # fmt: skip
            figure.limb([at(hub, 0.69, 0), at(hub - 0.2, 0.64, 0)], 0.04, rubber, 0.0)
        bracket, seat, head = at(-0.06, 0.30), at(-0.22, 0.86), at(0.37, 0.86)
        for line in ([at(-0.53, 0.345), bracket, seat, at(-0.53, 0.345)], [bracket, head, seat], [head, at(0.53, 0.345)],
                     [head, at(0.36, 1.0)]):  # fmt: skip
            figure.limb(line, 0.055, metal, 0.01)
        figure.limb([at(0.34, 1.02, -0.26), at(0.4, 1.04, 0), at(0.34, 1.02, 0.26)], 0.045, rubber, 0.02)
        figure.limb([at(-0.32, 0.93), at(-0.12, 0.93)], 0.09, rubber, 0.02)
        if self.basket:
            figure.slab([at(0.42, 0.98, -0.16), at(0.7, 0.98, 0.16), at(0.66, 0.74, 0.14), at(0.44, 0.74, -0.14)],
                        light.flat((132, 104, 72)), 0.05)  # fmt: skip
        turn = self.offset + pose.travelled * 1.5
        shoulder_f, shoulder_u = -0.18 + self.lean, 1.44 - 0.25 * self.lean
        for side in (-1, 1):
            pedal = turn + (0 if side > 0 else math.pi)
            foot = at(-0.06 + 0.17 * math.cos(pedal), 0.32 - 0.17 * math.sin(pedal), side * 0.12)
            knee = at(0.5 * (-0.2 + foot[0] / size) + 0.2, 0.5 * (0.95 + foot[1] / size) + 0.07, side * 0.12)
            figure.limb([at(-0.2, 0.98, side * 0.09), knee], 0.16, light.flat(self.bottom), 0.04)
            figure.limb([knee, foot], 0.12, light.flat(self.bottom, 0.9), 0.04)
            figure.limb([foot, [foot[0] + 0.13, foot[1] - 0.02, foot[2]]], 0.09, light.flat((40, 40, 44)), 0.05)
            elbow = at(0.5 * (shoulder_f + 0.36) - 0.03, 0.5 * (shoulder_u + 1.04) - 0.07, side * 0.27)
            figure.limb([at(shoulder_f, shoulder_u, side * 0.18), elbow], 0.11, light.flat(self.top, 0.9), 0.06)
            figure.limb([elbow, at(0.35, 1.05, side * 0.23)], 0.085, light.flat(self.skin), 0.06)
        torso = light.flat(self.top)
        figure.limb([at(shoulder_f - 0.02, shoulder_u - 0.06), at(-0.2, 1.04)], 0.28, torso * 0.94, 0.05)
        figure.slab([at(shoulder_f, shoulder_u + 0.03, -0.19), at(shoulder_f, shoulder_u + 0.03, 0.19),
                     at(-0.2, 0.98, 0.15), at(-0.2, 0.98, -0.15)], torso, 0.055)  # fmt: skip
        figure.limb([at(shoulder_f, shoulder_u), at(shoulder_f + 0.07, shoulder_u + 0.18)], 0.1, light.flat(self.skin, 0.85), 0.06)
        figure.ball(at(shoulder_f + 0.09, shoulder_u + 0.21), 0.12, light.flat(self.skin), 0.08)
        figure.ball(at(shoulder_f + 0.05, shoulder_u + 0.26), 0.125, light.flat(self.cap), 0.075)
        figure.paint(sprite)


#: Seven-segment strokes of the digits used on speed signs, in a unit cell.
_SEGMENTS = {"a": ((0, 1), (1, 1)), "b": ((1, 1), (1, 0.5)), "c": ((1, 0.5), (1, 0)), "d": ((0, 0), (1, 0)),
             "e": ((0, 0.5), (0, 0)), "f": ((0, 1), (0, 0.5)), "g": ((0, 0.5), (1, 0.5))}  # fmt: skip
_DIGITS = {"0": "abcdef", "1": "bc", "2": "abged", "3": "abgcd", "5": "afgcd", "6": "afgedc", "7": "abc", "8": "abcdefg"}

#: The letters of STOP as strokes in a unit cell.
_STOP = (
    ((1, 1), (0, 1), (0, 0.5), (1, 0.5), (1, 0), (0, 0)),
    ((0, 1), (1, 1), (0.5, 1), (0.5, 0)),
    ((0, 0), (1, 0), (1, 1), (0, 1), (0, 0)),
    ((0, 0), (0, 1), (1, 1), (1, 0.5), (0, 0.5)),
)


class RoadSign(Model):
    """A traffic sign; its box is the plate alone, without the pole."""

    class_id = ROAD_SIGN

    STYLES = ("speed", "warning", "stop", "direction", "parking", "priority", "no_entry", "panel")

    def __init__(self, rng: np.random.Generator, large: bool = False) -> None:
        weights = [0.22, 0.18, 0.12, 0.14, 0.1, 0.08, 0.08, 0.08]
        self.style = self.STYLES[int(rng.choice(len(self.STYLES), p=weights))]
        self.size = rng.uniform(1.25, 1.6) if large else rng.uniform(0.72, 0.95)
        self.mount = rng.uniform(2.3, 2.9) + self.size / 2
        self.digits = str(rng.choice(["30", "50", "60", "70", "80", "20"]))
        self.blue = _choice(rng, ((34, 78, 168), (28, 96, 188)), 8)
        self.panel = _choice(rng, ((34, 78, 168), (30, 112, 74), (236, 200, 60)), 8)
        self.yellow_ground = rng.random() < 0.25
        self.length = self.width = 0.2
        self.height = self.mount + self.size / 2

    def paint_pole(self, sprite: VectorSprite, camera: Camera, light: Light, pose: Pose) -> None:
        """Adds the pole that carries the plate."""
        foot = np.array([[pose.x, 0.0, pose.z + 0.05], [pose.x, self.mount, pose.z + 0.05]])
        sprite.stroke(camera.project(foot), 0.09 * camera.pixels_per_metre(pose.x, 1.5, pose.z), light.flat((138, 142, 146)))

    def paint(self, sprite: VectorSprite, camera: Camera, light: Light, pose: Pose) -> None:
        half = self.size / 2
        bright = 1.0 if not light.dusk else 1.12
        sin, cos = math.sin(pose.heading), math.cos(pose.heading)

        def place(plane: list[tuple[float, float]] | np.ndarray) -> np.ndarray:
            plane = np.asarray(plane, dtype=np.float64) * half
            return camera.project(np.stack([pose.x + plane[:, 0] * cos, self.mount + plane[:, 1],
                                            pose.z - plane[:, 0] * sin], axis=1))  # fmt: skip

        def ring(count: int, radius: float, start: float = 0.0, lift: float = 0.0) -> np.ndarray:
            angles = start + np.linspace(0, 2 * math.pi, count, endpoint=False)
            return np.stack([radius * np.sin(angles), radius * np.cos(angles) + lift], axis=1)

        def fill(plane: list[tuple[float, float]] | np.ndarray, colour: Colour) -> None:
            sprite.polygon(place(plane), light.flat(colour, bright))

        scale = camera.pixels_per_metre(pose.x, self.mount, pose.z)

        def line(plane: list[tuple[float, float]], width: float, colour: Colour) -> None:
            sprite.stroke(place(plane), width * half * scale, light.flat(colour, bright))

        white, red, black = (240, 240, 236), (198, 28, 36), (28, 28, 30)
        ground = (246, 208, 70) if self.yellow_ground else white
        square = np.array([(-1, -1), (1, -1), (1, 1), (-1, 1)], dtype=np.float64)
        if self.style == "speed":
            fill(ring(28, 1.0), red)
            fill(ring(28, 0.76), ground)
            for position, digit in zip((-0.5, 0.08), self.digits):
                for name in _DIGITS[digit]:
                    line([(position + 0.42 * x, -0.38 + 0.76 * y) for x, y in _SEGMENTS[name]], 0.13, black)
        elif self.style == "warning":
            fill(ring(3, 1.15, 0, -0.18), red)
            fill(ring(3, 0.74, 0, -0.18), ground)
            line([(0, 0.2), (0, -0.22)], 0.16, black)
            line([(0, -0.42), (0, -0.44)], 0.18, black)
        elif self.style == "stop":
            fill(ring(8, 1.06, math.pi / 8), white)
            fill(ring(8, 0.97, math.pi / 8), red)
            for place_in_word, letter in enumerate(_STOP):
                line([(-0.74 + 0.39 * place_in_word + 0.3 * x, -0.26 + 0.52 * y) for x, y in letter], 0.11, white)
        elif self.style == "direction":
            fill(ring(28, 1.0), white)
            fill(ring(28, 0.93), self.blue)
            line([(-0.1, -0.6), (-0.1, 0.5)], 0.2, white)
            line([(-0.5, 0.12), (-0.1, 0.58), (0.3, 0.12)], 0.18, white)
        elif self.style == "parking":
            fill(square, white)
            fill(square * 0.92, self.blue)
            line([(-0.28, -0.6), (-0.28, 0.6), (0.2, 0.6), (0.36, 0.34), (0.2, 0.04), (-0.28, 0.04)], 0.2, white)
        elif self.style == "priority":
            fill(ring(4, 1.18), white)
            fill(ring(4, 0.8), (246, 200, 40))
        elif self.style == "no_entry":
            fill(ring(28, 1.0), red)
            fill([(-0.68, -0.17), (0.68, -0.17), (0.68, 0.17), (-0.68, 0.17)], white)
        else:
            wide = np.array([(-1.35, -0.8), (1.35, -0.8), (1.35, 0.8), (-1.35, 0.8)])
            fill(wide, white)
            fill(wide * np.array([0.95, 0.92]), self.panel)
            ink = black if self.panel[0] > 150 else white
            for row, end in ((0.38, 0.9), (0.0, 0.55), (-0.38, 0.75)):
                line([(-1.05, row), (end, row)], 0.13, ink)
