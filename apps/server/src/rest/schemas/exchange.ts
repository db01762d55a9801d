/** Checks, imports and exports in the REST API. */
import type { ExportedFile, FormatNote } from '@pipewright/formats';
import { z } from 'zod';
import type { CheckReport } from '../../exchange/check-source.ts';
import { exportIds } from '../../exchange/export-source.ts';
import type { ImportReport } from '../../exchange/import-source.ts';
import type { ReportedDiagnostic } from '../../exchange/reported-diagnostic.ts';
import { pathInput, propertyValueInput, textInput } from '../../trpc/inputs.ts';

const source = {
  path: pathInput.optional().meta({
    description:
      'A file of the workspace. With a text: where the text would lie, so where its relative paths start.',
    example: 'pipelines/four-cameras.pipeline.yaml',
  }),
  text: textInput.optional().meta({ description: 'Absent: what the file at `path` holds.' }),
  fileName: z
    .string()
    .min(1)
    .max(200)
    .optional()
    .meta({ description: 'How the input is called; its suffix tells INI from YAML.' }),
};

const kind = z.string().optional().meta({
  description: 'As `GET /formats` lists them. Absent: recognised by the content.',
});

const target = z
  .object({
    platform: z.enum(['dgpu', 'jetson', 'sbsa']).exactOptional(),
    deepstream: z.string().exactOptional(),
    streammux: z.enum(['legacy', 'new']).exactOptional(),
  })
  .strict()
  .optional()
  .meta({ description: 'Goes before what the input says.' });

export const checkBody = z.object({ ...source, kind, target });

export const importBody = z.object({
  ...source,
  format: kind,
  target,
  files: z.record(z.string(), textInput).optional().meta({
    description:
      'Texts of files that the input names, by the paths that it names them by. Others are looked for in the workspace.',
  }),
});

export const exportBody = z.object({
  ...source,
  kind,
  format: z.enum(exportIds()),
  profile: z.enum(['development', 'production']).optional(),
  parameters: z.record(z.string(), propertyValueInput).optional(),
});

const place = z
  .object({
    element: z.string().exactOptional(),
    pad: z.string().exactOptional(),
    property: z.string().exactOptional(),
    link: z.string().exactOptional(),
    parameter: z.string().exactOptional(),
    rule: z.string().exactOptional(),
    file: z.string().exactOptional(),
    line: z.int().exactOptional(),
    column: z.int().exactOptional(),
  })
  .meta({ id: 'Place', description: 'In the pipeline, in a file of it, or both.' });

const diagnosticShape = {
  code: z.string(),
  severity: z.enum(['error', 'warning', 'hint']),
  message: z.string(),
  place,
  line: z.int().exactOptional(),
  column: z.int().exactOptional(),
  remedy: z.string().exactOptional(),
  fixes: z.array(z.string()),
};

export const diagnostic: z.ZodType<ReportedDiagnostic> = z
  .object(diagnosticShape)
  .meta({ id: 'Diagnostic', description: '`line` and `column` are in the text that was sent.' });

export const checkReport: z.ZodType<CheckReport> = z
  .object({
    kind: z.string(),
    isSound: z.boolean().meta({ description: 'Whether nothing found is an error.' }),
    diagnostics: z.array(diagnostic),
    suppressed: z.array(
      z.object({ ...diagnosticShape, reason: z.string() }).meta({ id: 'SuppressedDiagnostic' }),
    ),
  })
  .meta({ id: 'CheckReport' });

const note: z.ZodType<FormatNote> = z
  .object({ kind: z.enum(['lost', 'changed', 'advice']), message: z.string(), place })
  .meta({ id: 'FormatNote' });

export const importReport: z.ZodType<ImportReport> = z
  .object({
    format: z.string(),
    pipelines: z.array(z.object({ name: z.string(), text: z.string(), notes: z.array(note) })),
  })
  .meta({ id: 'ImportReport' });

const exportedFile: z.ZodType<ExportedFile> = z
  .object({ path: z.string(), text: z.string(), isExecutable: z.boolean().exactOptional() })
  .meta({ id: 'ExportedFile' });

export const exportReport = z
  .object({ files: z.array(exportedFile), notes: z.array(note) })
  .meta({ id: 'ExportReport' });

const format = z.object({ id: z.string(), title: z.string() });

export const formatList = z
  .object({
    checks: z.array(z.string()).meta({ description: 'What `kind` takes.' }),
    imports: z.array(format),
    exports: z.array(format.extend({ summary: z.string() })),
  })
  .meta({ id: 'FormatList' });
