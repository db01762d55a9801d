export {
  type Catalogue,
  type CatalogueTarget,
  catalogueFor,
  isOnPlatform,
} from './catalogue.ts';
export {
  type ConfigKey,
  type ConfigKeyType,
  nvinferConfigKey,
  nvinferConfigKeys,
} from './config/nvinfer-config.ts';
export { joinPath, relocateConfig } from './config/relocate-config.ts';
export type {
  ElementFactory,
  EnumValue,
  ExactNumber,
  Mutability,
  PadDirection,
  PadPresence,
  PadTemplate,
  Platform,
  PropertySpec,
  PropertyType,
} from './element-factory.ts';
export { editDistance, nearestNames } from './nearest.ts';
export { findPadTemplate, isPadPattern, padNameFits } from './pad-names.ts';
export {
  type PaletteGroup,
  paletteGroupOf,
  paletteGroups,
  shortLabel,
  shortSummary,
} from './palette.ts';
export {
  type PropertyFile,
  type PropertyRole,
  propertyFile,
  propertyRole,
} from './property-files.ts';
export { mergeRegistry } from './registry.ts';
