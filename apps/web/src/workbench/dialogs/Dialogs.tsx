import { lazy, type ReactNode, Suspense } from 'react';
import { ConvertDialog } from '../../config-files/ConvertDialog.tsx';
import { ConflictDialog } from '../../documents/ConflictDialog.tsx';
import { NewDialog } from '../../documents/NewDialog.tsx';
import { OpenDialog } from '../../documents/OpenDialog.tsx';
import { TargetSwitchDialog } from '../../editor/inspector/TargetSwitchDialog.tsx';
import { RuleExplanationDialog } from '../../editor/problems/RuleExplanationDialog.tsx';
import { RuleOverrideDialog } from '../../editor/problems/RuleOverrideDialog.tsx';
import { LogLevelsDialog } from '../../run/LogLevelsDialog.tsx';
import { ParametersDialog } from '../../run/ParametersDialog.tsx';
import { RunGraphDialog } from '../../run/RunGraphDialog.tsx';
import { SnapshotDialog } from '../../run/SnapshotDialog.tsx';
import { useUi } from '../workbench-context.tsx';
import { CommandPalette } from './CommandPalette.tsx';
import { ConfirmDialog } from './ConfirmDialog.tsx';
import { NameDialog } from './NameDialog.tsx';
import { ShortcutsDialog } from './ShortcutsDialog.tsx';

const ExportDialog = lazy(() => import('../../exchange/ExportDialog.tsx'));
const ImportDialog = lazy(() => import('../../exchange/ImportDialog.tsx'));

/** The dialog that is open. */
export function Dialogs(): ReactNode {
  const dialog = useUi((state) => state.dialog);
  switch (dialog?.kind) {
    case undefined:
      return null;
    case 'new':
      return <NewDialog />;
    case 'open':
      return <OpenDialog />;
    case 'name':
      return <NameDialog dialog={dialog} />;
    case 'conflict':
      return <ConflictDialog dialog={dialog} />;
    case 'confirm':
      return <ConfirmDialog dialog={dialog} />;
    case 'parameters':
      return <ParametersDialog dialog={dialog} />;
    case 'override-rule':
      return <RuleOverrideDialog dialog={dialog} />;
    case 'explain-rule':
      return <RuleExplanationDialog dialog={dialog} />;
    case 'switch-target':
      return <TargetSwitchDialog dialog={dialog} />;
    case 'export':
      return (
        <Suspense fallback={null}>
          <ExportDialog />
        </Suspense>
      );
    case 'import':
      return (
        <Suspense fallback={null}>
          <ImportDialog input={dialog.input} />
        </Suspense>
      );
    case 'convert-config':
      return <ConvertDialog fileRef={dialog.file} />;
    case 'snapshot':
      return <SnapshotDialog target={dialog.target} />;
    case 'run-graph':
      return <RunGraphDialog />;
    case 'log-levels':
      return <LogLevelsDialog />;
    case 'shortcuts':
      return <ShortcutsDialog />;
    case 'commands':
      return <CommandPalette />;
  }
}
