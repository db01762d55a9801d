/** Checks, imports and exports. */
import { exportFormats, importFormats, kindIds } from '@pipewright/formats';
import type { Response } from 'express';
import { z } from 'zod';
import { BUNDLE_FORMAT } from '../../exchange/export-source.ts';
import { json, type Operation, written } from '../operation.ts';
import {
  checkBody,
  checkReport,
  exportBody,
  exportReport,
  formatList,
  importBody,
  importReport,
} from '../schemas/exchange.ts';

const tag = 'Checks, imports, exports';

export const exchangeOperations: readonly Operation[] = [
  json({
    id: 'listFormats',
    method: 'get',
    path: '/formats',
    tag,
    summary: 'List what can be checked, imported and exported',
    returns: 'The ids that the other operations take.',
    output: formatList,
    errors: [],
    handle: () => ({
      checks: kindIds(),
      imports: importFormats.map(({ id, title }) => ({ id, title })),
      exports: [
        {
          id: BUNDLE_FORMAT,
          title: 'Bundle (ZIP)',
          summary: 'All forms, with the files of the workspace that the pipeline reads.',
        },
        ...exportFormats.map(({ id, title, summary }) => ({ id, title, summary })),
      ],
    }),
  }),
  json({
    id: 'check',
    method: 'post',
    path: '/check',
    tag,
    summary: 'Check a pipeline or a config file',
    description:
      'A document, a pipeline of another format or a config file, as a text or by its path. Facts of files come from the workspace.',
    input: checkBody,
    returns: 'What the rules found; an input with errors is no failure of the check.',
    output: checkReport,
    errors: [404, 413, 415],
    handle: (input, { services }) => services.exchange.check(input),
  }),
  json({
    id: 'import',
    method: 'post',
    path: '/import',
    tag,
    summary: 'Turn a pipeline of another format into documents',
    description: 'Nothing is saved: `POST /documents` does that.',
    input: importBody,
    returns: 'One document for every pipeline in the input, with what could not be carried over.',
    output: importReport,
    errors: [404, 413, 415, 422],
    handle: (input, { services }) => services.exchange.import(input),
  }),
  written({
    id: 'export',
    method: 'post',
    path: '/export',
    tag,
    summary: 'Write a pipeline in another form',
    description: 'The format `bundle` answers with a ZIP file, all others with JSON.',
    input: exportBody,
    returns: 'The files, with what the format can not express.',
    content: {
      'application/json': exportReport,
      'application/zip': z.string().meta({ format: 'binary' }),
    },
    errors: [404, 413, 415, 422],
    handle: async (input, { services }, response) => {
      const exported = await services.exchange.export(input);
      if (exported.kind === 'bundle') {
        sendZip(response, exported.name, exported.bytes);
      } else {
        response.json({ files: exported.files, notes: exported.notes });
      }
    },
  }),
];

function sendZip(response: Response, name: string, bytes: Uint8Array): void {
  response.type('application/zip').attachment(`${name}.zip`).send(Buffer.from(bytes));
}
