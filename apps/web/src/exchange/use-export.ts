import type { BundleReference, ExportedFile, FormatError, FormatNote } from '@pipewright/formats';
import { bundlePipeline } from '@pipewright/formats';
import type { PipelineDocument } from '@pipewright/graph';
import { useEffect, useMemo, useState } from 'react';
import { errorText } from '../api/api-error.ts';
import { api } from '../api/trpc-client.ts';
import type { PathContext } from '../config-files/config-file-ref.ts';
import { refOf } from '../config-files/config-file-ref.ts';
import { type BundleItem, bundleItems } from './bundle-data.ts';
import type { ExportForm, FormOptions } from './export-forms.ts';
import { readWorkspaceText } from './workspace-reader.ts';

/** What an export gives, as it is shown before anything is handed out. */
export type ShownExport =
  | { readonly state: 'writing' }
  | { readonly state: 'failed'; readonly errors: readonly FormatError[] }
  | {
      readonly state: 'ready';
      readonly files: readonly [ExportedFile, ...ExportedFile[]];
      readonly notes: readonly FormatNote[];
      /** Of a bundle: files that are brought along. */
      readonly items?: readonly BundleItem[];
    };

/** A document in a form; a bundle comes a moment later, as it reads files. */
export function useExport(
  form: ExportForm,
  document: PipelineDocument,
  options: FormOptions,
  context: PathContext,
): ShownExport {
  const written = useMemo((): ShownExport | undefined => {
    const result = form.write?.(document, options);
    if (result === undefined) {
      return undefined;
    }
    return result.ok
      ? { state: 'ready', files: result.files, notes: result.notes }
      : { state: 'failed', errors: result.errors };
  }, [form, document, options]);
  const [bundle, setBundle] = useState<ShownExport>({ state: 'writing' });
  const isBundle = form.write === undefined;
  useEffect(() => {
    if (!isBundle) {
      return;
    }
    let isCurrent = true;
    setBundle({ state: 'writing' });
    writeBundle(document, options, context).then(
      (shown) => isCurrent && setBundle(shown),
      (error: unknown) =>
        isCurrent &&
        setBundle({ state: 'failed', errors: [{ message: errorText(error), place: {} }] }),
    );
    return () => {
      isCurrent = false;
    };
  }, [isBundle, document, options, context]);
  return written ?? bundle;
}

async function writeBundle(
  document: PipelineDocument,
  options: FormOptions,
  context: PathContext,
): Promise<ShownExport> {
  const result = await bundlePipeline(document, {
    ...options,
    readFile: async (path) => {
      const ref = refOf(path, {}, context);
      return ref?.kind === 'disk' ? readWorkspaceText(ref.path) : undefined;
    },
  });
  if (!result.ok) {
    return { state: 'failed', errors: result.errors };
  }
  const items = await itemsOf(result.references, context);
  return { state: 'ready', files: result.files, notes: result.notes, items };
}

async function itemsOf(
  references: readonly BundleReference[],
  context: PathContext,
): Promise<readonly BundleItem[]> {
  const facts = await api.files.facts.query({
    // Only its folder counts.
    documentPath: context.folder === '' ? '-' : `${context.folder}/-`,
    paths: references.map(({ path }) => path),
  });
  return bundleItems(references, facts, context);
}
