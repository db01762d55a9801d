import { useConnection } from '@xyflow/react';
import { Ban, Link2 } from 'lucide-react';
import type { ReactNode } from 'react';
import { useCatalogue, useEditor } from '../../workbench/workbench-context.tsx';
import { checkLink } from '../link-check.ts';
import { padOfHandle } from './flow-adapter.ts';

/** Beside the pointer while a link is dragged over a pad: what it would link, or why it can't. */
export function ConnectionHint(): ReactNode {
  const connection = useConnection();
  const document = useEditor((state) => state.document);
  const catalogue = useCatalogue((state) => state.catalogue);
  if (!connection.inProgress || connection.toHandle === null || connection.toNode === null) {
    return null;
  }
  const { fromNode, fromHandle, toNode, toHandle } = connection;
  const near = { element: fromNode.id, pad: padOfHandle(fromHandle.id) };
  const far = { element: toNode.id, pad: padOfHandle(toHandle.id) };
  if (near.element === far.element && near.pad === far.pad && fromHandle.type === toHandle.type) {
    return null;
  }
  const [from, to] = fromHandle.type === 'source' ? [near, far] : [far, near];
  const verdict =
    fromHandle.type === toHandle.type
      ? { ok: false as const, reason: 'An output links to an input.' }
      : checkLink(document, catalogue, from, to);
  return (
    <div
      role="status"
      data-testid="connection-hint"
      data-valid={verdict.ok}
      className="popup pointer-events-none absolute top-3 left-1/2 z-20 flex max-w-120 -translate-x-1/2 items-start gap-2 px-3 py-2 text-xs"
    >
      {verdict.ok ? (
        <>
          <Link2 size={14} className="mt-0.5 shrink-0 text-accent" aria-hidden />
          <span className="font-mono">
            {from.element}.{from.pad} → {to.element}.{to.pad}
          </span>
        </>
      ) : (
        <>
          <Ban size={14} className="mt-0.5 shrink-0 text-error" aria-hidden />
          <span>{verdict.reason}</span>
        </>
      )}
    </div>
  );
}
