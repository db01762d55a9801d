/** The API of the editor. The browser imports `AppRouter` as a type only. */
import { router } from './init.ts';
import { documentsRouter, filesRouter } from './routers/documents.ts';
import { previewRouter, runsRouter } from './routers/runs.ts';
import { catalogueRouter, serverRouter } from './routers/server.ts';

export const appRouter = router({
  server: serverRouter,
  catalogue: catalogueRouter,
  documents: documentsRouter,
  files: filesRouter,
  runs: runsRouter,
  preview: previewRouter,
});

export type AppRouter = typeof appRouter;
