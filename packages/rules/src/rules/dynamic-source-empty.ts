import { prose } from '../prose.ts';
import type { ElementRule } from '../rule.ts';

/** nvdsdynamicsrcbin starts without files; only a program can add them. */
export const dynamicSourceEmpty: ElementRule = {
  id: 'dynamic-source-empty',
  severity: 'warning',
  title: 'nvdsdynamicsrcbin plays only what a program adds',
  topic: 'sources',
  explanation: prose`
    Finds nvdsdynamicsrcbin. It starts without any file and plays only what a program adds
    through its add-source signal, so that started by itself the pipeline waits for ever. Use
    nvurisrcbin or nvmultiurisrcbin, or add files from your program.`,
  scope: 'element',
  factories: ['nvdsdynamicsrcbin'],
  check(element, _index, report) {
    report({
      message: `'${element.name}' plays nothing by itself: a program must add files through its add-source signal`,
      place: { element: element.name },
      remedy: 'Use nvurisrcbin or nvmultiurisrcbin, or add files from your program',
    });
  },
};
