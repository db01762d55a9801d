/** `pipewright import FILE` */
import { mkdir, writeFile } from 'node:fs/promises';
import { basename, join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { type ImportedPipeline, importFormats, kindInWords, noteText } from '@pipewright/formats';
import { printDocument } from '@pipewright/graph';
import { CommandError, EXIT_DONE, EXIT_INPUT_ERRORS } from '../exit-codes.ts';
import { importInput } from '../input/import-input.ts';
import { readInput, STANDARD_INPUT } from '../input/read-input.ts';
import { readTarget } from '../input/target-options.ts';
import type { Terminal } from '../terminal.ts';

const SUFFIX = '.pipeline.yaml';

export async function importCommand(args: string[], terminal: Terminal): Promise<number> {
  const { values, positionals } = parseArgs({
    args,
    allowPositionals: true,
    options: {
      from: { type: 'string' },
      target: { type: 'string' },
      deepstream: { type: 'string' },
      output: { type: 'string', short: 'o' },
      json: { type: 'boolean', default: false },
    },
  });
  const [path, ...others] = positionals;
  if (path === undefined || others.length > 0) {
    throw new CommandError('import takes one file. See pipewright import --help.');
  }
  const input = await readInput(path, terminal, values.from);
  if (input.recognised.kind !== 'foreign') {
    const formats = importFormats.map(({ id }) => id).join(', ');
    throw new CommandError(
      `${path}: this is ${kindInWords(input.recognised)}, which is not imported. If it is a pipeline in one of ${formats}, say so with --from.`,
    );
  }
  const target = readTarget({
    platform: { name: '--target', value: values.target },
    deepstream: { name: '--deepstream', value: values.deepstream },
  });
  const result = await importInput(input, input.recognised.format, target);
  if (!result.ok) {
    const lines = result.errors.map((error) => {
      const remedy = error.remedy === undefined ? '' : `. ${error.remedy}`;
      return `error: ${noteText(error)}${remedy}`;
    });
    throw new CommandError(lines.join('\n'), EXIT_INPUT_ERRORS);
  }
  const { pipelines } = result;
  const written =
    values.output === undefined
      ? []
      : await writeAll(pipelines, resolve(terminal.workingFolder, values.output), path);
  if (values.json) {
    terminal.out(`${JSON.stringify(jsonOf(pipelines), null, 2)}\n`);
    return EXIT_DONE;
  }
  for (const { notes } of pipelines) {
    for (const note of notes) terminal.err(`${note.kind}: ${noteText(note)}\n`);
  }
  if (values.output === undefined) {
    terminal.out(pipelines.map(({ document }) => printDocument(document)).join('---\n'));
  } else {
    terminal.out(written.map((file) => `${file}\n`).join(''));
  }
  return EXIT_DONE;
}

/** One pipeline at the top, as most inputs hold one; all of them in `pipelines`. */
function jsonOf(pipelines: readonly [ImportedPipeline, ...ImportedPipeline[]]): object {
  const [first] = pipelines;
  return { ...first, ...(pipelines.length > 1 && { pipelines }) };
}

/** Writes to the file that `output` names, or, for several or an existing folder, into a folder. */
async function writeAll(
  pipelines: readonly ImportedPipeline[],
  output: string,
  path: string,
): Promise<string[]> {
  const isFile = pipelines.length === 1 && /\.ya?ml$/.test(output);
  if (!isFile) {
    await mkdir(output, { recursive: true });
  }
  const base = path === STANDARD_INPUT ? 'pipeline' : basename(path).replace(/(?<=.)\.[^.]+$/, '');
  const files: string[] = [];
  for (const [position, { document }] of pipelines.entries()) {
    const number = pipelines.length === 1 ? '' : `-${position + 1}`;
    const file = isFile ? output : join(output, `${base}${number}${SUFFIX}`);
    await writeFile(file, printDocument(document));
    files.push(file);
  }
  return files;
}
