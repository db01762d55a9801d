/** `pipewright export --to bundle`: a ZIP file or a folder with everything that a colleague needs. */
import { cp, mkdir, readdir, readFile, stat, writeFile } from 'node:fs/promises';
import { dirname, join, relative, resolve } from 'node:path';
import { type BundleReference, bundlePipeline, noteText, packBundle } from '@pipewright/formats';
import { type ExportCall, tellNotes } from '../commands/export.ts';
import { CommandError, EXIT_DONE, EXIT_INPUT_ERRORS } from '../exit-codes.ts';
import { readTextFile } from '../input/import-input.ts';
import { ProgressBar } from '../progress-bar.ts';
import { writeFiles } from './write-files.ts';

export const BUNDLE = 'bundle';

/** Resolves with the exit code. Throws CommandError where there is nothing to bundle. */
export async function writeBundle(call: ExportCall, name: string): Promise<number> {
  const { input, document, options, output, isJson, terminal } = call;
  if (output === undefined) {
    throw new CommandError('A bundle needs -o FILE.zip or -o FOLDER.');
  }
  const bundle = await bundlePipeline(document, {
    ...options,
    readFile: (path) => readTextFile(resolve(input.folder, path)),
  });
  if (!bundle.ok) {
    const lines = bundle.errors.map((error) => `${input.path}: error: ${noteText(error)}`);
    throw new CommandError(lines.join('\n'), EXIT_INPUT_ERRORS);
  }
  const { files, notes } = bundle;
  const brought = await filesOf(bundle.references, input.folder);
  const missing = bundle.references.filter(
    ({ isOutput, path }) => !isOutput && !brought.some((file) => file.reference.path === path),
  );
  if (output.endsWith('.zip')) {
    const progress = new ProgressBar(terminal, 'Reading', brought.length);
    const packed = files.map((file) => ({ ...file, bytes: new TextEncoder().encode(file.text) }));
    const data: { path: string; bytes: Uint8Array }[] = [];
    for (const [position, { source, target }] of brought.entries()) {
      progress.show(position, source);
      data.push({ path: target, bytes: await readFile(source) });
    }
    progress.clear();
    await mkdir(dirname(output), { recursive: true });
    await writeFile(output, packBundle(name, [...packed, ...data]));
    terminal.out(isJson ? jsonText(output, missing, notes) : `${output}\n`);
  } else {
    await writeFiles(output, files);
    for (const { source, target } of brought) {
      await mkdir(dirname(join(output, target)), { recursive: true });
      await cp(source, join(output, target));
    }
    terminal.out(isJson ? jsonText(output, missing, notes) : `${output}\n`);
  }
  if (!isJson) {
    for (const { path, target } of missing) {
      terminal.err(
        `advice: ${path} is not there to bring along; the bundle expects it at ${target}\n`,
      );
    }
    tellNotes(notes, terminal);
  }
  return EXIT_DONE;
}

function jsonText(output: string, missing: readonly BundleReference[], notes: unknown): string {
  return `${JSON.stringify({ output, missing, notes }, null, 2)}\n`;
}

interface BroughtFile {
  readonly reference: BundleReference;
  /** Absolute. */
  readonly source: string;
  /** Relative to the bundle. */
  readonly target: string;
}

/** The referred files that are there; a folder with all that is in it. */
async function filesOf(
  references: readonly BundleReference[],
  folder: string,
): Promise<BroughtFile[]> {
  const found: BroughtFile[] = [];
  for (const reference of references) {
    const source = resolve(folder, reference.path);
    const stats = await stat(source).catch(() => undefined);
    if (stats?.isFile()) {
      found.push({ reference, source, target: reference.target });
    } else if (stats?.isDirectory()) {
      const entries = await readdir(source, { recursive: true, withFileTypes: true });
      for (const entry of entries.filter((each) => each.isFile())) {
        const path = join(entry.parentPath, entry.name);
        const target = `${reference.target}/${relative(source, path)}`;
        found.push({ reference, source: path, target });
      }
    }
  }
  return found;
}
