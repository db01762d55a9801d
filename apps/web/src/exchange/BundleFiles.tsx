import { CircleAlert, File, FileOutput, Folder } from 'lucide-react';
import type { ReactNode } from 'react';
import { formatBytes } from '../ui/format.ts';
import type { BundleItem } from './bundle-data.ts';

const STATES: Readonly<Record<BundleItem['state'], readonly [text: string, icon: ReactNode]>> = {
  file: ['', <File key="file" size={13} className="shrink-0 text-faint" aria-hidden />],
  folder: ['folder', <Folder key="folder" size={13} className="shrink-0 text-hint" aria-hidden />],
  output: [
    'written by the pipeline',
    <FileOutput key="output" size={13} className="shrink-0 text-faint" aria-hidden />,
  ],
  missing: [
    'missing',
    <CircleAlert key="missing" size={13} className="shrink-0 text-warning" aria-hidden />,
  ],
  outside: [
    'outside the workspace',
    <CircleAlert key="outside" size={13} className="shrink-0 text-warning" aria-hidden />,
  ],
};

/** The files that the pipeline refers to: those that go along, and those that can't. */
export function BundleFiles({ items }: { readonly items: readonly BundleItem[] }): ReactNode {
  return (
    <section aria-label="From the workspace" className="border-t border-line p-1.5 text-xs">
      <h4 className="px-1.5 py-1 text-2xs font-semibold tracking-wide text-muted uppercase">
        From the workspace
      </h4>
      {items.length === 0 && <p className="px-1.5 text-2xs text-faint">It refers to no file.</p>}
      <ul>
        {items.map(({ reference, state, sizeBytes }) => {
          const [text, icon] = STATES[state];
          return (
            <li
              key={reference.path}
              data-testid="bundle-item"
              data-state={state}
              title={`${reference.path} → ${reference.target}`}
              className="flex min-w-0 items-start gap-1.5 px-1.5 py-1"
            >
              <span className="mt-0.5">{icon}</span>
              <span className="min-w-0 flex-1">
                <span className="block truncate">{reference.path.split('/').at(-1)}</span>
                <span className="block text-2xs text-muted">
                  {state === 'file' ? formatBytes(sizeBytes) : text}
                </span>
              </span>
            </li>
          );
        })}
      </ul>
    </section>
  );
}
