/** What the native test tool launch_probe tells of GStreamer's own parser. */

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
