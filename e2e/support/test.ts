/** `test` with a server on a workspace of its own, and the editor open on it. */
import { test as base } from '@playwright/test';
import { EditorPage } from './editor-page.ts';
import { type PipewrightServer, startServer } from './processes.ts';
import { withFolder } from './workspace.ts';

export const test = base.extend<{ server: PipewrightServer; editor: EditorPage }>({
  // biome-ignore lint/correctness/noEmptyPattern: Playwright reads the parameter's pattern.
  server: async ({}, use) => {
    await withFolder(async (workspace) => {
      const server = await startServer(workspace);
      try {
        await use(server);
      } finally {
        await server.stop();
      }
    });
  },
  editor: async ({ page, server }, use) => {
    const failures: Error[] = [];
    page.on('pageerror', (error) => failures.push(error));
    const editor = new EditorPage(page);
    await editor.open(server.url);
    await use(editor);
    if (failures.length > 0) {
      throw new AggregateError(failures, 'The page threw errors.');
    }
  },
});

export { expect } from '@playwright/test';
