#!/usr/bin/env python3
"""Measures the detector on held-out pictures and on the sample clips.

Every frame counts: detections are matched greedily, class by class and the most
confident first, to ground truth at an IoU of at least 0.5. Needs ONNX Runtime,
NumPy and Pillow, and GStreamer or OpenCV to decode the clips.
"""

from __future__ import annotations

import argparse
import json
import multiprocessing
import time
from pathlib import Path
from typing import Iterator, Sequence

import numpy as np

from detector import Detection, Detector, candidates, iou, suppress
from renderer import CLASSES
from resample import bilinear, nearest
from samples import HELD_OUT_SEEDS, MUXER_SIZE, render_samples
from video import read_clip

EXAMPLES = Path(__file__).resolve().parent.parent
MATCH_IOU = 0.5
FLOOR = 0.2
"""Cells less confident than this are never looked at."""

ROUTES: tuple[str, ...] = ("direct", "muxer", "nearest")
"""How a clip's frame gets to the network's size: scaled bilinearly, the same
after a muxer has scaled it to 1280x720, or by picking the nearest pixels."""


class Score:
    """Counts hits, false alarms and misses for each class."""

    def __init__(self) -> None:
        self.hits = np.zeros(len(CLASSES), dtype=int)
        self.false_alarms = np.zeros(len(CLASSES), dtype=int)
        self.misses = np.zeros(len(CLASSES), dtype=int)

    def add(self, detections: Sequence[Detection], truth: np.ndarray) -> None:
        """Matches one frame; ``truth`` rows are class, left, top, right, bottom."""
        for class_id in range(len(CLASSES)):
            wanted = truth[truth[:, 0] == class_id, 1:]
            free = np.ones(len(wanted), dtype=bool)
            own = sorted((item for item in detections if item.class_id == class_id), key=lambda item: -item.confidence)
            for item in own:
                overlaps = np.where(free, iou(item.box, wanted), 0.0) if len(wanted) else np.zeros(0)
                if len(overlaps) and overlaps.max() >= MATCH_IOU:
                    free[int(overlaps.argmax())] = False
                    self.hits[class_id] += 1
                else:
                    self.false_alarms[class_id] += 1
            self.misses[class_id] += int(free.sum())

    def __iadd__(self, other: Score) -> Score:
        self.hits += other.hits
        self.false_alarms += other.false_alarms
        self.misses += other.misses
        return self

    def precision_recall(self, class_id: int | None = None) -> tuple[float, float]:
        """Precision and recall of one class or of all together."""
        chosen = slice(None) if class_id is None else class_id
        hits = float(np.sum(self.hits[chosen]))
        return (hits / max(1.0, hits + float(np.sum(self.false_alarms[chosen]))),
                hits / max(1.0, hits + float(np.sum(self.misses[chosen]))))  # fmt: skip

    def row(self, name: str) -> str:
        """One line of a Markdown table: overall, then class by class."""
        cells = [f"{p:.3f} / {r:.3f}" for p, r in map(self.precision_recall, (None, *range(len(CLASSES))))]
        return f"| {name} | " + " | ".join(cells) + " |"


Outputs = list[tuple[list[Detection], np.ndarray]]
"""For each frame: candidate boxes and truth rows, both in network pixels."""


def run(detector: Detector, picture: np.ndarray) -> list[Detection]:
    """Candidate boxes of one network-sized picture (3, H, W)."""
    coverage, boxes = detector.infer(picture[None])
    return candidates(coverage[0], boxes[0], detector.width, detector.height, FLOOR)


def held_out_outputs(model: Path, pictures: np.ndarray, boxes: np.ndarray) -> Outputs:
    """The network's boxes over held-out pictures."""
    detector = Detector(model, threads=1)
    return [(run(detector, picture), truth[truth[:, 0] >= 0]) for picture, truth in zip(pictures, boxes)]


def clip_frames(truth_path: Path) -> Iterator[tuple[np.ndarray, np.ndarray]]:
    """Decoded frames of a clip with truth rows in clip pixels."""
    truth = json.loads(truth_path.read_text())
    count = 0
    for frame in read_clip(truth_path.with_name(truth["file"]), truth["width"], truth["height"]):
        rows = [(box["classId"], box["left"], box["top"], box["left"] + box["width"], box["top"] + box["height"])
                for box in truth["frames"][count]]  # fmt: skip
        count += 1
        yield frame, np.array(rows, dtype=np.float64).reshape(-1, 5)
    if count != truth["frameCount"]:
        raise RuntimeError(f"{truth_path}: decoded {count} frames of {truth['frameCount']}")


def clip_outputs(model: Path, truth_path: Path, route: str) -> Outputs:
    """The network's boxes over one clip, scaled on the given route."""
    detector = Detector(model, threads=1)
    outputs: Outputs = []
    for frame, truth in clip_frames(truth_path):
        ratio_x, ratio_y = detector.width / frame.shape[1], detector.height / frame.shape[0]
        if route == "muxer":
            frame = bilinear(frame, *MUXER_SIZE)
        scale = nearest if route == "nearest" else bilinear
        picture = scale(frame, detector.width, detector.height).transpose(2, 0, 1)
        outputs.append((run(detector, picture), truth * np.array([1, ratio_x, ratio_y, ratio_x, ratio_y])))
    return outputs


def collect(model: Path, media: Path, held_out: int, cache: Path) -> dict[str, Outputs]:
    """Runs the network over everything, in parallel processes."""
    shape = Detector(model)
    pictures, boxes = render_samples(HELD_OUT_SEEDS, held_out, shape.width, shape.height, cache, "held_out")
    sets: dict[str, Outputs] = {}
    with multiprocessing.get_context("spawn").Pool() as pool:
        parts = [pool.apply_async(held_out_outputs, (model, pictures[first : first + 100], boxes[first : first + 100]))
                 for first in range(0, held_out, 100)]  # fmt: skip
        clips = {f"{path.name.split('.')[0]}.mp4, {route}": pool.apply_async(clip_outputs, (model, path, route))
                 for route in ROUTES for path in sorted(media.glob("*.truth.json"))}  # fmt: skip
        sets["held-out pictures"] = [output for part in parts for output in part.get()]
        for name, result in clips.items():
            sets[name] = result.get()
    for route in ROUTES:
        sets[f"all clips, {route}"] = [output for name, part in sets.items() if name.endswith(f", {route}") for output in part]
    return sets


def score(outputs: Outputs, threshold: float, overlap: float, top: int) -> Score:
    """Scores outputs at one setting."""
    total = Score()
    for found, truth in outputs:
        total.add(suppress(found, threshold, overlap, top), truth)
    return total


def sweep(sets: dict[str, Outputs], top: int) -> None:
    """Prints a table of precision and recall at many settings."""
    names = ["held-out pictures", "all clips, direct", "all clips, muxer"]
    settings = [(threshold, overlap) for overlap in (0.4, 0.5, 0.6, 0.7) for threshold in (0.25, 0.3, 0.35, 0.4, 0.45, 0.5, 0.55)]
    work = [(sets[name][::2], threshold, overlap, top) for threshold, overlap in settings for name in names]
    with multiprocessing.get_context("spawn").Pool() as pool:
        results = iter(pool.starmap(score, work, chunksize=1))
    print("| threshold, NMS IoU | " + " | ".join(names) + " |\n|" + " --- |" * 4)
    for threshold, overlap in settings:
        cells = ["{:.3f} / {:.3f}".format(*next(results).precision_recall()) for _ in names]
        print(f"| {threshold:.2f}, {overlap:.1f} | " + " | ".join(cells) + " |", flush=True)


def time_inference(path: Path, threads: int) -> float:
    """Milliseconds that one frame takes on so many threads."""
    detector = Detector(path, threads)
    picture = np.zeros((1, 3, detector.height, detector.width), dtype=np.uint8)
    for _ in range(10):
        detector.infer(picture)
    begin = time.perf_counter()
    for _ in range(60):
        detector.infer(picture)
    return (time.perf_counter() - begin) / 60 * 1000


def main() -> None:
    """Prints the accuracy table, and a sweep over settings when asked."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--model", type=Path, default=EXAMPLES / "models" / "traffic" / "traffic_detector.onnx")
    parser.add_argument("--media", type=Path, default=EXAMPLES / "media")
    parser.add_argument("--held-out", type=int, default=1000, help="number of held-out pictures")
    parser.add_argument("--threshold", type=float, default=0.4)
    parser.add_argument("--nms-iou", type=float, default=0.5)
    parser.add_argument("--topk", type=int, default=60)
    parser.add_argument("--sweep", action="store_true", help="also try other thresholds")
    parser.add_argument("--cache", type=Path, default=Path(__file__).resolve().parent / ".cache")
    arguments = parser.parse_args()
    sets = collect(arguments.model, arguments.media, arguments.held_out, arguments.cache)
    if arguments.sweep:
        sweep(sets, arguments.topk)
    print("| precision / recall | all | " + " | ".join(CLASSES) + " |\n|" + " --- |" * (len(CLASSES) + 2))
    for name, outputs in sets.items():
        print(score(outputs, arguments.threshold, arguments.nms_iou, arguments.topk).row(name), flush=True)
    for threads in (1, 2):
        print(f"inference on {threads} CPU thread(s): {time_inference(arguments.model, threads):.2f} ms a frame")


if __name__ == "__main__":
    main()
