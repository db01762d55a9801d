import type { PadRef } from '@pipewright/graph';
import { Link2 } from 'lucide-react';
import { DropdownMenu } from 'radix-ui';
import type { ReactNode } from 'react';
import { IconButton } from '../../ui/Button.tsx';
import { useCatalogue, useEditor } from '../../workbench/workbench-context.tsx';
import { bestPadFor } from '../link-check.ts';

export interface LinkTargetMenuProps {
  readonly origin: { readonly ref: PadRef; readonly side: 'from' | 'to' };
  /** Called with the other element and the pad that fits. */
  readonly onPick: (target: PadRef) => void;
}

/** The elements that a pad can be linked to now. */
export function LinkTargetMenu({ origin, onPick }: LinkTargetMenuProps): ReactNode {
  return (
    <DropdownMenu.Root>
      <DropdownMenu.Trigger asChild>
        <IconButton label={`Link ${origin.ref.pad} with…`} size="small">
          <Link2 size={13} />
        </IconButton>
      </DropdownMenu.Trigger>
      <DropdownMenu.Portal>
        <DropdownMenu.Content
          align="end"
          collisionPadding={8}
          className="popup z-50 max-h-72 min-w-48 overflow-auto p-1 text-xs"
        >
          <Targets origin={origin} onPick={onPick} />
        </DropdownMenu.Content>
      </DropdownMenu.Portal>
    </DropdownMenu.Root>
  );
}

function Targets({ origin, onPick }: LinkTargetMenuProps): ReactNode {
  const document = useEditor((state) => state.document);
  const catalogue = useCatalogue((state) => state.catalogue);
  const targets = Object.keys(document.elements).flatMap((element) => {
    const pad = bestPadFor(document, catalogue, element, origin);
    return pad === undefined ? [] : [{ element, pad }];
  });
  if (targets.length === 0) {
    return <div className="px-2 py-1.5 text-faint">No other element has a free pad that fits.</div>;
  }
  return targets.map((target) => (
    <DropdownMenu.Item
      key={target.element}
      className="menu-item justify-between"
      onSelect={() => onPick(target)}
    >
      <span>{target.element}</span>
      <span className="font-mono text-2xs text-faint">{target.pad}</span>
    </DropdownMenu.Item>
  ));
}
