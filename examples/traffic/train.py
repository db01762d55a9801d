#!/usr/bin/env python3
"""Trains the traffic detector on rendered pictures and exports it to ONNX.

Needs PyTorch (with a GPU) and NumPy, Pillow. Rendering uses every processor,
training one GPU. Training stops at ``--budget`` seconds after the start.
"""

from __future__ import annotations

import argparse
import copy
import math
import time
from pathlib import Path

import numpy as np
import torch
from torch import Tensor
from torch.nn import functional

from model import NETWORK_HEIGHT, NETWORK_WIDTH, STRIDE, TrafficNet, decode
from renderer import CLASSES
from samples import TRAINING_SEEDS, render_samples

ASSIGNED_CELLS = 9
"""How many grid cells learn one object."""

SMALLEST_REACH = 6.0
"""Cells within this many pixels of a small object's centre may learn it."""


def overlap(first: Tensor, second: Tensor) -> tuple[Tensor, Tensor]:
    """IoU and complete IoU of two broadcastable sets of corner boxes."""
    width = (torch.minimum(first[..., 2], second[..., 2]) - torch.maximum(first[..., 0], second[..., 0])).clamp(min=0)
    height = (torch.minimum(first[..., 3], second[..., 3]) - torch.maximum(first[..., 1], second[..., 1])).clamp(min=0)
    shared = width * height
    first_w, first_h = first[..., 2] - first[..., 0], first[..., 3] - first[..., 1]
    second_w, second_h = second[..., 2] - second[..., 0], second[..., 3] - second[..., 1]
    iou = shared / (first_w.clamp(min=0) * first_h.clamp(min=0) + second_w * second_h - shared + 1e-6)
    hull_w = torch.maximum(first[..., 2], second[..., 2]) - torch.minimum(first[..., 0], second[..., 0])
    hull_h = torch.maximum(first[..., 3], second[..., 3]) - torch.minimum(first[..., 1], second[..., 1])
    gap = ((first[..., 0] + first[..., 2] - second[..., 0] - second[..., 2]) ** 2
           + (first[..., 1] + first[..., 3] - second[..., 1] - second[..., 3]) ** 2) / 4  # fmt: skip
    shape = 4 / math.pi**2 * (
        torch.atan(second_w / second_h.clamp(min=1e-3)) - torch.atan(first_w.clamp(min=1e-3) / first_h.clamp(min=1e-3))
    ) ** 2
    with torch.no_grad():
        weight = shape / (1 - iou + shape + 1e-6)
    return iou, iou - gap / (hull_w**2 + hull_h**2 + 1e-6) - weight * shape


@torch.no_grad()
def assign(scores: Tensor, corners: Tensor, truth: Tensor, columns: int) -> tuple[Tensor, Tensor]:
    """Chooses the cells that learn each object (task-aligned assignment).

    ``scores`` is [N, C, cells], ``corners`` [N, C, cells, 4] and ``truth``
    [N, M, 5]. Returns the wanted coverage [N, C, cells] and, for each cell and
    class, the wanted corners.
    """
    count, classes, cells = scores.shape
    kinds, boxes = truth[:, :, 0].long(), truth[:, :, 1:]
    real = kinds >= 0
    picked = kinds.clamp(min=0)
    own_scores = torch.gather(scores, 1, picked[:, :, None].expand(-1, -1, cells))
    own_corners = torch.gather(corners, 1, picked[:, :, None, None].expand(-1, -1, cells, 4))
    iou = overlap(own_corners, boxes[:, :, None])[0].clamp(0, 1)

    index = torch.arange(cells, device=scores.device)
    x = (index % columns) * STRIDE + STRIDE / 2
    y = torch.div(index, columns, rounding_mode="floor") * STRIDE + STRIDE / 2
    centre = (boxes[:, :, None, :2] + boxes[:, :, None, 2:]) / 2
    half = ((boxes[:, :, None, 2:] - boxes[:, :, None, :2]) / 2).clamp(min=SMALLEST_REACH)
    offset_x, offset_y = (x - centre[..., 0]).abs() / half[..., 0], (y - centre[..., 1]).abs() / half[..., 1]
    inside = (offset_x < 1) & (offset_y < 1) & real[:, :, None]
    closeness = torch.exp(-(offset_x**2 + offset_y**2))
    metric = (own_scores.sqrt() * iou**6 + 1e-9 * closeness) * inside
    best = metric.topk(ASSIGNED_CELLS, dim=2)
    chosen = torch.zeros_like(inside).scatter_(2, best.indices, best.values > 0)
    quality = metric / (best.values[:, :, :1] + 1e-12) * (iou * inside).amax(dim=2, keepdim=True)

    coverage = torch.zeros_like(scores)
    wanted = torch.zeros_like(corners)
    for kind in range(classes):
        candidates = torch.where(chosen & (kinds == kind)[:, :, None], iou, -1.0)
        value, owner = candidates.max(dim=1)
        taken = value >= 0
        coverage[:, kind] = torch.gather(quality, 1, owner[:, None])[:, 0] * taken
        wanted[:, kind] = torch.gather(boxes, 1, owner[:, :, None].expand(-1, -1, 4))
    return coverage, wanted


def loss_of(net: TrafficNet, pictures: Tensor, truth: Tensor) -> Tensor:
    """The training loss of one batch."""
    with torch.autocast("cuda", dtype=torch.bfloat16):
        logits, boxes = net.logits(pictures)
    columns = boxes.shape[3]
    logits = logits.float().flatten(2)
    corners = decode(boxes, net.classes)
    coverage, wanted = assign(logits.sigmoid(), corners, truth, columns)
    total = coverage.sum().clamp(min=1.0)
    classify = functional.binary_cross_entropy_with_logits(logits, coverage, reduction="sum") / total
    learning = coverage > 0
    weight = coverage[learning]
    complete = overlap(corners[learning], wanted[learning])[1]
    sides = (corners[learning] - wanted[learning]).abs().mean(dim=1) / STRIDE
    return classify + (weight * (5.0 * (1 - complete) + 0.2 * sides)).sum() / total


def augment(pictures: Tensor, truth: Tensor) -> tuple[Tensor, Tensor]:
    """Mirrors, and changes brightness, contrast, colour and noise."""
    count = len(pictures)
    device = pictures.device

    def uniform(low: float, high: float, *shape: int) -> Tensor:
        return torch.empty(count, *(shape or (1, 1, 1)), device=device).uniform_(low, high)

    mirrored = torch.rand(count, device=device) < 0.5
    pictures = torch.where(mirrored[:, None, None, None], pictures.flip(3), pictures).float() / 255
    flipped = truth.clone()
    flipped[:, :, 1], flipped[:, :, 3] = NETWORK_WIDTH - truth[:, :, 3], NETWORK_WIDTH - truth[:, :, 1]
    truth = torch.where(mirrored[:, None, None], flipped, truth)
    grey = pictures.mean(dim=1, keepdim=True)
    pictures = grey + (pictures - grey) * uniform(0.75, 1.25)
    mean = pictures.mean(dim=(1, 2, 3), keepdim=True)
    pictures = (mean + (pictures - mean) * uniform(0.8, 1.2)) * uniform(0.8, 1.2) * uniform(0.95, 1.05, 3, 1, 1)
    pictures = pictures.clamp(0, 1) ** uniform(0.85, 1.18)
    pictures = pictures + torch.randn_like(pictures) * uniform(0.0, 0.02)
    return pictures.clamp(0, 1).contiguous(memory_format=torch.channels_last), truth


def train(pictures: np.ndarray, boxes: np.ndarray, budget: float, started: float, epochs: int, checkpoint: Path) -> TrafficNet:
    """Trains until the epochs or the time budget are used up; returns the averaged network."""
    device = torch.device("cuda")
    truth = torch.from_numpy(boxes).to(device)
    data = torch.empty(pictures.shape, dtype=torch.uint8, device=device)
    for first in range(0, len(pictures), 1000):
        data[first : first + 1000] = torch.from_numpy(np.ascontiguousarray(pictures[first : first + 1000])).to(device)
    print(f"{len(data)} pictures on the GPU at {time.monotonic() - started:.0f} s", flush=True)
    net = TrafficNet(len(CLASSES)).to(device, memory_format=torch.channels_last)
    average = copy.deepcopy(net).eval()
    optimiser = torch.optim.AdamW(net.parameters(), lr=2e-3, weight_decay=0.02)
    batch = 64
    steps_per_epoch = len(data) // batch
    begin = time.monotonic()
    available = budget - (begin - started)
    step = 0
    for epoch in range(epochs):
        order = torch.randperm(len(data), device=device)
        running = torch.zeros((), device=device)
        for position in range(steps_per_epoch):
            done = max((time.monotonic() - begin) / available, step / (epochs * steps_per_epoch))
            if done >= 1:
                break
            rate = 2e-3 * min(1.0, (step + 1) / 400) * (0.02 + 0.98 * 0.5 * (1 + math.cos(math.pi * done)))
            for group in optimiser.param_groups:
                group["lr"] = rate
            chosen = order[position * batch : (position + 1) * batch]
            loss = loss_of(net, *augment(data[chosen], truth[chosen]))
            optimiser.zero_grad(set_to_none=True)
            loss.backward()
            torch.nn.utils.clip_grad_norm_(net.parameters(), 10.0)
            optimiser.step()
            decay = min(0.9995, (1 + step) / (10 + step))
            with torch.no_grad():
                torch._foreach_lerp_(list(average.parameters()), list(net.parameters()), 1 - decay)
                for kept, fresh in zip(average.buffers(), net.buffers()):
                    if kept.is_floating_point():
                        kept.lerp_(fresh, 1 - decay)
            running += loss.detach()
            step += 1
        print(f"epoch {epoch}: loss {running.item() / max(1, position):.4f} at {time.monotonic() - started:.0f} s", flush=True)
        torch.save(average.state_dict(), checkpoint)
        if time.monotonic() - begin >= available:
            break
    return average


def export(net: TrafficNet, path: Path) -> None:
    """Writes the network as ONNX with DetectNet_v2's tensor names."""
    net = net.cpu().to(memory_format=torch.contiguous_format).eval()
    torch.onnx.export(
        net, (torch.zeros(1, 3, NETWORK_HEIGHT, NETWORK_WIDTH),), str(path), dynamo=False, opset_version=13,
        input_names=["input_1"], output_names=["output_cov/Sigmoid", "output_bbox/BiasAdd"],
        dynamic_axes={name: {0: "batch"} for name in ("input_1", "output_cov/Sigmoid", "output_bbox/BiasAdd")},
    )  # fmt: skip
    print(f"{path}: {path.stat().st_size / 1e6:.2f} MB", flush=True)


def main() -> None:
    """Renders, trains and exports."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--samples", type=int, default=24000)
    parser.add_argument("--epochs", type=int, default=60)
    parser.add_argument("--budget", type=float, default=3600.0, help="seconds, rendering included")
    parser.add_argument("--cache", type=Path, default=Path(__file__).resolve().parent / ".cache")
    parser.add_argument("--checkpoint", type=Path, default=Path("traffic_detector.pt"))
    parser.add_argument("--out", type=Path, required=True, help="the ONNX file to write")
    arguments = parser.parse_args()
    started = time.monotonic()
    pictures, boxes = render_samples(TRAINING_SEEDS, arguments.samples, NETWORK_WIDTH, NETWORK_HEIGHT, arguments.cache, "training")
    print(f"rendered {len(pictures)} pictures in {time.monotonic() - started:.0f} s", flush=True)
    torch.manual_seed(1)
    torch.backends.cudnn.benchmark = True
    net = train(pictures, boxes, arguments.budget, started, arguments.epochs, arguments.checkpoint)
    export(net, arguments.out)


if __name__ == "__main__":
    main()
