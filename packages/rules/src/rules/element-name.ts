import { elementNameProblem } from '@pipewright/graph';
import { freeElementName } from '../neighbours.ts';
import { settingOf } from '../pipeline-index.ts';
import { prose } from '../prose.ts';
import { type ElementRule, setPropertyFix } from '../rule.ts';

/** The name can't be an element's, or the `name` property says something else. */
export const elementName: ElementRule = {
  id: 'element-name',
  severity: 'error',
  title: 'Element names are valid and unique',
  topic: 'elements',
  explanation: prose`
    Looks at the key of each element in the document and at its 'name' property. GStreamer finds
    elements by name, so a name with characters it can't take, or a second name beside the key,
    makes messages and links point at nothing. Rename the element, and leave the 'name' property
    out.`,
  isFixed: true,
  scope: 'element',
  check(element, index, report) {
    const { name } = element;
    const problem = elementNameProblem(name);
    if (problem !== undefined) {
      const newName = freeElementName(index, element.node.factory);
      report({
        message: problem,
        place: { element: name },
        remedy: 'Rename the element',
        fixes: [
          {
            title: `Rename to ${newName}`,
            edit: { kind: 'rename-element', name, newName },
          },
        ],
      });
    }
    const setting = settingOf(element, 'name');
    if (!setting || setting.value === undefined || setting.value === name) return;
    const place = { element: name, property: setting.property };
    report({
      message: `'${name}' sets its property 'name' to another name, '${setting.value}'`,
      place,
      remedy: "An element's name is its key in the document: remove the property",
      fixes: [setPropertyFix('Remove name', place)],
    });
  },
};
