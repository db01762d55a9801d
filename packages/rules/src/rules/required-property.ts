import type { ElementFactory, PropertySpec } from '@pipewright/catalogue';
import type { Fix } from '../diagnostic.ts';
import { type ElementView, type PipelineIndex, settingOf } from '../pipeline-index.ts';
import { prose } from '../prose.ts';
import { type ElementRule, setPropertyFix } from '../rule.ts';

/** The element fails, or can do nothing, without a property that is not set. */
export const requiredProperty: ElementRule = {
  id: 'required-property',
  severity: 'error',
  title: 'What the element needs is set',
  topic: 'properties',
  explanation: prose`
    Looks for properties without which an element fails or has nothing to do, such as the size
    of the legacy nvstreammux or the config file of nvinfer. The pipeline then stops at its
    start, often with a message that does not name the property. Set what is missing; for some
    elements one of several properties is enough.`,
  scope: 'element',
  check(element, index, report) {
    const { factory } = element;
    if (!factory) return;
    for (const { spec, options } of needsOf(factory)) {
      if (!isJudged(element, spec.name, index)) continue;
      if (options.some((name) => isSet(element, name))) continue;
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

interface Need {
  readonly spec: PropertySpec;
  /** Any one of these will do. */
  readonly options: readonly string[];
}

const needs = new WeakMap<ElementFactory, readonly Need[]>();

/** What a factory needs, each once. */
function needsOf(factory: ElementFactory): readonly Need[] {
  let known = needs.get(factory);
  if (!known) {
    const found = new Map<string, Need>();
    for (const spec of factory.properties) {
      const options = spec.required ? [spec.name] : alternatives(spec, factory);
      const key = options.join(' ');
      if (options.length > 0 && !found.has(key)) found.set(key, { spec, options });
    }
    known = [...found.values()];
    needs.set(factory, known);
  }
  return known;
}

/** What is required only under a condition, or judged by a rule that knows more. */
function isJudged(element: ElementView, property: string, { document }: PipelineIndex): boolean {
  switch (`${element.node.factory}.${property}`) {
    case 'nvstreammux.batch-size':
      return false; // mux-batch-size knows how many are needed
    case 'nvurisrcbin.uri':
      return !isSet(element, 'ipc-socket-path');
    case 'nvmsgbroker.conn-str':
      // Azure IoT Edge's module knows its hub from the environment.
      return !/azure_edge/.test(String(settingOf(element, 'proto-lib')?.value ?? ''));
    case 'nvmultiurisrcbin.width':
    case 'nvmultiurisrcbin.height':
      return document.target.streammux === 'legacy';
    default:
      return true;
  }
}

/** Alternatives that are all properties; one that is not (a key in a file) is judged there. */
function alternatives(spec: PropertySpec, factory: ElementFactory): readonly string[] {
  const options = spec.requiredOneOf ?? [];
  const isProperty = (name: string) => factory.properties.some((other) => other.name === name);
  return options.every(isProperty) ? options : [];
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
