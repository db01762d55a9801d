/** Documents and files of the workspace. */
import { z } from 'zod';
import { funnelled, procedure, required, router } from '../init.ts';
import {
  createDocumentInput,
  deleteDocumentInput,
  layoutInput,
  pathInput,
  renameDocumentInput,
  saveDocumentInput,
  textInput,
} from '../inputs.ts';

export const documentsRouter = router({
  list: procedure.query(({ ctx }) => ctx.documents.list()),
  open: procedure
    .input(z.object({ path: pathInput }))
    .query(({ ctx, input }) => ctx.documents.open(input.path)),
  create: procedure
    .input(createDocumentInput)
    .mutation(({ ctx, input }) => ctx.documents.create(input)),
  save: procedure.input(saveDocumentInput).mutation(({ ctx, input }) => ctx.documents.save(input)),
  saveLayout: procedure
    .input(z.object({ path: pathInput, layout: layoutInput }))
    .mutation(({ ctx, input }) => ctx.documents.saveLayout(input.path, input.layout)),
  rename: procedure
    .input(renameDocumentInput)
    .mutation(({ ctx, input }) => ctx.documents.rename(input.path, input.name)),
  delete: procedure
    .input(deleteDocumentInput)
    .mutation(({ ctx, input }) => ctx.documents.delete(input.path, input.baseRevision)),
  onChange: procedure.subscription(({ ctx, signal }) =>
    funnelled(ctx.documents.changes(required(signal))),
  ),
});

export const filesRouter = router({
  list: procedure
    .input(z.object({ folder: z.string().max(4096) }))
    .query(({ ctx, input }) => ctx.files.list(input.folder)),
  facts: procedure
    .input(
      z.object({
        documentPath: pathInput,
        paths: z.array(pathInput).max(1000),
      }),
    )
    .query(({ ctx, input }) => ctx.files.facts(input.documentPath, input.paths)),
  open: procedure
    .input(z.object({ path: pathInput }))
    .query(({ ctx, input }) => ctx.textFiles.open(input.path)),
  save: procedure
    .input(z.object({ path: pathInput, text: textInput, baseRevision: z.string() }))
    .mutation(({ ctx, input }) => ctx.textFiles.save(input)),
  onChange: procedure
    .input(z.object({ path: pathInput }))
    .subscription(({ ctx, input, signal }) =>
      funnelled(ctx.textFiles.changes(input.path, required(signal))),
    ),
});
