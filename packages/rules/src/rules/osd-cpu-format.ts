import { choiceOf, isWritten, propertyPlace, textOf } from '../element-values.ts';
import { upstreamElements } from '../flow.ts';
import { prose } from '../prose.ts';
import { type ElementRule, setPropertyFix } from '../rule.ts';

/** nvdsosd on the CPU draws on RGBA only. */
export const osdCpuFormat: ElementRule = {
  id: 'osd-cpu-format',
  severity: 'warning',
  title: 'nvdsosd on the CPU gets RGBA',
  topic: 'output',
  explanation: prose`
    Looks at nvdsosd that draws on the CPU (process-mode 0) without RGBA asked for before it.
    Drawing on the CPU works on RGBA frames only, so boxes and text are missing or the element
    stops. Ask for RGBA by an nvvideoconvert with caps before it, or draw on the GPU.`,
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
