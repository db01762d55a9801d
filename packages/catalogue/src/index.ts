export { type CapsWords, capsWords } from './caps-words.ts';
export {
  type Catalogue,
  type CatalogueTarget,
  catalogueFor,
  isOnPlatform,
  knownFactoryNames,
  whyNotInTarget,
} from './catalogue.ts';
export { confusedConfigKey } from './config/config-confusions.ts';
export {
  type ConfigFinding,
  type ConfigFindingCode,
  syntaxNames,
} from './config/config-finding.ts';
export { configSyntaxFor, syntaxOfNewConfig } from './config/config-form.ts';
export {
  type ConfigChoice,
  type ConfigGroupSchema,
  type ConfigKey,
  type ConfigKeyType,
  type ConfigKind,
  type ConfigSchema,
  configGroup,
  configKey,
  groupNames,
  isNamePattern,
  isReadIn,
} from './config/config-schema.ts';
export { configSchema, configSchemaFor, configSchemas } from './config/config-schemas.ts';
export { listItems, type ValueProblem, valueProblem } from './config/config-values.ts';
export { nvinferConfigKey, nvinferConfigKeys } from './config/nvinfer-config.ts';
export {
  type Config,
  type ConfigEntry,
  type ConfigGroup,
  type ConfigProblem,
  type ConfigSection,
  type ConfigSyntax,
  configFormat,
  configSyntax,
  readConfig,
} from './config/read-config.ts';
export { recogniseConfig } from './config/recognise-config.ts';
export { joinPath, mapConfigPaths, relocateConfig } from './config/relocate-config.ts';
export type { TextSpan } from './config/text-places.ts';
export { validateConfig } from './config/validate-config.ts';
export type {
  ElementFactory,
  ElementSignal,
  EnumValue,
  ExactNumber,
  FactoryDifference,
  Mutability,
  PadDirection,
  PadPresence,
  PadTemplate,
  Platform,
  PropertySpec,
  PropertyType,
} from './element-factory.ts';
export {
  availabilityNotes,
  defaultWords,
  type MachineRegistry,
  mutabilityWords,
  offeredWords,
  propertyNotes,
  rangeWords,
  summaryWords,
} from './fact-words.ts';
export { editDistance, nearestNames } from './nearest.ts';
export { findPadTemplate, isPadPattern, padNameFits } from './pad-names.ts';
export {
  type PaletteGroup,
  paletteGroupIds,
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
export { rankFactories } from './search.ts';
export {
  type SdkElement,
  type StandinElement,
  type StandinSupport,
  standinSupport,
  standinWords,
} from './standin-support.ts';
export { compareVersions } from './versions/compare-versions.ts';
export {
  configKeyHistory,
  currentDeepStream,
  type DeepStreamVersion,
  deepStreamVersions,
  historyWords,
  versionWith,
} from './versions/version-data.ts';
export { type Presence, presenceIn, type VersionSpan } from './versions/version-span.ts';
