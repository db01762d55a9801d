import type { PropertySpec } from '@pipewright/catalogue';
import type { Fix } from '../diagnostic.ts';
import { type ElementView, type PipelineIndex, settingOf } from '../pipeline-index.ts';
import { type ElementRule, setPropertyFix } from '../rule.ts';

/** The element fails, or can do nothing, without a property that is not set. */
export const requiredProperty: ElementRule = {
  id: 'required-property',
  severity: 'error',
  title: 'What the element needs is set',
  scope: 'element',
  check(element, index, report) {
    const { factory } = element;
    if (!factory) return;
    const reported = new Set<string>();
    for (const spec of factory.properties) {
      if (!isJudged(element, spec.name, index)) continue;
      const options = spec.required ? [spec.name] : optionsOf(spec, element);
      if (options.length === 0 || options.some((name) => isSet(element, name))) continue;
      const key = options.join(' ');
      if (reported.has(key)) continue;
      reported.add(key);
      const why = spec.requiredWhy ? `: ${spec.requiredWhy}` : '';
      report({
        message: `'${element.name}' (${factory.name}) needs ${options.join(' or ')}${why}`,
        place: { element: element.name, property: options[0] ?? spec.name },
        remedy: `Set ${options.join(' or ')} (${spec.summary})`,
        fixes: fixesFor(element, spec),
        ...(spec.confidence === 'low' ? { severity: 'warning' as const } : {}),
      });
    }
  },
};

/** What is required only under a condition, or judged by a rule that knows more. */
function isJudged(element: ElementView, property: string, { document }: PipelineIndex): boolean {
  switch (`${element.node.factory}.${property}`) {
    case 'nvstreammux.batch-size':
      return false; // mux-batch-size knows how many are needed
    case 'nvurisrcbin.uri':
      return !isSet(element, 'ipc-socket-path');
    case 'nvmultiurisrcbin.width':
    case 'nvmultiurisrcbin.height':
      return document.target.streammux === 'legacy';
    default:
      return true;
  }
}

/** Alternatives that are all properties; one that is not (a key in a file) is judged there. */
function optionsOf(spec: PropertySpec, element: ElementView): readonly string[] {
  const options = spec.requiredOneOf ?? [];
  const names = new Set(element.factory?.properties.map((property) => property.name));
  return options.every((name) => names.has(name)) ? options : [];
}

function isSet(element: ElementView, property: string): boolean {
  const setting = settingOf(element, property);
  if (!setting) return false;
  // A size of 0 or an empty text is what the element starts with.
  const { value } = setting;
  return value !== '' && !(value === 0 && setting.spec?.default === 0);
}

/** Values that suit nearly everyone. */
const usual: Readonly<Record<string, Readonly<Record<string, string | number>>>> = {
  nvstreammux: { width: 1920, height: 1080 },
  nvmultiurisrcbin: { width: 1920, height: 1080 },
  nvtracker: {
    'll-lib-file': '/opt/nvidia/deepstream/deepstream/lib/libnvds_nvmultiobjecttracker.so',
  },
  filesink: { location: 'out.mp4' },
};

function fixesFor(element: ElementView, spec: PropertySpec): Fix[] {
  const value = usual[element.node.factory]?.[spec.name];
  if (value === undefined) return [];
  const place = { element: element.name, property: spec.name };
  return [setPropertyFix(`Set ${spec.name} to ${value}`, place, value)];
}
