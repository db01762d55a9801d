import type { telemetry } from '@pipewright/protocol';
import type { ReactNode } from 'react';
import { cx } from '../ui/cx.ts';
import { objectLabel, trackIdText } from './overlay.ts';
import type { ObjectClass } from './use-overlay.ts';

export interface ClassTogglesProps {
  readonly classes: readonly ObjectClass[];
  readonly hidden: ReadonlySet<string>;
  readonly onToggle: (label: string) => void;
}

/** One button per class: draws its boxes or leaves them out. */
export function ClassToggles({ classes, hidden, onToggle }: ClassTogglesProps): ReactNode {
  return (
    <fieldset
      aria-label="Classes drawn"
      className="flex shrink-0 flex-wrap gap-1 border-t border-line px-3 py-1.5"
    >
      {[...classes].sort(byLabel).map(({ label, colour }) => (
        <button
          key={label}
          type="button"
          aria-pressed={!hidden.has(label)}
          data-class={label}
          className={cx(
            'flex items-center gap-1.5 rounded-full border px-2 text-2xs leading-4.5',
            hidden.has(label)
              ? 'border-line text-faint line-through'
              : 'border-line-strong bg-raised text-ink',
          )}
          onClick={() => onToggle(label)}
        >
          <span
            aria-hidden
            className="size-2 rounded-full"
            style={{ background: hidden.has(label) ? 'var(--line-strong)' : colour }}
          />
          {label}
        </button>
      ))}
    </fieldset>
  );
}

/** The objects of the picture that is shown. */
export function ObjectTable({
  objects,
}: {
  readonly objects: readonly telemetry.ObjectMeta[];
}): ReactNode {
  return (
    <section
      // biome-ignore lint/a11y/noNoninteractiveTabindex: a scrolled region must be reachable by keyboard.
      tabIndex={0}
      aria-label="Objects in the picture"
      className="max-h-36 shrink-0 overflow-auto border-t border-line"
    >
      <table className="tabular w-full text-left text-2xs" data-testid="preview-objects">
        <thead className="sticky top-0 bg-surface text-muted">
          <tr>
            <th className="py-1 pl-3 font-medium">Object</th>
            <th className="py-1 font-medium">Track</th>
            <th className="py-1 text-right font-medium">Confidence</th>
            <th className="py-1 pr-3 text-right font-medium">Box</th>
          </tr>
        </thead>
        <tbody>
          {[...objects].sort(byTrack).map((object, index) => (
            <tr
              // biome-ignore lint/suspicious/noArrayIndexKey: untracked objects have no identity.
              key={index}
              data-label={objectLabel(object)}
              data-track={trackIdText(object)}
              className="border-t border-line"
            >
              <td className="py-0.5 pl-3">{objectLabel(object)}</td>
              <td className="py-0.5">{trackIdText(object)}</td>
              <td className="py-0.5 text-right">{confidenceText(object.confidence)}</td>
              <td className="py-0.5 pr-3 text-right text-muted">
                {Math.round(object.left)}, {Math.round(object.top)} · {Math.round(object.width)}×
                {Math.round(object.height)}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}

function byLabel(a: ObjectClass, b: ObjectClass): number {
  return a.label.localeCompare(b.label);
}

/** Classes together, and within them the order of the tracks, so that rows stay where they are. */
function byTrack(a: telemetry.ObjectMeta, b: telemetry.ObjectMeta): number {
  return objectLabel(a).localeCompare(objectLabel(b)) || (a.trackId < b.trackId ? -1 : 1);
}

/** Negative: the detector's clustering gives none. */
function confidenceText(confidence: number): string {
  return confidence < 0 ? '' : confidence.toFixed(2);
}
