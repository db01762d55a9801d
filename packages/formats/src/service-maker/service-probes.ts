/** Which elements of a pipeline probes can be attached to, and which probe a pipeline needs. */
import type { Catalogue } from '@pipewright/catalogue';
import {
  type ElementNode,
  type PipelineDocument,
  topologicalOrder,
  upstreamOf,
} from '@pipewright/graph';

export interface ServiceProbes {
  /** Inference elements: they have a sink and a source pad, as measuring rate and time needs. */
  readonly inference: readonly string[];
  /** The last element whose output has all metadata of objects. */
  readonly metadata?: string;
  /** Where event messages have to be made, as an nvmsgconv downstream needs them. */
  readonly eventMessages?: string;
}

const INFERENCE = new Set(['nvinfer', 'nvinferserver', 'nvinferbin', 'nvinferserverbin']);
/** Further elements that write metadata of objects. */
const METADATA = new Set([...INFERENCE, 'nvtracker', 'nvtrackerbin', 'nvdsanalytics']);

/** Looks where probes go; the same for every kind of application. */
export function serviceProbes(
  document: PipelineDocument,
  catalogue: Pick<Catalogue, 'property'>,
): ServiceProbes {
  const { order } = topologicalOrder(document);
  const factoryOf = (name: string) => document.elements[name]?.factory ?? '';
  const inference = order.filter((name) => INFERENCE.has(factoryOf(name)));
  const metadata = order.findLast((name) => METADATA.has(factoryOf(name)));
  const converter = order.find(
    (name) => factoryOf(name) === 'nvmsgconv' && needsMessages(document.elements[name], catalogue),
  );
  const eventMessages =
    converter === undefined
      ? undefined
      : upstreamOf(document, converter).find((name) => METADATA.has(factoryOf(name)));
  return {
    inference,
    ...(metadata !== undefined && { metadata }),
    ...(eventMessages !== undefined && { eventMessages }),
  };
}

/** nvmsgconv makes payloads of event messages unless `msg2p-newapi` has it read the frames. */
function needsMessages(
  element: ElementNode | undefined,
  catalogue: Pick<Catalogue, 'property'>,
): boolean {
  const value =
    element?.properties['msg2p-newapi'] ?? catalogue.property('nvmsgconv', 'msg2p-newapi')?.default;
  return value !== true && value !== 1 && value !== 'true' && value !== '1';
}
