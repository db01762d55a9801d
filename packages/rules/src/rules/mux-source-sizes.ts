import { frameSize } from '../negotiation/data-rate.ts';
import { capsAt } from '../negotiation/solve.ts';
import { prose } from '../prose.ts';
import type { ElementRule } from '../rule.ts';

/** The new nvstreammux batches frames as they come. */
export const muxSourceSizes: ElementRule = {
  id: 'mux-source-sizes',
  severity: 'warning',
  title: 'Sources of the new nvstreammux have one size',
  topic: 'batching',
  explanation: prose`
    Compares the frame sizes, as far as caps tell them, that come into nvstreammux where the
    target uses the new one. It does not scale as the legacy mux does: frames of different size
    stay different in a batch, and elements that take the size from the batch's caps see the
    one of another source. Scale them before the mux by an nvvideoconvert with caps.`,
  scope: 'element',
  factories: ['nvstreammux'],
  check(element, index, report) {
    if (index.document.target.streammux !== 'new') return;
    const first = new Map<string, string>();
    for (const view of element.inputs) {
      const size = frameSize(capsAt(view, index)?.expected);
      if (size && !first.has(`${size.width}x${size.height}`)) {
        first.set(`${size.width}x${size.height}`, view.to.pad);
      }
    }
    if (first.size < 2) return;
    const sizes = [...first].map(([size, pad]) => `${size} at ${pad}`).join(', ');
    report({
      message: `'${element.name}' gets frames of different size (${sizes}), which the new mux does not scale`,
      place: { element: element.name },
      remedy:
        'Put an nvvideoconvert and caps such as video/x-raw(memory:NVMM), width=1280, height=720 before each of its pads',
    });
  },
};
