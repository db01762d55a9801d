"""Smooth motion: paths, car-following traffic with signals, and walkers."""

from __future__ import annotations

import math
from dataclasses import dataclass, field
from typing import Callable, Sequence

import numpy as np

from .objects import Model, Pose

STEP = 0.1
"""Seconds between two steps of the traffic simulation."""


class Path:
    """A polyline on the ground, measured along its length; corners are rounded."""

    def __init__(self, points: Sequence[tuple[float, float]], radius: float = 0.0) -> None:
        corners = np.array(points, dtype=np.float64)
        if radius > 0 and len(corners) > 2:
            corners = self._rounded(corners, radius)
        self._points = corners
        self._marks = np.concatenate([[0.0], np.cumsum(np.hypot(*np.diff(corners, axis=0).T))])
        self.length = float(self._marks[-1])

    def at(self, distance: float, lookaround: float = 0.8) -> tuple[float, float, float]:
        """``x``, ``z`` and heading at a distance from the start."""
        x, z = self._point(distance)
        x0, z0 = self._point(max(0.0, distance - lookaround))
        x1, z1 = self._point(min(self.length, distance + lookaround))
        return x, z, math.atan2(x1 - x0, z1 - z0)

    def _point(self, distance: float) -> tuple[float, float]:
        return (
            float(np.interp(distance, self._marks, self._points[:, 0])),
            float(np.interp(distance, self._marks, self._points[:, 1])),
        )

    @staticmethod
    def _rounded(corners: np.ndarray, radius: float) -> np.ndarray:
        smooth = [corners[0]]
        for before, corner, after in zip(corners, corners[1:], corners[2:]):
            inward = (before - corner) / np.linalg.norm(before - corner)
            outward = (after - corner) / np.linalg.norm(after - corner)
            start, end = corner + inward * radius, corner + outward * radius
            for share in np.linspace(0, 1, 9):
                smooth.append((1 - share) ** 2 * start + 2 * share * (1 - share) * corner + share**2 * end)
        smooth.append(corners[-1])
        return np.array(smooth)


@dataclass
class Mover:
    """One object and where it is over time."""

    model: Model
    path: Path
    start: float
    distances: np.ndarray

    def pose(self, time: float) -> Pose | None:
        """The pose at a time, or None before it enters or after it has left."""
        step = (time - self.start) / STEP
        if step < 0 or step >= len(self.distances) - 1:
            return None
        index = int(step)
        here, there = self.distances[index], self.distances[index + 1]
        distance = float(here + (step - index) * (there - here))
        if distance >= self.path.length:
            return None
        x, z, heading = self.path.at(distance)
        return Pose(x, z, heading, distance, moving=bool(there - here > 0.02))


Signal = Callable[[float], bool]


@dataclass
class Lane:
    """One lane: who drives on it, how fast, how densely, and where it stops.

    ``signal`` says whether the light at the stop line (``stop_at`` metres from
    the start) is green.
    """

    path: Path
    make: Callable[[np.random.Generator], Model]
    speed: float
    headway: tuple[float, float]
    stop_at: float | None = None
    signal: Signal | None = None
    spread: float = 0.08
    movers: list[Mover] = field(default_factory=list)

    def simulate(self, rng: np.random.Generator, begin: float, end: float) -> list[Mover]:
        """Runs the intelligent driver model from ``begin`` to ``end``."""
        entries: list[float] = []
        time = begin + rng.uniform(0, self.headway[1])
        while time < end:
            entries.append(time)
            time += rng.uniform(*self.headway)
        leader: Mover | None = None
        for entry in entries:
            mover = self._drive(rng, entry, end, leader)
            if len(mover.distances) > 2:
                self.movers.append(mover)
                leader = mover
        return self.movers

    def _drive(self, rng: np.random.Generator, entry: float, end: float, leader: Mover | None) -> Mover:
        model = self.make(rng)
        wanted = self.speed * (1 + rng.uniform(-self.spread, self.spread))
        slow = model.length < 2.5
        accelerate, brake, gap = (1.0, 1.5, 1.0) if slow else (1.8, 2.4, 2.2)
        steps = int((end - entry) / STEP) + 2
        track = np.zeros(steps)
        distance, speed = 0.0, wanted
        for step in range(steps):
            time = entry + step * STEP
            track[step] = distance
            if distance > self.path.length:
                track = track[: step + 1]
                break
            obstacles: list[tuple[float, float]] = []
            if leader is not None:
                index = int(round((time - leader.start) / STEP))
                if index + 1 < len(leader.distances):
                    ahead = leader.distances[index] - leader.model.length / 2 - model.length / 2 - distance
                    pace = (leader.distances[index + 1] - leader.distances[index]) / STEP
                    obstacles.append((ahead, pace))
            if self.signal is not None and self.stop_at is not None and not self.signal(time):
                ahead = self.stop_at - model.length / 2 - distance
                if ahead > speed * speed / (2 * brake * 1.6) - 0.2:
                    obstacles.append((ahead + gap * 0.8, 0.0))
            push = accelerate * (1 - (speed / wanted) ** 4)
            for ahead, pace in obstacles:
                safe = gap + max(0.0, speed * 0.9 + speed * (speed - pace) / (2 * math.sqrt(accelerate * brake)))
                push = min(push, accelerate * (1 - (speed / wanted) ** 4 - (safe / max(ahead, 0.3)) ** 2))
            speed = max(0.0, speed + max(push, -5.0) * STEP)
            if speed < 0.05 and push < 0:
                speed = 0.0
            distance += speed * STEP
        return Mover(model, self.path, entry, track)


def walk(model: Model, path: Path, start: float, speed: float, end: float) -> Mover:
    """A mover of constant speed."""
    steps = int(min((end - start) / STEP + 2, path.length / (speed * STEP) + 2))
    return Mover(model, path, start, np.arange(max(steps, 0)) * speed * STEP)
