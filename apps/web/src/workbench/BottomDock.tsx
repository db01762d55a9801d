import { X } from 'lucide-react';
import { Tabs } from 'radix-ui';
import type { ReactNode } from 'react';
import { AdvicePanel } from '../editor/advice/AdvicePanel.tsx';
import { DocsPanel } from '../editor/docs/DocsPanel.tsx';
import { ProblemsPanel } from '../editor/problems/ProblemsPanel.tsx';
import { LogsPanel } from '../run/LogsPanel.tsx';
import { MetricsPanel } from '../run/MetricsPanel.tsx';
import { IconButton } from '../ui/Button.tsx';
import type { BottomTab } from './ui-store.ts';
import { useChecks, useEditor, useRun, useUi, useWorkbench } from './workbench-context.tsx';

/** Problems, advice, documentation, metrics and logs. */
export function BottomDock(): ReactNode {
  const { ui } = useWorkbench();
  const tab = useUi((state) => state.bottomTab);
  const numChecked = useChecks((state) => state.diagnostics.length + state.refused.length);
  const numText = useEditor((state) => state.draft?.errors.length ?? 0);
  const numRun = useRun((state) => (state.run?.problems.length ?? 0) + state.diagnoses.length);
  return (
    <Tabs.Root
      value={tab}
      onValueChange={(next) => ui.getState().showBottom(next as BottomTab)}
      className="flex h-full flex-col bg-surface"
    >
      <div className="flex h-8 shrink-0 items-center border-b border-line px-1.5">
        <Tabs.List aria-label="Lower panel" className="flex flex-1 items-center gap-0.5">
          <Tab value="problems" label="Problems" count={numChecked + numText + numRun} />
          <Tab value="advice" label="Advice" />
          <Tab value="docs" label="Documentation" />
          <Tab value="metrics" label="Metrics" />
          <Tab value="logs" label="Logs" />
        </Tabs.List>
        <IconButton
          label="Close the lower panel"
          size="small"
          onClick={() => ui.getState().toggle('isBottomOpen')}
        >
          <X size={14} />
        </IconButton>
      </div>
      <Tabs.Content value="problems" className="min-h-0 flex-1 outline-none">
        <ProblemsPanel />
      </Tabs.Content>
      <Tabs.Content value="advice" className="min-h-0 flex-1 outline-none">
        <AdvicePanel />
      </Tabs.Content>
      <Tabs.Content value="docs" className="min-h-0 flex-1 outline-none">
        <DocsPanel />
      </Tabs.Content>
      <Tabs.Content value="metrics" className="min-h-0 flex-1 outline-none">
        <MetricsPanel />
      </Tabs.Content>
      <Tabs.Content value="logs" className="min-h-0 flex-1 outline-none">
        <LogsPanel />
      </Tabs.Content>
    </Tabs.Root>
  );
}

interface TabProps {
  readonly value: BottomTab;
  readonly label: string;
  readonly count?: number;
}

function Tab({ value, label, count = 0 }: TabProps): ReactNode {
  return (
    <Tabs.Trigger
      value={value}
      data-testid={`tab-${value}`}
      className="flex h-6 items-center gap-1.5 rounded-md px-2 text-2xs text-muted hover:bg-hover hover:text-ink data-[state=active]:bg-active data-[state=active]:text-ink"
    >
      {label}
      {count > 0 && (
        <span className="tabular rounded-full bg-hover px-1.5 text-2xs leading-4 text-ink">
          {count}
        </span>
      )}
    </Tabs.Trigger>
  );
}
