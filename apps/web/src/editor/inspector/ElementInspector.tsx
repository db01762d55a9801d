import { type PropertySpec, shortLabel } from '@pipewright/catalogue';
import { elementNameProblem, type Properties } from '@pipewright/graph';
import type { Diagnostic } from '@pipewright/rules';
import { ChevronRight, Search } from 'lucide-react';
import {
  type ReactNode,
  useCallback,
  useDeferredValue,
  useEffect,
  useMemo,
  useRef,
  useState,
} from 'react';
import { cx } from '../../ui/cx.ts';
import { ELEMENT_NAME_ID } from '../../workbench/focus-targets.ts';
import {
  useCatalogue,
  useChecks,
  useEditor,
  useRun,
  useWorkbench,
} from '../../workbench/workbench-context.tsx';
import { CategoryIcon } from '../CategoryIcon.tsx';
import { DiagnosisNote } from './DiagnosisNote.tsx';
import { MuxSources } from './MuxSources.tsx';
import { PadList } from './PadList.tsx';
import { FieldFinding, PropertyField } from './PropertyField.tsx';
import { groupProperties } from './property-groups.ts';
import { RunProblemNote } from './RunProblemNote.tsx';

const NO_DIAGNOSTICS: readonly Diagnostic[] = [];

/** Name, properties and pads of an element. */
export function ElementInspector({ name }: { readonly name: string }): ReactNode {
  const element = useEditor((state) => state.document.elements[name]);
  const catalogue = useCatalogue((state) => state.catalogue);
  const diagnostics =
    useChecks((state) => state.byElement.get(name)?.diagnostics) ?? NO_DIAGNOSTICS;
  const runProblems = useRun((state) => state.problemsByElement.get(name));
  const diagnoses = useRun((state) => state.diagnosesByElement.get(name));
  const [filter, setFilter] = useState('');
  const wanted = useDeferredValue(filter);
  const factory = element === undefined ? undefined : catalogue.factory(element.factory);
  const form = useRef<HTMLDivElement>(null);
  const clearFilter = useCallback(() => setFilter(''), []);
  useFocusRequest(name, form, clearFilter);
  if (element === undefined) {
    return null;
  }
  const general = diagnostics.filter(
    (diagnostic) =>
      diagnostic.place.property === undefined ||
      (diagnostic.place.pad === undefined &&
        catalogue.property(element.factory, diagnostic.place.property) === undefined),
  );
  return (
    <>
      <header className="border-b border-line p-3">
        <div className="flex items-center gap-2">
          <CategoryIcon factory={factory} />
          <div className="min-w-0 flex-1">
            <div className="truncate text-xs font-semibold">
              {factory === undefined ? element.factory : shortLabel(factory)}
            </div>
            <div className="truncate font-mono text-2xs text-faint">{element.factory}</div>
          </div>
        </div>
        <NameField name={name} />
        {general.map((diagnostic) => (
          <FieldFinding key={diagnostic.code + diagnostic.message} diagnostic={diagnostic} />
        ))}
        {runProblems?.map((problem) => (
          <RunProblemNote key={`${problem.code} ${problem.message}`} problem={problem} />
        ))}
        {diagnoses?.map((diagnosis) => (
          <DiagnosisNote key={diagnosis.id} diagnosis={diagnosis} />
        ))}
      </header>
      <MuxSources name={name} />
      <div className="relative border-b border-line p-2">
        <Search
          size={13}
          className="pointer-events-none absolute top-1/2 left-4 -translate-y-1/2 text-faint"
          aria-hidden
        />
        <input
          type="search"
          value={filter}
          aria-label="Filter properties"
          data-testid="property-filter"
          placeholder="Filter properties"
          className="field pl-7"
          onChange={(event) => setFilter(event.target.value)}
        />
      </div>
      <div ref={form} className="min-h-0 flex-1 overflow-y-auto pb-4">
        <PropertyForm
          element={name}
          factory={element.factory}
          specs={factory?.properties ?? []}
          values={element.properties}
          filter={wanted}
          diagnostics={diagnostics}
        />
        <PadList name={name} factory={factory} diagnostics={diagnostics} />
      </div>
    </>
  );
}

function NameField({ name }: { readonly name: string }): ReactNode {
  const { edits, editor } = useWorkbench();
  const [text, setText] = useState(name);
  const isTaken = text !== name && Object.hasOwn(editor.getState().document.elements, text);
  const problem =
    elementNameProblem(text) ?? (isTaken ? `there is another element named ${text}` : undefined);
  const commit = (): void => {
    if (text !== name && problem === undefined) {
      edits.rename(name, text);
    }
  };
  return (
    <div className="mt-2">
      <label htmlFor={ELEMENT_NAME_ID} className="text-2xs text-muted">
        Name
      </label>
      <input
        id={ELEMENT_NAME_ID}
        value={text}
        spellCheck={false}
        autoComplete="off"
        data-testid="element-name"
        aria-invalid={problem !== undefined || undefined}
        aria-describedby="inspector-name-problem"
        className="field"
        onChange={(event) => setText(event.target.value)}
        onBlur={commit}
        onKeyDown={(event) => {
          if (event.key === 'Enter') {
            commit();
          } else if (event.key === 'Escape') {
            setText(name);
          }
        }}
      />
      <p id="inspector-name-problem" className="text-2xs text-error">
        {problem}
      </p>
    </div>
  );
}

interface PropertyFormProps {
  readonly element: string;
  readonly factory: string;
  readonly specs: readonly PropertySpec[];
  readonly values: Properties;
  readonly filter: string;
  readonly diagnostics: readonly Diagnostic[];
}

function PropertyForm({
  element,
  factory,
  specs,
  values,
  filter,
  diagnostics,
}: PropertyFormProps): ReactNode {
  const [changedAtFirst] = useState(() => new Set(Object.keys(values)));
  const groups = useMemo(
    () => groupProperties(specs, values, filter, changedAtFirst),
    [specs, values, filter, changedAtFirst],
  );
  const byProperty = useMemo(() => {
    const map = new Map<string, Diagnostic[]>();
    for (const diagnostic of diagnostics) {
      const { property, pad } = diagnostic.place;
      if (property !== undefined && pad === undefined) {
        map.set(property, [...(map.get(property) ?? []), diagnostic]);
      }
    }
    return map;
  }, [diagnostics]);
  const field = (spec: PropertySpec): ReactNode => (
    <PropertyField
      key={spec.name}
      element={element}
      factory={factory}
      spec={spec}
      value={values[spec.name]}
      diagnostics={byProperty.get(spec.name) ?? NO_DIAGNOSTICS}
    />
  );
  const isFiltering = filter.trim() !== '';
  const numFound =
    groups.changed.length +
    groups.required.length +
    groups.own.length +
    groups.inherited.length +
    groups.deprecated.length +
    groups.unknown.length;
  return (
    <>
      {numFound === 0 && (
        <p className="p-4 text-center text-xs text-faint">
          {isFiltering ? 'No property of this name.' : 'This element has no properties.'}
        </p>
      )}
      <Group title="Changed" isOpen>
        {groups.unknown.map((property) => (
          <UnknownProperty
            key={property}
            element={element}
            property={property}
            value={String(values[property])}
            diagnostics={byProperty.get(property) ?? NO_DIAGNOSTICS}
          />
        ))}
        {groups.changed.map(field)}
      </Group>
      <Group title="Required" isOpen>
        {groups.required.map(field)}
      </Group>
      <Group title="Properties" isOpen>
        {groups.own.map(field)}
      </Group>
      <Group title="Inherited" isOpen={isFiltering}>
        {groups.inherited.map(field)}
      </Group>
      <Group title="Deprecated" isOpen={isFiltering}>
        {groups.deprecated.map(field)}
      </Group>
    </>
  );
}

interface GroupProps {
  readonly title: string;
  readonly isOpen: boolean;
  readonly children: readonly ReactNode[] | ReactNode;
}

/** A titled part of the form; nothing when it is empty. */
export function Group({ title, isOpen, children }: GroupProps): ReactNode {
  const [isShown, setShown] = useState<boolean | undefined>(undefined);
  const shown = isShown ?? isOpen;
  const parts = Array.isArray(children) ? children.flat() : [children];
  if (parts.length === 0) {
    return null;
  }
  return (
    <div>
      <button
        type="button"
        aria-expanded={shown}
        data-group={title}
        className="flex h-7 w-full items-center gap-1 px-2 text-2xs font-semibold tracking-wide text-muted uppercase hover:text-ink"
        onClick={() => setShown(!shown)}
      >
        <ChevronRight
          size={13}
          className={cx('transition-transform', shown && 'rotate-90')}
          aria-hidden
        />
        {title}
        <span className="tabular ml-1 font-normal text-faint">{parts.length}</span>
      </button>
      {shown && children}
    </div>
  );
}

function UnknownProperty({
  element,
  property,
  value,
  diagnostics,
}: {
  readonly element: string;
  readonly property: string;
  readonly value: string;
  readonly diagnostics: readonly Diagnostic[];
}): ReactNode {
  return (
    <div
      data-property={property}
      data-kind="unknown"
      className="border-l-2 border-error py-1.5 pr-3 pl-2.5"
    >
      <div className="font-mono text-2xs font-semibold">{property}</div>
      <input
        readOnly
        id={`property-${element}--${property}`}
        aria-label={property}
        value={value}
        className="field mt-1 font-mono"
      />
      {diagnostics.map((diagnostic) => (
        <FieldFinding key={diagnostic.code + diagnostic.message} diagnostic={diagnostic} />
      ))}
    </div>
  );
}

/** Focuses the field that a problem or quick fix points to. */
function useFocusRequest(
  name: string,
  form: React.RefObject<HTMLDivElement | null>,
  clearFilter: () => void,
): void {
  const focus = useEditor((state) => state.focus);
  const handled = useRef<number | undefined>(undefined);
  useEffect(() => {
    if (focus === undefined || focus.serial === handled.current || focus.place.element !== name) {
      return;
    }
    handled.current = focus.serial;
    const { property, pad } = focus.place;
    if (property === undefined) {
      return;
    }
    clearFilter();
    requestAnimationFrame(() => {
      for (const group of form.current?.querySelectorAll<HTMLElement>(
        '[data-group][aria-expanded="false"]',
      ) ?? []) {
        group.click();
      }
      requestAnimationFrame(() => {
        const selector =
          pad === undefined
            ? `[data-property="${CSS.escape(property)}"]:not([data-pad-property])`
            : `[data-property="${CSS.escape(property)}"][data-pad-property="${CSS.escape(pad)}"]`;
        const row = form.current?.querySelector<HTMLElement>(selector);
        row?.scrollIntoView({ block: 'center' });
        row
          ?.querySelector<HTMLElement>(
            'input, [role="combobox"], [role="switch"], [role="checkbox"]',
          )
          ?.focus();
      });
    });
  }, [focus, name, form, clearFilter]);
}
