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
