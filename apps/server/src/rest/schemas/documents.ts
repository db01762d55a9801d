/** Documents and files in the REST API. */
import type { DocumentEntry, OpenDocument } from '@pipewright/protocol';
import { z } from 'zod';
import {
  deleteDocumentInput,
  layoutInput,
  renameDocumentInput,
  saveDocumentInput,
} from '../../trpc/inputs.ts';

/** Documents lie in one folder: their file name alone is their address. */
const byFileName = z.object({
  fileName: z.string().min(1).max(200).meta({
    description: 'As in `path`, without the folder.',
    example: 'four-cameras.pipeline.yaml',
  }),
});

export const openDocumentQuery = byFileName;
export const saveDocumentBody = byFileName.extend(saveDocumentInput.omit({ path: true }).shape);
export const renameDocumentBody = byFileName.extend(renameDocumentInput.omit({ path: true }).shape);
export const deleteDocumentQuery = byFileName.extend(
  deleteDocumentInput.omit({ path: true }).shape,
);

export const documentEntry: z.ZodType<DocumentEntry> = z
  .object({ path: z.string(), name: z.string(), modifiedAtMillis: z.number() })
  .meta({ id: 'DocumentEntry' });

export const openDocument: z.ZodType<OpenDocument> = z
  .object({
    path: z.string(),
    text: z.string(),
    layout: layoutInput,
    revision: z.string().meta({ description: 'Hash of the text; a save carries it.' }),
  })
  .meta({ id: 'OpenDocument' });

export const savedRevision = z.object({ revision: z.string() }).meta({ id: 'SavedRevision' });
export const renamedDocument = z.object({ path: z.string() }).meta({ id: 'RenamedDocument' });
