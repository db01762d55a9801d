import type { ReactNode } from 'react';
import { IconButton } from '../ui/Button.tsx';
import type { CommandId } from './commands.ts';
import { useCommand } from './use-command.ts';

export interface CommandButtonProps {
  readonly command: CommandId;
  readonly icon: ReactNode;
  readonly size?: 'small' | 'normal';
}

/** An icon button that runs a command, with its title and shortcut as tooltip. */
export function CommandButton({ command, icon, size = 'normal' }: CommandButtonProps): ReactNode {
  const { title, shortcut, isEnabled, run } = useCommand(command);
  return (
    <IconButton
      label={title}
      shortcut={shortcut}
      size={size}
      disabled={!isEnabled}
      onClick={run}
      data-testid={`command-${command}`}
    >
      {icon}
    </IconButton>
  );
}
