import { textOf } from '../element-values.ts';
import { prose } from '../prose.ts';
import type { ElementRule } from '../rule.ts';

/** nvdsmetamux hands on the frames of one of its inputs. */
export const metamuxActivePad: ElementRule = {
  id: 'metamux-active-pad',
  severity: 'error',
  title: "nvdsmetamux's active pad is one of its inputs",
  topic: 'batching',
  explanation: prose`
    Looks at whether active-pad of nvdsmetamux, as a property or in its config file, is one of
    its linked inputs. It hands on the frames of that input with the metadata of all, and
    without it gives no frame at all. Name a linked pad.`,
  scope: 'element',
  factories: ['nvdsmetamux'],
  check(element, index, report) {
    const path = textOf(element, 'config-file');
    const config = path === undefined ? undefined : index.config(path);
    const inFile = config?.groups.get('property')?.entries.get('active-pad')?.value;
    const active = textOf(element, 'active-pad') ?? inFile;
    const pads = element.inputs.map(({ to }) => to.pad);
    if (active === undefined ? !config || config.problems.length > 0 : pads.includes(active)) {
      return;
    }
    if (pads.length === 0 || pads.some((pad) => pad.includes('%'))) return;
    report({
      message: active
        ? `The active pad of '${element.name}' is ${active}, which is not linked`
        : `'${element.name}' has no active-pad, neither as a property nor in ${path}`,
      place: { element: element.name, property: 'active-pad' },
      remedy: `Name one of ${pads.join(', ')}`,
    });
  },
};
