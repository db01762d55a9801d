/** Caps text and algebra, with GStreamer's meanings. */
export {
  areCapsEqual,
  canIntersect,
  fixateCaps,
  intersectCaps,
  intersectStructures,
  isFixed,
  isStructureSubset,
  isSubset,
  simplifyCaps,
  uniteCaps,
} from './algebra.ts';
export {
  ANY_CAPS,
  type ArrayValue,
  type BitmaskValue,
  type BooleanValue,
  type Caps,
  type CapsFeatures,
  type CapsStructure,
  type CapsValue,
  capsOf,
  compareFractions,
  EMPTY_CAPS,
  type FlagsetValue,
  type Fraction,
  type FractionRange,
  type ListValue,
  makeFraction,
  type NumberRange,
  type NumberType,
  type NumberValue,
  type OpaqueValue,
  type StringValue,
} from './caps.ts';
export {
  areValuesEqual,
  fixateValue,
  intersectValues,
  isValueFixed,
  isValueSubset,
} from './compare-values.ts';
export {
  type CapsMismatch,
  describeValue,
  explainMismatch,
  type SideNames,
} from './explain-mismatch.ts';
export {
  areFeaturesEqual,
  areFeaturesSubset,
  capsFeatures,
  describeFeatures,
  hasFeature,
  intersectFeatures,
  makeFeatures,
  NVMM_MEMORY,
  SYSTEM_MEMORY,
} from './features.ts';
export {
  formatCaps,
  formatStructure,
  formatTyped,
  formatValue,
} from './format-caps.ts';
export {
  type CapsError,
  type ParseCapsResult,
  parseCaps,
} from './parse-caps.ts';
