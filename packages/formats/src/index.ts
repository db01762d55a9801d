/** Readers and writers of other pipeline formats. */
export {
  type ExportNote,
  type GstLaunchExport,
  type GstLaunchOptions,
  type LaunchCatalogue,
  writeGstLaunch,
} from './gst-launch/write-gst-launch.ts';
