import { relationText } from '@pipewright/rules';
import { useStore as useFlowStore, ViewportPortal } from '@xyflow/react';
import { type ReactNode, type RefObject, useEffect, useId, useMemo, useState } from 'react';
import { cx } from '../../ui/cx.ts';
import { useEditor } from '../../workbench/workbench-context.tsx';
import { type RelationArrow, relationArrows, spreadLabels } from './relation-arrows.ts';
import { useGieRelations } from './use-gie-relations.ts';

/** With its border and a gap, pixels. */
const LABEL_HEIGHT = 23;

/**
 * Dashed arrows from each GIE to those that work on what it makes. They lie below boxes and links,
 * take no pointer, and move with the viewport by themselves.
 */
export function RelationArrows({
  wrapper,
}: {
  readonly wrapper: RefObject<HTMLElement | null>;
}): ReactNode {
  const relations = useGieRelations();
  return relations.length === 0 ? null : <Arrows relations={relations} wrapper={wrapper} />;
}

function Arrows({
  relations,
  wrapper,
}: {
  readonly relations: ReturnType<typeof useGieRelations>;
  readonly wrapper: RefObject<HTMLElement | null>;
}): ReactNode {
  const positions = useEditor((state) => state.positions);
  const selected = useEditor((state) => state.selection.elements);
  const hovered = useHoveredElement(wrapper);
  const arrows = useMemo(() => relationArrows(relations, positions), [relations, positions]);
  const head = useId();
  const isLit = ({ from, to }: { readonly from: string; readonly to: string }): boolean =>
    from === hovered || to === hovered || selected.has(from) || selected.has(to);
  return (
    <ViewportPortal>
      <svg className="relation-arrows" aria-hidden>
        <defs>
          {[false, true].map((lit) => (
            <marker
              key={String(lit)}
              id={`${head}-${lit}`}
              viewBox="0 0 8 8"
              refX="7"
              refY="4"
              markerWidth="8"
              markerHeight="8"
              markerUnits="userSpaceOnUse"
              orient="auto"
            >
              <path d="M0.5,0.5 L7.5,4 L0.5,7.5 Z" className={cx('relation-head', lit && 'lit')} />
            </marker>
          ))}
        </defs>
        {arrows.map(({ key, relation, path }) => (
          <path
            key={key}
            d={path}
            data-testid="relation-arrow"
            data-from={relation.from}
            data-to={relation.to}
            className={cx('relation-arrow', isLit(relation) && 'lit')}
            markerEnd={`url(#${head}-${isLit(relation)})`}
          />
        ))}
      </svg>
      <Labels arrows={arrows.filter(({ relation }) => isLit(relation))} />
    </ViewportPortal>
  );
}

/** As large on the screen from afar as from near: they are there only while they are asked for. */
function Labels({ arrows }: { readonly arrows: readonly RelationArrow[] }): ReactNode {
  const scale = useFlowStore(({ transform: [, , zoom] }) => Math.max(1, 1 / zoom));
  return spreadLabels(arrows, LABEL_HEIGHT * scale).map(({ key, relation, label: { x, y } }) => (
    <div
      key={key}
      data-testid="relation-label"
      className="relation-label"
      style={{ transform: `translate(${x}px, ${y}px) scale(${scale}) translate(-50%, -100%)` }}
    >
      {relationText(relation)}
    </div>
  ));
}

/** The element whose box the pointer is over. */
function useHoveredElement(wrapper: RefObject<HTMLElement | null>): string | undefined {
  const [hovered, setHovered] = useState<string | undefined>(undefined);
  useEffect(() => {
    const area = wrapper.current;
    const look = (event: PointerEvent): void => {
      const box = (event.target as Element).closest<HTMLElement>('[data-element]');
      setHovered(box?.dataset.element);
    };
    const leave = (): void => setHovered(undefined);
    area?.addEventListener('pointerover', look);
    area?.addEventListener('pointerleave', leave);
    return () => {
      area?.removeEventListener('pointerover', look);
      area?.removeEventListener('pointerleave', leave);
    };
  }, [wrapper]);
  return hovered;
}
