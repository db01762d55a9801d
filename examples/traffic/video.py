"""Writes and reads H.264 clips through GStreamer (reading: OpenCV if present)."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path
from typing import Iterable, Iterator

import numpy as np


def write_clip(path: Path, frames: Iterable[np.ndarray], width: int, height: int, rate: tuple[int, int],
               kilobits: int) -> None:  # fmt: skip
    """Encodes RGB frames to an H.264 (High profile, two B-frames) MP4 file."""
    key_interval = round(1.5 * rate[0] / rate[1])
    command = [
        "gst-launch-1.0", "-q", "fdsrc", "fd=0", f"blocksize={width * height * 3}",
        "!", "rawvideoparse", "format=rgb", f"width={width}", f"height={height}", f"framerate={rate[0]}/{rate[1]}",
        "!", "videoconvert", "!", "video/x-raw,format=I420,colorimetry=bt709",
        "!", "x264enc", f"bitrate={kilobits}", f"key-int-max={key_interval}", "speed-preset=slow", "bframes=2", "threads=2",
        "!", "video/x-h264,profile=high", "!", "h264parse", "!", "mp4mux", "faststart=true",
        "!", "filesink", f"location={path}",
    ]  # fmt: skip
    encoder = subprocess.Popen(command, stdin=subprocess.PIPE)
    assert encoder.stdin is not None
    for frame in frames:
        encoder.stdin.write(np.ascontiguousarray(frame).tobytes())
    encoder.stdin.close()
    if encoder.wait() != 0:
        raise RuntimeError(f"encoding {path} failed")


def read_clip(path: Path, width: int, height: int) -> Iterator[np.ndarray]:
    """Decodes a clip to RGB frames (height, width, 3), in display order."""
    if shutil.which("gst-launch-1.0"):
        yield from _read_with_gstreamer(path, width, height)
    else:
        yield from _read_with_opencv(path)


def _read_with_gstreamer(path: Path, width: int, height: int) -> Iterator[np.ndarray]:
    command = [
        "gst-launch-1.0", "-q", "filesrc", f"location={path}", "!", "qtdemux", "!", "h264parse", "!", "avdec_h264",
        "!", "videoconvert", "!", f"video/x-raw,format=RGB,width={width},height={height}", "!", "fdsink", "fd=1",
    ]  # fmt: skip
    # Rows of GStreamer's RGB frames are padded to four bytes.
    stride = (width * 3 + 3) // 4 * 4
    decoder = subprocess.Popen(command, stdout=subprocess.PIPE)
    assert decoder.stdout is not None
    while len(data := decoder.stdout.read(stride * height)) == stride * height:
        yield np.frombuffer(data, np.uint8).reshape(height, stride)[:, : width * 3].reshape(height, width, 3)
    if decoder.wait() != 0:
        raise RuntimeError(f"decoding {path} failed")


def _read_with_opencv(path: Path) -> Iterator[np.ndarray]:
    import cv2

    capture = cv2.VideoCapture(str(path))
    while True:
        more, frame = capture.read()
        if not more:
            return
        yield frame[:, :, ::-1]
