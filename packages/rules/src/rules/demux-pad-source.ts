import { isPadPattern } from '@pipewright/catalogue';
import { batcherOf } from '../flow.ts';
import { prose } from '../prose.ts';
import type { ElementRule } from '../rule.ts';

/** nvstreamdemux: src_N carries the source that the mux has on sink_N. */
export const demuxPadSource: ElementRule = {
  id: 'demux-pad-source',
  severity: 'error',
  title: "nvstreamdemux's pads have the numbers of the mux's sources",
  topic: 'batching',
  explanation: prose`
    Compares the numbers of nvstreamdemux's pads with the inputs of the mux before it. src_N
    carries the source that the mux has on sink_N, so a number without a source never gives a
    buffer, and a sink behind it keeps the pipeline from playing. Use the number of a linked
    source.`,
  scope: 'element',
  factories: ['nvstreamdemux'],
  check(element, _index, report) {
    const batcher = batcherOf(element);
    if (batcher?.node.factory !== 'nvstreammux' || batcher.inputs.length === 0) return;
    const pads = batcher.inputs.map(({ to }) => to.pad);
    if (pads.some(isPadPattern)) return;
    const numbers = new Set(pads.map((pad) => pad.replace(/^sink_/, '')));
    for (const view of element.outputs) {
      const number = /^src_(\d+)$/.exec(view.from.pad)?.[1];
      if (number === undefined || numbers.has(number)) continue;
      report({
        message: `'${view.from.pad}' of '${element.name}' never gives data: '${batcher.name}' has no source on sink_${number}`,
        place: { element: element.name, pad: view.from.pad, link: view.id },
        remedy: `Use a pad of a linked source: ${[...numbers].map((it) => `src_${it}`).join(', ')}`,
      });
    }
  },
};
