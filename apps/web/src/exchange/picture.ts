/** Pictures of the pipeline: in one theme, and as pixels. */
import type { Theme } from '../ui/theme-store.ts';

const DARK_MEDIA = '@media (prefers-color-scheme: dark)';
/** Pixels of a PNG per pixel of the drawing. */
export const PNG_SCALE = 2;
/** Browsers refuse larger canvases. */
const MAX_PNG_SIDE = 16_384;

/** The SVG as one theme shows it, whatever its reader prefers. */
export function svgInTheme(svg: string, theme: Theme): string {
  return svg.replaceAll(DARK_MEDIA, theme === 'dark' ? '@media all' : '@media not all');
}

/** An address for an `<img>`. */
export function svgAddress(svg: string): string {
  return `data:image/svg+xml;charset=utf-8,${encodeURIComponent(svg)}`;
}

/**
 * The SVG in PNG at twice its size, or as large as browsers draw. Rejects where the browser can't
 * draw it.
 */
export async function rasterise(svg: string): Promise<Blob> {
  const image = new Image();
  image.src = svgAddress(svg);
  await image.decode();
  const { naturalWidth: width, naturalHeight: height } = image;
  const scale = Math.min(PNG_SCALE, MAX_PNG_SIDE / Math.max(width, height));
  const canvas = document.createElement('canvas');
  canvas.width = Math.round(width * scale);
  canvas.height = Math.round(height * scale);
  const context = canvas.getContext('2d');
  if (context === null) {
    throw new Error('The browser has no canvas to draw the picture on.');
  }
  context.drawImage(image, 0, 0, canvas.width, canvas.height);
  const blob = await new Promise<Blob | null>((resolve) => canvas.toBlob(resolve, 'image/png'));
  if (blob === null) {
    throw new Error('The browser can’t draw a picture of this size.');
  }
  return blob;
}
