import { prose } from '../prose.ts';
import type { ElementRule } from '../rule.ts';

/** nvv4l2decoder gives what nvstreammux takes: a converter between them only costs. */
export const needlessNvvideoconvert: ElementRule = {
  id: 'needless-nvvideoconvert',
  severity: 'hint',
  title: 'No converter between nvv4l2decoder and nvstreammux',
  topic: 'links',
  explanation: prose`
    Finds an nvvideoconvert without settings between nvv4l2decoder and nvstreammux. The decoder
    already gives frames in the memory and format that the mux takes, and the mux scales them,
    so the converter only adds work and a pool of buffers for every source. Remove it.`,
  scope: 'element',
  factories: ['nvvideoconvert'],
  check(element, _index, report) {
    const [input, ...otherInputs] = element.inputs;
    const [output, ...otherOutputs] = element.outputs;
    if (!input || !output) return;
    if (otherInputs.length > 0 || otherOutputs.length > 0) return;
    if (input.from.element?.node.factory !== 'nvv4l2decoder') return;
    if (output.to.element?.node.factory !== 'nvstreammux') return;
    // Cropping, rotating or a chosen format is work that is wanted.
    const isPlain = element.settings.every((setting) => setting.property === 'gpu-id');
    if (!isPlain || input.link.caps !== undefined || output.link.caps !== undefined) return;
    const title = `Remove ${element.name}`;
    report({
      message: `'${element.name}' converts nothing: ${input.from.name} already gives what ${output.to.name} takes`,
      place: { element: element.name },
      remedy: `Link ${input.from.name} to ${output.to.name}`,
      fixes: [
        {
          title,
          edit: {
            kind: 'batch',
            label: title,
            edits: [
              { kind: 'remove-element', name: element.name },
              {
                kind: 'add-link',
                link: { from: input.link.from, to: output.link.to },
                index: Math.min(input.position, output.position),
              },
            ],
          },
        },
      ],
    });
  },
};
