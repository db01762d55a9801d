import { propertyPlace, textOf } from '../element-values.ts';
import { type ElementRule, setPropertyFix } from '../rule.ts';

const old = /^(.*\/)?libnvds_(?:mot_klt|mot_iou|nvdcf|deepsort)\.so$/;
const current = 'libnvds_nvmultiobjecttracker.so';

/** One library holds all trackers since DeepStream 6. */
export const trackerLibrary: ElementRule = {
  id: 'tracker-library',
  severity: 'warning',
  title: "The tracker's library is one that DeepStream still has",
  scope: 'element',
  factories: ['nvtracker'],
  check(element, _index, report) {
    const library = textOf(element, 'll-lib-file');
    const match = library === undefined ? undefined : old.exec(library);
    if (!match) return;
    const place = propertyPlace(element, 'll-lib-file');
    const path = `${match[1] ?? ''}${current}`;
    report({
      message: `'${element.name}' names ${library}, a library of DeepStream 5: ${current} holds all trackers now`,
      place,
      remedy: `Use ${current} with the tracker's config in ll-config-file`,
      fixes: [setPropertyFix(`Use ${current}`, place, path)],
    });
  },
};
