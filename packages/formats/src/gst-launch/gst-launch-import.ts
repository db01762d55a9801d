/** gst-launch-1.0 text as a format that can be read. */
import type { ImportFormat } from '../import/import-format.ts';
import { readGstLaunch } from './read/read-gst-launch.ts';
import { recogniseGstLaunch } from './read/recognise-gst-launch.ts';

export const gstLaunchImport: ImportFormat = {
  id: 'gst-launch',
  title: 'a gst-launch-1.0 line or script',
  recognise: recogniseGstLaunch,
  read: readGstLaunch,
};
