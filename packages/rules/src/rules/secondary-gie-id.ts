import { chainBefore, inferenceBefore, inferenceKey, isSecondary } from '../inference-chain.ts';
import { inferenceSetting } from '../inference-settings.ts';
import type { ElementView, PipelineIndex } from '../pipeline-index.ts';
import { prose } from '../prose.ts';
import { type ElementRule, type Report, setPropertyFix } from '../rule.ts';

/** A secondary works on the objects of a model before it. */
export const secondaryGieId: ElementRule = {
  id: 'secondary-gie-id',
  severity: 'error',
  title: 'A secondary names an inference element before it',
  topic: 'inference',
  explanation: prose`
    Compares infer-on-gie-id of a secondary nvinfer with the ids of the inference elements
    before it, and looks at whether that one finds objects. With an id that none has, or that of
    a classifier, it never gets an object and attaches nothing. Name the id of a detector before
    it.`,
  scope: 'element',
  factories: ['nvinfer'],
  check(element, index, report) {
    if (!isSecondary(element, index)) return;
    const wanted = inferenceSetting(element, index, 'infer-on-gie-id');
    if (wanted === undefined || wanted.number < 0) return;
    const before = inferenceBefore(element);
    checkMaker(element, wanted.number, index, report);
    const ids = before.map((view) => inferenceSetting(view, index, 'unique-id')?.number);
    if (ids.includes(wanted.number) || ids.includes(undefined) || ids.length === 0) return;
    if (!chainBefore(element).isKnown) return;
    const place = { element: element.name, property: 'infer-on-gie-id' };
    const where = wanted.file === undefined ? '' : ` (from ${wanted.file})`;
    report({
      message: `'${element.name}' works on the objects of id ${wanted.number}${where}, but before it stand only ${before.map((view, at) => `'${view.name}' (${ids[at]})`).join(', ')}`,
      place,
      remedy: 'Name the id of a detector before it',
      fixes: ids.map((id) => setPropertyFix(`Set infer-on-gie-id to ${id}`, place, id)),
    });
  },
};

/** Kinds of models that find no objects, by network-type. */
const objectless: Readonly<Record<string, string>> = {
  1: 'a classifier',
  2: 'a model for semantic segmentation',
};

function checkMaker(
  element: ElementView,
  gieId: number,
  index: PipelineIndex,
  report: Report,
): void {
  const maker = inferenceBefore(element).find(
    (view) => inferenceSetting(view, index, 'unique-id')?.number === gieId,
  );
  const kind = maker && objectless[inferenceKey(maker, index, 'network-type') ?? ''];
  if (!maker || kind === undefined) return;
  report({
    message: `'${element.name}' works on the objects of id ${gieId}, but '${maker.name}' is ${kind}, which finds none`,
    place: { element: element.name, property: 'infer-on-gie-id' },
    remedy: 'Name the id of a detector before it',
  });
}
