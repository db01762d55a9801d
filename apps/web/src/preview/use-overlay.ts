import type { telemetry } from '@pipewright/protocol';
import { type RefObject, useEffect, useRef, useState } from 'react';
import type { TelemetrySocket } from '../api/telemetry-socket.ts';
import { ClockOffset, FrameBuffer } from './frame-buffer.ts';
import { classColour, drawObjects, objectLabel } from './overlay.ts';
import type { PreviewRequest } from './preview-session.ts';

export interface ObjectClass {
  readonly label: string;
  readonly colour: string;
}

/** Numbers and objects of the picture that is shown, a few times a second. */
export interface PictureInfo {
  readonly width: number;
  readonly height: number;
  readonly framesPerSecond: number;
  /** From entering the encoder to the screen; absent while not known. */
  readonly latencyMillis: number | undefined;
  readonly objects: readonly telemetry.ObjectMeta[];
  /** Every label seen since the preview was opened, with its colour. */
  readonly classes: readonly ObjectClass[];
  /** Whether the metadata of the pictures is found. */
  readonly isInStep: boolean;
}

export interface OverlayOptions {
  readonly socket: TelemetrySocket;
  readonly request: PreviewRequest | undefined;
  readonly video: RefObject<HTMLVideoElement | null>;
  readonly canvas: RefObject<HTMLCanvasElement | null>;
  readonly isDrawn: boolean;
  readonly hiddenLabels: ReadonlySet<string>;
}

const INFO_MILLIS = 250;

/**
 * How long the boxes of the picture before stay when a picture is quicker than its metadata: cleared
 * at once they would flicker, kept longer they would tell of another picture.
 */
const LATE_METADATA_MILLIS = 80;

/**
 * Draws the objects of each picture on that very picture: the video's RTP timestamp names the
 * picture, and the runner sends the metadata under the same number.
 */
export function useOverlay(options: OverlayOptions): PictureInfo | undefined {
  const { socket, request, video, canvas } = options;
  const [info, setInfo] = useState<PictureInfo | undefined>(undefined);
  const drawing = useRef({ isDrawn: options.isDrawn, hiddenLabels: options.hiddenLabels });
  const redraw = useRef<() => void>(() => undefined);

  useEffect(() => {
    drawing.current = { isDrawn: options.isDrawn, hiddenLabels: options.hiddenLabels };
    redraw.current();
  }, [options.isDrawn, options.hiddenLabels]);

  const { runId, padIndex, stream } = request ?? {};
  useEffect(() => {
    const player = video.current;
    if (runId === undefined || padIndex === undefined || stream === undefined || player === null) {
      return;
    }
    const frames = new FrameBuffer();
    const clock = new ClockOffset();
    const classes = new Map<string, string>();
    let shown: VideoFrameCallbackMetadata | undefined;
    let shownAt = 0;
    let lastInfoAt = 0;
    let lastCount: { readonly frames: number; readonly at: number } | undefined;
    let framesPerSecond = 0;
    let callback = 0;
    /** The last picture that was found with its metadata. */
    let matched: telemetry.PreviewFrame | undefined;
    let latencyMillis: number | undefined;
    let clearing: ReturnType<typeof setTimeout> | undefined;

    const current = (): telemetry.PreviewFrame | undefined =>
      shown?.rtpTimestamp === undefined ? undefined : frames.at(shown.rtpTimestamp);

    const draw = (): void => {
      if (canvas.current !== null) {
        drawObjects(
          canvas.current,
          drawing.current.isDrawn ? matched : undefined,
          drawing.current.hiddenLabels,
        );
      }
    };
    redraw.current = draw;

    const match = (): void => {
      const frame = current();
      if (frame !== undefined) {
        clearTimeout(clearing);
        clearing = undefined;
        matched = frame;
        latencyMillis = clock.ageMillis(frame.monotonicNs, shownAt);
        draw();
      } else {
        clearing ??= setTimeout(() => {
          clearing = undefined;
          matched = undefined;
          draw();
        }, LATE_METADATA_MILLIS);
      }
    };

    const publish = (now: number): void => {
      if (shown === undefined || now - lastInfoAt < INFO_MILLIS) {
        return;
      }
      lastInfoAt = now;
      if (lastCount === undefined || now - lastCount.at > 900) {
        if (lastCount !== undefined) {
          framesPerSecond =
            ((shown.presentedFrames - lastCount.frames) * 1000) / (now - lastCount.at);
        }
        lastCount = { frames: shown.presentedFrames, at: now };
      }
      setInfo({
        width: shown.width,
        height: shown.height,
        framesPerSecond,
        latencyMillis,
        objects: matched?.objects ?? [],
        classes: [...classes].map(([label, colour]) => ({ label, colour })),
        isInStep: matched !== undefined,
      });
    };

    const listener = socket.listen(runId, ['preview-frame'], ({ content }) => {
      if (content.case !== 'previewFrame') {
        return;
      }
      const frame = content.value;
      if (frame.padIndex !== padIndex || frame.stream !== stream) {
        return;
      }
      clock.observe(frame.monotonicNs, performance.now());
      frames.push(frame);
      for (const object of frame.objects) {
        classes.set(objectLabel(object), classColour(object));
      }
      // The video was quicker than its metadata: it is drawn while the picture still shows.
      if (frame.rtpTimestamp === shown?.rtpTimestamp) {
        match();
        publish(performance.now());
      }
    });

    const onFrame: VideoFrameRequestCallback = (now, metadata) => {
      shown = metadata;
      shownAt = metadata.expectedDisplayTime;
      match();
      publish(now);
      callback = player.requestVideoFrameCallback(onFrame);
    };
    callback = player.requestVideoFrameCallback(onFrame);
    const resize = new ResizeObserver(draw);
    if (canvas.current !== null) {
      resize.observe(canvas.current);
    }
    return () => {
      player.cancelVideoFrameCallback(callback);
      clearTimeout(clearing);
      listener.close();
      resize.disconnect();
      redraw.current = () => undefined;
      // No boxes without their picture.
      matched = undefined;
      draw();
      setInfo(undefined);
    };
  }, [socket, runId, padIndex, stream, video, canvas]);

  return info;
}
