import { choiceOf, isWritten, propertyPlace, textOf } from '../element-values.ts';
import { upstreamElements } from '../flow.ts';
import { type ElementRule, setPropertyFix } from '../rule.ts';

/** nvdsosd on the CPU draws on RGBA only. */
export const osdCpuFormat: ElementRule = {
  id: 'osd-cpu-format',
  severity: 'warning',
  title: 'nvdsosd on the CPU gets RGBA',
  scope: 'element',
  factories: ['nvdsosd'],
  check(element, _index, report) {
    if (!isWritten(element, 'process-mode') || choiceOf(element, 'process-mode') !== 0) return;
    if (element.inputs.length === 0) return;
    const isAsked = [element, ...upstreamElements(element)].some(
      (view) =>
        view.inputs.some(({ link }) => link.caps?.includes('RGBA')) ||
        textOf(view, 'caps')?.includes('RGBA'),
    );
    if (isAsked) return;
    const place = propertyPlace(element, 'process-mode');
    report({
      message: `'${element.name}' draws on the CPU, which takes RGBA, but nothing before it asks for RGBA`,
      place,
      remedy:
        'Put an nvvideoconvert with the caps video/x-raw(memory:NVMM), format=RGBA before it, or draw on the GPU',
      fixes: [setPropertyFix('Draw on the GPU', place, 1)],
    });
  },
};
