import { chainBefore, inferenceBefore } from '../inference-chain.ts';
import { prose } from '../prose.ts';
import type { ElementRule } from '../rule.ts';

/** Visualisers draw what an element before them found. */
export const visualNeedsMetadata: ElementRule = {
  id: 'visual-needs-metadata',
  severity: 'error',
  title: 'Visualisers come after what they draw',
  topic: 'output',
  explanation: prose`
    Looks for the element whose results nvofvisual or nvsegvisual draw: nvof, or an nvinfer with
    a segmentation model. Without it they have nothing to draw and stop or show an empty
    picture. Put it before them.`,
  scope: 'element',
  factories: ['nvofvisual', 'nvsegvisual'],
  check(element, _index, report) {
    const isFlow = element.node.factory === 'nvofvisual';
    const { upstream, isKnown } = chainBefore(element);
    const hasGiver = isFlow
      ? upstream.some(({ node }) => node.factory === 'nvof')
      : inferenceBefore(element).length > 0;
    if (!isKnown || hasGiver) return;
    const giver = isFlow ? 'nvof' : 'nvinfer with a segmentation model (network-type 2)';
    report({
      message: `'${element.name}' (${element.node.factory}) has nothing to draw: no ${giver} stands before it`,
      place: { element: element.name },
      remedy: `Put an ${giver} before '${element.name}'`,
    });
  },
};
