/** Calls of `Pipeline`, `Flow` and their elements: they build the record. */
import type { PropertyValue } from '@pipewright/graph';
import type { FlowHandle } from './flow-handle.ts';
import { flowStage } from './flow-stages.ts';
import { PipelineRecord } from './pipeline-record.ts';
import { plainText, propertyValueOf, type Value } from './python-value.ts';
import type { ScriptLog } from './script-log.ts';

export interface MethodCall {
  readonly args: readonly Value[];
  readonly keywords: ReadonlyMap<string, Value>;
  readonly at: number;
}

/** Stages of flows that run or are nothing in themselves. */
const FLOW_NOTHING = new Set(['start', 'wait', 'stop']);

export class PipelineCalls {
  readonly records: PipelineRecord[] = [];
  readonly #log: ScriptLog;
  readonly #displaySink: string;

  constructor(log: ScriptLog, displaySink: string) {
    this.#log = log;
    this.#displaySink = displaySink;
  }

  makePipeline({ args, keywords, at }: MethodCall): Value {
    const name = plainText(keywords.get('name') ?? args[0]);
    const config = plainText(keywords.get('config_file') ?? args[1]);
    const record = new PipelineRecord(name ?? 'pipeline', config, at);
    this.records.push(record);
    return { kind: 'pipeline', record };
  }

  makeFlow({ args, at }: MethodCall): Value {
    const [pipeline] = args;
    const record =
      pipeline?.kind === 'pipeline' ? pipeline.record : new PipelineRecord('flow', undefined, at);
    if (pipeline?.kind !== 'pipeline') this.records.push(record);
    this.#log.note(
      'changed',
      'Service Maker chooses the elements of a flow: those are drawn that its documentation names',
      at,
    );
    return { kind: 'flow', flow: { record, ends: [], isForked: false } };
  }

  /** What a method of a pipeline returns: itself, mostly. */
  onPipeline(record: PipelineRecord, method: string, call: MethodCall): Value {
    if (method === 'add') this.#add(record, call);
    else if (method === 'link') this.#link(record, call);
    else if (method === 'attach') this.#attach(record, call);
    return { kind: 'pipeline', record };
  }

  onFlow(flow: FlowHandle, stage: string, call: MethodCall): Value {
    if (stage === 'attach') {
      const [end] = flow.ends;
      if (end)
        this.#noteProbe(flow.record, end.element, call.keywords.get('what') ?? call.args[0], call);
      return { kind: 'flow', flow };
    }
    if (FLOW_NOTHING.has(stage)) return { kind: 'flow', flow };
    const next = flowStage(flow, stage, {
      ...call,
      displaySink: this.#displaySink,
      log: this.#log,
    });
    if (next === undefined)
      this.#log.note('lost', `the stage ${stage}() of a flow is left out`, call.at);
    return { kind: 'flow', flow: next ?? flow };
  }

  onNode(
    record: PipelineRecord,
    element: string,
    method: string,
    call: MethodCall,
  ): Value | undefined {
    const properties = record.elements.get(element)?.properties;
    const [first, second] = call.args;
    if (method === 'set' && properties) {
      const name = plainText(first);
      if (name !== undefined && second) this.#set(properties, element, name, second, call.at);
      else this.#setAll(properties, element, first, call.at);
    }
    if (method === 'get' && properties) {
      const value = properties.get(plainText(first) ?? '');
      if (typeof value === 'string') return { kind: 'text', text: value };
      if (typeof value === 'boolean') return { kind: 'boolean', value };
      if (typeof value === 'number' && Number.isInteger(value))
        return { kind: 'integer', value: BigInt(value) };
      return undefined;
    }
    return { kind: 'node', record, element };
  }

  #add(record: PipelineRecord, { args, keywords, at }: MethodCall): void {
    const factory = plainText(keywords.get('element_type') ?? args[0]);
    const name = plainText(keywords.get('name') ?? args[1]);
    if (factory === undefined || name === undefined) {
      this.#log.note(
        'lost',
        `an element is left out: its ${factory === undefined ? 'factory' : 'name'} is known only when the script runs`,
        at,
      );
      return;
    }
    if (record.elements.has(name)) {
      this.#log.note('lost', `there is an element "${name}" already: this one is left out`, at, {
        element: name,
      });
      return;
    }
    const properties = new Map<string, PropertyValue>();
    record.elements.set(name, { name, factory, properties, at });
    this.#setAll(properties, name, keywords.get('properties') ?? args[2], at);
    for (const [keyword, value] of keywords) {
      if (['element_type', 'name', 'properties'].includes(keyword)) continue;
      this.#set(properties, name, keyword.replaceAll('_', '-'), value, at);
    }
  }

  #setAll(
    properties: Map<string, PropertyValue>,
    element: string,
    value: Value | undefined,
    at: number,
  ): void {
    if (value === undefined || value.kind === 'none') return;
    if (value.kind !== 'dict') {
      this.#log.note(
        'lost',
        'its properties are known only when the script runs, and are left out',
        at,
        { element },
      );
      return;
    }
    for (const [key, each] of value.entries) {
      if (key.startsWith('"')) this.#set(properties, element, key.slice(1), each, at);
    }
  }

  #set(
    properties: Map<string, PropertyValue>,
    element: string,
    property: string,
    value: Value,
    at: number,
  ): void {
    const known = propertyValueOf(value);
    if (known !== undefined) {
      properties.set(property, known);
      return;
    }
    const written = value.kind === 'unknown' ? ` (${value.text})` : '';
    this.#log.note(
      'lost',
      `its value${written} is known only when the script runs, and is left out`,
      at,
      {
        element,
        property,
      },
    );
  }

  #link(record: PipelineRecord, { args, at }: MethodCall): void {
    const [route, pads] = args;
    if (route?.kind === 'list') {
      const [from, to] = route.items.map(plainText);
      const [fromPad, toPad] = pads?.kind === 'list' ? pads.items.map(plainText) : ['', ''];
      this.#connect(record, from, fromPad, to, toPad, at);
      return;
    }
    const names = args.map(plainText);
    for (let index = 1; index < names.length; index++) {
      this.#connect(record, names[index - 1], '', names[index], '', at);
    }
  }

  #connect(
    record: PipelineRecord,
    from: string | undefined,
    fromPad: string | undefined,
    to: string | undefined,
    toPad: string | undefined,
    at: number,
  ): void {
    if (from === undefined || to === undefined) {
      this.#log.note(
        'lost',
        'a link is left out: its ends are known only when the script runs',
        at,
      );
      return;
    }
    record.links.push({ from, fromPad: fromPad ?? '', to, toPad: toPad ?? '', at });
  }

  #attach(record: PipelineRecord, call: MethodCall): void {
    const element = plainText(call.keywords.get('target') ?? call.args[0]);
    if (element === undefined) return;
    this.#noteProbe(record, element, call.keywords.get('what') ?? call.args[1], call);
  }

  #noteProbe(
    record: PipelineRecord,
    element: string,
    what: Value | undefined,
    { args, keywords, at }: MethodCall,
  ): void {
    const module = plainText(what);
    if (module !== undefined) {
      const name = plainText(keywords.get('name') ?? args[2]);
      record.probes.push({ element, name: name ?? module, type: module, at });
      return;
    }
    const [name, operator] = what?.kind === 'made' ? what.args : [];
    const type =
      operator?.kind === 'made'
        ? operator.path
        : operator?.kind === 'object'
          ? operator.definition.name
          : 'Probe';
    record.probes.push({ element, name: plainText(name) ?? type, type, at });
  }
}
