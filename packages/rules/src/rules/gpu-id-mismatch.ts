import { choiceOf, isWritten, propertyPlace } from '../element-values.ts';
import { type ElementView, effectiveInteger } from '../pipeline-index.ts';
import { prose } from '../prose.ts';
import { type ElementRule, setPropertyFix } from '../rule.ts';

/** Stop with an error when a surface lies on another GPU. */
const strict: ReadonlySet<string> = new Set(['nvinfer', 'nvtracker', 'nvdspreprocess']);

/** Elements that hand surfaces to each other work on one GPU. */
export const gpuIdMismatch: ElementRule = {
  id: 'gpu-id-mismatch',
  severity: 'error',
  title: 'Elements of one chain work on one GPU',
  topic: 'platform',
  explanation: prose`
    Compares gpu-id of each element with that of the nearest one before it which works on a GPU.
    Memory of one GPU can't be read by another, so nvinfer, nvtracker and nvdspreprocess stop
    with an error and others may fail or copy. Use the same gpu-id along a chain, unified
    memory, or an nvdsxfer between. Jetson has one GPU and is not checked.`,
  scope: 'element',
  check(element, { document }, report) {
    if (document.target.platform === 'jetson') return;

    const own = gpuOf(element);
    if (own === undefined) return;
    const other = giver(element);
    const theirs = other && gpuOf(other);
    if (!other || theirs === undefined || theirs === own) return;
    if (!isWritten(element, 'gpu-id') && !isWritten(other, 'gpu-id')) return;
    const type = choiceOf(other, 'nvbuf-memory-type');
    // Pinned and unified memory can be read from every GPU.
    if (type === 1 || type === 3) return;
    const place = propertyPlace(element, 'gpu-id');
    report({
      message: `'${element.name}' works on GPU ${own}, but '${other.name}' gives it surfaces on GPU ${theirs}`,
      place,
      remedy: 'Give both the same gpu-id, use unified memory, or put an nvdsxfer between',
      fixes: [setPropertyFix(`Set gpu-id to ${theirs}`, place, theirs)],
      ...(strict.has(element.node.factory) ? {} : { severity: 'warning' as const }),
    });
  },
};

function gpuOf(element: ElementView): number | undefined {
  const isKnown = element.factory?.properties.some(({ name }) => name === 'gpu-id');
  return isKnown ? effectiveInteger(element, 'gpu-id') : undefined;
}

/** The nearest element upstream that has a GPU of its own to work on. */
function giver(element: ElementView): ElementView | undefined {
  const seen = new Set<ElementView>([element]);
  let current = element.inputs[0]?.from.element;
  while (current && !seen.has(current)) {
    seen.add(current);
    if (current.node.factory === 'nvdsxfer') return undefined;
    if (gpuOf(current) !== undefined) return current;
    current = current.inputs[0]?.from.element;
  }
  return undefined;
}
