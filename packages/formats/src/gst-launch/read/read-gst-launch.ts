/** gst-launch-1.0 lines and scripts -> pipeline documents. */
import { type CatalogueTarget, isOnPlatform } from '@pipewright/catalogue';
import { emptyDocument } from '@pipewright/graph';
import type {
  ImportedPipeline,
  ImportOptions,
  ImportResult,
  ImportSource,
} from '../../import/import-format.ts';
import { takeConfigFiles } from '../../import/take-config-files.ts';
import type { FormatError, FormatNote, FormatPlace } from '../../note.ts';
import { buildDocument } from './build-document.ts';
import { type LaunchArguments, readLaunchArguments } from './launch-command.ts';
import { parseLaunch } from './launch-grammar.ts';
import { type FoundLaunch, type ReadScript, readLaunchScript } from './launch-script-reader.ts';
import type { LaunchProblem, LaunchTree } from './launch-tree.ts';
import { OpenMarks } from './open-marks.ts';
import { takeScriptFiles } from './script-files.ts';
import { maskMarkup } from './shell/mask-text.ts';
import { readShellScript } from './shell/shell-script.ts';
import { ShellVariables } from './shell/shell-values.ts';
import { TextPlaces } from './text-places.ts';

/** Reads every gst-launch-1.0 command of a script; a text without one is a pipeline itself. */
export async function readGstLaunch(
  source: ImportSource,
  options: ImportOptions,
): Promise<ImportResult> {
  return new GstLaunchReader(source, options).read();
}

class GstLaunchReader {
  readonly #source: ImportSource;
  readonly #options: ImportOptions;
  readonly #places: TextPlaces;
  readonly #errors: FormatError[] = [];

  constructor(source: ImportSource, options: ImportOptions) {
    this.#source = source;
    this.#options = options;
    this.#places = new TextPlaces(source.text);
  }

  async read(): Promise<ImportResult> {
    const text = maskMarkup(this.#source.text);
    const script = readLaunchScript(text);
    const found = script.launches.length > 0 ? script : bareScript(text);
    const pipelines: ImportedPipeline[] = [];
    for (const [index, launch] of found.launches.entries()) {
      const pipeline = await this.#readLaunch(launch, found, index);
      if (pipeline !== undefined) pipelines.push(pipeline);
    }
    const [first, ...others] = pipelines;
    if (this.#errors.length > 0 || first === undefined) return { ok: false, errors: this.#errors };
    return { ok: true, pipelines: [first, ...others] };
  }

  async #readLaunch(
    launch: FoundLaunch,
    script: ReadScript,
    index: number,
  ): Promise<ImportedPipeline | undefined> {
    const { text, offsets, marks, problems } = launch.arguments;
    const numErrors = this.#errors.length;
    for (const problem of problems) this.#reject(problem, (offset) => offset);
    const toSource = (offset: number) => offsets[offset] ?? launch.end;
    const parsed = parseLaunch(text);
    if (!parsed.ok) {
      // What stands for something unknown can't be parsed either; that has been said.
      const isNews = problems.length === 0;
      for (const problem of isNews ? parsed.problems : []) {
        this.#reject({ ...problem, message: marks.written(problem.message) }, toSource);
      }
      return undefined;
    }
    const notes: FormatNote[] = [...(index === 0 ? script.notes : []), ...launch.notes].map(
      ({ kind, message, offset }) => ({ kind, message, place: this.#place(offset) }),
    );
    const target = this.#target(launch, parsed.tree);
    notes.push(...environmentNotes(launch, (offset) => this.#place(offset)));
    const built = buildDocument(parsed.tree, {
      name: documentName(this.#source, script.launches.length > 1 ? index + 1 : undefined),
      target,
      catalogue: this.#options.catalogueFor(target),
      marks,
      report: (kind, message, offset, place) => {
        notes.push({
          kind,
          message: marks.written(message),
          place: { ...place, ...this.#place(toSource(offset)) },
        });
      },
      reportProblem: (problem) => this.#reject(problem, toSource),
      reportOpenValue: (parameter, { written, offset }) => {
        notes.push({
          kind: 'advice',
          message: `${written} has no value here: the pipeline needs one for its parameter "${parameter}"`,
          place: { parameter, ...this.#place(offset) },
        });
      },
    });
    if (this.#errors.length > numErrors) return undefined;
    const withFiles = takeScriptFiles(built, script.files);
    const taken = await takeConfigFiles(withFiles, this.#options.readFile);
    return { document: taken.document, notes: [...notes, ...taken.notes] };
  }

  /** What the command tells: its nvstreammux by the environment, Jetson by elements only it has. */
  #target({ environment }: FoundLaunch, { elements }: LaunchTree): CatalogueTarget {
    const base = emptyDocument('').target;
    const streammux = environment.get(NEW_STREAMMUX)?.value === 'yes' ? 'new' : 'legacy';
    const told = { ...base, streammux, ...this.#options.target } as const;
    if (this.#options.target?.platform !== undefined) return told;
    const catalogue = this.#options.catalogueFor(told);
    const isJetson = elements.some(({ factory }) => {
      const known = catalogue.factory(factory);
      return (
        known !== undefined && !isOnPlatform(known, base.platform) && isOnPlatform(known, 'jetson')
      );
    });
    return isJetson ? { ...told, platform: 'jetson' } : told;
  }

  #reject({ message, offset, remedy }: LaunchProblem, toSource: (offset: number) => number): void {
    this.#errors.push({
      message,
      place: this.#place(toSource(offset)),
      ...(remedy !== undefined && { remedy }),
    });
  }

  #place(offset: number): FormatPlace {
    return { file: this.#source.fileName, ...this.#places.at(offset) };
  }
}

const NEW_STREAMMUX = 'USE_NEW_NVSTREAMMUX';

function environmentNotes(
  { environment }: FoundLaunch,
  placeOf: (offset: number) => FormatPlace,
): FormatNote[] {
  return [...environment].flatMap(([name, { value, offset }]): FormatNote[] =>
    name === NEW_STREAMMUX
      ? []
      : [
          {
            kind: 'advice',
            message: `the environment variable ${name}=${value} is not part of a pipeline: set it where the pipeline runs`,
            place: placeOf(offset),
          },
        ],
  );
}

/** A pipeline without a command: as gst_parse_launch() takes it, or as a shell would pass it on. */
function bareScript(text: string): ReadScript {
  const marks = new OpenMarks();
  const plain: LaunchArguments = {
    text,
    offsets: Array.from({ length: text.length + 1 }, (_, index) => index),
    marks,
    problems: [],
    options: [],
  };
  const isShellText = /[$`']|\\\s/.test(text) || !parseLaunch(text).ok;
  return {
    launches: [
      {
        arguments: isShellText ? (shellArguments(text) ?? plain) : plain,
        offset: 0,
        end: text.trimEnd().length,
        environment: new Map(),
        notes: [],
      },
    ],
    files: new Map(),
    notes: [],
  };
}

/** The text as a shell would pass it on; undefined when GStreamer reads it better as it is. */
function shellArguments(text: string): LaunchArguments | undefined {
  const [command] = readShellScript(text, { isBarePipeline: true }).commands;
  if (command === undefined) return undefined;
  const read = readLaunchArguments(command.words, new ShellVariables(), command.end);
  const isWorse = !parseLaunch(read.text).ok && parseLaunch(text).ok;
  return isWorse ? undefined : read;
}

const WRITTEN_BY_US = /^# (.+)\. Written by Pipewright\.$/m;

function documentName({ text, fileName }: ImportSource, number: number | undefined): string {
  const own = WRITTEN_BY_US.exec(text.slice(0, 2000))?.[1];
  const base = (fileName.split(/[\\/]/).pop() ?? '').replace(/\.(?:sh|bash|txt|md|pipeline)$/i, '');
  const name = own ?? (/[\p{L}\p{N}]/u.test(base) ? base : 'Imported pipeline');
  return number === undefined ? name : `${name} ${number}`;
}
