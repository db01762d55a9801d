import { ContextMenu } from 'radix-ui';
import { type MouseEvent, type ReactNode, type RefObject, useState } from 'react';
import { Keys } from '../../ui/Keys.tsx';
import type { CommandId } from '../../workbench/commands.ts';
import { useCommand } from '../../workbench/use-command.ts';
import { useWorkbench } from '../../workbench/workbench-context.tsx';
import { selectionOf } from '../selection.ts';

type MenuTarget = 'element' | 'link' | 'canvas';

const ENTRIES: Record<MenuTarget, readonly (CommandId | 'separator')[]> = {
  element: [
    'link.start',
    'edit.rename',
    'separator',
    'edit.cut',
    'edit.copy',
    'edit.duplicate',
    'separator',
    'view.fit-selection',
    'edit.delete',
  ],
  link: ['preview.open', 'separator', 'edit.delete'],
  canvas: ['edit.add', 'edit.paste', 'edit.select-all', 'separator', 'layout.arrange', 'view.fit'],
};

export interface CanvasMenuProps {
  readonly wrapper: RefObject<HTMLElement | null>;
  readonly children: ReactNode;
}

/** The canvas's context menu: for a box, a link, or the canvas itself. */
export function CanvasMenu({ wrapper, children }: CanvasMenuProps): ReactNode {
  const { editor } = useWorkbench();
  const [target, setTarget] = useState<MenuTarget>('canvas');
  const aim = (event: MouseEvent): void => {
    const under = event.target as Element;
    const element = under.closest<HTMLElement>('[data-element]')?.dataset.element;
    const link = under.closest<SVGElement>('.react-flow__edge')?.dataset.id;
    const { selection, select } = editor.getState();
    if (element !== undefined) {
      if (!selection.elements.has(element)) {
        select(selectionOf([element]));
      }
      setTarget('element');
    } else if (link !== undefined) {
      if (!selection.links.has(link)) {
        select(selectionOf([], [link]));
      }
      setTarget('link');
    } else {
      setTarget('canvas');
    }
  };
  return (
    <ContextMenu.Root>
      <ContextMenu.Trigger asChild onContextMenuCapture={aim}>
        <div className="h-full w-full">{children}</div>
      </ContextMenu.Trigger>
      <ContextMenu.Portal container={wrapper.current?.ownerDocument.body}>
        <ContextMenu.Content
          collisionPadding={8}
          className="popup z-50 min-w-52 p-1 text-xs"
          data-testid="canvas-menu"
        >
          {ENTRIES[target].map((entry, index) =>
            entry === 'separator' ? (
              <ContextMenu.Separator
                // biome-ignore lint/suspicious/noArrayIndexKey: the entries never change.
                key={`separator-${index}`}
                className="my-1 h-px bg-line"
              />
            ) : (
              <Entry key={entry} command={entry} />
            ),
          )}
        </ContextMenu.Content>
      </ContextMenu.Portal>
    </ContextMenu.Root>
  );
}

function Entry({ command }: { readonly command: CommandId }): ReactNode {
  const { title, shortcut, isEnabled, run } = useCommand(command);
  return (
    <ContextMenu.Item disabled={!isEnabled} onSelect={run} className="menu-item justify-between">
      {title}
      {shortcut !== undefined && <Keys shortcut={shortcut} />}
    </ContextMenu.Item>
  );
}
