import { catalogueFor } from '@pipewright/catalogue';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { deepstreamAppImport } from './deepstream-app.ts';
import { messages, readApp, throughApp } from './testing/app-harness.ts';
import { type AppText, arbitraryApp, iniOf, yamlOf } from './testing/arbitrary-app.ts';
import { arbitraryDrawing } from './testing/arbitrary-drawing.ts';

/** What a run builds: config files and the app's own settings aside. */
function graphOf({ document }: Awaited<ReturnType<typeof readApp>>) {
  const { elements, links, target } = document;
  return { elements, links, target };
}

const readIni = (app: AppText) => readApp(iniOf(app));
const readYaml = (app: AppText) => {
  const { text, csv } = yamlOf(app);
  return readApp(text, 'app.yml', { 'sources.csv': csv });
};

describe('any config of deepstream-app', () => {
  it('gives the same graph as INI and as YAML', async () => {
    await fc.assert(
      fc.asyncProperty(arbitraryApp, async (app) => {
        expect(graphOf(await readYaml(app))).toEqual(graphOf(await readIni(app)));
      }),
      { numRuns: 12 },
    );
  });

  it('is read without loss', async () => {
    await fc.assert(
      fc.asyncProperty(arbitraryApp, async (app) => {
        expect(messages((await readIni(app)).notes, 'lost')).toEqual([]);
      }),
      { numRuns: 12 },
    );
  });

  it.each(['ini', 'yaml'] as const)('comes back whole through %s', async (syntax) => {
    await fc.assert(
      fc.asyncProperty(arbitraryApp, async (app) => {
        const first = await readIni(app);
        const second = await throughApp(first.document, syntax);
        expect(messages(second.written.notes, 'lost')).toEqual([]);
        expect(graphOf(second)).toEqual(graphOf(first));
      }),
      { numRuns: 12 },
    );
  });

  it('keeps everything else as well through INI', async () => {
    await fc.assert(
      fc.asyncProperty(arbitraryApp, async (app) => {
        const first = await throughApp((await readIni(app)).document);
        const second = await throughApp(first.document);
        expect(second.document).toEqual({ ...first.document, name: second.document.name });
        expect(second.written.files[0].text).toBe(first.written.files[0].text);
      }),
      { numRuns: 8 },
    );
  });
});

/** Elements that the app places by itself. */
const plumbing = /^(queue|nvvideoconvert|identity)$/;

describe('any pipeline that has the shape of the app', () => {
  it.each(['ini', 'yaml'] as const)(
    'comes back through %s with all that was drawn',
    async (syntax) => {
      await fc.assert(
        fc.asyncProperty(arbitraryDrawing, async (drawn) => {
          const { document, written } = await throughApp(drawn, syntax);
          expect(messages(written.notes, 'lost')).toEqual([]);
          const found = new Map(
            Object.values(document.elements).map((each) => [each.factory, each]),
          );
          for (const { factory, properties } of Object.values(drawn.elements)) {
            if (plumbing.test(factory)) continue;
            expect(found.has(factory), factory).toBe(true);
            // Sources share a factory: their addresses are told apart below.
            if (factory === 'nvurisrcbin' || factory === 'tee') continue;
            expect(found.get(factory)?.properties).toMatchObject(properties);
          }
          const uris = (elements: typeof document.elements) =>
            Object.values(elements).flatMap(({ properties }) => properties.uri ?? []);
          expect(uris(document.elements)).toEqual(uris(drawn.elements));
        }),
        { numRuns: 12 },
      );
    },
  );
});

describe('any text', () => {
  it('is read or refused, and never breaks the reader', async () => {
    const line = fc.oneof(
      fc.constantFrom(
        '[source0]',
        '[sink1]',
        '[primary-gie]',
        'enable=1',
        'type=3',
        'uri=file://%d',
      ),
      fc.constantFrom(
        'source:',
        '  csv-file-path: a.csv',
        'sink0:',
        '  - 1',
        '[',
        '=',
        '[]',
        'a: [b',
      ),
      fc.string({ maxLength: 20 }),
    );
    await fc.assert(
      fc.asyncProperty(
        fc.array(line),
        fc.constantFrom('a.txt', 'a.yml', 'a'),
        async (lines, fileName) => {
          const source = { text: lines.join('\n'), fileName };
          expect(deepstreamAppImport.recognise(source)).toBeGreaterThanOrEqual(0);
          const result = await deepstreamAppImport.read(source, {
            catalogueFor,
            readFile: async () => 'type,,uri\n1,,\n,,',
          });
          expect(result.ok ? result.pipelines.length : result.errors.length).toBe(1);
        },
      ),
      { numRuns: 80 },
    );
  });
});
