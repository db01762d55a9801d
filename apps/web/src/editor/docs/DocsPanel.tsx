import type { ElementFactory, PropertySpec } from '@pipewright/catalogue';
import { BookOpen, Search } from 'lucide-react';
import { type KeyboardEvent, type ReactNode, useDeferredValue, useEffect, useMemo } from 'react';
import { useStore } from 'zustand';
import { EmptyState } from '../../ui/EmptyState.tsx';
import { useCatalogue, useEditor, useWorkbench } from '../../workbench/workbench-context.tsx';
import { defaultText } from '../inspector/field-value.ts';
import { useAddElement } from '../palette/use-add-element.ts';
import { onlyElement } from '../selection.ts';
import { docsStore, filterDocs, pinDocs } from './docs-store.ts';
import { FactoryDocs } from './FactoryDocs.tsx';
import { DOCS_SEARCH_ID } from './open-docs.ts';
import { PropertyDocs } from './PropertyDocs.tsx';
import { propertySections } from './property-docs.ts';

/** Documentation of the selected element, or of the palette entry that is looked at. */
export function DocsPanel(): ReactNode {
  const selected = useEditor((state) => onlyElement(state.selection));
  const selectedFactory = useEditor((state) =>
    selected === undefined ? undefined : state.document.elements[selected]?.factory,
  );
  const entry = useStore(docsStore, (state) => state.hovered ?? state.pinned);
  const catalogue = useCatalogue((state) => state.catalogue);
  useUnpinOnSelect();
  const name = entry ?? selectedFactory;
  const factory =
    name === undefined
      ? undefined
      : (catalogue.factory(name) ??
        catalogue.factoriesElsewhere().find((candidate) => candidate.name === name));
  if (name === undefined) {
    return (
      <EmptyState icon={<BookOpen size={18} />} title="Nothing to explain yet">
        Select an element, or point at one in the palette, to read what it does and takes.
      </EmptyState>
    );
  }
  if (factory === undefined) {
    return (
      <EmptyState icon={<BookOpen size={18} />} title={`${name} is not known`}>
        Neither DeepStream {catalogue.target.deepstream} nor this machine has an element of this
        name.
      </EmptyState>
    );
  }
  return (
    <Documentation
      key={factory.id}
      factory={factory}
      element={entry === undefined ? selected : undefined}
    />
  );
}

/** Whoever selects something wants to read about that. */
function useUnpinOnSelect(): void {
  const { editor } = useWorkbench();
  useEffect(
    () =>
      editor.subscribe((state, before) => {
        if (state.selection !== before.selection) {
          pinDocs(undefined);
        }
      }),
    [editor],
  );
}

interface DocumentationProps {
  readonly factory: ElementFactory;
  /** The element of the document that is explained; undefined for a palette entry. */
  readonly element: string | undefined;
}

function Documentation({ factory, element }: DocumentationProps): ReactNode {
  const addElement = useAddElement();
  const machine = useCatalogue((state) => state.registry);
  const platform = useCatalogue((state) => state.catalogue.target.platform);
  return (
    <section
      aria-label="Documentation"
      data-testid="docs"
      className="@container h-full overflow-y-auto"
      onKeyDown={walkProperties}
    >
      <div className="@lg:grid @lg:h-full @lg:grid-cols-[minmax(11rem,2fr)_5fr]">
        <div className="border-line @lg:h-full @lg:overflow-y-auto @lg:border-r">
          <FactoryDocs
            factory={factory}
            machine={machine}
            platform={platform}
            onAdd={element === undefined ? () => addElement(factory) : undefined}
          />
        </div>
        <PropertyPart factory={factory} element={element} />
      </div>
    </section>
  );
}

function PropertyPart({ factory, element }: DocumentationProps): ReactNode {
  const { target } = useCatalogue((state) => state.catalogue);
  const values = useEditor((state) =>
    element === undefined ? undefined : state.document.elements[element]?.properties,
  );
  const filter = useStore(docsStore, (state) => state.filter);
  const wanted = useDeferredValue(filter);
  const sections = useMemo(() => propertySections(factory.properties, wanted), [factory, wanted]);
  const setProperty = useSetProperty(element);
  const numFound = sections.reduce((sum, { properties }) => sum + properties.length, 0);
  return (
    <div className="@lg:flex @lg:h-full @lg:min-h-0 @lg:flex-col">
      <PropertySearch filter={filter} numFound={numFound} numAll={factory.properties.length} />
      <div className="@lg:min-h-0 @lg:flex-1 @lg:overflow-y-auto">
        {numFound === 0 && (
          <p className="p-4 text-center text-xs text-faint">
            {filter === '' ? 'No properties are known.' : `No property fits “${filter}”.`}
          </p>
        )}
        {sections.map(({ title, properties }) => (
          <section key={title} aria-label={title}>
            <h3 className="sticky top-0 z-1 bg-raised px-3 py-1 text-2xs font-semibold tracking-wide text-muted uppercase">
              {title}
            </h3>
            <ul>
              {properties.map((spec) => (
                <PropertyDocs
                  key={spec.name}
                  factory={factory}
                  spec={spec}
                  platform={target.platform}
                  value={values?.[spec.name]}
                  onSet={setProperty}
                />
              ))}
            </ul>
          </section>
        ))}
      </div>
    </div>
  );
}

/** Adds a property with its default to the element, and goes to its field. */
function useSetProperty(element: string | undefined): ((spec: PropertySpec) => void) | undefined {
  const { edits, editor, ui } = useWorkbench();
  if (element === undefined) {
    return undefined;
  }
  return (spec) => {
    const { document } = editor.getState();
    const isSet = document.elements[element]?.properties[spec.name] !== undefined;
    if (!isSet && spec.default !== undefined) {
      const start = spec.type === 'enum' ? defaultText(spec) : spec.default;
      if (!edits.setProperty(element, spec.name, start)) {
        return;
      }
    }
    if (!ui.getState().isInspectorOpen) {
      ui.getState().toggle('isInspectorOpen');
    }
    editor.getState().focusPlace({ element, property: spec.name });
  };
}

interface PropertySearchProps {
  readonly filter: string;
  readonly numFound: number;
  readonly numAll: number;
}

function PropertySearch({ filter, numFound, numAll }: PropertySearchProps): ReactNode {
  return (
    <div className="relative flex items-center gap-2 border-b border-line p-1.5">
      <Search size={13} className="pointer-events-none absolute left-3.5 text-faint" aria-hidden />
      <input
        id={DOCS_SEARCH_ID}
        type="search"
        value={filter}
        data-testid="docs-search"
        aria-label="Search properties, their descriptions and choices"
        placeholder="Search properties, descriptions, choices"
        className="field min-w-0 flex-1 pl-7"
        onChange={(event) => filterDocs(event.target.value)}
        onKeyDown={(event) => {
          if (event.key === 'Escape' && filter !== '') {
            event.preventDefault();
            filterDocs('');
          }
        }}
      />
      <span className="tabular shrink-0 text-2xs text-faint" aria-live="polite">
        {numFound === numAll ? `${numAll}` : `${numFound} of ${numAll}`}
      </span>
    </div>
  );
}

/** Arrow keys go from the search to the properties and through them. */
function walkProperties(event: KeyboardEvent<HTMLElement>): void {
  const step = event.key === 'ArrowDown' ? 1 : event.key === 'ArrowUp' ? -1 : 0;
  if (step === 0) {
    return;
  }
  const stops = [
    ...event.currentTarget.querySelectorAll<HTMLElement>(
      `#${DOCS_SEARCH_ID}, [data-docs-property]`,
    ),
  ];
  const here = document.activeElement?.closest<HTMLElement>(
    `#${DOCS_SEARCH_ID}, [data-docs-property]`,
  );
  const next = stops[(here ? stops.indexOf(here) : 0) + step];
  if (next !== undefined) {
    event.preventDefault();
    next.focus();
    next.scrollIntoView({ block: 'nearest' });
  }
}
