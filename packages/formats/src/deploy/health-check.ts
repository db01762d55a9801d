/** The program that tells whether a container's pipeline makes progress. */

export const HEALTH_CHECK_FILE = 'healthcheck.py';

/** `countsFrames`: the application counts frames; else only that it answers is checked. */
export function healthCheck(countsFrames: boolean): string {
  return countsFrames ? progressCheck : answerCheck;
}

const fetchMetrics = `    port = os.environ.get("METRICS_PORT", "9100")
    # Proxies of the environment are for others.
    opener = urllib.request.build_opener(urllib.request.ProxyHandler({}))
    with opener.open(f"http://127.0.0.1:{port}/metrics", timeout=5) as response:
        return response.read().decode("utf-8")
`;

const progressCheck = `"""Exits with 0 while frames pass the pipeline, with 1 when none has since the last check."""

import os
import re
import sys
import urllib.request
from pathlib import Path

LAST_COUNT = Path(os.environ.get("HEALTH_STATE", "/tmp/frames-at-last-check"))


def metrics():
${fetchMetrics}

def num_frames(text):
    counts = re.findall(r"^deepstream_frames_processed_total\\{[^}]*\\} (\\S+)$", text, re.MULTILINE)
    return sum(map(float, counts))


def main():
    try:
        frames = num_frames(metrics())
    except OSError as error:
        print(f"the application does not answer: {error}")
        return 1
    before = LAST_COUNT.read_text(encoding="utf-8") if LAST_COUNT.exists() else ""
    LAST_COUNT.write_text(repr(frames), encoding="utf-8")
    if before == repr(frames):
        print(f"no frame since the last check: {frames:.0f} so far")
        return 1
    print(f"{frames:.0f} frames so far")
    return 0


if __name__ == "__main__":
    sys.exit(main())
`;

const answerCheck = `"""Exits with 0 while the application answers, else with 1."""

import os
import sys
import urllib.request


def metrics():
${fetchMetrics}

def main():
    try:
        metrics()
    except OSError as error:
        print(f"the application does not answer: {error}")
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
`;
