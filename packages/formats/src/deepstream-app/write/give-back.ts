/** Config files that a document owns, for an export beside them. */
import { joinPath, relocateConfig } from '@pipewright/catalogue';

/** An owned file as it has to read beside an export: its paths start where it stands. */
export function giveBack(name: string, text: string): string {
  const folder = name.split('/').slice(0, -1);
  return relocateConfig(name, text, '.', (path) => {
    const parts = joinPath('.', path).split('/');
    let shared = 0;
    while (
      shared < folder.length &&
      shared < parts.length - 1 &&
      folder[shared] === parts[shared]
    ) {
      shared += 1;
    }
    return [...folder.slice(shared).map(() => '..'), ...parts.slice(shared)].join('/');
  });
}
