#!/usr/bin/env python3
"""Renders the sample clips and their ground truth into ``examples/media``.

Usage: make_media.py [--only NAME] [--out FOLDER] [--jobs N]
"""

from __future__ import annotations

import argparse
import json
import multiprocessing
from dataclasses import dataclass
from pathlib import Path
from typing import Iterator

import numpy as np

from renderer import CLASSES, Scene, TruthBox
from video import read_clip, write_clip


@dataclass(frozen=True)
class Clip:
    """One clip to make; the name is the kind of its scene."""

    name: str
    seed: int
    width: int
    height: int
    rate: tuple[int, int]
    seconds: int
    kilobits: int
    dusk: bool = False

    @property
    def frame_count(self) -> int:
        """The exact number of frames."""
        return self.seconds * self.rate[0] // self.rate[1]

    def frame(self, index: int) -> tuple[np.ndarray, list[TruthBox]]:
        """Renders one frame."""
        return _scene(self).frame(index * self.rate[1] / self.rate[0])


CLIPS: tuple[Clip, ...] = (
    Clip("junction", 9_000_013, 1280, 720, (30, 1), 25, 1500),
    Clip("highway", 9_000_023, 960, 540, (25, 1), 24, 1000),
    Clip("street", 9_000_032, 640, 360, (30, 1), 24, 600),
    Clip("plaza", 9_000_048, 640, 360, (25, 1), 24, 500, dusk=True),
)

_SCENES: dict[str, Scene] = {}


def _scene(clip: Clip) -> Scene:
    """The clip's scene, built once in each process."""
    if clip.name not in _SCENES:
        _SCENES[clip.name] = Scene(clip.name, clip.seed, clip.width, clip.height, clip.seconds + 1.0, clip.dusk)
    return _SCENES[clip.name]


def _render(job: tuple[Clip, int]) -> tuple[np.ndarray, list[TruthBox]]:
    clip, index = job
    return clip.frame(index)


def make(clip: Clip, folder: Path, jobs: int) -> None:
    """Writes ``<name>.mp4`` and ``<name>.truth.json`` and checks the frame count."""
    path = folder / f"{clip.name}.mp4"
    frames: list[list[dict[str, float]]] = []

    with multiprocessing.Pool(jobs) as pool:

        def pictures() -> Iterator[np.ndarray]:
            work = ((clip, index) for index in range(clip.frame_count))
            for picture, truth in pool.imap(_render, work, chunksize=4):
                frames.append([
                    {"id": box.object_id, "classId": box.class_id, "left": round(box.left, 1), "top": round(box.top, 1),
                     "width": round(box.width, 1), "height": round(box.height, 1)}
                    for box in truth
                ])  # fmt: skip
                yield picture

        write_clip(path, pictures(), clip.width, clip.height, clip.rate, clip.kilobits)

    decoded = sum(1 for _ in read_clip(path, clip.width, clip.height))
    if decoded != clip.frame_count or len(frames) != clip.frame_count:
        raise RuntimeError(f"{path} holds {decoded} frames, not {clip.frame_count}")
    truth = {"file": path.name, "width": clip.width, "height": clip.height, "frameRate": list(clip.rate),
             "frameCount": clip.frame_count, "classes": list(CLASSES), "frames": frames}  # fmt: skip
    truth_path = folder / f"{clip.name}.truth.json"
    truth_path.write_text(json.dumps(truth, separators=(",", ":")) + "\n")
    boxes = sum(len(frame) for frame in frames)
    print(f"{path.name}: {clip.frame_count} frames, {path.stat().st_size / 1e6:.2f} MB, {boxes} boxes, "
          f"truth {truth_path.stat().st_size / 1e6:.2f} MB")  # fmt: skip


def main() -> None:
    """Parses the command line and makes the clips."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--only", choices=[clip.name for clip in CLIPS])
    parser.add_argument("--out", type=Path, default=Path(__file__).resolve().parent.parent / "media")
    parser.add_argument("--jobs", type=int, default=multiprocessing.cpu_count())
    arguments = parser.parse_args()
    arguments.out.mkdir(parents=True, exist_ok=True)
    for clip in CLIPS:
        if arguments.only in (None, clip.name):
            make(clip, arguments.out, arguments.jobs)


if __name__ == "__main__":
    main()
