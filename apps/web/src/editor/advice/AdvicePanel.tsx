import { type Advice, type AdviceState, advise } from '@pipewright/advisor';
import type { Catalogue } from '@pipewright/catalogue';
import { type LinkId, linkId, type PipelineDocument } from '@pipewright/graph';
import { Calculator, Check, ChevronRight, CircleHelp, Pencil, Wrench } from 'lucide-react';
import {
  type ReactNode,
  useCallback,
  useDeferredValue,
  useMemo,
  useSyncExternalStore,
} from 'react';
import type { TelemetryStore } from '../../run/telemetry-store.ts';
import { Button } from '../../ui/Button.tsx';
import { EmptyState } from '../../ui/EmptyState.tsx';
import {
  useCatalogue,
  useChecks,
  useEditor,
  useWorkbench,
} from '../../workbench/workbench-context.tsx';

/** What needs a decision comes first, what is right already last. */
const RANK: Record<AdviceState, number> = {
  differs: 0,
  'by-hand': 1,
  unknown: 2,
  estimate: 3,
  'already-so': 4,
};

const ICON = 'mt-0.5 shrink-0';
const ICONS: Record<AdviceState, ReactNode> = {
  differs: <Wrench size={14} className={`${ICON} text-warning`} aria-label="To change" />,
  'by-hand': <Pencil size={14} className={`${ICON} text-hint`} aria-label="To set by hand" />,
  unknown: <CircleHelp size={14} className={`${ICON} text-muted`} aria-label="Not known" />,
  estimate: <Calculator size={14} className={`${ICON} text-muted`} aria-label="Estimate" />,
  'already-so': <Check size={14} className={`${ICON} text-accent`} aria-label="Already so" />,
};

const STATE_TEXTS: Record<AdviceState, string> = {
  differs: '',
  'by-hand': 'to set by hand',
  unknown: 'to measure',
  estimate: 'estimate',
  'already-so': 'already so',
};

/** How large things should be, worked out from the document, its files and the latest run. */
export function AdvicePanel(): ReactNode {
  const advice = useAdvice();
  if (advice.length === 0) {
    return (
      <EmptyState icon={<Calculator size={18} />} title="Nothing to size yet">
        Link streams into an nvstreammux: batch sizes, pools and memory are worked out here.
      </EmptyState>
    );
  }
  return (
    <ul aria-label="Advice" data-testid="advice" className="h-full overflow-y-auto py-1">
      {advice.map((item) => (
        <Row key={item.id} advice={item} />
      ))}
    </ul>
  );
}

function Row({ advice }: { readonly advice: Advice }): ReactNode {
  const { edits } = useWorkbench();
  const { id, state, title, value, why, arithmetic, assumptions, confidence, edit } = advice;
  return (
    <li
      data-testid="advice-item"
      data-advice={id}
      data-state={state}
      className="flex items-start gap-2 px-3 py-1 text-xs hover:bg-raised"
    >
      {ICONS[state]}
      <details className="group min-w-0 flex-1">
        <summary className="flex cursor-pointer list-none flex-wrap items-baseline gap-x-2 rounded">
          <ChevronRight
            size={12}
            aria-hidden
            className="shrink-0 self-center text-faint group-open:rotate-90"
          />
          <span>{title}</span>
          <span className="tabular font-semibold">{value}</span>
          <span className="text-2xs text-muted">
            {[STATE_TEXTS[state], `${confidence} confidence`].filter(Boolean).join(' · ')}
          </span>
        </summary>
        <div className="mt-1 mb-1.5 space-y-1 pl-5" data-testid="advice-arithmetic">
          <p className="max-w-160">{why}</p>
          <ol className="space-y-0.5 font-mono text-2xs">
            {arithmetic.map((step) => (
              <li key={step}>{step}</li>
            ))}
          </ol>
          {assumptions.length > 0 && (
            <ul className="list-inside list-disc space-y-0.5 text-2xs text-muted">
              {assumptions.map((assumption) => (
                <li key={assumption}>{assumption}</li>
              ))}
            </ul>
          )}
        </div>
      </details>
      {edit !== undefined && (
        <Button
          size="small"
          data-testid="apply-advice"
          aria-label={`Apply: ${title} ${value}`}
          onClick={() => edits.apply(edit)}
        >
          Apply
        </Button>
      )}
    </li>
  );
}

function useAdvice(): readonly Advice[] {
  const { checker, telemetry } = useWorkbench();
  // Typing goes first; advice follows when there is time.
  const document = useDeferredValue(useEditor((state) => state.document));
  const catalogue: Catalogue = useCatalogue((state) => state.catalogue);
  const diagnostics = useChecks((state) => state.diagnostics);
  const caps = useNegotiatedCaps(telemetry, document);
  // biome-ignore lint/correctness/useExhaustiveDependencies: texts of files come with new findings.
  return useMemo(() => {
    const negotiatedCaps = (link: LinkId): string | undefined => caps.get(link);
    const fileText = (path: string): string | undefined => checker.fileText(path);
    const all = advise(document, { catalogue, facts: { streams: [], negotiatedCaps, fileText } });
    return all.toSorted((a, b) => RANK[a.state] - RANK[b.state]);
  }, [document, catalogue, diagnostics, caps, checker]);
}

/** Caps of all links from the latest run; the same map until one of them changes. */
function useNegotiatedCaps(
  telemetry: TelemetryStore,
  document: PipelineDocument,
): ReadonlyMap<LinkId, string> {
  const links = useMemo(() => document.links.map(linkId), [document]);
  const text = useSyncExternalStore(
    useCallback((listener) => telemetry.subscribe('run', listener), [telemetry]),
    () => links.map((link) => telemetry.link(link)?.caps ?? '').join('\n'),
  );
  return useMemo(() => {
    const all = text.split('\n');
    return new Map(links.flatMap((link, index) => (all[index] ? [[link, all[index]]] : [])));
  }, [links, text]);
}
