/** Assignments of an element in gst-launch text -> its properties, and those of its pads. */
import type { Catalogue, PropertySpec } from '@pipewright/catalogue';
import {
  type ElementNode,
  escapeReferences,
  type Properties,
  type PropertyValue,
  padNameProblem,
  propertyNameProblem,
} from '@pipewright/graph';
import { parameterTypeFor } from '../../import/parameter-type.ts';
import type { FormatNote, FormatPlace } from '../../note.ts';
import type { LaunchParameters } from './launch-parameters.ts';
import type { LaunchAssignment, LaunchElement } from './launch-tree.ts';
import { launchValue } from './launch-value.ts';
import type { OpenMarks } from './open-marks.ts';

/** Notes with a place in the document and one in the text. */
export type ReportNote = (
  kind: FormatNote['kind'],
  message: string,
  offset: number,
  place: FormatPlace,
) => void;

export interface ElementContext {
  readonly catalogue: Catalogue;
  readonly marks: OpenMarks;
  readonly parameters: LaunchParameters;
  readonly report: ReportNote;
}

/** Properties whose element gathers what it is given, one after the other. */
const GATHERING = new Set(['customlib-props']);

export function readElement(
  element: LaunchElement,
  factory: string,
  name: string,
  context: ElementContext,
): ElementNode {
  return new ElementReader(factory, name, context).read(element);
}

class ElementReader {
  readonly #factory: string;
  readonly #name: string;
  readonly #context: ElementContext;
  readonly #properties: Record<string, PropertyValue> = {};
  readonly #pads: Record<string, Record<string, PropertyValue>> = {};

  constructor(factory: string, name: string, context: ElementContext) {
    this.#factory = factory;
    this.#name = name;
    this.#context = context;
  }

  read({ assignments, presets }: LaunchElement): ElementNode {
    for (const assignment of assignments) {
      if (assignment.name !== 'name') this.#assign(assignment);
    }
    for (const preset of presets) {
      this.#note(
        'lost',
        `the preset "${preset.name}" is not taken over: set its properties`,
        preset.offset,
        {},
      );
    }
    const pads: Record<string, Properties> = this.#pads;
    return { factory: this.#factory, properties: this.#properties, pads };
  }

  #assign(assignment: LaunchAssignment): void {
    const [pad, padProperty, ...deeper] = assignment.name.split('::');
    if (pad === undefined || padProperty === undefined || deeper.length > 0) {
      this.#assignProperty(assignment);
      return;
    }
    const template = this.#context.catalogue.padTemplateFor(this.#factory, pad);
    if (template === undefined || padNameProblem(pad) !== undefined) {
      this.#assignProperty(assignment);
      return;
    }
    const property = canonical(padProperty);
    const spec = template.properties.find((each) => each.name === property);
    if (spec === undefined) this.#noteUnknown(property, assignment, pad);
    this.#pads[pad] ??= {};
    this.#set(this.#pads[pad], property, spec, assignment, { pad });
  }

  #assignProperty(assignment: LaunchAssignment): void {
    const property = this.#propertyName(assignment.name);
    const problem = propertyNameProblem(property);
    if (problem !== undefined) {
      this.#note('lost', `${assignment.name} is left out: ${problem}`, assignment.offset, {});
      return;
    }
    const spec = this.#context.catalogue.property(this.#factory, property);
    if (property.includes('::')) {
      this.#note(
        'advice',
        `${property} is a property of a part of ${this.#factory}, which is there at run time only`,
        assignment.offset,
        { property },
      );
    } else if (spec === undefined) this.#noteUnknown(property, assignment);
    this.#set(this.#properties, property, spec, assignment, {});
  }

  /** As the element has it: GStreamer takes `_` for `-`. */
  #propertyName(written: string): string {
    const isOwn = this.#context.catalogue.property(this.#factory, written) !== undefined;
    return isOwn ? written : canonical(written);
  }

  #noteUnknown(property: string, { offset }: LaunchAssignment, pad?: string): void {
    const { catalogue } = this.#context;
    const factory = catalogue.factory(this.#factory);
    // Of an element that is not known at all, one note is enough.
    if (factory === undefined || factory.confidence === 'low') return;
    if (pad !== undefined) {
      const message = `pads of ${this.#factory} are not known to have a property "${property}"`;
      this.#note('advice', message, offset, { pad, property });
      return;
    }
    const [nearest] = catalogue.nearestProperty(this.#factory, property);
    const hint = nearest === undefined ? '' : `; did you mean ${nearest}?`;
    this.#note(
      'advice',
      `${this.#factory} is not known to have a property "${property}"${hint}`,
      offset,
      { property },
    );
  }

  #set(
    properties: Record<string, PropertyValue>,
    property: string,
    spec: PropertySpec | undefined,
    assignment: LaunchAssignment,
    place: FormatPlace,
  ): void {
    const where = { ...place, property };
    if (Object.hasOwn(properties, property))
      this.#noteRepeated(properties, property, assignment, where);
    const value = this.#value(property, spec, assignment, where);
    if (value !== undefined) properties[property] = value;
  }

  #noteRepeated(
    properties: Record<string, PropertyValue>,
    property: string,
    { offset }: LaunchAssignment,
    place: FormatPlace,
  ): void {
    const before = String(properties[property]);
    if (GATHERING.has(property)) {
      this.#note(
        'lost',
        `${property} is set several times, and the element gathers them; a document has one value, so "${before}" is left out`,
        offset,
        place,
      );
    } else {
      this.#note(
        'changed',
        `${property} is set twice; the last value counts, not "${before}"`,
        offset,
        place,
      );
    }
  }

  #value(
    property: string,
    spec: PropertySpec | undefined,
    { value: text, offset }: LaunchAssignment,
    place: FormatPlace,
  ): PropertyValue | undefined {
    const { marks, catalogue, parameters } = this.#context;
    const [open] = marks.valuesIn(text);
    if (open !== undefined) {
      const isWhole = text.length === 1;
      const role =
        place.pad === undefined ? catalogue.propertyRole(this.#factory, property, text) : 'plain';
      return marks.withReferences(text, (value) =>
        parameters.use(value, isWhole ? parameterTypeFor(spec, role) : undefined),
      );
    }
    const read = launchValue(spec, text);
    if (read.kind === 'none') {
      this.#note(
        'changed',
        `${property} is set to none; the document leaves it at its default`,
        offset,
        place,
      );
      return undefined;
    }
    if (read.isRefused) {
      this.#note(
        'advice',
        `GStreamer does not take ${JSON.stringify(text)} for ${property}`,
        offset,
        place,
      );
    }
    return typeof read.value === 'string' ? escapeReferences(read.value) : read.value;
  }

  #note(kind: FormatNote['kind'], message: string, offset: number, place: FormatPlace): void {
    this.#context.report(kind, message, offset, { element: this.#name, ...place });
  }
}

function canonical(name: string): string {
  return name.replaceAll('_', '-');
}
