/** The sample pipeline, changed for measuring. */
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import {
  applyEdit,
  type Edit,
  type PipelineDocument,
  parseDocument,
  printDocument,
} from '@pipewright/graph';

/** The sample as fast as it goes (unclocked sink), with absolute paths. */
export function unclockedDocument(
  root: string,
  { loops }: { readonly loops: boolean },
): PipelineDocument {
  const source = join(root, 'examples/pipelines/four-cameras.pipeline.yaml');
  const parsed = parseDocument(readFileSync(source, 'utf8'));
  if (!parsed.ok) {
    throw new Error(parsed.errors.map((error) => error.message).join('\n'));
  }
  const edits: Edit[] = Object.entries(parsed.document.elements).flatMap(
    ([element, { factory, properties }]): Edit[] => {
      const set = (property: string, value: string | boolean): Edit => ({
        kind: 'set-property',
        element,
        property,
        value,
      });
      switch (factory) {
        case 'nveglglessink':
          return [set('sync', false)];
        case 'nvurisrcbin':
          return [
            set('uri', String(properties.uri).replace('../', join(root, 'examples/'))),
            set('file-loop', loops),
          ];
        case 'nvinfer':
          return [set('config-file-path', join(root, 'examples/models/traffic/nvinfer.txt'))];
        default:
          return [];
      }
    },
  );
  const edited = applyEdit(parsed.document, { kind: 'batch', label: 'unclocked', edits });
  if (!edited.ok) {
    throw new Error(edited.error.message);
  }
  return edited.document;
}

/** Writes that sample into `folder`; returns its path. */
export function unclockedSample(
  root: string,
  folder: string,
  options: { readonly loops: boolean },
): string {
  const path = join(folder, 'sample.pipeline.yaml');
  writeFileSync(path, printDocument(unclockedDocument(root, options)));
  return path;
}
