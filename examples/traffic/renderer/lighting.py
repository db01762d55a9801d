"""Sun, sky and the colours that they give to a surface."""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np

from .canvas import Colour


@dataclass(frozen=True)
class Light:
    """The light of one scene.

    ``sun`` points to the sun; ``ambient`` and ``direct`` are colour factors;
    ``shadow`` is how dark a cast shadow is (0 none, 1 black).
    """

    sun: np.ndarray
    ambient: np.ndarray
    direct: np.ndarray
    shadow: float
    sky_top: tuple[float, float, float]
    sky_low: tuple[float, float, float]
    dusk: bool

    def shade(self, colour: Colour, normal: np.ndarray) -> np.ndarray:
        """The colour of a surface with a unit normal."""
        facing = max(0.0, float(np.dot(normal, self.sun)))
        sky = 0.85 + 0.15 * float(normal[1])
        return np.asarray(colour) * (self.ambient * sky + self.direct * facing)

    def flat(self, colour: Colour, brightness: float = 1.0) -> np.ndarray:
        """The colour of a small rounded surface seen from anywhere."""
        return np.asarray(colour) * (self.ambient + 0.5 * self.direct) * brightness

    def shadow_offset(self) -> tuple[float, float]:
        """How far in ``x`` and ``z`` a point 1 m high throws its shadow."""
        rise = max(0.28, float(self.sun[1]))
        return -float(self.sun[0]) / rise, -float(self.sun[2]) / rise


def make_light(rng: np.random.Generator, dusk: bool) -> Light:
    """Draws the light of a scene: sunny, hazy or overcast by day, or dusk."""
    azimuth = rng.uniform(0, 2 * math.pi)
    height = rng.uniform(0.5, 1.1)
    sun = np.array([math.cos(height) * math.sin(azimuth), math.sin(height), math.cos(height) * math.cos(azimuth)])
    if dusk:
        warmth = rng.uniform(0.0, 1.0)
        return Light(
            sun=sun,
            ambient=np.array([0.62 + 0.08 * warmth, 0.62, 0.74 - 0.06 * warmth]) * rng.uniform(0.85, 1.05),
            direct=np.array([0.16, 0.13, 0.12]),
            shadow=0.14,
            sky_top=(46 + 30 * warmth, 58 + 12 * warmth, 104),
            sky_low=(206 + 30 * warmth, 142 + 14 * warmth, 122),
            dusk=True,
        )
    sunshine = rng.uniform(0.0, 1.0)
    warmth = rng.uniform(-0.04, 0.06)
    return Light(
        sun=sun,
        ambient=np.array([0.84, 0.86, 0.90]) * (1.0 - 0.2 * sunshine),
        direct=np.array([0.58 + warmth, 0.56, 0.51 - warmth]) * (0.25 + 0.75 * sunshine),
        shadow=0.14 + 0.3 * sunshine,
        sky_top=(120 - 40 * sunshine, 158 - 18 * sunshine, 198 + 12 * sunshine),
        sky_low=(208, 220, 230),
        dusk=False,
    )
