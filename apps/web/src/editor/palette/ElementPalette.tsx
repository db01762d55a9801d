import { type ElementFactory, shortLabel, whyNotInTarget } from '@pipewright/catalogue';
import { ChevronRight, Funnel, FunnelX, Search, Unplug, X } from 'lucide-react';
import { HoverCard } from 'radix-ui';
import { type KeyboardEvent, type ReactNode, useDeferredValue, useMemo, useState } from 'react';
import { IconButton } from '../../ui/Button.tsx';
import { cx } from '../../ui/cx.ts';
import { EmptyState } from '../../ui/EmptyState.tsx';
import { readSetting, writeSetting } from '../../ui/settings.ts';
import { PALETTE_SEARCH_ID } from '../../workbench/focus-targets.ts';
import { useCatalogue } from '../../workbench/workbench-context.tsx';
import { CategoryIcon, GroupIcon } from '../CategoryIcon.tsx';
import { hoverDocs, pinDocs } from '../docs/docs-store.ts';
import { ElementCard } from './ElementCard.tsx';
import { dragFactory } from './palette-drag.ts';
import { type PaletteSectionData, paletteSections } from './palette-sections.ts';
import { useAddElement } from './use-add-element.ts';

const FIRST_OPEN = ['source', 'batch', 'inference', 'tracker', 'overlay', 'tiler', 'sink'];

/** All elements there are: searched, or by category; dragged or added by Enter and double click. */
export function ElementPalette(): ReactNode {
  const catalogue = useCatalogue((state) => state.catalogue);
  const [text, setText] = useState('');
  const wanted = useDeferredValue(text.trim());
  const [open, setOpen] = useOpenSections();
  const [showsAll, toggleAll] = useShowsAll();
  const sections = useMemo(
    () => paletteSections(catalogue, wanted, showsAll),
    [catalogue, wanted, showsAll],
  );
  const { platform, deepstream } = catalogue.target;
  const isSearching = wanted !== '';
  const addElement = useAddElement();
  return (
    <section
      aria-label="Elements"
      data-testid="palette"
      className="flex h-full min-h-0 flex-col bg-surface"
      onKeyDown={moveFocus}
    >
      <div className="flex items-center gap-1 border-b border-line p-2">
        <div className="relative min-w-0 flex-1">
          <Search
            size={14}
            className="pointer-events-none absolute top-1/2 left-2 -translate-y-1/2 text-faint"
            aria-hidden
          />
          <input
            id={PALETTE_SEARCH_ID}
            type="search"
            value={text}
            data-testid="palette-search"
            aria-label="Search elements"
            placeholder="Search elements  /"
            className="field pl-7 [&::-webkit-search-cancel-button]:hidden"
            onChange={(event) => setText(event.target.value)}
            onKeyDown={(event) => {
              if (event.key === 'Escape') {
                setText('');
              }
              // What was just typed, not what a deferred render still shows.
              const best =
                event.key === 'Enter'
                  ? paletteSections(catalogue, text.trim(), showsAll)[0]
                  : undefined;
              if (best?.factories[0] !== undefined && text.trim() !== '') {
                event.preventDefault();
                addElement(best.factories[0]);
              }
            }}
          />
          {text !== '' && (
            <button
              type="button"
              aria-label="Clear the search"
              className="absolute top-1/2 right-2 -translate-y-1/2 rounded text-faint hover:text-ink"
              onClick={() => setText('')}
            >
              <X size={14} />
            </button>
          )}
        </div>
        <IconButton
          label={
            showsAll
              ? `Show only what DeepStream ${deepstream} has on ${platform}`
              : 'Show elements of other platforms and versions too'
          }
          isActive={showsAll}
          data-testid="palette-all"
          onClick={toggleAll}
        >
          {showsAll ? <FunnelX size={14} /> : <Funnel size={14} />}
        </IconButton>
      </div>
      <div className="min-h-0 flex-1 overflow-y-auto pb-2">
        {sections.length === 0 && (
          <EmptyState title={`Nothing found for “${wanted}”`}>
            Names, labels and what elements do are searched.
          </EmptyState>
        )}
        {sections.map((section) => (
          <PaletteSection
            key={section.id}
            section={section}
            isOpen={isSearching || open.has(section.id)}
            canClose={!isSearching}
            onToggle={() => setOpen(section.id)}
          />
        ))}
      </div>
    </section>
  );
}

/** Whether elements that the target has not are listed too; remembered. */
function useShowsAll(): readonly [boolean, () => void] {
  const [showsAll, setShowsAll] = useState(() => readSetting('palette-all') === 'true');
  return [
    showsAll,
    () => {
      writeSetting('palette-all', String(!showsAll));
      setShowsAll(!showsAll);
    },
  ];
}

function useOpenSections(): readonly [ReadonlySet<string>, (id: string) => void] {
  const [open, setOpen] = useState<ReadonlySet<string>>(
    () => new Set(readSetting('palette-sections')?.split(',') ?? FIRST_OPEN),
  );
  const toggle = (id: string): void => {
    const next = new Set(open);
    if (!next.delete(id)) {
      next.add(id);
    }
    writeSetting('palette-sections', [...next].join(','));
    setOpen(next);
  };
  return [open, toggle];
}

interface PaletteSectionProps {
  readonly section: PaletteSectionData;
  readonly isOpen: boolean;
  readonly canClose: boolean;
  readonly onToggle: () => void;
}

function PaletteSection({ section, isOpen, canClose, onToggle }: PaletteSectionProps): ReactNode {
  return (
    <div>
      <button
        type="button"
        data-palette-stop
        aria-expanded={isOpen}
        disabled={!canClose}
        title={section.description}
        className="sticky top-0 z-1 flex h-7 w-full items-center gap-1.5 bg-surface px-2 text-2xs font-semibold tracking-wide text-muted uppercase hover:text-ink"
        onClick={onToggle}
      >
        <ChevronRight
          size={13}
          aria-hidden
          className={cx('transition-transform', isOpen && 'rotate-90')}
        />
        <GroupIcon group={section.id} size={13} />
        <span className="flex-1 text-left">{section.label}</span>
        <span className="tabular font-normal text-faint">{section.factories.length}</span>
      </button>
      {isOpen && (
        <ul className="px-1.5">
          {section.factories.map((factory) => (
            <PaletteItem key={factory.id} factory={factory} />
          ))}
        </ul>
      )}
    </div>
  );
}

function PaletteItem({ factory }: { readonly factory: ElementFactory }): ReactNode {
  const addElement = useAddElement();
  const add = (): void => addElement(factory);
  const target = useCatalogue((state) => state.catalogue.target);
  const reason = whyNotInTarget(factory, target);
  return (
    <li>
      <HoverCard.Root
        openDelay={450}
        closeDelay={60}
        onOpenChange={(isOpen) => hoverDocs(isOpen ? factory.name : undefined)}
      >
        <HoverCard.Trigger asChild>
          <button
            type="button"
            draggable
            data-palette-stop
            data-testid="palette-item"
            data-factory={factory.name}
            data-elsewhere={reason !== undefined || undefined}
            className="flex h-9 w-full items-center gap-2 rounded-md px-1.5 text-left hover:bg-hover active:cursor-grabbing"
            onFocus={() => pinDocs(factory.name)}
            onDragStart={(event) => dragFactory(event.dataTransfer, factory.name)}
            onDoubleClick={add}
            onKeyDown={(event) => {
              if (event.key === 'Enter') {
                event.preventDefault();
                add();
              }
            }}
          >
            <span className={cx('shrink-0', reason !== undefined && 'opacity-40')}>
              <CategoryIcon factory={factory} size={14} />
            </span>
            <span className="min-w-0 flex-1 leading-tight">
              <span
                className={cx(
                  'block truncate text-xs',
                  reason !== undefined
                    ? 'text-faint'
                    : factory.installed === false
                      ? 'text-muted'
                      : 'text-ink',
                )}
              >
                {shortLabel(factory)}
              </span>
              <span className="block truncate font-mono text-2xs text-faint">
                {reason ?? factory.name}
              </span>
            </span>
            {factory.installed === false && (
              <Unplug
                size={13}
                className="shrink-0 text-faint"
                aria-label="Not on this machine"
                data-testid="not-installed"
              />
            )}
          </button>
        </HoverCard.Trigger>
        <HoverCard.Portal>
          <HoverCard.Content
            side="right"
            align="start"
            sideOffset={8}
            collisionPadding={8}
            className="popup z-50 w-80 p-3"
          >
            <ElementCard factory={factory} reason={reason} />
          </HoverCard.Content>
        </HoverCard.Portal>
      </HoverCard.Root>
    </li>
  );
}

/** Arrow keys go through headings and items. */
function moveFocus(event: KeyboardEvent<HTMLElement>): void {
  const step = event.key === 'ArrowDown' ? 1 : event.key === 'ArrowUp' ? -1 : 0;
  if (step === 0) {
    return;
  }
  const stops = [
    ...event.currentTarget.querySelectorAll<HTMLElement>(
      'input, [data-palette-stop]:not(:disabled)',
    ),
  ];
  const index = stops.indexOf(document.activeElement as HTMLElement);
  const next = stops[index + step];
  if (next !== undefined) {
    event.preventDefault();
    next.focus();
  }
}
