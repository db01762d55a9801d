/** Checks, imports and exports for other tools, with the workspace's files around them. */
import { type CheckInput, type CheckReport, checkSource } from './check-source.ts';
import { type Exported, type ExportInput, exportSource } from './export-source.ts';
import { type ImportInput, type ImportReport, importSource } from './import-source.ts';
import type { ExchangeParts } from './source.ts';

export interface Exchange {
  check(input: CheckInput): Promise<CheckReport>;
  import(input: ImportInput): Promise<ImportReport>;
  export(input: ExportInput): Promise<Exported>;
}

export function createExchange(parts: ExchangeParts): Exchange {
  return {
    check: (input) => checkSource(input, parts),
    import: (input) => importSource(input, parts),
    export: (input) => exportSource(input, parts),
  };
}
