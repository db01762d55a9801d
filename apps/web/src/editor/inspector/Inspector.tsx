import { MousePointer2 } from 'lucide-react';
import type { ReactNode } from 'react';
import { EmptyState } from '../../ui/EmptyState.tsx';
import { useEditor } from '../../workbench/workbench-context.tsx';
import { onlyElement, onlyLink } from '../selection.ts';
import { DocumentInspector } from './DocumentInspector.tsx';
import { ElementInspector } from './ElementInspector.tsx';
import { LinkInspector } from './LinkInspector.tsx';

/** Forms for what is selected: an element, a link, or the document itself. */
export function Inspector(): ReactNode {
  const element = useEditor((state) => onlyElement(state.selection));
  const link = useEditor((state) => onlyLink(state.selection));
  const numSelected = useEditor(
    (state) => state.selection.elements.size + state.selection.links.size,
  );
  const serial = useEditor((state) => state.documentSerial);
  return (
    <section
      aria-label="Inspector"
      data-testid="inspector"
      className="flex h-full min-h-0 flex-col bg-surface"
    >
      {element !== undefined ? (
        <ElementInspector key={`${serial} ${element}`} name={element} />
      ) : link !== undefined ? (
        <LinkInspector key={`${serial} ${link}`} id={link} />
      ) : numSelected > 0 ? (
        <EmptyState icon={<MousePointer2 size={18} />} title={`${numSelected} things selected`}>
          Select one box or link to see its properties.
        </EmptyState>
      ) : (
        <DocumentInspector key={serial} />
      )}
    </section>
  );
}
