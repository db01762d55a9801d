/** Readers and writers of other pipeline formats and of config files. */

export { type BundleOptions, type BundleResult, bundlePipeline } from './bundle/bundle-pipeline.ts';
export type { BundleReference } from './bundle/bundle-places.ts';
export { checksums, type PackedFile, packBundle } from './bundle/pack-bundle.ts';
export { type NewPath, relocateDocument } from './bundle/relocate-document.ts';
export { type ConfigCompletion, completionsAt } from './config/complete-config.ts';
export { type ConfigEdit, ConfigEditError } from './config/config-edit.ts';
export {
  ConfigConversionError,
  type ConversionNote,
  type ConvertedConfig,
  convertConfig,
} from './config/convert-config.ts';
export { groupParagraphs, keyParagraphs, keySummary } from './config/describe-config.ts';
export { editConfig } from './config/edit-config.ts';
export { type ConfigFix, configFixes } from './config/fix-config.ts';
export { formatConfig } from './config/format-config.ts';
export { type ConfigHover, hoverAt } from './config/hover-config.ts';
export { addGroupEdits, formOf, type NewConfig, newConfig, setKey } from './config/new-config.ts';
export { defaultText, starterName, starterValue } from './config/starter-value.ts';
export type {
  ExportedFile,
  ExportFormat,
  ExportOptions,
  ExportProfile,
  ExportResult,
} from './export/export-format.ts';
export { exportFormat, exportFormats } from './export/export-formats.ts';
export { fileBase } from './export/file-base.ts';
export {
  type ExportNote,
  type GstLaunchExport,
  type GstLaunchOptions,
  type LaunchCatalogue,
  writeGstLaunch,
} from './gst-launch/write-gst-launch.ts';
export type {
  ImportedPipeline,
  ImportFormat,
  ImportOptions,
  ImportResult,
  ImportSource,
} from './import/import-format.ts';
export { importFormats, recogniseImportFormat } from './import/import-formats.ts';
export {
  type InputKind,
  kindId,
  kindIds,
  kindInWords,
  kindOf,
  recogniseInput,
} from './import/input-kind.ts';
export { type FormatError, type FormatNote, type FormatPlace, isLoss, noteText } from './note.ts';
