import { propertyPlace, textOf } from '../element-values.ts';
import { prose } from '../prose.ts';
import { type ElementRule, setPropertyFix } from '../rule.ts';

const old = /^(.*\/)?libnvds_(?:mot_klt|mot_iou|nvdcf|deepsort)\.so$/;
const current = 'libnvds_nvmultiobjecttracker.so';

/** One library holds all trackers since DeepStream 6. */
export const trackerLibrary: ElementRule = {
  id: 'tracker-library',
  severity: 'warning',
  title: "The tracker's library is one that DeepStream still has",
  topic: 'tracking',
  explanation: prose`
    Finds ll-lib-file with one of the tracker libraries of DeepStream 5. Since version 6 one
    library holds all trackers and its config file chooses among them; the old ones are not
    installed and nvtracker stops. Name libnvds_nvmultiobjecttracker.so, and the tracker's
    config in ll-config-file.`,
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
