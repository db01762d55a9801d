/** Input schemas that several routers share. */
import { z } from 'zod';

/** A path relative to the workspace or, for file facts, as a document writes it. */
export const pathInput = z.string().min(1).max(4096);

export const runIdInput = z.object({ runId: z.string().min(1).max(200) });

/** Longest document text, characters. */
export const textInput = z.string().max(8 * 1024 * 1024);

export const propertyValueInput = z.union([z.boolean(), z.number(), z.string()]);

export const layoutInput = z.object({
  elements: z.record(z.string(), z.object({ x: z.number(), y: z.number() })),
});

export const documentNameInput = z.string().trim().min(1).max(200);

export const createDocumentInput = z.object({
  name: documentNameInput,
  text: textInput.optional(),
});

export const saveDocumentInput = z.object({
  path: pathInput,
  text: textInput,
  layout: layoutInput.optional(),
  baseRevision: z.string(),
});

export const renameDocumentInput = z.object({ path: pathInput, name: documentNameInput });

export const deleteDocumentInput = z.object({ path: pathInput, baseRevision: z.string() });

export const startRunInput = z.object({
  path: pathInput.optional(),
  text: textInput,
  parameters: z.record(z.string(), propertyValueInput),
  revision: z.string().optional(),
  /** Absent: what the machine has. */
  runtime: z.enum(['auto', 'deepstream', 'standin']).optional(),
});

export const setPropertyInput = runIdInput.extend({
  element: z.string().min(1),
  pad: z.string().min(1).optional(),
  property: z.string().min(1),
  value: propertyValueInput,
});

export const seekInput = runIdInput.extend({
  positionMillis: z.number().min(0).optional().meta({
    description: 'From the beginning of the streams; absent: where they are.',
  }),
  rate: z
    .number()
    .min(-64)
    .max(64)
    .refine((rate) => rate !== 0, 'A rate of 0 is a pause: pause the run instead.')
    .optional()
    .meta({ description: '1 when absent; negative plays backwards, where the decoders can.' }),
  flush: z.boolean().default(true).meta({
    description: 'At once; false goes on behind what is on its way, while playing only.',
  }),
  precision: z.enum(['key-unit', 'accurate']).optional().meta({
    description: 'The key frame before the place, which is fast, or the very frame.',
  }),
});

const MAX_STEP_BUFFERS = 100_000;
const MAX_STEP_MILLIS = 3_600_000;

/** Either of the two. */
export const stepInput = runIdInput.extend({
  buffers: z.int().min(1).max(MAX_STEP_BUFFERS).optional(),
  millis: z.number().positive().max(MAX_STEP_MILLIS).optional(),
});

export const logLevelsInput = runIdInput.extend({
  thresholds: z.string().max(10_000).meta({
    description:
      'In the form of GST_DEBUG, e.g. `2,nvinfer:5,nvv4l2*:LOG`; an empty text goes back to what the run started with.',
  }),
});

export const updateRunInput = runIdInput.extend({
  text: textInput,
  /** Absent: those of the start. */
  parameters: z.record(z.string(), propertyValueInput).optional(),
});
