import type { telemetry } from '@pipewright/protocol';

/** `object_id` of an object that no tracker follows: 2^64-1. */
const UNTRACKED = 0xffff_ffff_ffff_ffffn;

/** The track's id, or nothing when the object is not tracked. */
export function trackIdText(object: telemetry.ObjectMeta): string {
  return object.trackId === UNTRACKED ? '' : String(object.trackId);
}

/** What an object is called: its label, else its class number. */
export function objectLabel(object: telemetry.ObjectMeta): string {
  return object.label === '' ? `class ${object.classId}` : object.label;
}

const HUES = [145, 210, 45, 320, 265, 15, 180, 90];

/** A steady colour for each class. */
export function classColour(object: telemetry.ObjectMeta): string {
  const hue = HUES[Math.abs(object.classId) % HUES.length] ?? 0;
  return `hsl(${hue} 85% 62%)`;
}

/** Where the picture lies within its element when it is fitted with its shape kept. */
export function fitPicture(
  picture: { readonly width: number; readonly height: number },
  frame: { readonly width: number; readonly height: number },
): { readonly x: number; readonly y: number; readonly scale: number } {
  const scale = Math.min(frame.width / picture.width, frame.height / picture.height);
  return {
    x: (frame.width - picture.width * scale) / 2,
    y: (frame.height - picture.height * scale) / 2,
    scale,
  };
}

const LABEL_HEIGHT = 15;

/** On smaller pictures labels would hide what they name: colours have to do. */
const LEAST_LABEL_SCALE = 0.4;

/** Draws the boxes of a picture onto a canvas that lies over the video. */
export function drawObjects(
  canvas: HTMLCanvasElement,
  frame: telemetry.PreviewFrame | undefined,
  hiddenLabels: ReadonlySet<string>,
): void {
  const context = canvas.getContext('2d');
  if (context === null) {
    return;
  }
  const ratio = globalThis.devicePixelRatio;
  const width = canvas.clientWidth;
  const height = canvas.clientHeight;
  if (canvas.width !== Math.round(width * ratio) || canvas.height !== Math.round(height * ratio)) {
    canvas.width = Math.round(width * ratio);
    canvas.height = Math.round(height * ratio);
  }
  context.setTransform(ratio, 0, 0, ratio, 0, 0);
  context.clearRect(0, 0, width, height);
  if (frame === undefined || frame.width === 0 || frame.height === 0) {
    return;
  }
  const fit = fitPicture(frame, { width, height });
  context.font = '600 11px Inter, "Segoe UI", sans-serif';
  context.textBaseline = 'middle';
  context.lineWidth = 1.5;
  for (const object of frame.objects) {
    const label = objectLabel(object);
    if (!hiddenLabels.has(label)) {
      drawObject(context, object, label, fit);
    }
  }
}

function drawObject(
  context: CanvasRenderingContext2D,
  object: telemetry.ObjectMeta,
  label: string,
  fit: { readonly x: number; readonly y: number; readonly scale: number },
): void {
  const x = fit.x + object.left * fit.scale;
  const y = fit.y + object.top * fit.scale;
  const colour = classColour(object);
  context.strokeStyle = colour;
  context.strokeRect(x, y, object.width * fit.scale, object.height * fit.scale);
  if (fit.scale < LEAST_LABEL_SCALE) {
    return;
  }
  const track = trackIdText(object);
  const text = track === '' ? label : `${label} ${track}`;
  const labelWidth = context.measureText(text).width + 6;
  const labelTop = Math.max(0, y - LABEL_HEIGHT);
  context.fillStyle = colour;
  context.fillRect(x - 0.75, labelTop, labelWidth, LABEL_HEIGHT);
  context.fillStyle = '#081018';
  context.fillText(text, x + 2, labelTop + LABEL_HEIGHT / 2 + 0.5);
}
