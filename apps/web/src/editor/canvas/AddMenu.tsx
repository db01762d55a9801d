import { type ElementFactory, isOnPlatform, shortLabel, shortSummary } from '@pipewright/catalogue';
import { Command } from 'cmdk';
import { Popover } from 'radix-ui';
import { type ReactNode, useMemo, useState } from 'react';
import {
  useCatalogue,
  useEditor,
  useUi,
  useWorkbench,
} from '../../workbench/workbench-context.tsx';
import { CategoryIcon } from '../CategoryIcon.tsx';
import { fittingElements } from '../link-check.ts';
import { BOX_WIDTH } from '../placement.ts';
import type { AddMenuRequest } from './add-menu-request.ts';

const MOST_SHOWN = 60;

/** The menu of elements to add at a point; with an origin pad only those that fit it. */
export function AddMenu(): ReactNode {
  const request = useUi((state) => state.addMenu);
  return request === undefined ? null : (
    <OpenAddMenu key={`${request.screen.x},${request.screen.y}`} request={request} />
  );
}

function OpenAddMenu({ request }: { readonly request: AddMenuRequest }): ReactNode {
  const { ui, edits, canvas } = useWorkbench();
  const [text, setText] = useState('');
  const factories = useOffered(request, text);
  const close = (): void => ui.getState().openAddMenu(undefined);
  const add = (factory: ElementFactory): void => {
    close();
    const { x, y } = request.canvas;
    const at =
      request.origin?.side === 'to'
        ? { x: Math.round(x - BOX_WIDTH), y: Math.round(y - 62) }
        : { x: Math.round(x), y: Math.round(y - 62) };
    edits.addElement(factory.name, at, request.origin);
    canvas.current?.focus();
  };
  return (
    <Popover.Root
      open
      onOpenChange={(isOpen) => {
        if (!isOpen) {
          close();
        }
      }}
    >
      <Popover.Anchor asChild>
        <span
          aria-hidden
          className="pointer-events-none fixed size-0"
          style={{ left: request.screen.x, top: request.screen.y }}
        />
      </Popover.Anchor>
      <Popover.Portal>
        <Popover.Content
          align="start"
          sideOffset={6}
          collisionPadding={10}
          aria-label="Add an element"
          data-testid="add-menu"
          className="popup z-50 w-84 overflow-hidden"
        >
          <Command shouldFilter={false} label="Add an element">
            {request.origin !== undefined && (
              <div className="border-b border-line px-3 py-1.5 text-2xs text-muted">
                {request.origin.side === 'from' ? 'Takes data from ' : 'Feeds '}
                <span className="font-mono text-ink">
                  {request.origin.ref.element}.{request.origin.ref.pad}
                </span>
              </div>
            )}
            <Command.Input
              autoFocus
              value={text}
              onValueChange={setText}
              placeholder="Search elements…"
              data-testid="add-menu-search"
              className="h-9 w-full border-b border-line bg-transparent px-3 text-xs outline-none"
            />
            <Command.List className="max-h-76 overflow-auto p-1">
              <Command.Empty className="px-3 py-4 text-center text-xs text-muted">
                {request.origin === undefined
                  ? 'No element of this name.'
                  : 'No element of this name fits this pad.'}
              </Command.Empty>
              {factories.map((factory) => (
                <Command.Item
                  key={factory.id}
                  value={factory.id}
                  onSelect={() => add(factory)}
                  data-factory={factory.name}
                  className="menu-item text-xs"
                >
                  <CategoryIcon factory={factory} size={13} />
                  <span className="min-w-0 flex-1">
                    <span className="flex items-baseline gap-1.5">
                      <span className="truncate font-medium">{shortLabel(factory)}</span>
                      <span className="truncate font-mono text-2xs text-faint">{factory.name}</span>
                    </span>
                    <span className="block truncate text-2xs text-muted">
                      {shortSummary(factory)}
                    </span>
                  </span>
                </Command.Item>
              ))}
            </Command.List>
          </Command>
        </Popover.Content>
      </Popover.Portal>
    </Popover.Root>
  );
}

function useOffered(request: AddMenuRequest, text: string): readonly ElementFactory[] {
  const catalogue = useCatalogue((state) => state.catalogue);
  const document = useEditor((state) => state.document);
  const { origin } = request;
  const fitting = useMemo(
    () =>
      origin === undefined
        ? undefined
        : fittingElements(document, catalogue, origin).map((fit) => fit.factory),
    [document, catalogue, origin],
  );
  return useMemo(() => {
    const wanted = text.trim();
    const found =
      wanted === '' && fitting !== undefined
        ? fitting
        : catalogue
            .search(wanted)
            .filter((factory) => isOnPlatform(factory, document.target.platform));
    const offered =
      fitting === undefined || wanted === ''
        ? found
        : found.filter((factory) => fitting.includes(factory));
    return offered.slice(0, MOST_SHOWN);
  }, [catalogue, document, fitting, text]);
}
