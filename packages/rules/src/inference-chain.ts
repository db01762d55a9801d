/** Inference elements and what stands before them. */
import { upstreamElements } from './flow.ts';
import { inferenceConfig, inferenceSetting, isInference } from './inference-settings.ts';
import { areListsSame, remembered } from './live/remembered.ts';
import { type ElementView, type PipelineIndex, settingOf } from './pipeline-index.ts';
import { readBoolean } from './property-values.ts';

/** Elements whose data may hold objects or tensors that this document does not explain. */
const foreign =
  /^(appsrc|nvunixfdsrc|nvdsucx.*|nvreplay|nvdsmetaextract|nvdsmetainsert|nvdsvideotemplate|dsexample|nvinferbin|nvinferserverbin|nvdspostprocess)$/;

/** Every element before it, and whether all of them are known not to bring data of their own. */
export function chainBefore(element: ElementView): {
  readonly upstream: readonly ElementView[];
  readonly isKnown: boolean;
} {
  return { upstream: upstreamElements(element), isKnown: isChainKnown(element) };
}

const isChainKnown = remembered((element: ElementView): boolean => {
  const upstream = upstreamElements(element);
  return (
    upstream.length > 0 &&
    upstream.every((view) => view.factory !== undefined && !foreign.test(view.node.factory))
  );
});

/** The inference elements before it, nearest first. */
export const inferenceBefore: (element: ElementView) => readonly ElementView[] = remembered(
  (element: ElementView) => upstreamElements(element).filter(isInference),
  areListsSame,
);

/** Whether the element works on objects that another found. */
export function isSecondary(element: ElementView, index: PipelineIndex): boolean {
  return inferenceSetting(element, index, 'process-mode')?.number === 2;
}

/** A key of nvinfer's [property], as text; undefined while unset or unknown. */
export function inferenceKey(
  element: ElementView,
  index: PipelineIndex,
  key: string,
): string | undefined {
  return inferenceConfig(element, index)?.groups.get('property')?.entries.get(key)?.value;
}

/**
 * A yes or no that a property gives, or else a key of the config file. False when the file was
 * read and lacks it; undefined when that can't be told.
 */
export function inferenceSwitch(
  element: ElementView,
  index: PipelineIndex,
  property: string,
  key = property,
): boolean | undefined {
  const setting = settingOf(element, property);
  if (setting) return setting.value === undefined ? undefined : readBoolean(setting.value);
  const config = inferenceConfig(element, index);
  if (!config || config.problems.length > 0) return undefined;
  const text = inferenceKey(element, index, key);
  return text === undefined ? false : readBoolean(text);
}
