import './canvas.css';
import type { PadRef } from '@pipewright/graph';
import type { BoxPosition } from '@pipewright/protocol';
import {
  Background,
  BackgroundVariant,
  type Connection,
  type EdgeChange,
  type FinalConnectionState,
  MiniMap,
  type NodeChange,
  ReactFlow,
  ReactFlowProvider,
  SelectionMode,
  useStore as useFlowStore,
  useReactFlow,
  useStoreApi,
} from '@xyflow/react';
import {
  type DragEvent,
  type MouseEvent as ReactMouseEvent,
  type ReactNode,
  useCallback,
  useEffect,
  useMemo,
  useRef,
  useState,
} from 'react';
import { useStore } from 'zustand';
import { offerFiles } from '../../exchange/offer-import.ts';
import { isLive } from '../../run/run-store.ts';
import { themeStore } from '../../ui/theme-store.ts';
import { notify } from '../../ui/toast-store.ts';
import {
  useCatalogue,
  useEditor,
  useUi,
  useWorkbench,
} from '../../workbench/workbench-context.tsx';
import type { Positions } from '../history.ts';
import { bestPadFor, checkLink } from '../link-check.ts';
import { draggedFactory, isFactoryDrag } from '../palette/palette-drag.ts';
import { BOX_WIDTH } from '../placement.ts';
import { selectionOf } from '../selection.ts';
import { AddMenu } from './AddMenu.tsx';
import { CanvasMenu } from './CanvasMenu.tsx';
import { CanvasNotices } from './CanvasNotices.tsx';
import { CanvasToolbar } from './CanvasToolbar.tsx';
import { ConnectionHint } from './ConnectionHint.tsx';
import { ElementBox } from './ElementBox.tsx';
import {
  type ElementFlowNode,
  FlowAdapter,
  type LinkFlowEdge,
  padOfHandle,
  padsOfConnection,
} from './flow-adapter.ts';
import { HeatLegend } from './HeatLegend.tsx';
import { type HoveredLink, LinkCard } from './LinkCard.tsx';
import { LinkLine } from './LinkLine.tsx';
import { RelationArrows } from './RelationArrows.tsx';

const NODE_TYPES = { element: ElementBox };
const EDGE_TYPES = { link: LinkLine };
const FIT = { padding: 0.12, maxZoom: 1, minZoom: 0.2 } as const;
const LARGE_GRAPH = 150;
/** Below it boxes show their name and rate only, in large letters. */
const FAR_ZOOM = 0.62;
/** Fewer boxes need no overview. */
const MINIMAP_ELEMENTS = 7;
const HOVER_MILLIS = 280;
const SETTLE_MILLIS = 60;

/** The drawing of the pipeline. */
export function GraphCanvas(): ReactNode {
  return (
    <ReactFlowProvider>
      <Canvas />
    </ReactFlowProvider>
  );
}

function Canvas(): ReactNode {
  const workbench = useWorkbench();
  const { editor, edits, canvas, ui, run } = workbench;
  const document = useEditor((state) => state.document);
  const positions = useEditor((state) => state.positions);
  const selection = useEditor((state) => state.selection);
  const documentSerial = useEditor((state) => state.documentSerial);
  const catalogue = useCatalogue((state) => state.catalogue);
  const isMinimapShown = useUi((state) => state.isMinimapShown);
  const theme = useStore(themeStore, (state) => state.theme);
  const flow = useReactFlow<ElementFlowNode, LinkFlowEdge>();
  const flowStore = useStoreApi();
  const isFar = useFlowStore((state) => state.transform[2] < FAR_ZOOM);
  const wrapper = useRef<HTMLElement>(null);
  const dragStart = useRef<Positions | undefined>(undefined);
  const adapter = useMemo(() => new FlowAdapter(), []);
  const [hovered, setHovered] = useState<HoveredLink | undefined>(undefined);
  const hoverTimer = useRef<ReturnType<typeof setTimeout> | undefined>(undefined);

  const nodes = adapter.nodes(document, catalogue, positions, selection);
  const edges = useMemo(
    () => adapter.edges(document, catalogue, selection),
    [adapter, document, catalogue, selection],
  );

  useEffect(() => {
    canvas.current = {
      fitView: (elements) => {
        void flow.fitView({
          ...FIT,
          duration: 180,
          ...(elements === undefined ? {} : { nodes: elements.map((id) => ({ id })) }),
        });
      },
      zoomIn: () => void flow.zoomIn({ duration: 120 }),
      zoomOut: () => void flow.zoomOut({ duration: 120 }),
      resetZoom: () => void flow.zoomTo(1, { duration: 120 }),
      reveal: (elements) => revealBoxes(flow, wrapper.current, elements),
      centre: () => {
        const box = wrapper.current?.getBoundingClientRect();
        const middle = flow.screenToFlowPosition({
          x: (box?.left ?? 0) + (box?.width ?? 0) / 2,
          y: (box?.top ?? 0) + (box?.height ?? 0) / 2,
        });
        return { x: middle.x - BOX_WIDTH / 2, y: middle.y - 60 };
      },
      toScreen: (point) => flow.flowToScreenPosition(point),
      focus: () => wrapper.current?.querySelector<HTMLElement>('.react-flow')?.focus(),
    };
    return () => {
      canvas.current = undefined;
    };
  }, [canvas, flow]);

  // biome-ignore lint/correctness/useExhaustiveDependencies: a new document is what it waits for.
  useEffect(() => {
    // Panels take their sizes a moment after they appear.
    const timer = setTimeout(() => void flow.fitView(FIT), SETTLE_MILLIS);
    return () => clearTimeout(timer);
  }, [flow, documentSerial]);

  const onNodesChange = useCallback(
    (changes: NodeChange<ElementFlowNode>[]) => {
      const state = editor.getState();
      const dragged: Record<string, BoxPosition> = {};
      const dropped: Record<string, BoxPosition> = {};
      const elements = new Set(state.selection.elements);
      let isSelectionChanged = false;
      for (const change of changes) {
        if (change.type === 'position' && change.position !== undefined) {
          (change.dragging ? dragged : dropped)[change.id] = change.position;
        } else if (change.type === 'select') {
          isSelectionChanged = true;
          if (change.selected) {
            elements.add(change.id);
          } else {
            elements.delete(change.id);
          }
        }
      }
      if (Object.keys(dragged).length > 0) {
        dragStart.current ??= state.positions;
        state.dragTo(dragged);
      }
      if (Object.keys(dropped).length > 0) {
        const from = dragStart.current;
        dragStart.current = undefined;
        state.move(dropped, from === undefined ? {} : { from });
      }
      if (isSelectionChanged) {
        state.select(selectionOf(elements, state.selection.links));
      }
    },
    [editor],
  );

  const onEdgesChange = useCallback(
    (changes: EdgeChange<LinkFlowEdge>[]) => {
      const state = editor.getState();
      const links = new Set(state.selection.links);
      let isChanged = false;
      // A selection rectangle is for boxes: their links come along anyway.
      const isRectangle = flowStore.getState().userSelectionActive;
      for (const change of changes) {
        if (change.type === 'select' && !(isRectangle && change.selected)) {
          isChanged = true;
          if (change.selected) {
            links.add(change.id);
          } else {
            links.delete(change.id);
          }
        }
      }
      if (isChanged) {
        state.select(selectionOf(state.selection.elements, links));
      }
    },
    [editor, flowStore],
  );

  const isValidConnection = useCallback(
    (connection: Connection | LinkFlowEdge) => {
      const { from, to } = padsOfConnection(connection as Connection);
      return checkLink(editor.getState().document, catalogue, from, to).ok;
    },
    [editor, catalogue],
  );

  const onConnect = useCallback(
    (connection: Connection) => {
      const { from, to } = padsOfConnection(connection);
      edits.link(from, to);
    },
    [edits],
  );

  const onConnectEnd = useCallback(
    (event: MouseEvent | TouchEvent, state: FinalConnectionState) => {
      const { fromNode, fromHandle, toHandle, toNode, isValid } = state;
      if (fromNode === null || fromHandle === null || isValid === true) {
        return;
      }
      const side = fromHandle.type === 'source' ? 'from' : 'to';
      const origin: PadRef = { element: fromNode.id, pad: padOfHandle(fromHandle.id) };
      if (toHandle !== null && toNode !== null) {
        const end = { element: toNode.id, pad: padOfHandle(toHandle.id) };
        if (toHandle.type === fromHandle.type) {
          notify(
            'error',
            side === 'from'
              ? 'Two outputs can’t be linked: drag to an input, on the left of a box.'
              : 'Two inputs can’t be linked: drag to an output, on the right of a box.',
          );
          return;
        }
        const verdict =
          side === 'from'
            ? checkLink(editor.getState().document, catalogue, origin, end)
            : checkLink(editor.getState().document, catalogue, end, origin);
        if (!verdict.ok) {
          notify('error', verdict.reason);
        }
        return;
      }
      const point = 'changedTouches' in event ? event.changedTouches[0] : event;
      if (point === undefined) {
        return;
      }
      const screen = { x: point.clientX, y: point.clientY };
      const target = globalThis.document.elementFromPoint(screen.x, screen.y);
      const element = target?.closest<HTMLElement>('[data-element]')?.dataset.element;
      if (element !== undefined) {
        if (element !== origin.element) {
          linkToBox(element, origin, side);
        }
      } else if (wrapper.current?.contains(target) === true) {
        ui.getState().openAddMenu({
          screen,
          canvas: flow.screenToFlowPosition(screen),
          origin: { ref: origin, side },
        });
      }

      function linkToBox(name: string, ref: PadRef, from: 'from' | 'to'): void {
        const current = editor.getState().document;
        const pad = bestPadFor(current, catalogue, name, { ref, side: from });
        if (pad === undefined) {
          notify('error', `No free pad of ${name} fits ${ref.element}.${ref.pad}.`);
        } else if (from === 'from') {
          edits.link(ref, { element: name, pad });
        } else {
          edits.link({ element: name, pad }, ref);
        }
      }
    },
    [editor, edits, ui, flow, catalogue],
  );

  const onDrop = (event: DragEvent): void => {
    if (event.dataTransfer.types.includes('Files')) {
      event.preventDefault();
      void offerFiles(workbench, [...event.dataTransfer.files]);
      return;
    }
    const factory = draggedFactory(event.dataTransfer);
    if (factory === undefined) {
      return;
    }
    event.preventDefault();
    const at = flow.screenToFlowPosition({ x: event.clientX, y: event.clientY });
    const spot = { x: Math.round(at.x - BOX_WIDTH / 2), y: Math.round(at.y - 24) };
    const link = globalThis.document
      .elementsFromPoint(event.clientX, event.clientY)
      .map((target) => target.closest<SVGElement>('.react-flow__edge')?.dataset.id)
      .find((id) => id !== undefined);
    if (link === undefined) {
      edits.addElement(factory, spot);
    } else {
      edits.insertElement(factory, link, spot);
    }
  };

  const onDoubleClick = (event: ReactMouseEvent): void => {
    if ((event.target as Element).classList.contains('react-flow__pane')) {
      const screen = { x: event.clientX, y: event.clientY };
      ui.getState().openAddMenu({ screen, canvas: flow.screenToFlowPosition(screen) });
    }
  };

  const hoverLink = (event: ReactMouseEvent, edge: LinkFlowEdge): void => {
    const { clientX, clientY } = event;
    clearTimeout(hoverTimer.current);
    hoverTimer.current = setTimeout(
      () => setHovered({ link: edge.id, x: clientX, y: clientY }),
      HOVER_MILLIS,
    );
  };

  const leaveLink = (): void => {
    clearTimeout(hoverTimer.current);
    setHovered(undefined);
  };

  return (
    <CanvasMenu wrapper={wrapper}>
      <section
        ref={wrapper}
        aria-label="Canvas"
        data-testid="canvas"
        data-far={isFar}
        className="@container relative h-full w-full bg-canvas"
        onDragOver={(event) => {
          if (isFactoryDrag(event.dataTransfer) || event.dataTransfer.types.includes('Files')) {
            event.preventDefault();
            event.dataTransfer.dropEffect = 'copy';
          }
        }}
        onDrop={onDrop}
        onDoubleClick={onDoubleClick}
      >
        <ReactFlow<ElementFlowNode, LinkFlowEdge>
          aria-label="Pipeline canvas"
          colorMode={theme}
          nodes={nodes}
          edges={edges}
          nodeTypes={NODE_TYPES}
          edgeTypes={EDGE_TYPES}
          onNodesChange={onNodesChange}
          onEdgesChange={onEdgesChange}
          onConnect={onConnect}
          onConnectEnd={onConnectEnd}
          isValidConnection={isValidConnection}
          onEdgeClick={(_, edge) => {
            leaveLink();
            if (isLive(run.getState().run?.state)) {
              ui.getState().showPreview({ link: edge.id, stream: -1 });
            }
          }}
          onEdgeMouseEnter={hoverLink}
          onEdgeMouseLeave={leaveLink}
          onMoveStart={leaveLink}
          onlyRenderVisibleElements={nodes.length > LARGE_GRAPH}
          connectionRadius={22}
          deleteKeyCode={null}
          selectionKeyCode="Shift"
          multiSelectionKeyCode={['Control', 'Meta']}
          selectionMode={SelectionMode.Partial}
          zoomOnDoubleClick={false}
          minZoom={0.08}
          maxZoom={2.5}
          snapToGrid
          snapGrid={[4, 4]}
          nodeDragThreshold={2}
          proOptions={{ hideAttribution: true }}
        >
          <Background variant={BackgroundVariant.Dots} gap={24} size={1.2} color="var(--line)" />
          <RelationArrows wrapper={wrapper} />
          {isMinimapShown && nodes.length >= MINIMAP_ELEMENTS && (
            <MiniMap
              pannable
              zoomable
              ariaLabel="Overview of the pipeline"
              nodeColor="var(--line-strong)"
              nodeBorderRadius={12}
              style={{ width: 150, height: 96 }}
            />
          )}
        </ReactFlow>
        <ConnectionHint />
        <CanvasToolbar />
        <HeatLegend />
        <CanvasNotices />
        {hovered !== undefined && <LinkCard hovered={hovered} />}
        <AddMenu />
      </section>
    </CanvasMenu>
  );
}

/** Pans only when a box is not wholly in sight. */
function revealBoxes(
  flow: ReturnType<typeof useReactFlow<ElementFlowNode, LinkFlowEdge>>,
  wrapper: HTMLElement | null,
  elements: readonly string[],
): void {
  const bounds = flow.getNodesBounds([...elements]);
  const frame = wrapper?.getBoundingClientRect();
  if (frame === undefined || elements.length === 0) {
    return;
  }
  const topLeft = flow.flowToScreenPosition({ x: bounds.x, y: bounds.y });
  const bottomRight = flow.flowToScreenPosition({
    x: bounds.x + bounds.width,
    y: bounds.y + bounds.height,
  });
  const isSeen =
    topLeft.x >= frame.left &&
    topLeft.y >= frame.top &&
    bottomRight.x <= frame.right &&
    bottomRight.y <= frame.bottom;
  if (!isSeen) {
    void flow.setCenter(bounds.x + bounds.width / 2, bounds.y + bounds.height / 2, {
      zoom: Math.max(flow.getZoom(), 0.6),
      duration: 180,
    });
  }
}
