"""Runs the ONNX detector the way DeepStream's nvinfer does, with ONNX Runtime."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import numpy as np

from resample import bilinear

BOX_NORM = 35.0
"""DetectNet_v2 box outputs are pixel distances divided by this."""

CENTRE_OFFSET = 0.5
"""DetectNet_v2 measures them from ``index * stride + 0.5``."""

NET_SCALE = 1 / 255


@dataclass(frozen=True)
class Detection:
    """One detected object; the box is left, top, right, bottom."""

    class_id: int
    confidence: float
    box: np.ndarray


class Detector:
    """The network with nvinfer's scaling, box decoding and suppression."""

    def __init__(self, path: Path, threads: int = 0) -> None:
        import onnxruntime

        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = threads
        self._session = onnxruntime.InferenceSession(str(path), options, providers=["CPUExecutionProvider"])
        self.height, self.width = self._session.get_inputs()[0].shape[2:]

    def infer(self, pictures: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
        """Coverage and box outputs of network-sized RGB pictures [N, 3, H, W] (uint8)."""
        scaled = pictures.astype(np.float32) * np.float32(NET_SCALE)
        coverage, boxes = self._session.run(["output_cov/Sigmoid", "output_bbox/BiasAdd"], {"input_1": scaled})
        return coverage, boxes


def candidates(coverage: np.ndarray, boxes: np.ndarray, width: int, height: int, threshold: float) -> list[Detection]:
    """Decodes one picture's outputs to boxes in network pixels, one for each confident cell."""
    classes, rows, columns = coverage.shape
    stride_x, stride_y = -(-width // columns), -(-height // rows)
    found: list[Detection] = []
    for class_id in range(classes):
        y, x = np.nonzero(coverage[class_id] >= threshold)
        left, above, right, below = boxes[4 * class_id : 4 * class_id + 4, y, x] * BOX_NORM
        centre_x, centre_y = x * stride_x + CENTRE_OFFSET, y * stride_y + CENTRE_OFFSET
        corners = np.stack([centre_x - left, centre_y - above, centre_x + right, centre_y + below], axis=1)
        corners[:, 0::2] = corners[:, 0::2].clip(0, width - 1)
        corners[:, 1::2] = corners[:, 1::2].clip(0, height - 1)
        found += [Detection(class_id, float(score), box) for score, box in zip(coverage[class_id, y, x], corners)]
    return found


def suppress(found: list[Detection], threshold: float, overlap: float, top: int) -> list[Detection]:
    """Keeps the most confident of overlapping boxes of a class, and at most ``top`` of them."""
    kept: dict[int, list[Detection]] = {}
    for item in sorted(found, key=lambda item: -item.confidence):
        if item.confidence < threshold:
            break
        same = kept.setdefault(item.class_id, [])
        if not same or iou(item.box, np.array([other.box for other in same])).max() <= overlap:
            same.append(item)
    return [item for same in kept.values() for item in same[:top]]


def iou(box: np.ndarray, others: np.ndarray) -> np.ndarray:
    """The overlap of one corner box with several."""
    width = (np.minimum(box[2], others[:, 2]) - np.maximum(box[0], others[:, 0])).clip(0)
    height = (np.minimum(box[3], others[:, 3]) - np.maximum(box[1], others[:, 1])).clip(0)
    shared = width * height
    area = (box[2] - box[0]) * (box[3] - box[1])
    areas = (others[:, 2] - others[:, 0]) * (others[:, 3] - others[:, 1])
    return shared / np.maximum(area + areas - shared, 1e-9)
