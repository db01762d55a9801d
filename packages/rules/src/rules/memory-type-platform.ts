import { choiceOf, isWritten, propertyPlace } from '../element-values.ts';
import { platformName } from '../platforms.ts';
import { prose } from '../prose.ts';
import { type ElementRule, setPropertyFix } from '../rule.ts';

/** Kinds of surface memory are a platform's. */
export const memoryTypePlatform: ElementRule = {
  id: 'memory-type-platform',
  severity: 'error',
  title: 'nvbuf-memory-type is one of the target platform',
  topic: 'platform',
  explanation: prose`
    Compares nvbuf-memory-type with the target platform. Types 1 to 3 are CUDA memory of GPUs on
    a card, and type 4 is the surface array of Jetson; the other platform can't allocate it, and
    the pipeline stops at the first buffer. Use 0, the platform's usual type.`,
  scope: 'element',
  check(element, { document }, report) {
    if (!isWritten(element, 'nvbuf-memory-type')) return;
    const type = choiceOf(element, 'nvbuf-memory-type');
    const { platform } = document.target;
    if (type === undefined || type < 1 || type > 4) return;
    if ((type === 4) === (platform === 'jetson')) return;
    const place = propertyPlace(element, 'nvbuf-memory-type');
    report({
      message: `nvbuf-memory-type ${type} of '${element.name}' does not exist on ${platformName(platform)}`,
      place,
      remedy: 'Use 0, the usual type of the platform',
      fixes: [setPropertyFix('Set nvbuf-memory-type to 0', place, 0)],
    });
  },
};
