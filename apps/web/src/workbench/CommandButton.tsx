import type { ReactNode } from 'react';
import { IconButton } from '../ui/Button.tsx';
import type { CommandId } from './commands.ts';
import { useCommand } from './use-command.ts';

export interface CommandButtonProps {
  readonly command: CommandId;
  readonly icon: ReactNode;
  readonly size?: 'small' | 'normal';
  /** For what is switched on and off. */
  readonly isActive?: boolean;
}

/** An icon button that runs a command, with its title and shortcut as tooltip. */
export function CommandButton({
  command,
  icon,
  size = 'normal',
  isActive,
}: CommandButtonProps): ReactNode {
  const { title, shortcut, isEnabled, whyNot, run } = useCommand(command);
  return (
    <IconButton
      label={title}
      shortcut={shortcut}
      size={size}
      {...(isActive === undefined ? {} : { isActive })}
      {...(whyNot === undefined ? { disabled: !isEnabled } : { whyDisabled: whyNot })}
      onClick={run}
      data-testid={`command-${command}`}
    >
      {icon}
    </IconButton>
  );
}
