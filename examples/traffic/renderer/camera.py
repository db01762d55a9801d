"""A fixed pinhole camera above a flat ground plane.

World coordinates are metres: ``x`` to the right, ``y`` up, ``z`` away from the
camera; the camera stands at ``(0, elevation, 0)``.
"""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np

NEAR_PLANE = 1.0


@dataclass(frozen=True)
class Camera:
    """A surveillance camera: size of its picture in pixels and its attitude.

    ``focal`` is in pixels, ``yaw`` turns the view to the right and ``pitch``
    tilts it down (both in radians).
    """

    width: int
    height: int
    focal: float
    elevation: float
    pitch: float
    yaw: float = 0.0

    @property
    def position(self) -> np.ndarray:
        """Where the camera stands, in world coordinates."""
        return np.array([0.0, self.elevation, 0.0])

    def to_view(self, points: np.ndarray) -> np.ndarray:
        """Turns world points (N, 3) into view points: right, down, depth."""
        points = np.asarray(points, dtype=np.float64)
        cos_yaw, sin_yaw = math.cos(self.yaw), math.sin(self.yaw)
        cos_pitch, sin_pitch = math.cos(self.pitch), math.sin(self.pitch)
        right = points[:, 0] * cos_yaw - points[:, 2] * sin_yaw
        ahead = points[:, 0] * sin_yaw + points[:, 2] * cos_yaw
        drop = self.elevation - points[:, 1]
        down = drop * cos_pitch - ahead * sin_pitch
        depth = ahead * cos_pitch + drop * sin_pitch
        return np.stack([right, down, depth], axis=1)

    def view_to_pixels(self, view: np.ndarray) -> np.ndarray:
        """Projects view points (N, 3) to pixels (N, 2)."""
        depth = np.maximum(view[:, 2], 0.05)
        u = self.width / 2 + self.focal * view[:, 0] / depth
        v = self.height / 2 + self.focal * view[:, 1] / depth
        return np.stack([u, v], axis=1)

    def project(self, points: np.ndarray) -> np.ndarray:
        """Projects world points (N, 3) to pixels (N, 2)."""
        return self.view_to_pixels(self.to_view(points))

    def depth(self, x: float, y: float, z: float) -> float:
        """The distance of one world point along the optical axis."""
        return float(self.to_view(np.array([[x, y, z]]))[0, 2])

    def pixels_per_metre(self, x: float, y: float, z: float) -> float:
        """The scale of the picture at one world point."""
        return self.focal / max(self.depth(x, y, z), 0.5)

    def project_clipped(self, points: np.ndarray) -> np.ndarray:
        """Projects a polygon, cut where it passes behind the near plane."""
        view = self.to_view(points)
        kept: list[np.ndarray] = []
        for index in range(len(view)):
            current, following = view[index], view[(index + 1) % len(view)]
            if current[2] >= NEAR_PLANE:
                kept.append(current)
            if (current[2] >= NEAR_PLANE) != (following[2] >= NEAR_PLANE):
                share = (NEAR_PLANE - current[2]) / (following[2] - current[2])
                kept.append(current + share * (following - current))
        if len(kept) < 3:
            return np.zeros((0, 2))
        return self.view_to_pixels(np.array(kept))

    def horizon(self) -> float:
        """The row, in pixels, of the horizon (may lie outside the picture)."""
        return self.height / 2 - self.focal * math.tan(self.pitch)

    def ground_grid(self) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
        """World ``x`` and ``z`` of the ground under each pixel, and a mask.

        The mask is true where the pixel's ray meets the ground.
        """
        v, u = np.mgrid[0 : self.height, 0 : self.width].astype(np.float32)
        right = (u + 0.5 - self.width / 2) / self.focal
        down = (v + 0.5 - self.height / 2) / self.focal
        cos_pitch, sin_pitch = math.cos(self.pitch), math.sin(self.pitch)
        fall = down * cos_pitch + sin_pitch
        ahead = cos_pitch - down * sin_pitch
        mask = fall > 0.004
        reach = self.elevation / np.maximum(fall, 0.004)
        ahead, right = ahead * reach, right * reach
        cos_yaw, sin_yaw = math.cos(self.yaw), math.sin(self.yaw)
        return right * cos_yaw + ahead * sin_yaw, ahead * cos_yaw - right * sin_yaw, mask
