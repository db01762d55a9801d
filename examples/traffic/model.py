"""The detector's network: a small fully convolutional grid detector."""

from __future__ import annotations

import torch
from torch import Tensor, nn
from torch.nn import functional

from detector import BOX_NORM, CENTRE_OFFSET

NETWORK_WIDTH = 640
NETWORK_HEIGHT = 352
STRIDE = 8


def conv(inputs: int, outputs: int, kernel: int = 3, stride: int = 1) -> nn.Sequential:
    """Convolution, batch norm and ReLU."""
    return nn.Sequential(
        nn.Conv2d(inputs, outputs, kernel, stride, kernel // 2, bias=False), nn.BatchNorm2d(outputs), nn.ReLU(inplace=True)
    )


class Stage(nn.Module):
    """Residual blocks between two 1 x 1 convolutions, at half the channels."""

    def __init__(self, channels: int, blocks: int) -> None:
        super().__init__()
        hidden = channels // 2
        self.reduce = conv(channels, hidden, 1)
        self.blocks = nn.ModuleList(nn.Sequential(conv(hidden, hidden), conv(hidden, hidden)) for _ in range(blocks))
        self.expand = conv(hidden, channels, 1)

    def forward(self, features: Tensor) -> Tensor:
        hidden = self.reduce(features)
        for block in self.blocks:
            hidden = hidden + block(hidden)
        return features + self.expand(hidden)


class TrafficNet(nn.Module):
    """Gives coverage [N, C, H/8, W/8] and boxes [N, 4C, H/8, W/8]."""

    def __init__(self, classes: int) -> None:
        super().__init__()
        self.classes = classes
        self.stem = nn.Sequential(conv(3, 12, 3, 2), conv(12, 24, 3, 2))
        self.eighth = nn.Sequential(conv(24, 48, 3, 2), Stage(48, 1))
        self.sixteenth = nn.Sequential(conv(48, 96, 3, 2), Stage(96, 2))
        self.thirty_second = nn.Sequential(conv(96, 128, 3, 2), Stage(128, 2))
        self.top = conv(128, 64, 1)
        self.middle = nn.Sequential(conv(96 + 64, 64, 1), conv(64, 64))
        self.bottom = nn.Sequential(conv(48 + 64, 48, 1), conv(48, 64))
        self.coverage = nn.Conv2d(64, classes, 1)
        self.boxes = nn.Conv2d(64, 4 * classes, 1)
        nn.init.normal_(self.coverage.weight, std=0.01)
        nn.init.constant_(self.coverage.bias, -5.0)
        nn.init.normal_(self.boxes.weight, std=0.01)
        nn.init.constant_(self.boxes.bias, 20.0 / BOX_NORM)

    def logits(self, pictures: Tensor) -> tuple[Tensor, Tensor]:
        """Coverage before the sigmoid, and boxes."""
        eighth = self.eighth(self.stem(pictures))
        sixteenth = self.sixteenth(eighth)
        top = self.top(self.thirty_second(sixteenth))
        middle = self.middle(torch.cat([sixteenth, functional.interpolate(top, scale_factor=2.0, mode="nearest")], dim=1))
        bottom = self.bottom(torch.cat([eighth, functional.interpolate(middle, scale_factor=2.0, mode="nearest")], dim=1))
        return self.coverage(bottom), self.boxes(bottom)

    def forward(self, pictures: Tensor) -> tuple[Tensor, Tensor]:
        coverage, boxes = self.logits(pictures)
        return torch.sigmoid(coverage), boxes


def decode(boxes: Tensor, classes: int) -> Tensor:
    """Box outputs as corners in network pixels: [N, C, cells, 4]."""
    count, _, rows, columns = boxes.shape
    values = boxes.float().view(count, classes, 4, rows * columns) * BOX_NORM
    y, x = torch.meshgrid(
        torch.arange(rows, device=boxes.device), torch.arange(columns, device=boxes.device), indexing="ij"
    )
    x = x.reshape(-1) * STRIDE + CENTRE_OFFSET
    y = y.reshape(-1) * STRIDE + CENTRE_OFFSET
    return torch.stack([x - values[:, :, 0], y - values[:, :, 1], x + values[:, :, 2], y + values[:, :, 3]], dim=-1)
