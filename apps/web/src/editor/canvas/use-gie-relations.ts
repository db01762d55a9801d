import { type GieRelation, gieRelations } from '@pipewright/rules';
import { useDeferredValue, useMemo, useRef } from 'react';
import {
  useCatalogue,
  useChecks,
  useEditor,
  useUi,
  useWorkbench,
} from '../../workbench/workbench-context.tsx';
import { knownFiles } from '../problems/known-files.ts';

const NONE: readonly GieRelation[] = [];

/**
 * Who works on which GIE's objects, by the files that the checks have read; none while they are
 * not to be shown. Typing goes first; the same list as before when nothing changed.
 */
export function useGieRelations(): readonly GieRelation[] {
  const { checker } = useWorkbench();
  const isShown = useUi((state) => state.areRelationsShown);
  const document = useDeferredValue(useEditor((state) => state.document));
  const catalogue = useCatalogue((state) => state.catalogue);
  const factsSerial = useDeferredValue(useChecks((state) => state.factsSerial));
  const last = useRef(NONE);
  return useMemo(() => {
    void factsSerial;
    const next = isShown ? gieRelations(document, { catalogue, files: knownFiles(checker) }) : NONE;
    if (JSON.stringify(next) !== JSON.stringify(last.current)) {
      last.current = next;
    }
    return last.current;
  }, [isShown, document, catalogue, factsSerial, checker]);
}
