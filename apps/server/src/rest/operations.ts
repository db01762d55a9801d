/** Every operation of the REST API: the one table that its routes, its document and its page come from. */
import type { Operation } from './operation.ts';
import { documentOperations } from './operations/documents.ts';
import { exchangeOperations } from './operations/exchange.ts';
import { runControlOperations } from './operations/run-controls.ts';
import { runOperations } from './operations/runs.ts';
import { serverOperations } from './operations/server.ts';

/** Where the API's root is. */
export const API_ROOT = '/api/v1';

export const operations: readonly Operation[] = [
  ...documentOperations,
  ...exchangeOperations,
  ...runOperations,
  ...runControlOperations,
  ...serverOperations,
];
