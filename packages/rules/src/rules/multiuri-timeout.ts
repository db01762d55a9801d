import { isWritten, propertyPlace } from '../element-values.ts';
import { prose } from '../prose.ts';
import { type ElementRule, setPropertyFix } from '../rule.ts';

/** nvmultiurisrcbin starts with a time-out of 0, not with the one that it declares. */
export const multiuriTimeout: ElementRule = {
  id: 'multiuri-timeout',
  severity: 'hint',
  title: 'nvmultiurisrcbin has a time-out of its own',
  topic: 'sources',
  explanation: prose`
    Looks for batched-push-timeout on nvmultiurisrcbin. It starts with 0 whatever its
    documentation declares, so that batches go out without waiting for all sources and inference
    runs on nearly empty ones. Set it to the time of a frame, in microseconds.`,
  scope: 'element',
  factories: ['nvmultiurisrcbin'],
  check(element, _index, report) {
    if (isWritten(element, 'batched-push-timeout')) return;
    const place = propertyPlace(element, 'batched-push-timeout');
    report({
      message: `'${element.name}' starts with batched-push-timeout 0, so batches go out unfilled`,
      place,
      remedy: 'Set it to a frame time in microseconds, 1000000 / frame rate',
      fixes: [setPropertyFix('Set batched-push-timeout to 33333', place, 33333)],
    });
  },
};
