/** Every format that a pipeline can be written in. */
import type { ExportFormat } from './export-format.ts';

export const exportFormats: readonly ExportFormat[] = [];

export function exportFormat(id: string): ExportFormat | undefined {
  return exportFormats.find((format) => format.id === id);
}
