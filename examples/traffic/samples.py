"""Rendered pictures for training and for the held-out measurement.

Each sample is a rendered frame that has gone through what a camera's video goes
through: lossy compression and scaling (sometimes twice) to the network's size.
"""

from __future__ import annotations

import io
import multiprocessing
import os
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from PIL import Image, ImageFilter

from renderer import KINDS, Scene
from resample import bilinear, nearest

FRAMES_PER_SCENE = 10
MAX_BOXES = 40
SOURCE_SIZES: tuple[tuple[int, int], ...] = ((640, 360), (640, 360), (768, 432), (854, 480), (960, 540), (1280, 720))
MUXER_SIZE = (1280, 720)

TRAINING_SEEDS = 1_000_000
"""First seed of the training scenes."""

HELD_OUT_SEEDS = 5_000_000
"""First seed of the held-out scenes (the clips use seeds from 9 000 000)."""


@dataclass(frozen=True)
class Job:
    """One scene's worth of samples, to be written from ``first`` on."""

    seed: int
    first: int
    count: int
    width: int
    height: int
    pictures: Path
    boxes: Path


def compress(picture: Image.Image, quality: int) -> Image.Image:
    """JPEG and back, with halved chroma like video."""
    buffer = io.BytesIO()
    picture.save(buffer, "JPEG", quality=quality, subsampling=2)
    return Image.open(buffer).convert("RGB")


def render_scene(job: Job) -> None:
    """Renders a scene's samples into the memory-mapped arrays."""
    rng = np.random.default_rng(job.seed + 77)
    pictures = np.lib.format.open_memmap(job.pictures, mode="r+")
    boxes = np.lib.format.open_memmap(job.boxes, mode="r+")
    source_width, source_height = SOURCE_SIZES[int(rng.integers(len(SOURCE_SIZES)))]
    scene = Scene(KINDS[job.seed % len(KINDS)], job.seed, source_width, source_height, 30.0)
    for offset in range(job.count):
        frame, truth = scene.frame(float(rng.uniform(0, 30)))
        image = Image.fromarray(frame)
        if rng.random() < 0.25:
            image = image.filter(ImageFilter.GaussianBlur(rng.uniform(0.3, 0.9) * source_width / 960))
        if rng.random() < 0.85:
            image = compress(image, int(rng.integers(38, 93)))
        frame = np.asarray(image)
        if rng.random() < 0.4:
            frame = bilinear(frame, *MUXER_SIZE)
        scale = nearest if rng.random() < 0.25 else bilinear
        pictures[job.first + offset] = scale(frame, job.width, job.height).transpose(2, 0, 1)
        ratio_x, ratio_y = job.width / source_width, job.height / source_height
        for slot, box in enumerate(truth[:MAX_BOXES]):
            boxes[job.first + offset, slot] = (
                box.class_id, box.left * ratio_x, box.top * ratio_y,
                (box.left + box.width) * ratio_x, (box.top + box.height) * ratio_y,
            )  # fmt: skip


def render_samples(first_seed: int, count: int, width: int, height: int, folder: Path, name: str) -> tuple[np.ndarray, np.ndarray]:
    """Renders ``count`` samples with all processors.

    Returns pictures [N, 3, H, W] (uint8) and boxes [N, MAX_BOXES, 5]: class id
    (-1 where unused) and left, top, right, bottom in network pixels.
    """
    folder.mkdir(parents=True, exist_ok=True)
    picture_path, box_path = folder / f"{name}_pictures.npy", folder / f"{name}_boxes.npy"
    np.lib.format.open_memmap(picture_path, mode="w+", dtype=np.uint8, shape=(count, 3, height, width)).flush()
    boxes = np.lib.format.open_memmap(box_path, mode="w+", dtype=np.float32, shape=(count, MAX_BOXES, 5))
    boxes[:, :, 0] = -1
    boxes.flush()
    jobs = [
        Job(first_seed + first // FRAMES_PER_SCENE, first, min(FRAMES_PER_SCENE, count - first), width, height, picture_path, box_path)
        for first in range(0, count, FRAMES_PER_SCENE)
    ]
    with multiprocessing.get_context("fork").Pool(os.cpu_count()) as pool:
        for _ in pool.imap_unordered(render_scene, jobs, chunksize=2):
            pass
    return np.load(picture_path, mmap_mode="r"), np.load(box_path)
