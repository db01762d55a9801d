/** Pipeline document -> gst-launch-1.0: one line, and a shell script with the config files in it. */
import { type Catalogue, relocateConfig } from '@pipewright/catalogue';
import {
  type ExpansionError,
  expandDocument,
  type PipelineDocument,
  type Plan,
  type PlanElement,
  type PlanFile,
  type PropertyValue,
} from '@pipewright/graph';
import { secretVariables } from '../export/secret-variables.ts';
import type { FormatNote } from '../note.ts';
import { type LaunchChain, type LaunchPiece, makeChains } from './launch-chains.ts';
import { launchNames, namedElements } from './launch-names.ts';
import { resolvePads, type WrittenLink } from './launch-pads.ts';
import { writeScript } from './launch-script.ts';
import { quoteLaunchValue, quoteShellWord, rootMark, variableMark, wrapString } from './quoting.ts';

/** What is asked of a catalogue. */
export type LaunchCatalogue = Pick<
  Catalogue,
  'factory' | 'property' | 'padTemplateFor' | 'propertyRole'
>;

export interface GstLaunchOptions {
  readonly catalogue: LaunchCatalogue;
  /** Absolute folder that relative paths in the document start from. */
  readonly documentFolder: string;
  /**
   * Absolute folder where the line expects the document's config files; the document's own when
   * absent. The script brings its own.
   */
  readonly filesFolder?: string;
  /** The script looks for relative paths in its own folder, wherever that is. */
  readonly isRelocatable?: boolean;
  /** Values of parameters; those left out have their defaults. */
  readonly parameters?: Readonly<Record<string, PropertyValue>>;
}

/** What the output does not say as the document does. */
export type ExportNote = FormatNote;

export type GstLaunchExport =
  | {
      readonly ok: true;
      /** A shell command on one line. */
      readonly line: string;
      /** A POSIX shell script. */
      readonly script: string;
      /** Config files that the line needs, where it expects them. */
      readonly files: readonly PlanFile[];
      readonly notes: readonly ExportNote[];
    }
  | { readonly ok: false; readonly errors: readonly ExpansionError[] };

/** Writes a document as gst-launch text. Parameters without a value are errors. */
export function writeGstLaunch(
  document: PipelineDocument,
  options: GstLaunchOptions,
): GstLaunchExport {
  if (Object.keys(document.elements).length === 0) {
    return { ok: false, errors: [{ message: 'the pipeline has no elements to write' }] };
  }
  const { documentFolder, filesFolder = documentFolder } = options;
  const secrets = secretVariables(document);
  const forLine = expand(document, options, filesFolder, secrets);
  const isRelocatable = options.isRelocatable === true;
  const scriptOptions = isRelocatable
    ? { ...options, documentFolder: rootMark(FOLDER_VARIABLE) }
    : options;
  const forScript = expand(document, scriptOptions, rootMark(FILES_VARIABLE), secrets);
  if (!forLine.ok) return forLine;
  if (!forScript.ok) return forScript;

  const writer = new LaunchWriter(forLine.plan, options.catalogue);
  const chains = writer.writeChains();
  const scriptChains = new LaunchWriter(forScript.plan, options.catalogue).writeChains();
  const { files, environment } = forLine.plan;
  const assignments = Object.entries(environment).map(([name, value]) => `${name}=${value} `);
  return {
    ok: true,
    line: `${assignments.join('')}gst-launch-1.0 -e ${chains.map((words) => words.join(' ! ')).join(' ')}`,
    script: writeScript({
      plan: forScript.plan,
      chains: scriptChains,
      filesVariable: FILES_VARIABLE,
      ...(isRelocatable && { folderVariable: FOLDER_VARIABLE }),
      requiredVariables: [...secrets.values()],
    }),
    files,
    notes: [...writer.notes, ...secretNotes(secrets), ...fileNotes(files, document)],
  };
}

const FILES_VARIABLE = 'files';
const FOLDER_VARIABLE = 'folder';

/** Secrets are expanded to variables, so that their values get into no text. */
function expand(
  document: PipelineDocument,
  { catalogue, documentFolder, parameters = {} }: GstLaunchOptions,
  filesFolder: string,
  secrets: ReadonlyMap<string, string>,
) {
  const values = { ...parameters };
  const declared = { ...document.parameters };
  for (const [name, variable] of secrets) {
    values[name] = variableMark(variable);
    declared[name] = { type: 'string' };
  }
  return expandDocument(
    { ...document, parameters: declared },
    {
      documentFolder,
      filesFolder,
      parameters: values,
      propertyRole: (factory, property, value) => catalogue.propertyRole(factory, property, value),
      relocateConfig,
    },
  );
}

function secretNotes(secrets: ReadonlyMap<string, string>): ExportNote[] {
  return [...secrets].map(([parameter, variable]) => ({
    kind: 'changed',
    message: `the secret "${parameter}" is read from the environment variable ${variable}`,
    place: { parameter },
  }));
}

function fileNotes(files: readonly PlanFile[], document: PipelineDocument): ExportNote[] {
  const names = Object.keys(document.files);
  return files.map(({ path }, index) => ({
    kind: 'advice',
    message: `the line reads ${path}, which must be written there first; the script brings it along`,
    place: { file: names[index] ?? path },
  }));
}

/** Writes one plan; its notes are about what it has written. */
class LaunchWriter {
  readonly notes: ExportNote[] = [];
  readonly #plan: Plan;
  readonly #catalogue: LaunchCatalogue;
  readonly #elements: ReadonlyMap<string, PlanElement>;
  readonly #names: ReadonlyMap<string, string>;

  constructor(plan: Plan, catalogue: LaunchCatalogue) {
    this.#plan = plan;
    this.#catalogue = catalogue;
    const drawn = plan.elements.filter(({ origin }) => origin.kind === 'element');
    this.#elements = new Map(drawn.map((element) => [element.name, element]));
    this.#names = launchNames(drawn);
    for (const [name, launchName] of this.#names) {
      if (launchName === name) continue;
      const message = `"${name}" is called ${launchName}: gst-launch knows no such names`;
      this.notes.push({ kind: 'changed', message, place: { element: name } });
    }
  }

  /** Each chain as shell words' groups: what stands between two `!`. */
  writeChains(): string[][] {
    const { links, problems } = resolvePads(
      this.#writtenLinks(),
      (element) => this.#elements.get(element)?.factory ?? '',
      this.#catalogue,
    );
    for (const { link, message } of problems) this.#note(message, { link });
    const chains = makeChains([...this.#elements.keys()], links);
    const referred = new Set(chains.flat().flatMap(referredElement));
    const written = chains.flat().flatMap((piece) => {
      const element = piece.kind === 'element' ? this.#elements.get(piece.element) : undefined;
      return element === undefined ? [] : [element];
    });
    const named = namedElements(written, referred);
    return chains.map((chain: LaunchChain) => chain.map((piece) => this.#piece(piece, named)));
  }

  /** The document's links, with the caps filters of the plan back on them. */
  #writtenLinks(): WrittenLink[] {
    const filters = new Map(
      this.#plan.elements.flatMap(({ name, properties, origin }) =>
        origin.kind === 'link' ? [[name, String(properties.caps)] as const] : [],
      ),
    );
    const behind = new Map(this.#plan.links.map((link) => [link.fromElement, link]));
    return this.#plan.links.flatMap((link) => {
      if (filters.has(link.fromElement)) return [];
      const caps = filters.get(link.toElement);
      const end = caps === undefined ? link : (behind.get(link.toElement) ?? link);
      return {
        id: link.origin,
        from: link.fromElement,
        fromPad: link.fromPad,
        to: end.toElement,
        toPad: end.toPad,
        ...(caps !== undefined && { caps }),
      };
    });
  }

  #piece(piece: LaunchPiece, named: ReadonlySet<string>): string {
    switch (piece.kind) {
      case 'caps':
        return this.#caps(piece.caps);
      case 'reference':
        return `${this.#names.get(piece.element)}.${piece.pad ?? ''}`;
      case 'element': {
        const element = this.#elements.get(piece.element);
        return element === undefined ? piece.element : this.#element(element, named);
      }
    }
  }

  /** Caps stand between two `!` where gst-launch's parser knows them for caps, else in a capsfilter. */
  #caps(caps: string): string {
    if (/^[A-Za-z0-9-]+\/[A-Za-z0-9-]+(?:\([^)]*\))?(?:\s*,[^;!"'\\]*)?$/.test(caps)) {
      return quoteShellWord(caps);
    }
    return ['capsfilter', this.#assignment('caps', caps, {})].join(' ');
  }

  #element(element: PlanElement, named: ReadonlySet<string>): string {
    const { name, factory, properties, pads } = element;
    const words = [factory];
    if (named.has(name)) words.push(`name=${this.#names.get(name)}`);
    for (const [property, value] of Object.entries(properties)) {
      const text = this.#valueText(factory, property, value);
      words.push(this.#assignment(property, text, { element: name, property }));
    }
    for (const [pad, padProperties] of Object.entries(pads)) {
      for (const [property, value] of Object.entries(padProperties)) {
        words.push(...this.#padAssignment(element, pad, property, value));
      }
    }
    return words.join(' ');
  }

  #padAssignment(
    { name, factory }: PlanElement,
    pad: string,
    property: string,
    value: PropertyValue,
  ): string[] {
    const place = { element: name, pad, property };
    if (pad.includes('%')) {
      this.#note(`gst-launch sets properties of single pads only, not of ${pad}`, place);
      return [];
    }
    const template = this.#catalogue.padTemplateFor(factory, pad);
    const spec = template?.properties.find((each) => each.name === property);
    if (spec === undefined) {
      this.#note(
        `gst-launch sets ${pad}::${property} only if ${factory} offers its pads as children`,
        place,
      );
    }
    const nick = spec?.enum?.find((each) => each.value === value)?.nick;
    return [this.#assignment(`${pad}::${property}`, nick ?? String(value), place)];
  }

  /** Enums by nick, strings so that they are taken as they are. */
  #valueText(factory: string, property: string, value: PropertyValue): string {
    const spec = this.#catalogue.property(factory, property);
    if (spec?.type === 'enum' && typeof value === 'number') {
      return spec.enum?.find((each) => each.value === value)?.nick ?? String(value);
    }
    // What the catalogue does not know is text more often than not.
    const isText = (spec?.type ?? 'string') === 'string';
    return isText && typeof value === 'string' ? wrapString(value) : String(value);
  }

  #assignment(property: string, value: string, place: ExportNote['place']): string {
    const quoted = quoteLaunchValue(value);
    if (quoted === undefined) {
      this.#note(`gst-launch can't be given this value of ${property}: ${value}`, place);
    }
    return quoteShellWord(`${property}=${quoted ?? '""'}`);
  }

  #note(message: string, place: ExportNote['place']): void {
    this.notes.push({ kind: 'lost', message, place });
  }
}

function referredElement(piece: LaunchPiece): string[] {
  return piece.kind === 'reference' ? [piece.element] : [];
}
