/** Runs and their previews. */
import { z } from 'zod';
import { funnelled, procedure, required, router } from '../init.ts';
import {
  logLevelsInput,
  runIdInput,
  seekInput,
  setPropertyInput,
  startRunInput,
  stepInput,
  updateRunInput,
} from '../inputs.ts';

const pixelsInput = z.int().min(16).max(8192);

export const runsRouter = router({
  list: procedure.query(({ ctx }) => ctx.runs.list()),
  get: procedure.input(runIdInput).query(({ ctx, input }) => ctx.runs.get(input.runId)),
  start: procedure.input(startRunInput).mutation(({ ctx, input }) => ctx.runs.start(input)),
  stop: procedure.input(runIdInput).mutation(({ ctx, input }) => ctx.runs.stop(input.runId)),
  kill: procedure.input(runIdInput).mutation(({ ctx, input }) => ctx.runs.kill(input.runId)),
  pause: procedure.input(runIdInput).mutation(({ ctx, input }) => ctx.runs.pause(input.runId)),
  resume: procedure.input(runIdInput).mutation(({ ctx, input }) => ctx.runs.resume(input.runId)),
  setProperty: procedure
    .input(setPropertyInput)
    .mutation(({ ctx, input }) => ctx.runs.setProperty(input)),
  position: procedure.input(runIdInput).query(({ ctx, input }) => ctx.runs.position(input.runId)),
  seek: procedure.input(seekInput).mutation(({ ctx, input }) => ctx.runs.seek(input)),
  step: procedure.input(stepInput).mutation(({ ctx, input }) => ctx.runs.step(input)),
  flush: procedure.input(runIdInput).mutation(({ ctx, input }) => ctx.runs.flush(input.runId)),
  graph: procedure.input(runIdInput).query(({ ctx, input }) => ctx.runs.graph(input.runId)),
  logLevels: procedure.input(runIdInput).query(({ ctx, input }) => ctx.runs.logLevels(input.runId)),
  setLogLevels: procedure
    .input(logLevelsInput)
    .mutation(({ ctx, input }) => ctx.runs.setLogLevels(input)),
  update: procedure.input(updateRunInput).mutation(({ ctx, input }) => ctx.runs.update(input)),
  onEvent: procedure
    .input(runIdInput)
    .subscription(({ ctx, input, signal }) =>
      funnelled(ctx.runs.events(input.runId, required(signal))),
    ),
  onList: procedure.subscription(({ ctx, signal }) =>
    funnelled(ctx.runs.listChanges(required(signal))),
  ),
});

export const previewRouter = router({
  onSignal: procedure
    .input(
      runIdInput.extend({
        padIndex: z.int().min(0),
        stream: z.int().min(-1),
        maxWidth: pixelsInput.optional(),
        maxHeight: pixelsInput.optional(),
      }),
    )
    .subscription(({ ctx, input, signal }) =>
      funnelled(ctx.previews.watch(input, required(signal))),
    ),
  answer: procedure
    .input(
      runIdInput.extend({
        viewerId: z.string().min(1),
        sdp: z.string().min(1),
      }),
    )
    .mutation(({ ctx, input }) => ctx.previews.answer(input)),
  addIceCandidate: procedure
    .input(
      runIdInput.extend({
        viewerId: z.string().min(1),
        mlineIndex: z.int().min(0),
        candidate: z.string(),
      }),
    )
    .mutation(({ ctx, input }) => ctx.previews.addIceCandidate(input)),
});
