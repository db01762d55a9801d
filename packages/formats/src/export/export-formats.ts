/** Every format that a pipeline can be written in. */
import { dotFormat } from '../dot/write-dot.ts';
import { svgFormat } from '../svg/write-svg.ts';
import type { ExportFormat } from './export-format.ts';

export const exportFormats: readonly ExportFormat[] = [dotFormat, svgFormat];

export function exportFormat(id: string): ExportFormat | undefined {
  return exportFormats.find((format) => format.id === id);
}
