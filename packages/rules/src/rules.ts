/** Every rule, in the order of the reference. */
import type { Rule } from './rule.ts';
import { danglingLink } from './rules/dangling-link.ts';
import { doubleLink } from './rules/double-link.ts';
import { elementName } from './rules/element-name.ts';
import { elementNotHere } from './rules/element-not-here.ts';
import { gieUniqueIdClash } from './rules/gie-unique-id-clash.ts';
import { incompatibleCaps, incompatibleMemory } from './rules/incompatible-caps.ts';
import { inferBatchSize } from './rules/infer-batch-size.ts';
import { inferenceNeedsMux } from './rules/inference-needs-mux.ts';
import { linkCapsSyntax } from './rules/link-caps-syntax.ts';
import { linkCycle } from './rules/link-cycle.ts';
import { missingFile } from './rules/missing-file.ts';
import { muxBatchSize } from './rules/mux-batch-size.ts';
import { needlessNvvideoconvert } from './rules/needless-nvvideoconvert.ts';
import { noSourceOrSink } from './rules/no-source-or-sink.ts';
import { nvinferConfigForm } from './rules/nvinfer-config-form.ts';
import { nvinferConfigKeyRule } from './rules/nvinfer-config-key.ts';
import { nvinferConfigValue } from './rules/nvinfer-config-value.ts';
import { nvinferModel } from './rules/nvinfer-model.ts';
import { parameterUnknown } from './rules/parameter-unknown.ts';
import { platformElement } from './rules/platform-element.ts';
import { propertyOutOfRange } from './rules/property-out-of-range.ts';
import { propertyPlatform } from './rules/property-platform.ts';
import { propertyType } from './rules/property-type.ts';
import { readOnlyProperty } from './rules/read-only-property.ts';
import { requiredProperty } from './rules/required-property.ts';
import { sinkAsync } from './rules/sink-async.ts';
import { tilerCapacity } from './rules/tiler-capacity.ts';
import { trackerAfterDetector } from './rules/tracker-after-detector.ts';
import { unknownElement } from './rules/unknown-element.ts';
import { unknownEnumValue } from './rules/unknown-enum-value.ts';
import { unknownPad } from './rules/unknown-pad.ts';
import { unknownProperty } from './rules/unknown-property.ts';
import { unlinkedPad } from './rules/unlinked-pad.ts';
import { unusedFile } from './rules/unused-file.ts';

export const rules: readonly Rule[] = [
  unknownElement,
  elementName,
  elementNotHere,
  platformElement,
  unknownProperty,
  readOnlyProperty,
  propertyType,
  propertyOutOfRange,
  unknownEnumValue,
  requiredProperty,
  propertyPlatform,
  parameterUnknown,
  missingFile,
  unusedFile,
  danglingLink,
  unknownPad,
  doubleLink,
  unlinkedPad,
  linkCycle,
  noSourceOrSink,
  linkCapsSyntax,
  incompatibleMemory,
  incompatibleCaps,
  muxBatchSize,
  inferenceNeedsMux,
  inferBatchSize,
  gieUniqueIdClash,
  nvinferConfigForm,
  nvinferConfigKeyRule,
  nvinferConfigValue,
  nvinferModel,
  trackerAfterDetector,
  tilerCapacity,
  needlessNvvideoconvert,
  sinkAsync,
];
