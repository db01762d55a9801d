/** What a script builds with one `Pipeline`. */
import type { PropertyValue } from '@pipewright/graph';
import type { ReadLink } from '../../import-pads.ts';

export interface RecordedElement {
  readonly name: string;
  readonly factory: string;
  readonly properties: Map<string, PropertyValue>;
  /** Offset in the script. */
  readonly at: number;
}

export interface RecordedLink extends ReadLink {
  readonly at: number;
}

export interface RecordedProbe {
  readonly element: string;
  readonly name: string;
  /** A module such as `measure_fps_probe`, or a class of the script. */
  readonly type: string;
  readonly at: number;
}

export class PipelineRecord {
  readonly name: string;
  /** Of a pipeline that a YAML file describes. */
  readonly configFile: string | undefined;
  readonly at: number;
  readonly elements = new Map<string, RecordedElement>();
  readonly links: RecordedLink[] = [];
  readonly probes: RecordedProbe[] = [];

  constructor(name: string, configFile: string | undefined, at: number) {
    this.name = name;
    this.configFile = configFile;
    this.at = at;
  }

  /** A name that no element has yet. */
  freeName(base: string): string {
    let name = base;
    for (let number = 2; this.elements.has(name); number++) name = `${base}-${number}`;
    return name;
  }
}
