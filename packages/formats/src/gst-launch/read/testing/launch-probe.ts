/** What GStreamer's own parser makes of texts, by the native test tool that asks it. */
import { spawnSync } from 'node:child_process';
import { resolve } from 'node:path';

export interface ProbedElement {
  readonly name: string;
  readonly factory: string;
  /** As GStreamer writes values in text; enums by nick. */
  readonly properties: Readonly<Record<string, string | null>>;
  readonly pads: Readonly<Record<string, Readonly<Record<string, string | null>>>>;
}

export interface ProbedLink {
  readonly from: string;
  /** `*` for a pad that is yet to come. */
  readonly fromPad: string;
  readonly to: string;
  readonly toPad: string;
}

export type Probed =
  | {
      readonly ok: true;
      readonly elements: readonly ProbedElement[];
      readonly links: readonly ProbedLink[];
    }
  /** `code` is a GstParseError. */
  | { readonly ok: false; readonly code: number; readonly message: string };

const PROBE = resolve(
  import.meta.dirname,
  '../../../../../../native-runner/build/tests/launch/launch_probe',
);

/** Parses each text; throws when the tool can't be run. */
export function probeLaunch(texts: readonly string[]): Probed[] {
  // An empty text at the end would be none.
  const { stdout, status, error } = spawnSync(PROBE, {
    input: texts.map((text) => `${text}\0`).join(''),
    encoding: 'utf8',
    maxBuffer: 1 << 28,
  });
  if (error !== undefined) throw error;
  const lines = stdout.trimEnd().split('\n');
  if (status !== 0 || lines.length !== texts.length) {
    throw new Error(`launch_probe: status ${status}, ${lines.length} of ${texts.length} answers`);
  }
  return lines.map((line) => JSON.parse(line) as Probed);
}
