import type { ReactNode } from 'react';
import { Dialog } from '../../ui/Dialog.tsx';
import { Keys } from '../../ui/Keys.tsx';
import type { CommandGroup } from '../command-spec.ts';
import { COMMAND_LIST } from '../commands.ts';
import { useWorkbench } from '../workbench-context.tsx';

const GROUPS: readonly CommandGroup[] = ['File', 'Edit', 'Run', 'View', 'Arrange', 'Help'];

const GESTURES: readonly (readonly [string, string])[] = [
  ['Drag from a pad to a pad', 'Link them'],
  ['Drop a link on empty canvas', 'Elements that fit'],
  ['Drop a link on a box', 'Link to the pad that fits'],
  ['Drop an element on a link', 'Insert it there'],
  ['Shift and drag', 'Select an area'],
  ['Ctrl and click', 'Add to the selection'],
  ['Click a link while running', 'Live video'],
  ['Tab, then arrow keys', 'Go through boxes, move them'],
];

/** All key bindings and gestures. */
export function ShortcutsDialog(): ReactNode {
  const { ui } = useWorkbench();
  return (
    <Dialog
      title="Keyboard and mouse"
      width="large"
      testId="shortcuts-dialog"
      onClose={() => ui.getState().closeDialog()}
    >
      <div className="columns-2 gap-8 text-xs max-[800px]:columns-1">
        {GROUPS.map((group) => (
          <section key={group} className="mb-4 break-inside-avoid">
            <h3 className="mb-1 text-2xs font-semibold tracking-wide text-muted uppercase">
              {group}
            </h3>
            <dl>
              {COMMAND_LIST.filter(
                ([, spec]) => spec.group === group && spec.keys !== undefined,
              ).map(([id, spec]) => (
                <div key={id} className="flex items-center justify-between gap-3 py-0.5">
                  <dt>{spec.title}</dt>
                  <dd className="flex items-center gap-1.5">
                    {spec.keys?.map((keys) => (
                      <Keys key={keys} shortcut={keys} />
                    ))}
                  </dd>
                </div>
              ))}
            </dl>
          </section>
        ))}
        <section className="mb-4 break-inside-avoid">
          <h3 className="mb-1 text-2xs font-semibold tracking-wide text-muted uppercase">
            On the canvas
          </h3>
          <dl>
            {GESTURES.map(([gesture, effect]) => (
              <div key={gesture} className="flex justify-between gap-3 py-0.5">
                <dt>{gesture}</dt>
                <dd className="text-right text-muted">{effect}</dd>
              </div>
            ))}
          </dl>
        </section>
      </div>
    </Dialog>
  );
}
