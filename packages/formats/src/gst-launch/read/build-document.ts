/** The tree of a gst-launch text -> a pipeline document. */
import { type Caps, parseCaps } from '@pipewright/caps';
import type { Catalogue } from '@pipewright/catalogue';
import {
  type ElementNode,
  emptyDocument,
  type Link,
  linkId,
  type PipelineDocument,
  padNameProblem,
  type Target,
} from '@pipewright/graph';
import { type ElementNames, nameElements, writtenName } from './element-names.ts';
import { type ReportNote, readElement } from './element-reader.ts';
import { LaunchParameters } from './launch-parameters.ts';
import type { LaunchEnd, LaunchLink, LaunchPad, LaunchProblem, LaunchTree } from './launch-tree.ts';
import { unnamedFilters, withoutFilters } from './link-filters.ts';
import { type Medium, mediumOfCaps, mediumOfElement } from './media-hint.ts';
import type { OpenMarks } from './open-marks.ts';
import { PadChooser } from './pad-choice.ts';
import type { OpenValue } from './shell/shell-values.ts';
import { elementForUri } from './uri-elements.ts';

export interface BuildContext {
  readonly name: string;
  readonly target: Target;
  readonly catalogue: Catalogue;
  readonly marks: OpenMarks;
  readonly report: ReportNote;
  readonly reportProblem: (problem: LaunchProblem) => void;
  /** A parameter without a value; its offset is the source's. */
  readonly reportOpenValue: (parameter: string, value: OpenValue) => void;
}

/** Of no use when problems were reported. */
export function buildDocument(tree: LaunchTree, context: BuildContext): PipelineDocument {
  return new DocumentBuilder(tree, context).build();
}

/** An element of the tree with its factory; one for a URI has that put in. */
type ResolvedElement = LaunchTree['elements'][number];

class DocumentBuilder {
  readonly #tree: LaunchTree;
  readonly #context: BuildContext;
  readonly #elements: readonly ResolvedElement[];
  readonly #names: ElementNames;
  readonly #pads: PadChooser;
  readonly #parameters = new LaunchParameters();
  readonly #links: Link[] = [];
  readonly #linkIds = new Set<string>();
  #outputs: ReadonlyMap<number, readonly LaunchLink[]> | undefined;

  constructor(tree: LaunchTree, context: BuildContext) {
    this.#tree = tree;
    this.#context = context;
    this.#elements = tree.elements.map((element) => this.#resolveUri(element));
    this.#names = nameElements(tree, (index) => this.#factory(index));
    this.#pads = new PadChooser(context.catalogue);
  }

  build(): PipelineDocument {
    const { report, reportProblem } = this.#context;
    for (const { kind, message, offset } of this.#names.notes) report(kind, message, offset, {});
    for (const problem of this.#names.problems) reportProblem(problem);
    this.#noteBins();
    const elements: Record<string, ElementNode> = {};
    for (const [index, element] of this.#elements.entries()) {
      elements[this.#name(index)] = this.#element(element, index);
    }
    for (const link of this.#tree.links) this.#addLink(link);
    for (const [name, value] of this.#parameters.openValues()) {
      this.#context.reportOpenValue(name, value);
    }
    const document: PipelineDocument = {
      ...emptyDocument(this.#context.name),
      target: this.#context.target,
      parameters: this.#parameters.parameters(),
      elements,
      links: this.#links,
    };
    const unnamed = this.#elements.flatMap((element, index) =>
      writtenName(element) === undefined ? [this.#name(index)] : [],
    );
    return withoutFilters(document, unnamedFilters(document, unnamed));
  }

  #resolveUri(element: ResolvedElement): ResolvedElement {
    const { uri, offset } = element;
    if (uri === undefined) return element;
    const made = elementForUri(uri.text, uri.isSink);
    if (made !== undefined) {
      const assignment = { name: made.property, value: made.value, offset };
      return { ...element, factory: made.factory, assignments: [assignment] };
    }
    const side = uri.isSink ? 'sink' : 'source';
    this.#context.reportProblem({
      message: `there is no ${side} element for the URI "${uri.text}"`,
      offset,
      remedy: uri.text.includes('://')
        ? `write the element that ${uri.isSink ? 'takes' : 'gives'} it, with its property`
        : 'a URI has a protocol, e.g. file:///tmp/a.mp4; caps such as video/x-raw stand between two "!"',
    });
    return element;
  }

  #element(element: ResolvedElement, index: number): ElementNode {
    const { catalogue, marks, report } = this.#context;
    const { factory, offset } = element;
    const name = this.#name(index);
    const isFirst = this.#elements.findIndex((each) => each.factory === factory) === index;
    if (isFirst && factory !== '' && catalogue.factory(factory) === undefined) {
      const [nearest] = catalogue.nearest(factory);
      const hint = nearest === undefined ? '' : `; did you mean ${nearest}?`;
      report('advice', `there is no element "${factory}" in the catalogue${hint}`, offset, {
        element: name,
      });
    }
    return readElement(element, factory, name, {
      catalogue,
      marks,
      report,
      parameters: this.#parameters,
    });
  }

  #addLink(link: LaunchLink): void {
    const from = this.#index(link.from);
    const to = this.#index(link.to);
    if (from === undefined || to === undefined) return;
    const [fromPads, toPads] = [link.from.pads, link.to.pads];
    if (fromPads.length > 0 && toPads.length > 0) {
      if (fromPads.length !== toPads.length) {
        this.#context.reportProblem({
          message: `${fromPads.length} source pads can't be linked to ${toPads.length} sink pads`,
          offset: link.offset,
          remedy: 'name as many pads on one side of "!" as on the other',
        });
        return;
      }
      for (const [at, pad] of fromPads.entries()) this.#addOne(link, from, pad, to, toPads[at]);
    } else {
      this.#addOne(link, from, fromPads[0], to, toPads[0]);
      this.#noteIgnoredPads([...fromPads, ...toPads]);
    }
    this.#noteAllPads(link, from, to);
  }

  #addOne(
    link: LaunchLink,
    from: number,
    fromPad: LaunchPad | undefined,
    to: number,
    toPad: LaunchPad | undefined,
  ): void {
    const { report, reportProblem } = this.#context;
    const offset = (fromPad ?? toPad)?.offset ?? link.offset;
    for (const pad of [fromPad, toPad]) {
      const problem = pad === undefined ? undefined : padNameProblem(pad.name);
      if (pad === undefined || problem === undefined) continue;
      reportProblem({ message: problem, offset: pad.offset });
      return;
    }
    const chosen = this.#pads.choose(
      this.#end(from, fromPad),
      this.#end(to, toPad),
      this.#filterCaps(link),
      () => this.#mediumOf(link, to),
    );
    if (!chosen.ok) {
      reportProblem({
        message: chosen.message,
        offset,
        ...(chosen.remedy !== undefined && { remedy: chosen.remedy }),
      });
      return;
    }
    const made: Link = this.#withFreeId({
      from: { element: this.#name(from), pad: chosen.fromPad },
      to: { element: this.#name(to), pad: chosen.toPad },
      ...(link.caps !== undefined && {
        caps: this.#context.marks.withReferences(link.caps.text, (value) =>
          this.#parameters.use(value, undefined),
        ),
      }),
    });
    this.#links.push(made);
    const doubt = chosen.doubt ?? (from === to ? 'the element is linked to itself' : undefined);
    if (doubt !== undefined) report('advice', doubt, offset, { link: linkId(made) });
  }

  #mediumOf({ caps }: LaunchLink, to: number): Medium | undefined {
    const filtered = caps === undefined ? undefined : mediumOfCaps(caps.text);
    return (
      filtered ??
      mediumOfElement(to, {
        catalogue: this.#context.catalogue,
        factoryOf: (index) => this.#factory(index),
        next: (index) => this.#next(index),
      })
    );
  }

  #next(index: number): { index: number; caps?: string }[] {
    this.#outputs ??= this.#linksByStart();
    return (this.#outputs.get(index) ?? []).flatMap(({ to, caps }) => {
      const next = this.#find(to);
      if (next === undefined) return [];
      return [{ index: next, ...(caps !== undefined && { caps: caps.text }) }];
    });
  }

  #linksByStart(): Map<number, LaunchLink[]> {
    const outputs = new Map<number, LaunchLink[]>();
    for (const link of this.#tree.links) {
      const index = this.#find(link.from);
      if (index === undefined) continue;
      const links = outputs.get(index) ?? [];
      outputs.set(index, links);
      links.push(link);
    }
    return outputs;
  }

  #find({ target }: LaunchEnd): number | undefined {
    return target.kind === 'element' ? target.index : this.#names.find(target.name);
  }

  /** Pads that are yet to come have no number; two links between the same ones need one. */
  #withFreeId(link: Link): Link {
    let free = link;
    for (let number = 1; this.#linkIds.has(linkId(free)); number++) {
      const pad = link.from.pad.replace(/%0?\d*[uds]/, String(number));
      if (pad === link.from.pad) break;
      free = { ...link, from: { ...link.from, pad } };
    }
    this.#linkIds.add(linkId(free));
    return free;
  }

  #filterCaps({ caps }: LaunchLink): Caps | undefined {
    if (caps === undefined || this.#context.marks.valuesIn(caps.text).length > 0) return undefined;
    const parsed = parseCaps(caps.text);
    if (parsed.ok) return parsed.caps;
    this.#context.report(
      'advice',
      `the caps have an error: ${parsed.error.message}`,
      caps.offset + parsed.error.offset,
      {},
    );
    return undefined;
  }

  #end(index: number, pad: LaunchPad | undefined) {
    return {
      element: this.#name(index),
      factory: this.#factory(index),
      ...(pad !== undefined && { pad: pad.name }),
    };
  }

  #index(end: LaunchEnd): number | undefined {
    const index = this.#find(end);
    if (index !== undefined || end.target.kind === 'element') return index;
    const { name, offset } = end.target;
    const isBin = this.#names.bins.has(name);
    this.#context.reportProblem({
      message: isBin
        ? `"${name}" is a bin, which has no pads to link to`
        : `there is no element named "${name}"`,
      offset,
      remedy: isBin ? 'refer to an element in it' : `give the element that is meant name=${name}`,
    });
    return undefined;
  }

  #noteBins(): void {
    for (const bin of this.#tree.bins) {
      const isPlain = bin.factory === 'bin' || bin.factory === 'pipeline';
      const name = writtenName(bin);
      const others = bin.assignments.filter((assignment) => assignment.name !== 'name');
      const lost = [
        ...(isPlain ? [] : [`its kind ${bin.factory}`]),
        ...(name === undefined ? [] : [`its name "${name}"`]),
        ...others.map((assignment) => `${assignment.name}=${assignment.value}`),
      ];
      if (lost.length === 0) continue;
      this.#context.report(
        'lost',
        `the bin is taken apart into its elements; left out: ${lost.join(', ')}`,
        bin.offset,
        {},
      );
    }
  }

  #noteIgnoredPads(pads: readonly LaunchPad[]): void {
    const [, ignored] = pads;
    if (ignored === undefined) return;
    this.#context.report(
      'advice',
      'only the first of these pads is linked: name the pads on the other side of "!" too',
      ignored.offset,
      {},
    );
  }

  #noteAllPads({ isAllPads, offset }: LaunchLink, from: number, to: number): void {
    const isOne =
      this.#pads.hasOnePad(this.#factory(from), 'src') ||
      this.#pads.hasOnePad(this.#factory(to), 'sink');
    if (!isAllPads || isOne) return;
    this.#context.report('lost', '":" links all pads that fit; the document links one', offset, {});
  }

  #name(index: number): string {
    return this.#names.names[index] ?? '';
  }

  #factory(index: number): string {
    return this.#elements[index]?.factory ?? '';
  }
}
