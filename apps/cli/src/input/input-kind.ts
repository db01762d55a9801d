/** Recognises what a text is by its content. */

/** What this version reads; the other kinds are recognised to be named. */
export const SUPPORTED_KINDS = ['pipeline'] as const;

export type InputKind =
  | 'pipeline'
  | 'gst-launch'
  | 'deepstream-app'
  | 'service-maker'
  | 'nvinfer-config'
  | 'config'
  | 'unknown';

const NAMES: Readonly<Record<InputKind, string>> = {
  pipeline: 'a pipeline document',
  'gst-launch': 'a gst-launch-1.0 line or script',
  'deepstream-app': 'a deepstream-app configuration',
  'service-maker': 'a Service Maker pipeline',
  'nvinfer-config': 'an nvinfer configuration',
  config: 'a configuration file',
  unknown: 'nothing that is known here',
};

/** In words, with its article. */
export function kindInWords(kind: InputKind): string {
  return NAMES[kind];
}

/** The first that fits decides: the most telling marks come first. */
const MARKS: readonly (readonly [InputKind, RegExp])[] = [
  ['pipeline', /^\s*["']?formatVersion["']?\s*:/m],
  ['service-maker', /^deepstream\s*:/m],
  ['deepstream-app', /^\s*\[(?:application|tiled-display|source\d+|sink\d+|primary-gie)\]/m],
  ['deepstream-app', /^(?:application|tiled-display|source\d*|primary-gie)\s*:\s*$/m],
  ['nvinfer-config', /^\s*\[property\]|^property\s*:\s*$/m],
  ['config', /^\s*\[[\w-]+\]\s*$/m],
  ['gst-launch', /gst-launch-1\.0|^[^#\n]*\S\s+!\s+\S/m],
  // Not yet a whole document, or one whose first line is missing: it is told what it lacks.
  ['pipeline', /^(?:elements|links)\s*:/m],
];

export function recogniseKind(text: string): InputKind {
  return MARKS.find(([, mark]) => mark.test(text))?.[0] ?? 'unknown';
}
