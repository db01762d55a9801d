/** What gst-launch text says, before anything is known of its elements. Offsets are the text's. */

export interface LaunchAssignment {
  readonly name: string;
  /** As the element gets it: quotes and backslashes taken away. */
  readonly value: string;
  readonly offset: number;
}

export interface LaunchPreset {
  readonly name: string;
  readonly offset: number;
}

export interface LaunchElement {
  readonly factory: string;
  /** Of its factory's name, or of its URI. */
  readonly offset: number;
  readonly assignments: readonly LaunchAssignment[];
  readonly presets: readonly LaunchPreset[];
  /** Where an element stands for a URI: which one, and on which side of a chain. */
  readonly uri?: { readonly text: string; readonly isSink: boolean };
  /** Index of the bin it is in. */
  readonly bin?: number;
}

/** `( ... )` or `factory.( ... )`. */
export interface LaunchBin {
  readonly factory: string;
  readonly offset: number;
  readonly assignments: readonly LaunchAssignment[];
  readonly bin?: number;
}

export interface LaunchPad {
  readonly name: string;
  readonly offset: number;
}

/** One end of a link: an element of the list, or a name to be found. */
export interface LaunchEnd {
  readonly target:
    | { readonly kind: 'element'; readonly index: number }
    | { readonly kind: 'reference'; readonly name: string; readonly offset: number };
  /** Empty: GStreamer looks for pads. */
  readonly pads: readonly LaunchPad[];
}

export interface LaunchLink {
  readonly from: LaunchEnd;
  readonly to: LaunchEnd;
  /** Backslashes taken away. */
  readonly caps?: { readonly text: string; readonly offset: number };
  /** Written with `:`: all pads that fit, not one. */
  readonly isAllPads: boolean;
  readonly offset: number;
}

export interface LaunchTree {
  readonly elements: readonly LaunchElement[];
  readonly bins: readonly LaunchBin[];
  /** In the order in which GStreamer makes them. */
  readonly links: readonly LaunchLink[];
}

export interface LaunchProblem {
  readonly message: string;
  readonly offset: number;
  readonly remedy?: string;
}
