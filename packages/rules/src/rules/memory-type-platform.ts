import { choiceOf, isWritten, propertyPlace } from '../element-values.ts';
import { platformName } from '../platforms.ts';
import { type ElementRule, setPropertyFix } from '../rule.ts';

/** Kinds of surface memory are a platform's. */
export const memoryTypePlatform: ElementRule = {
  id: 'memory-type-platform',
  severity: 'error',
  title: 'nvbuf-memory-type is one of the target platform',
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
