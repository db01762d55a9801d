/** Short words for elements, in our own words: a palette's label and one line on what it does. */
import { deepStreamLabels } from './deepstream-labels.ts';
import { gstreamerLabels } from './gstreamer-labels.ts';

/** `factory: [label, summary]`; the summary has no full stop. */
export type LabelTable = Readonly<Record<string, readonly [label: string, summary: string]>>;

export const elementLabels: LabelTable = { ...deepStreamLabels, ...gstreamerLabels };
