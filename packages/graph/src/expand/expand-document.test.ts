import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { arbitraryDocument } from '../arbitraries.ts';
import type { Parameter, PipelineDocument, PropertyValue } from '../document.ts';
import { parseLink } from '../link-text.ts';
import type { ExpansionContext, Plan } from '../plan.ts';
import { emptyDocument } from '../queries.ts';
import { parseDocument } from '../yaml/parse-document.ts';
import { type ExpansionError, expandDocument } from './expand-document.ts';
import { redactPlan } from './redact-plan.ts';

const context: ExpansionContext = {
  documentFolder: '/srv/pipe lines',
  filesFolder: '/srv/runs/1',
  parameters: {},
  propertyRole: (_factory, property) =>
    property.startsWith('uri') ? 'uri' : property.endsWith('path') ? 'path' : 'plain',
  relocateConfig: (name, text, _folder, resolve) =>
    `# ${name}\n${text.replace(/=(.*)/g, (_match, path: string) => `=${resolve(path)}`)}`,
};

function documentWith(parts: Partial<PipelineDocument>): PipelineDocument {
  return { ...emptyDocument('Test'), ...parts };
}

function withProperties(
  properties: Record<string, PropertyValue>,
  parts: Partial<PipelineDocument> = {},
): PipelineDocument {
  return documentWith({ ...parts, elements: { a: { factory: 'x', properties, pads: {} } } });
}

function planOf(document: PipelineDocument, parameters: Record<string, PropertyValue> = {}): Plan {
  const result = expandDocument(document, { ...context, parameters });
  if (!result.ok) throw new Error(JSON.stringify(result.errors));
  return result.plan;
}

function errorsOf(
  document: PipelineDocument,
  parameters: Record<string, PropertyValue> = {},
): readonly ExpansionError[] {
  const result = expandDocument(document, { ...context, parameters });
  return result.ok ? [] : result.errors;
}

/** What a property's value becomes. */
function expanded(
  property: string,
  value: PropertyValue,
  declared: Record<string, Parameter> = {},
  given: Record<string, PropertyValue> = {},
): PropertyValue | undefined {
  const document = withProperties({ [property]: value }, { parameters: declared });
  return planOf(document, given).elements[0]?.properties[property];
}

describe('paths and URIs', () => {
  it.each([
    ['uri', 'media/a b.mp4', 'file:///srv/pipe%20lines/media/a%20b.mp4'],
    ['uri', '../ü#?.mp4', 'file:///srv/%C3%BC%23%3F.mp4'],
    ['uri', '/abs/100%.mp4', 'file:///abs/100%25.mp4'],
    ['uri', 'file:///abs/a%20b.mp4', 'file:///abs/a%20b.mp4'],
    ['uri', 'file:///abs/a b.mp4', 'file:///abs/a%20b.mp4'],
    ['uri', 'file:///abs/100%.mp4', 'file:///abs/100%25.mp4'],
    ['uri', 'file://localhost/abs/a.mp4', 'file:///abs/a.mp4'],
    ['uri', 'file://media/a.mp4', 'file:///srv/pipe%20lines/media/a.mp4'],
    ['uri', 'file:a.mp4', 'file:///srv/pipe%20lines/a.mp4'],
    ['uri', 'rtsp://user:pw@host:554/a b?x#y', 'rtsp://user:pw@host:554/a b?x#y'],
    ['uri', 'https://host/a.mp4', 'https://host/a.mp4'],
    ['uri', 'v4l2:///dev/video0', 'v4l2:///dev/video0'],
    ['uri', '', ''],
    ['uri-list', 'a.mp4, rtsp://host/b', 'file:///srv/pipe%20lines/a.mp4,rtsp://host/b'],
    ['model-path', 'models/./a.onnx', '/srv/pipe lines/models/a.onnx'],
    ['model-path', '/abs/../a', '/a'],
    ['model-path', '', ''],
    ['model-path', 'a.yml;/b.yml', '/srv/pipe lines/a.yml;/b.yml'],
    ['plain', 'media/a.mp4', 'media/a.mp4'],
  ])('%s: %s becomes %s', (property, value, expected) => {
    expect(expanded(property, value)).toBe(expected);
  });

  it('of pads are left alone', () => {
    const document = documentWith({
      elements: { a: { factory: 'x', properties: {}, pads: { sink_0: { uri: 'b' } } } },
    });
    expect(planOf(document).elements[0]?.pads).toEqual({ sink_0: { uri: 'b' } });
  });
});

describe('owned files', () => {
  it('are put beside the plan, with their paths made absolute', () => {
    const document = withProperties(
      { 'config-path': './configs/a.txt', 'other-path': 'b.txt', 'third-path': 'c.txt' },
      { files: { 'configs/a.txt': 'x=b.txt\ny=c.txt', 'b.txt': '' } },
    );
    const plan = planOf(document);
    expect(plan.elements[0]?.properties).toEqual({
      'config-path': '/srv/runs/1/configs/a.txt',
      'other-path': '/srv/runs/1/b.txt',
      'third-path': '/srv/pipe lines/c.txt',
    });
    expect(plan.files).toEqual([
      {
        path: '/srv/runs/1/configs/a.txt',
        text: '# configs/a.txt\nx=/srv/runs/1/b.txt\ny=/srv/pipe lines/c.txt',
      },
      { path: '/srv/runs/1/b.txt', text: '# b.txt\n' },
    ]);
  });
});

describe('parameters', () => {
  it.each<[Parameter['type'], PropertyValue, PropertyValue]>([
    ['integer', '42', 42],
    ['integer', '18446744073709551615', '18446744073709551615'],
    ['integer', 7, 7],
    ['number', '1.5', 1.5],
    ['boolean', 'true', true],
    ['boolean', false, false],
    ['string', 5, '5'],
    ['path', 'a.txt', '/srv/pipe lines/a.txt'],
    ['uri', 'a.mp4', 'file:///srv/pipe%20lines/a.mp4'],
  ])('of type %s take %j as %j', (type, given, expected) => {
    expect(expanded('plain', '${p}', { p: { type } }, { p: given })).toBe(expected);
  });

  it.each<[Parameter['type'], PropertyValue, string]>([
    ['integer', '1.5', 'must be a whole number, but it is "1.5"'],
    ['integer', true, 'must be a whole number, but it is true'],
    ['number', 'x', 'must be a number, but it is "x"'],
    ['number', '', 'must be a number, but it is ""'],
    ['boolean', 'yes', 'must be true or false, but it is "yes"'],
    ['path', '', 'must be a path, but it is ""'],
  ])('of type %s refuse %j', (type, given, message) => {
    const document = withProperties({ x: '${p}', y: '${p}' }, { parameters: { p: { type } } });
    expect(errorsOf(document, { p: given })).toEqual([
      { message: `parameter "p" ${message}`, parameter: 'p' },
    ]);
  });

  const declared: Record<string, Parameter> = {
    width: { type: 'integer', default: 640 },
    name: { type: 'string', default: 'cam' },
    dir: { type: 'path', default: 'media' },
  };

  it.each([
    ['plain', '${width}', 640],
    ['plain', '${name}-${width}', 'cam-640'],
    ['plain', '$${name}', '${name}'],
    ['plain', '$${name}${name}', '${name}cam'],
    ['plain', '$name $ {name}', '$name $ {name}'],
    ['plain', '${name', '${name'],
    ['uri', '${dir}/a b.mp4', 'file:///srv/pipe%20lines/media/a%20b.mp4'],
    ['plain', '${dir}', '/srv/pipe lines/media'],
  ])('in %s: %s gives %j', (property, value, expected) => {
    expect(expanded(property, value, declared)).toBe(expected);
  });

  it('given at start beat defaults', () => {
    expect(expanded('plain', '${name}', declared, { name: 'door' })).toBe('door');
  });

  it('also stand in caps and in pad properties', () => {
    const link = parseLink('a.src -> a.sink');
    const document = documentWith({
      parameters: declared,
      elements: { a: { factory: 'x', properties: {}, pads: { sink: { weight: '${width}' } } } },
      links: link.ok ? [{ ...link.link, caps: 'video/x-raw, width=${width}' }] : [],
    });
    const [element, filter] = planOf(document).elements;
    expect(element?.pads).toEqual({ sink: { weight: 640 } });
    expect(filter?.properties).toEqual({ caps: 'video/x-raw, width=640' });
  });

  it('without a value are an error where they are used first', () => {
    const document = withProperties(
      { x: '${needed}', y: 'again ${needed}', z: '${name}' },
      { parameters: { ...declared, needed: { type: 'string' }, unused: { type: 'string' } } },
    );
    expect(errorsOf(document)).toEqual([
      {
        message: 'parameter "needed" has no value: give it one for this run, or give it a default',
        parameter: 'needed',
        element: 'a',
        property: 'x',
      },
    ]);
  });

  it('that are not declared are errors, with what was meant', () => {
    const document = withProperties({ x: '${widht}', y: '${}' }, { parameters: declared });
    expect(errorsOf(document, { nmae: 'x' }).map(({ message }) => message)).toEqual([
      'a value is given for "nmae", but there is no such parameter: did you mean "name"?',
      'a value refers to ${widht}, but there is no such parameter: did you mean "width"?',
      'a value refers to ${}, but there is no such parameter: declare it under parameters',
    ]);
  });
});

describe('secrets', () => {
  const document = withProperties(
    { location: 'rtsp://u:${password}@h', other: 1 },
    {
      parameters: {
        password: { type: 'string', secret: true },
        count: { type: 'integer', secret: true },
      },
    },
  );

  it('are in the plan, which says where, and not in its redacted form', () => {
    const plan = planOf(document, { password: 'hunter2' });
    expect(plan.elements[0]?.properties.location).toBe('rtsp://u:hunter2@h');
    expect(plan.secretProperties).toEqual([{ element: 'a', property: 'location' }]);
    const redacted = redactPlan(plan);
    expect(redacted.elements[0]?.properties).toEqual({ location: '***', other: 1 });
    expect(JSON.stringify(redacted)).not.toContain('hunter2');
  });

  it('stay out of messages', () => {
    expect(JSON.stringify(errorsOf(document, { count: 'hunter2' }))).not.toContain('hunter2');
  });
});

describe('links', () => {
  const document = (() => {
    const result = parseDocument(`
formatVersion: 1
name: Links
target: {platform: dgpu, deepstream: 9.1, streammux: new}
elements:
  a: {factory: nvurisrcbin}
  b: {factory: nvstreammux}
  caps-a-b: {factory: queue}
links:
  - {from: a.vsrc_%u, to: b.sink_%u, caps: video/x-raw}
  - a.vsrc_%u -> b.sink_1
  - {from: a.vsrc_2, to: b.sink_2, caps: video/x-raw}
`);
    if (!result.ok) throw new Error(JSON.stringify(result.errors));
    return result.document;
  })();

  it('keep their order and pads; caps become elements between', () => {
    const { elements, links, environment } = planOf(document);
    expect(elements.slice(3)).toEqual([
      {
        name: 'caps-a-b-2',
        factory: 'capsfilter',
        properties: { caps: 'video/x-raw' },
        pads: {},
        origin: { kind: 'link', link: 'a.vsrc_%u -> b.sink_%u' },
      },
      expect.objectContaining({ name: 'caps-a-b-3' }),
    ]);
    expect(
      links.map(({ fromElement, fromPad, toElement, toPad, origin }) => [
        `${fromElement}.${fromPad} -> ${toElement}.${toPad}`,
        origin,
      ]),
    ).toEqual([
      ['a.vsrc_%u -> caps-a-b-2.sink', 'a.vsrc_%u -> b.sink_%u'],
      ['caps-a-b-2.src -> b.sink_%u', 'a.vsrc_%u -> b.sink_%u'],
      ['a.vsrc_%u -> b.sink_1', 'a.vsrc_%u -> b.sink_1'],
      ['a.vsrc_2 -> caps-a-b-3.sink', 'a.vsrc_2 -> b.sink_2'],
      ['caps-a-b-3.src -> b.sink_2', 'a.vsrc_2 -> b.sink_2'],
    ]);
    expect(environment).toEqual({ USE_NEW_NVSTREAMMUX: 'yes' });
  });

  it('to nowhere are errors', () => {
    const link = parseLink('a.src -> gone.sink');
    expect(errorsOf(documentWith({ ...document, links: link.ok ? [link.link] : [] }))).toEqual([
      {
        message: 'the link a.src -> gone.sink names "gone", but there is no such element',
        link: 'a.src -> gone.sink',
      },
    ]);
  });
});

it('any plan is consistent', () => {
  let numPlans = 0;
  fc.assert(
    fc.property(arbitraryDocument, (document) => {
      const result = expandDocument(document, context);
      if (!result.ok) {
        expect(result.errors.length).toBeGreaterThan(0);
        return;
      }
      numPlans++;
      const { elements, links } = result.plan;
      const names = elements.map(({ name }) => name);
      expect(new Set(names).size).toBe(names.length);
      expect(new Set(links.map(({ id }) => id)).size).toBe(links.length);
      for (const link of links) {
        expect(names).toContain(link.fromElement);
        expect(names).toContain(link.toElement);
      }
    }),
  );
  expect(numPlans).toBeGreaterThan(10);
});
