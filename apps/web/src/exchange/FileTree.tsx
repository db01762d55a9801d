import { FileText, Folder } from 'lucide-react';
import type { ReactNode } from 'react';
import { cx } from '../ui/cx.ts';
import { treeRows } from './file-tree.ts';

export interface FileTreeProps {
  readonly paths: readonly string[];
  readonly shown: string;
  readonly onShow: (path: string) => void;
}

/** The files of an export; the chosen one is shown beside it. */
export function FileTree({ paths, shown, onShow }: FileTreeProps): ReactNode {
  return (
    <ul aria-label="Files" data-testid="export-files" className="p-1.5 text-xs">
      {treeRows(paths).map(({ depth, name, path }, index) => (
        <li
          key={path ?? `${index} ${name}`}
          style={{ paddingLeft: `${depth * 12}px` }}
          className="min-w-0"
        >
          {path === undefined ? (
            <span className="flex items-center gap-1.5 px-1.5 py-1 text-muted">
              <Folder size={13} className="shrink-0 text-hint" aria-label="Folder" />
              <span className="truncate">{name}</span>
            </span>
          ) : (
            <button
              type="button"
              data-testid="export-file"
              data-path={path}
              aria-current={path === shown}
              title={path}
              className={cx(
                'flex w-full min-w-0 items-center gap-1.5 rounded-md px-1.5 py-1 text-left hover:bg-hover',
                path === shown && 'bg-active',
              )}
              onClick={() => onShow(path)}
            >
              <FileText size={13} className="shrink-0 text-faint" aria-hidden />
              <span className="truncate">{name}</span>
            </button>
          )}
        </li>
      ))}
    </ul>
  );
}
