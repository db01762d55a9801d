/** Small documents as the rules' tests write them, and what a rule finds in one. */
import { catalogueFor, mergeRegistry } from '@pipewright/catalogue';
import {
  emptyDocument,
  type Parameter,
  type PipelineDocument,
  type Properties,
  parseLink,
  type Target,
} from '@pipewright/graph';
import { check } from './check.ts';
import type { Diagnostic, Severity } from './diagnostic.ts';
import type { FileFacts } from './files.ts';
import type { Rule } from './rule.ts';

/** A factory name, or one with properties and pad properties. */
type ElementText =
  | string
  | readonly [string, Properties]
  | readonly [string, Properties, Readonly<Record<string, Properties>>];

export interface Sketch {
  readonly elements: Readonly<Record<string, ElementText>>;
  /** `a.src -> b.sink`, or with caps behind a `|`. */
  readonly links?: readonly string[];
  readonly target?: Partial<Target>;
  readonly parameters?: Readonly<Record<string, Parameter>>;
  readonly files?: Readonly<Record<string, string>>;
  readonly rules?: PipelineDocument['rules'];
  /** What is on disk: text of a file, or facts. Everything else is missing. */
  readonly disk?: Readonly<Record<string, string | FileFacts>>;
  /** Factories of this machine's registry; without it, it is not known. */
  readonly registry?: readonly { readonly name: string; readonly properties?: readonly object[] }[];
}

export interface FailingSketch extends Sketch {
  /** Parts of the messages, one per finding, in order. */
  readonly finds: readonly RegExp[];
  readonly severity?: Severity;
  /** Titles of the first finding's fixes. */
  readonly fixes?: readonly string[];
}

/** A document as a test sketches it. */
export function documentOf(sketch: Sketch): PipelineDocument {
  const empty = emptyDocument('test');
  return {
    ...empty,
    target: { ...empty.target, ...sketch.target },
    parameters: sketch.parameters ?? {},
    elements: Object.fromEntries(
      Object.entries(sketch.elements).map(([name, text]) => {
        const [factory, properties = {}, pads = {}] = typeof text === 'string' ? [text] : text;
        return [name, { factory, properties, pads }];
      }),
    ),
    links: (sketch.links ?? []).map((text) => {
      const [ends = '', caps] = text.split('|');
      const parsed = parseLink(ends);
      if (!parsed.ok) throw new Error(parsed.message);
      return caps === undefined ? parsed.link : { ...parsed.link, caps: caps.trim() };
    }),
    files: sketch.files ?? {},
    rules: sketch.rules ?? {},
  };
}

/** What one rule finds. */
export function findings(
  rule: Rule,
  document: PipelineDocument,
  { disk = {}, registry }: Pick<Sketch, 'disk' | 'registry'> = {},
): readonly Diagnostic[] {
  const shipped = catalogueFor(document.target);
  const catalogue = registry ? mergeRegistry(shipped, { factories: registry }) : shipped;
  const files = (path: string): FileFacts => {
    const facts = Object.hasOwn(disk, path) ? disk[path] : undefined;
    if (facts === undefined) return { exists: false, reason: 'missing' };
    if (typeof facts !== 'string') return facts;
    return { exists: true, kind: 'file', sizeBytes: facts.length, text: facts };
  };
  const { diagnostics } = check(document, { catalogue, files });
  return diagnostics.filter((diagnostic) => diagnostic.code === rule.id);
}
