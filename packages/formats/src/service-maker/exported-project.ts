/** Exported projects on disk, for tests that run them. */
// biome-ignore lint/style/noRestrictedImports: only tests import this.
import { spawnSync } from 'node:child_process';
// biome-ignore lint/style/noRestrictedImports: only tests import this.
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
// biome-ignore lint/style/noRestrictedImports: only tests import this.
import { tmpdir } from 'node:os';
// biome-ignore lint/style/noRestrictedImports: only tests import this.
import { dirname, join } from 'node:path';
import type { ExportedFile } from '../export/export-format.ts';

export interface Finished {
  readonly code: number | null;
  readonly output: string;
}

export class ExportedProject {
  readonly folder = mkdtempSync(join(tmpdir(), 'exported-'));

  constructor(files: readonly ExportedFile[]) {
    this.write(files);
  }

  write(files: readonly ExportedFile[]): void {
    for (const { path, text } of files) {
      const target = join(this.folder, path);
      mkdirSync(dirname(target), { recursive: true });
      writeFileSync(target, text);
    }
  }

  run(command: string, args: readonly string[], environment: NodeJS.ProcessEnv = {}): Finished {
    const { status, stdout, stderr, error } = spawnSync(command, args, {
      cwd: this.folder,
      encoding: 'utf8',
      env: { ...process.env, PYTHONDONTWRITEBYTECODE: '1', ...environment },
    });
    if (error) throw error;
    return { code: status, output: `${stdout}${stderr}` };
  }

  remove(): void {
    rmSync(this.folder, { recursive: true, force: true });
  }
}
