import { FilePen, FilePlus2 } from 'lucide-react';
import type { ReactNode } from 'react';
import { IconButton } from '../ui/Button.tsx';
import { useWorkbench } from '../workbench/workbench-context.tsx';

export interface ConfigFileButtonProps {
  readonly element: string;
  readonly property: string;
  /** Path of the file; empty when there is none yet. */
  readonly value: string;
}

/** Opens the config file that a property names, or makes one. */
export function ConfigFileButton({ element, property, value }: ConfigFileButtonProps): ReactNode {
  const { configFiles } = useWorkbench();
  const isParameter = value.includes('${');
  return value === '' ? (
    <IconButton
      label={`New config file for ${element}`}
      shortcut="E"
      className="border border-line-strong"
      data-testid="config-new"
      onClick={() => configFiles.moves.createFor(element, property)}
    >
      <FilePlus2 size={14} />
    </IconButton>
  ) : (
    <IconButton
      label={isParameter ? 'A parameter says which file it is' : `Edit ${value}`}
      shortcut={isParameter ? undefined : 'E'}
      className="border border-line-strong"
      disabled={isParameter}
      data-testid="config-edit"
      onClick={() => configFiles.openWritten(value)}
    >
      <FilePen size={14} />
    </IconButton>
  );
}
