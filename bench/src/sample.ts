/** The sample pipeline, changed for measuring. */
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { applyEdit, type Edit, parseDocument, printDocument } from '@pipewright/graph';

/** Writes the sample as fast as it goes (unclocked sink) into `folder`; returns its path. */
export function unclockedSample(
  root: string,
  folder: string,
  { loops }: { readonly loops: boolean },
): string {
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
  const path = join(folder, 'sample.pipeline.yaml');
  writeFileSync(path, printDocument(edited.document));
  return path;
}
