/** Documents of the workspace. */
import { z } from 'zod';
import { createDocumentInput } from '../../trpc/inputs.ts';
import { PIPELINES_FOLDER } from '../../workspace/workspace-folder.ts';
import { empty, json, type Operation } from '../operation.ts';
import {
  deleteDocumentQuery,
  documentEntry,
  openDocument,
  openDocumentQuery,
  renameDocumentBody,
  renamedDocument,
  saveDocumentBody,
  savedRevision,
} from '../schemas/documents.ts';

const tag = 'Documents';

export const documentOperations: readonly Operation[] = [
  json({
    id: 'listDocuments',
    method: 'get',
    path: '/documents',
    tag,
    summary: 'List the documents',
    returns: 'All documents, by name.',
    output: z.array(documentEntry),
    errors: [],
    handle: (_input, { services }) => services.documents.list(),
  }),
  json({
    id: 'createDocument',
    method: 'post',
    path: '/documents',
    tag,
    summary: 'Make a document',
    description:
      'Empty, or with the text. Its file is called by its name, with a number if need be.',
    input: createDocumentInput,
    status: 201,
    returns: 'The new document.',
    output: openDocument,
    errors: [413, 415],
    handle: (input, { services }) => services.documents.create(input),
  }),
  json({
    id: 'openDocument',
    method: 'get',
    path: '/documents/{fileName}',
    tag,
    summary: 'Read a document',
    input: openDocumentQuery,
    returns: 'Its text, layout and revision.',
    output: openDocument,
    errors: [404],
    handle: ({ fileName }, { services }) => services.documents.open(pathOf(fileName)),
  }),
  json({
    id: 'saveDocument',
    method: 'put',
    path: '/documents/{fileName}',
    tag,
    summary: 'Save a document',
    description:
      'Refused with 409 and the current text when the file is no longer what `baseRevision` says.',
    input: saveDocumentBody,
    returns: 'The new revision.',
    output: savedRevision,
    errors: [404, 409, 413, 415],
    handle: ({ fileName, ...input }, { services }) =>
      services.documents.save({ ...input, path: pathOf(fileName) }),
  }),
  json({
    id: 'renameDocument',
    method: 'post',
    path: '/documents/{fileName}/rename',
    tag,
    summary: 'Rename a document',
    input: renameDocumentBody,
    returns: 'Its new path.',
    output: renamedDocument,
    errors: [404, 415],
    handle: ({ fileName, name }, { services }) => services.documents.rename(pathOf(fileName), name),
  }),
  empty({
    id: 'deleteDocument',
    method: 'delete',
    path: '/documents/{fileName}',
    tag,
    summary: 'Delete a document',
    description: 'With its layout. Refused with 409 when it is no longer what `baseRevision` says.',
    input: deleteDocumentQuery,
    returns: 'It is gone.',
    errors: [404, 409],
    handle: ({ fileName, baseRevision }, { services }) =>
      services.documents.delete(pathOf(fileName), baseRevision),
  }),
];

function pathOf(fileName: string): string {
  return `${PIPELINES_FOLDER}/${fileName}`;
}
