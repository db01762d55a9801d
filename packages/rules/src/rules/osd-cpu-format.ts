import { choiceOf, isWritten, propertyPlace, textOf } from '../element-values.ts';
import { upstreamElements } from '../flow.ts';
import { elementsOf } from '../neighbours.ts';
import { type DocumentRule, setPropertyFix } from '../rule.ts';

/** nvdsosd on the CPU draws on RGBA only. */
export const osdCpuFormat: DocumentRule = {
  id: 'osd-cpu-format',
  severity: 'warning',
  title: 'nvdsosd on the CPU gets RGBA',
  scope: 'document',
  check(index, report) {
    for (const element of elementsOf(index, 'nvdsosd')) {
      if (!isWritten(element, 'process-mode') || choiceOf(element, 'process-mode') !== 0) continue;
      if (element.inputs.length === 0) continue;
      const isAsked = [element, ...upstreamElements(element)].some(
        (view) =>
          view.inputs.some(({ link }) => link.caps?.includes('RGBA')) ||
          textOf(view, 'caps')?.includes('RGBA'),
      );
      if (isAsked) continue;
      const place = propertyPlace(element, 'process-mode');
      report({
        message: `'${element.name}' draws on the CPU, which takes RGBA, but nothing before it asks for RGBA`,
        place,
        remedy:
          'Put an nvvideoconvert with the caps video/x-raw(memory:NVMM), format=RGBA before it, or draw on the GPU',
        fixes: [setPropertyFix('Draw on the GPU', place, 1)],
      });
    }
  },
};
