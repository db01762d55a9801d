/** gst-launch-1.0 as a format that a pipeline can be written in: a script that needs no other file. */
import { formatError } from '../export/expansion-errors.ts';
import type { ExportFormat } from '../export/export-format.ts';
import { fileBase } from '../export/file-base.ts';
import { writeGstLaunch } from './write-gst-launch.ts';

export const gstLaunchExport: ExportFormat = {
  id: 'gst-launch',
  title: 'gst-launch script',
  summary: 'A shell script that writes the config files it needs, then runs gst-launch-1.0.',
  isOneFile: true,
  language: () => 'shell',
  write: (document, { catalogue, documentFolder, parameters }) => {
    const written = writeGstLaunch(document, {
      catalogue,
      documentFolder,
      ...(parameters !== undefined && { parameters }),
    });
    if (!written.ok) {
      return { ok: false, errors: written.errors.map(formatError) };
    }
    return {
      ok: true,
      files: [{ path: `${fileBase(document.name)}.sh`, text: written.script, isExecutable: true }],
      // The script brings the config files that the line has to find.
      notes: written.notes.filter(({ place }) => place.file === undefined),
    };
  },
};
