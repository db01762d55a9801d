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
