/** `pipewright export FILE --to FORMAT` */
import { chmod, mkdir, writeFile } from 'node:fs/promises';
import { basename, dirname, join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { catalogueFor } from '@pipewright/catalogue';
import { type ExportNote, type GstLaunchExport, writeGstLaunch } from '@pipewright/formats';
import { CommandError, EXIT_DONE } from '../exit-codes.ts';
import { expansionFailure } from '../input/expand.ts';
import { loadDocument } from '../input/load-document.ts';
import { readParameters } from '../input/parameters.ts';
import { readInput, STANDARD_INPUT } from '../input/read-input.ts';
import type { Terminal } from '../terminal.ts';

const FORMATS = ['gst-launch'];

type Written = Extract<GstLaunchExport, { ok: true }>;

export async function exportCommand(args: string[], terminal: Terminal): Promise<number> {
  const { values, positionals } = parseArgs({
    args,
    allowPositionals: true,
    options: {
      to: { type: 'string' },
      script: { type: 'boolean', default: false },
      param: { type: 'string', multiple: true, default: [] },
      output: { type: 'string', short: 'o' },
    },
  });
  const [path, ...others] = positionals;
  if (path === undefined || others.length > 0) {
    throw new CommandError('export takes one file. See pipewright --help.');
  }
  if (values.to === undefined || !FORMATS.includes(values.to)) {
    const got = values.to === undefined ? 'is missing' : `got "${values.to}"`;
    throw new CommandError(`export --to takes ${FORMATS.join(', ')}, but ${got}.`);
  }
  const input = await readInput(path, terminal);
  const document = loadDocument(input);
  const folder =
    values.output === undefined ? undefined : resolve(terminal.workingFolder, values.output);
  const written = writeGstLaunch(document, {
    catalogue: catalogueFor(document.target),
    documentFolder: input.folder,
    parameters: readParameters(values.param),
    ...(folder === undefined ? {} : { filesFolder: folder }),
  });
  if (!written.ok) {
    throw expansionFailure(path, written.errors);
  }
  if (folder === undefined) {
    terminal.out(values.script ? written.script : `${written.line}\n`);
  } else {
    terminal.out(`${await writeInto(folder, nameOf(path), written, values.script)}\n`);
  }
  // The script, and a folder, bring the config files along: there is nothing to note of them.
  const isComplete = values.script || folder !== undefined;
  for (const note of written.notes) {
    if (note.place.file === undefined || !isComplete) {
      terminal.err(`note: ${noteText(note)}\n`);
    }
  }
  return EXIT_DONE;
}

/** Writes the export with what it needs; resolves with the path of the file to run. */
async function writeInto(
  folder: string,
  name: string,
  written: Written,
  asScript: boolean,
): Promise<string> {
  await mkdir(folder, { recursive: true });
  const path = join(folder, `${name}.sh`);
  if (asScript) {
    await writeFile(path, written.script);
  } else {
    await writeFile(path, `${written.line}\n`);
    for (const file of written.files) {
      await mkdir(dirname(file.path), { recursive: true });
      await writeFile(file.path, file.text);
    }
  }
  await chmod(path, 0o755);
  return path;
}

function nameOf(path: string): string {
  return path === STANDARD_INPUT
    ? 'pipeline'
    : basename(path).replace(/(?:\.pipeline)?\.ya?ml$/, '');
}

function noteText({ message, place }: ExportNote): string {
  const where = [place.element, place.pad, place.property].filter(Boolean).join('.');
  return where === '' ? message : `${where}: ${message}`;
}
