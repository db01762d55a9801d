/** `pipewright export FILE --to FORMAT` */
import { basename, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { catalogueFor } from '@pipewright/catalogue';
import {
  type ExportFormat,
  type ExportOptions,
  exportFormat,
  exportFormats,
  type FormatNote,
  noteText,
  writeGstLaunch,
} from '@pipewright/formats';
import type { PipelineDocument } from '@pipewright/graph';
import { CommandError, EXIT_DONE, EXIT_INPUT_ERRORS, EXIT_UNUSABLE } from '../exit-codes.ts';
import { BUNDLE, writeBundle } from '../export/write-bundle.ts';
import { writeFiles } from '../export/write-files.ts';
import { expansionFailure } from '../input/expand.ts';
import { loadDocument } from '../input/load-document.ts';
import { readParameters } from '../input/parameters.ts';
import { type Input, readInput, STANDARD_INPUT } from '../input/read-input.ts';
import type { Terminal } from '../terminal.ts';

const PROFILES = ['development', 'production'] as const;

export async function exportCommand(args: string[], terminal: Terminal): Promise<number> {
  const { values, positionals } = parseArgs({
    args,
    allowPositionals: true,
    options: {
      to: { type: 'string' },
      from: { type: 'string' },
      line: { type: 'boolean', default: false },
      script: { type: 'boolean', default: false },
      profile: { type: 'string', default: 'development' },
      param: { type: 'string', multiple: true, default: [] },
      output: { type: 'string', short: 'o' },
      json: { type: 'boolean', default: false },
    },
  });
  const [path, ...others] = positionals;
  if (path === undefined || others.length > 0) {
    throw new CommandError('export takes one file. See pipewright export --help.');
  }
  const format = formatOf(values.to);
  const profile = PROFILES.find((candidate) => candidate === values.profile);
  if (profile === undefined) {
    throw new CommandError(`--profile takes ${PROFILES.join(', ')}, but got "${values.profile}".`);
  }
  if (values.line && values.to !== 'gst-launch') {
    throw new CommandError('--line goes with --to gst-launch.');
  }
  const input = await readInput(path, terminal, values.from);
  const document = await loadDocument(input, terminal);
  const options: ExportOptions = {
    catalogue: catalogueFor(document.target),
    documentFolder: input.folder,
    parameters: readParameters(values.param),
    profile,
  };
  const output =
    values.output === undefined ? undefined : resolve(terminal.workingFolder, values.output);
  const call: ExportCall = { input, document, options, output, isJson: values.json, terminal };
  if (format === BUNDLE) {
    return writeBundle(call, nameOf(path));
  }
  return values.line ? exportLine(call) : exportFiles(format, call);
}

export interface ExportCall {
  readonly input: Input;
  readonly document: PipelineDocument;
  readonly options: ExportOptions;
  /** Absolute; absent for standard output. */
  readonly output: string | undefined;
  readonly isJson: boolean;
  readonly terminal: Terminal;
}

function formatOf(id: string | undefined): ExportFormat | typeof BUNDLE {
  const format = id === BUNDLE ? BUNDLE : id === undefined ? undefined : exportFormat(id);
  if (format === undefined) {
    const ids = [...exportFormats.map((each) => each.id), BUNDLE].join(', ');
    const got = id === undefined ? 'is missing' : `got "${id}"`;
    throw new CommandError(`export --to takes ${ids}, but ${got}.`);
  }
  return format;
}

async function exportFiles(format: ExportFormat, call: ExportCall): Promise<number> {
  const { input, document, options, output, isJson, terminal } = call;
  const written = format.write(document, options);
  if (!written.ok) {
    const lines = written.errors.map(({ remedy, ...error }) => {
      const hint = remedy === undefined ? '' : `. ${remedy}`;
      return `${input.path}: error: ${noteText(error)}${hint}`;
    });
    const isWrongCall = written.errors.some(({ place }) => place.parameter !== undefined);
    throw new CommandError(lines.join('\n'), isWrongCall ? EXIT_UNUSABLE : EXIT_INPUT_ERRORS);
  }
  const { files, notes } = written;
  if (isJson) {
    terminal.out(`${JSON.stringify({ files, notes }, null, 2)}\n`);
    return EXIT_DONE;
  }
  if (output !== undefined) {
    const paths = await writeFiles(output, files);
    terminal.out(paths.map((path) => `${path}\n`).join(''));
  } else if (format.isOneFile) {
    terminal.out(files[0].text);
    for (const { path } of files.slice(1)) {
      terminal.err(`note: ${path} is not printed; -o FOLDER writes all files\n`);
    }
  } else {
    const names = files.map(({ path }) => `  ${path}`).join('\n');
    throw new CommandError(`${format.title} is more than one file; -o FOLDER writes:\n${names}`);
  }
  tellNotes(notes, terminal);
  return EXIT_DONE;
}

/** The bare command on one line, which the config files have to lie beside. */
function exportLine({ input, document, options, terminal }: ExportCall): number {
  const written = writeGstLaunch(document, options);
  if (!written.ok) {
    throw expansionFailure(input.path, written.errors);
  }
  terminal.out(`${written.line}\n`);
  tellNotes(written.notes, terminal);
  return EXIT_DONE;
}

export function tellNotes(notes: readonly FormatNote[], terminal: Terminal): void {
  for (const note of notes) terminal.err(`${note.kind}: ${noteText(note)}\n`);
}

function nameOf(path: string): string {
  return path === STANDARD_INPUT
    ? 'pipeline'
    : basename(path).replace(/(?:\.pipeline)?(?<=.)\.[^.]+$/, '');
}
