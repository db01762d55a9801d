import { Code2, LoaderCircle, ServerOff, SquareSplitHorizontal, Workflow } from 'lucide-react';
import { type ReactNode, type RefObject, useEffect, useState } from 'react';
import {
  Group,
  Panel,
  type PanelImperativeHandle,
  useDefaultLayout,
  usePanelRef,
} from 'react-resizable-panels';
import { errorText } from './api/api-error.ts';
import { connectionStore } from './api/connection-store.ts';
import { YamlView } from './code/YamlView.tsx';
import { ConfigFileTabs } from './config-files/ConfigFileTabs.tsx';
import { ConfigFileView } from './config-files/ConfigFileView.tsx';
import { GraphCanvas } from './editor/canvas/GraphCanvas.tsx';
import { Inspector } from './editor/inspector/Inspector.tsx';
import { ElementPalette } from './editor/palette/ElementPalette.tsx';
import { PreviewPanel } from './preview/PreviewPanel.tsx';
import { TransportBar } from './run/TransportBar.tsx';
import { Button } from './ui/Button.tsx';
import { Divider } from './ui/Divider.tsx';
import { EmptyState } from './ui/EmptyState.tsx';
import { ErrorBoundary } from './ui/ErrorBoundary.tsx';
import { settingsStorage } from './ui/settings.ts';
import { Toasts } from './ui/Toasts.tsx';
import { Tooltip, TooltipProvider } from './ui/Tooltip.tsx';
import { BottomDock } from './workbench/BottomDock.tsx';
import { ConnectionBanner } from './workbench/bars/ConnectionBanner.tsx';
import { StatusBar } from './workbench/bars/StatusBar.tsx';
import { TopBar } from './workbench/bars/TopBar.tsx';
import type { CommandId } from './workbench/commands.ts';
import { Dialogs } from './workbench/dialogs/Dialogs.tsx';
import { bindKeys } from './workbench/key-bindings.ts';
import type { BottomTab, CentreView } from './workbench/ui-store.ts';
import { useCommand } from './workbench/use-command.ts';
import type { Workbench } from './workbench/workbench.ts';
import { useUi, WorkbenchProvider } from './workbench/workbench-context.tsx';

/** The application. */
export function App({ workbench }: { readonly workbench: Workbench }): ReactNode {
  useEffect(() => bindKeys(workbench), [workbench]);
  const start = useStart(workbench);
  return (
    <WorkbenchProvider workbench={workbench}>
      <TooltipProvider delayDuration={450} skipDelayDuration={250}>
        <div className="flex h-full flex-col">
          <ConnectionBanner />
          <TopBar />
          <main className="min-h-0 flex-1">
            <ErrorBoundary>
              {start.state === 'ready' ? <Workspace /> : <Starting {...start} />}
            </ErrorBoundary>
          </main>
          <TransportBar />
          <StatusBar />
        </div>
        <Dialogs />
        <Toasts />
      </TooltipProvider>
    </WorkbenchProvider>
  );
}

/** Heights in which there is something to see of the lower panel's larger tabs. */
const ROOMY_PIXELS: Partial<Record<BottomTab, number>> = { docs: 320, metrics: 240 };

/** Side columns start narrower where there is little room. */
const NARROW_PIXELS = 1200;

interface Start {
  readonly state: 'waiting' | 'failed' | 'ready';
  readonly reason?: string;
}

/** Opens the first document as soon as the server answers. */
function useStart({ documents }: Workbench): Start {
  const [start, setStart] = useState<Start>({ state: 'waiting' });
  useEffect(() => {
    let isDone = false;
    let isTrying = false;
    const tryStart = async (): Promise<void> => {
      if (isDone || isTrying) {
        return;
      }
      isTrying = true;
      try {
        await documents.start();
        isDone = true;
        setStart({ state: 'ready' });
      } catch (error) {
        setStart({ state: 'failed', reason: errorText(error) });
      } finally {
        isTrying = false;
      }
    };
    void tryStart();
    return connectionStore.subscribe((connection) => {
      if (connection.state === 'connected') {
        void tryStart();
      }
    });
  }, [documents]);
  return start;
}

function Starting({ state, reason }: Start): ReactNode {
  return state === 'waiting' ? (
    <EmptyState icon={<LoaderCircle size={22} className="animate-spin" />} title="Opening…" />
  ) : (
    <div role="alert" className="h-full">
      <EmptyState icon={<ServerOff size={22} />} title="The server can’t be reached">
        {reason} Start it with <code className="font-mono">npm start</code>; this page connects by
        itself.
      </EmptyState>
    </div>
  );
}

function Workspace(): ReactNode {
  const isPaletteOpen = useUi((state) => state.isPaletteOpen);
  const isInspectorOpen = useUi((state) => state.isInspectorOpen);
  const preview = useUi((state) => state.preview);
  const isNarrow = globalThis.innerWidth < NARROW_PIXELS;
  const hasRight = isInspectorOpen || preview !== undefined;
  const panelIds = [
    ...(isPaletteOpen ? ['palette-column'] : []),
    'centre-column',
    ...(hasRight ? ['right-column'] : []),
  ];
  const { defaultLayout, onLayoutChanged } = useDefaultLayout({
    id: 'columns',
    panelIds,
    storage: settingsStorage,
  });
  return (
    <Group
      orientation="horizontal"
      className="h-full"
      defaultLayout={defaultLayout}
      onLayoutChanged={onLayoutChanged}
    >
      {isPaletteOpen && (
        <>
          <Panel
            id="palette-column"
            defaultSize={isNarrow ? 196 : 224}
            minSize={160}
            maxSize={420}
            groupResizeBehavior="preserve-pixel-size"
          >
            <ElementPalette />
          </Panel>
          <Divider orientation="vertical" label="Resize the palette" />
        </>
      )}
      <Panel id="centre-column" minSize={280}>
        <Centre />
      </Panel>
      {hasRight && (
        <>
          <Divider orientation="vertical" label="Resize the inspector" />
          <Panel
            id="right-column"
            defaultSize={isNarrow ? 276 : 320}
            minSize={230}
            maxSize="60"
            groupResizeBehavior="preserve-pixel-size"
          >
            <RightColumn hasInspector={isInspectorOpen} />
          </Panel>
        </>
      )}
    </Group>
  );
}

function RightColumn({ hasInspector }: { readonly hasInspector: boolean }): ReactNode {
  const preview = useUi((state) => state.preview);
  const panelIds = [
    ...(preview === undefined ? [] : ['preview-pane']),
    ...(hasInspector ? ['inspector-pane'] : []),
  ];
  const { defaultLayout, onLayoutChanged } = useDefaultLayout({
    id: 'right',
    panelIds,
    storage: settingsStorage,
  });
  return (
    <Group
      orientation="vertical"
      className="h-full"
      defaultLayout={defaultLayout}
      onLayoutChanged={onLayoutChanged}
    >
      {preview !== undefined && (
        <Panel id="preview-pane" defaultSize="55" minSize={220}>
          <PreviewPanel key={preview.link} target={preview} />
        </Panel>
      )}
      {preview !== undefined && hasInspector && (
        <Divider orientation="horizontal" label="Resize the preview" />
      )}
      {hasInspector && (
        <Panel id="inspector-pane" minSize={120}>
          <Inspector />
        </Panel>
      )}
    </Group>
  );
}

function Centre(): ReactNode {
  const isBottomOpen = useUi((state) => state.isBottomOpen);
  const bottom = useRoomyBottom();
  const { defaultLayout, onLayoutChanged } = useDefaultLayout({
    id: 'centre',
    panelIds: isBottomOpen ? ['view-pane', 'bottom-pane'] : ['view-pane'],
    storage: settingsStorage,
  });
  return (
    <Group
      orientation="vertical"
      className="h-full"
      defaultLayout={defaultLayout}
      onLayoutChanged={onLayoutChanged}
    >
      <Panel id="view-pane" minSize={160}>
        <div className="flex h-full flex-col">
          <ViewTabs />
          <div className="min-h-0 flex-1">
            <CentreViews />
          </div>
        </div>
      </Panel>
      {isBottomOpen && (
        <>
          <Divider orientation="horizontal" label="Resize the lower panel" />
          <Panel
            id="bottom-pane"
            panelRef={bottom}
            defaultSize={172}
            minSize={90}
            maxSize="75"
            groupResizeBehavior="preserve-pixel-size"
          >
            <BottomDock />
          </Panel>
        </>
      )}
    </Group>
  );
}

/** Documentation and metrics need more room than a list of problems: the panel grows once for them. */
function useRoomyBottom(): RefObject<PanelImperativeHandle | null> {
  const bottom = usePanelRef();
  const wanted = useUi((state) => (state.isBottomOpen ? ROOMY_PIXELS[state.bottomTab] : undefined));
  useEffect(() => {
    if (wanted !== undefined && (bottom.current?.getSize().inPixels ?? wanted) < wanted) {
      bottom.current?.resize(wanted);
    }
  }, [wanted, bottom]);
  return bottom;
}

const VIEWS: readonly (readonly [CentreView, CommandId, string, ReactNode])[] = [
  ['canvas', 'view.canvas', 'Canvas', <Workflow key="canvas" size={14} />],
  ['split', 'view.split', 'Split', <SquareSplitHorizontal key="split" size={14} />],
  ['yaml', 'view.yaml', 'YAML', <Code2 key="yaml" size={14} />],
];

function ViewTabs(): ReactNode {
  return (
    <fieldset
      aria-label="View"
      className="flex h-8 shrink-0 items-center gap-0.5 border-b border-line bg-surface px-1.5"
    >
      {VIEWS.map(([view, command, label, icon]) => (
        <ViewTab key={view} view={view} command={command} label={label} icon={icon} />
      ))}
      <ConfigFileTabs />
    </fieldset>
  );
}

interface ViewTabProps {
  readonly view: CentreView;
  readonly command: CommandId;
  readonly label: string;
  readonly icon: ReactNode;
}

function ViewTab({ view, command, label, icon }: ViewTabProps): ReactNode {
  const isShown = useUi((state) => state.view === view);
  const { title, shortcut, run } = useCommand(command);
  return (
    <Tooltip text={title} shortcut={shortcut}>
      <Button
        variant="ghost"
        size="small"
        aria-pressed={isShown}
        data-testid={`view-${view}`}
        onClick={run}
      >
        {icon}
        {label}
      </Button>
    </Tooltip>
  );
}

function CentreViews(): ReactNode {
  const view = useUi((state) => state.view);
  const { defaultLayout, onLayoutChanged } = useDefaultLayout({
    id: 'split',
    storage: settingsStorage,
  });
  if (view === 'canvas') {
    return <GraphCanvas />;
  }
  if (view === 'yaml') {
    return <YamlView />;
  }
  if (view === 'file') {
    return <ConfigFileView />;
  }
  return (
    <Group
      orientation="horizontal"
      className="h-full"
      defaultLayout={defaultLayout}
      onLayoutChanged={onLayoutChanged}
    >
      <Panel id="canvas-pane" minSize={160}>
        <GraphCanvas />
      </Panel>
      <Divider orientation="vertical" label="Resize the YAML view" />
      <Panel id="yaml-pane" defaultSize="42" minSize={160}>
        <YamlView />
      </Panel>
    </Group>
  );
}
