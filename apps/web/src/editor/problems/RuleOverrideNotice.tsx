import { ChevronDown, ChevronRight, ListFilter } from 'lucide-react';
import { type ReactNode, useId, useState } from 'react';
import { useChecks, useEditor } from '../../workbench/workbench-context.tsx';
import { RuleOverrideList } from './RuleOverrideList.tsx';

/** Says that the document has changed rules, so that nobody takes their silence for soundness. */
export function RuleOverrideNotice(): ReactNode {
  const rules = useEditor((state) => state.document.rules);
  const numHidden = useChecks((state) => state.suppressed.length);
  const [isOpen, setOpen] = useState(false);
  const id = useId();
  const numRules = Object.keys(rules).length;
  if (numRules === 0) {
    return null;
  }
  return (
    <div className="border-b border-line px-3 py-1">
      <button
        type="button"
        aria-expanded={isOpen}
        aria-controls={id}
        data-testid="rules-changed"
        className="flex items-center gap-1.5 rounded text-2xs text-muted hover:text-ink"
        onClick={() => setOpen(!isOpen)}
      >
        <ListFilter size={13} aria-hidden />
        {numRules === 1 ? '1 rule changed' : `${numRules} rules changed`} in this pipeline
        {numHidden > 0 && ` · ${numHidden === 1 ? '1 finding' : `${numHidden} findings`} not shown`}
        {isOpen ? <ChevronDown size={13} aria-hidden /> : <ChevronRight size={13} aria-hidden />}
      </button>
      <div id={id} hidden={!isOpen} className="pt-1 pb-0.5">
        {isOpen && <RuleOverrideList rules={rules} />}
      </div>
    </div>
  );
}
