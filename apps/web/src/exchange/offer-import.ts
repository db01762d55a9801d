/** Text and files that users bring to the editor without asking for the import first. */
import { errorText } from '../api/api-error.ts';
import { notify } from '../ui/toast-store.ts';
import type { Workbench } from '../workbench/workbench.ts';
import type { ImportInput } from './import-input.ts';
import { readTextFiles } from './text-files.ts';

/** Elements are pasted; a pipeline in another format is offered for import. */
export async function pasteText(workbench: Workbench, text: string): Promise<void> {
  if (/^\s*["']?formatVersion["']?\s*:/m.test(text)) {
    workbench.edits.paste(text);
    return;
  }
  try {
    // The readers are large: they load when they are first asked.
    const { recognise } = await import('./import-reading.ts');
    const input: ImportInput = { text, fileName: '' };
    if (recognise(input) === undefined) {
      workbench.edits.paste(text);
    } else {
      workbench.ui.getState().openDialog({ kind: 'import', input });
    }
  } catch (error) {
    notify('error', `The text can’t be pasted. ${errorText(error)}`);
  }
}

/** Files that were dropped or chosen, as one input; undefined when there is none, which was told. */
export async function inputOfDropped(files: readonly File[]): Promise<ImportInput | undefined> {
  try {
    const texts = await readTextFiles(files);
    const { inputOfFiles } = await import('./import-reading.ts');
    return inputOfFiles(texts);
  } catch (error) {
    notify('error', errorText(error));
    return undefined;
  }
}

/** Opens the import with files that were dropped. */
export async function offerFiles({ ui }: Workbench, files: readonly File[]): Promise<void> {
  const input = await inputOfDropped(files);
  if (input !== undefined) {
    ui.getState().openDialog({ kind: 'import', input });
  }
}
