/** What serves the editor. */
import { procedure, router } from '../init.ts';

export const serverRouter = router({
  info: procedure.query(({ ctx }) => ctx.info()),
});

export const catalogueRouter = router({
  registry: procedure.query(({ ctx }) => ctx.registry()),
});
