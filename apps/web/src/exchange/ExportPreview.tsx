import type { ExportedFile } from '@pipewright/formats';
import { lazy, type ReactNode, Suspense, useState } from 'react';
import type { LineRequest } from '../code/CodePane.tsx';
import { CodeLoading } from '../code/YamlView.tsx';
import type { Theme } from '../ui/theme-store.ts';
import { BundleFiles } from './BundleFiles.tsx';
import type { BundleItem } from './bundle-data.ts';
import { type ExportForm, PICTURE_FORM } from './export-forms.ts';
import { FileTree } from './FileTree.tsx';
import { Picture, PictureBar } from './PicturePreview.tsx';

const CodePane = lazy(() => import('../code/CodePane.tsx'));

export interface ExportPreviewProps {
  readonly form: ExportForm;
  readonly files: readonly ExportedFile[];
  readonly items: readonly BundleItem[] | undefined;
  readonly shown: ExportedFile;
  readonly reveal: LineRequest | undefined;
  /** Of the picture. */
  readonly theme: Theme;
  readonly onTheme: (theme: Theme) => void;
  readonly onShow: (path: string) => void;
}

/** The files of an export, and the text or picture of one. */
export function ExportPreview(props: ExportPreviewProps): ReactNode {
  const { form, files, items, shown, reveal, theme, onTheme, onShow } = props;
  const [isSource, setSource] = useState(false);
  const isPicture = form.id === PICTURE_FORM;
  const hasTree = files.length > 1 || items !== undefined;
  return (
    <div className="flex h-full min-h-0">
      {hasTree && (
        <div className="w-56 shrink-0 overflow-y-auto border-r border-line max-[1100px]:w-44">
          <FileTree paths={files.map(({ path }) => path)} shown={shown.path} onShow={onShow} />
          {items !== undefined && <BundleFiles items={items} />}
        </div>
      )}
      <div className="flex min-w-0 flex-1 flex-col">
        {isPicture && (
          <PictureBar theme={theme} isSource={isSource} onTheme={onTheme} onSource={setSource} />
        )}
        <div className="min-h-0 flex-1">
          {isPicture && !isSource ? (
            <Picture svg={shown.text} theme={theme} label="The pipeline as it is exported" />
          ) : (
            <Suspense fallback={<CodeLoading />}>
              <CodePane
                text={shown.text}
                language={form.language(shown.path)}
                label={shown.path}
                reveal={reveal}
                testId="export-text"
              />
            </Suspense>
          )}
        </div>
      </div>
    </div>
  );
}
