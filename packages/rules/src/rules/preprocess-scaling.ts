import type { ConfigEntry } from '@pipewright/catalogue';
import { configFileOf, entryOf, filePlace, valueFix } from '../config/config-files.ts';
import { integersIn } from '../config/gie-ids.ts';
import { prose } from '../prose.ts';
import type { ElementRule } from '../rule.ts';

/** Beyond this, up or down, the VIC gives an error instead of a picture. */
const MAX_VIC_SCALE = 16;
const COMPUTE_GPU = '1';

/** On Jetson nvdspreprocess scales with the VIC unless told to use the GPU. */
export const preprocessScaling: ElementRule = {
  id: 'preprocess-scaling',
  severity: 'warning',
  title: 'nvdspreprocess scales by what the VIC can do',
  topic: 'inference',
  explanation: prose`
    Looks at the regions in nvdspreprocess' config file where the target is Jetson. There the
    VIC cuts and scales them, by 16 at most in either direction; a region of a few pixels, or a
    very large one, stops the pipeline. Set scaling-pool-compute-hw to 1, so that the GPU does
    it, or choose another region.`,
  scope: 'element',
  factories: ['nvdspreprocess'],
  check(element, index, report) {
    if (index.document.target.platform !== 'jetson') return;
    const file = configFileOf(element, index, 'preprocess');
    if (!file || file.config.problems.length > 0) return;
    const compute = entryOf(file.config, 'property', 'scaling-pool-compute-hw');
    if (compute?.value === COMPUTE_GPU) return;
    const [width] = integersIn(entryOf(file.config, 'property', 'processing-width')?.value) ?? [];
    const [height] = integersIn(entryOf(file.config, 'property', 'processing-height')?.value) ?? [];
    if (!width || !height) return;
    const groups = [...file.config.groups.values()];
    for (const entry of groups.flatMap(({ entries }) => [...entries.values()])) {
      const region = regionsOf(entry).find(
        (size) => isTooMuch(size.width, width) || isTooMuch(size.height, height),
      );
      if (!region) continue;
      report({
        message: `${file.config.path}: ${entry.key} has a region of ${region.width}x${region.height}, which the VIC can't scale to ${width}x${height}: ${MAX_VIC_SCALE} times is the most`,
        place: filePlace(file, entry),
        remedy: 'Set scaling-pool-compute-hw=1 in [property]: the GPU scales by any factor',
        fixes: compute ? valueFix(file, compute, COMPUTE_GPU) : [],
      });
    }
  },
};

/** The sizes in a list of left, top, width and height. */
function regionsOf({ key, value }: ConfigEntry): { width: number; height: number }[] {
  const numbers = key.startsWith('roi-params-src-') ? (integersIn(value) ?? []) : [];
  return Array.from({ length: Math.floor(numbers.length / 4) }, (_, region) => ({
    width: numbers[region * 4 + 2] ?? 0,
    height: numbers[region * 4 + 3] ?? 0,
  }));
}

function isTooMuch(from: number, to: number): boolean {
  return from > 0 && (to / from > MAX_VIC_SCALE || from / to > MAX_VIC_SCALE);
}
