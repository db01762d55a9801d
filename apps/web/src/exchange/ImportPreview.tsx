import { catalogueFor } from '@pipewright/catalogue';
import { exportFormat, type ImportedPipeline } from '@pipewright/formats';
import { type ReactNode, useMemo } from 'react';
import { useStore } from 'zustand';
import { cx } from '../ui/cx.ts';
import { themeStore } from '../ui/theme-store.ts';
import { PICTURE_FORM } from './export-forms.ts';
import { NoteList, type NoteListProps } from './NoteList.tsx';
import { Picture } from './PicturePreview.tsx';

export interface ImportPreviewProps {
  readonly pipelines: readonly ImportedPipeline[];
  readonly shown: ImportedPipeline;
  readonly onShow: (index: number) => void;
  readonly goTo: NoteListProps['goTo'];
}

const PLATFORMS = { dgpu: 'dGPU', jetson: 'Jetson', sbsa: 'SBSA' } as const;

/** The pipeline that was read, drawn, with what did not come along. */
export function ImportPreview({ pipelines, shown, onShow, goTo }: ImportPreviewProps): ReactNode {
  const theme = useStore(themeStore, (state) => state.theme);
  const { document, notes } = shown;
  const svg = useMemo(() => {
    const catalogue = catalogueFor(document.target);
    const written = exportFormat(PICTURE_FORM)?.write(document, { catalogue, documentFolder: '/' });
    return written?.ok === true ? written.files[0].text : '';
  }, [document]);
  const { target } = document;
  return (
    <>
      <header className="border-b border-line px-3 py-1.5">
        {pipelines.length > 1 && (
          <div
            role="radiogroup"
            aria-label="Pipelines in the text"
            className="mb-1.5 flex flex-wrap gap-1"
          >
            {pipelines.map((pipeline, index) => (
              // biome-ignore lint/a11y/useSemanticElements: a button that is pressed, one of several.
              <button
                // biome-ignore lint/suspicious/noArrayIndexKey: they have no other name.
                key={index}
                type="button"
                role="radio"
                aria-checked={pipeline === shown}
                data-testid="import-pipeline"
                className={cx(
                  'h-6 max-w-60 truncate rounded-md border px-2 text-2xs',
                  pipeline === shown
                    ? 'border-accent bg-accent-soft'
                    : 'border-line-strong hover:bg-hover',
                )}
                onClick={() => onShow(index)}
              >
                {pipeline.document.name}
              </button>
            ))}
          </div>
        )}
        <p className="flex flex-wrap items-baseline gap-x-3 text-2xs text-muted">
          <span className="text-xs font-semibold text-ink">{document.name}</span>
          <span className="tabular" data-testid="import-counts">
            {counted(Object.keys(document.elements).length, 'element')},{' '}
            {counted(document.links.length, 'link')}
            {Object.keys(document.files).length > 0 &&
              `, ${counted(Object.keys(document.files).length, 'config file')}`}
            {Object.keys(document.parameters).length > 0 &&
              `, ${counted(Object.keys(document.parameters).length, 'parameter')}`}
          </span>
          <span>
            DeepStream {target.deepstream} on {PLATFORMS[target.platform]}, {target.streammux}{' '}
            nvstreammux
          </span>
        </p>
      </header>
      <div className="min-h-0 flex-1">
        <Picture svg={svg} theme={theme} label={`${document.name} as it will be drawn`} />
      </div>
      <div className="max-h-[42%] shrink-0 overflow-auto border-t border-line bg-raised px-3 py-2">
        <NoteList notes={notes} nothing="Everything comes along" goTo={goTo} />
      </div>
    </>
  );
}

function counted(count: number, noun: string): string {
  return `${count} ${noun}${count === 1 ? '' : 's'}`;
}
