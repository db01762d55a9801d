/** Config files that stand beside an export: every path to them is relative. */
import type { PlanFile } from '@pipewright/graph';

/** Stands for the export's own folder while a document is expanded. */
export const EXPORT_FOLDER = '/\ue003export';

/** A path as expanded, relative to the export's folder where it leads there. */
export function fromExportFolder(path: string): string {
  return path.replaceAll(`${EXPORT_FOLDER}/`, '');
}

/** A file as expanded, with paths to its neighbours relative to its own folder, as the SDK reads them. */
export function exportedConfig({ path, text }: PlanFile): { path: string; text: string } {
  const relative = fromExportFolder(path);
  const upwards = '../'.repeat(relative.split('/').length - 1);
  return { path: relative, text: text.replaceAll(`${EXPORT_FOLDER}/`, upwards) };
}
