/** What becomes of probes and signal handlers, which a pipeline document does not hold. */
import type { FormatNote, FormatPlace } from '../note.ts';

/** Modules that the SDK ships, and what a pipeline that runs here has in their place. */
const REPLACED: Readonly<Record<string, string>> = {
  measure_fps_probe: 'the frame rate of every link is shown while it runs, without a probe',
  measure_latency_probe: 'the latency of elements is shown while it runs, without a probe',
  add_message_meta_probe:
    'exports add it where an nvmsgconv needs its messages; msg2p-newapi makes do without it',
};

/** The note on a probe, signal handler or other custom object that was attached to an element. */
export function probeNote(
  name: string,
  type: string,
  element: string | undefined,
  place: FormatPlace,
): FormatNote {
  const module = type.split('.')[0] ?? type;
  const replacement = REPLACED[module];
  return {
    kind: 'lost',
    message: `"${name}" (${type}) is code that is attached to ${element ?? 'nothing'}, and is left out${replacement === undefined ? '' : `: ${replacement}`}`,
    place: { ...place, ...(element !== undefined && { element }) },
  };
}
