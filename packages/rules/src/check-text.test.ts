import { catalogueFor, configSchemas } from '@pipewright/catalogue';
import { parseDocument } from '@pipewright/graph';
import { expect, it } from 'vitest';
import {
  checkConfigText,
  checkDocumentText,
  checkImported,
  type DocumentCheck,
} from './check-text.ts';
import { checkWithFiles } from './check-with-files.ts';

const check: DocumentCheck = (document) =>
  checkWithFiles(document, catalogueFor(document.target), async () => new Map());

const text = `formatVersion: 1
name: Test
target: {platform: dgpu, deepstream: "9.1"}
elements:
  source:
    factory: videotestsrc
    properties:
      patern: 1
  sink:
    factory: fakesink
links:
  - source.src -> sink.sink
`;

it('finds what is wrong with a document at its place in the text', async () => {
  const found = await checkDocumentText(text, {}, check);
  expect(found.documentErrors).toEqual([]);
  const unknown = found.diagnostics.find(({ place }) => place.property === 'patern');
  expect(unknown).toMatchObject({ severity: 'error', position: { line: 8 } });
});

it('tells why a text is no document', async () => {
  const found = await checkDocumentText('formatVersion: 1\nname: [', {}, check);
  expect(found.documentErrors).toHaveLength(found.diagnostics.length);
  expect(found.diagnostics[0]).toMatchObject({ code: 'yaml-syntax', position: { line: 2 } });
});

it('lets the target of the caller go before that of the document', async () => {
  const targets: string[] = [];
  await checkDocumentText(text, { platform: 'jetson' }, (document) => {
    targets.push(document.target.platform);
    return check(document);
  });
  expect(targets).toEqual(['jetson']);
});

it('takes no line of a file that the document only refers to for one of its text', async () => {
  const inFile = (file: string, line: number) => {
    return {
      code: 'made-up',
      severity: 'error',
      message: '',
      place: { file, line },
      fixes: [],
    } as const;
  };
  const withFile = `${text}files:\n  owned.txt: |\n    [property]\n    a=1\n`;
  const { diagnostics } = await checkDocumentText(withFile, {}, async () => ({
    diagnostics: [inFile('owned.txt', 2), inFile('elsewhere.txt', 2)],
    suppressed: [],
    unknownPaths: [],
  }));
  const [owned, elsewhere] = diagnostics;
  expect(owned?.position?.line).toBe(withFile.split('\n').indexOf('    a=1') + 1);
  expect(elsewhere?.position?.line).not.toBe(2);
});

it('tells which of several pipelines is meant, and what got lost', async () => {
  const parsed = parseDocument(text);
  if (!parsed.ok) throw new Error(parsed.errors[0]?.message);
  const { document } = parsed;
  const alone = await check(document);
  const lost = { kind: 'lost', message: 'no word for it', place: { line: 3 } };
  const pipelines = [
    { document, notes: [] },
    { document, notes: [lost, { ...lost, kind: 'advice' }] },
  ];
  const found = await checkImported({ ok: true, pipelines }, check);
  expect(found.diagnostics).toHaveLength(2 * alone.diagnostics.length + 1);
  expect(found.diagnostics[0]?.message).toMatch(/^pipeline 1: /);
  expect(found.diagnostics.at(-1)).toMatchObject({
    code: 'not-imported',
    severity: 'hint',
    message: 'pipeline 2: no word for it',
    position: { line: 3, column: 1 },
  });
});

it('tells why a pipeline of another format can not be read', async () => {
  const errors = [
    { message: 'no such element', place: { line: 2, column: 5 }, remedy: 'Name one' },
  ];
  const found = await checkImported({ ok: false, errors }, check);
  expect(found.diagnostics).toMatchObject([
    { code: 'unreadable-input', position: { line: 2, column: 5 }, remedy: 'Name one' },
  ]);
});

it('checks a config file as an element would read it', async () => {
  const schema = configSchemas().find(({ id }) => id === 'nvinfer');
  if (schema === undefined) throw new Error('there is no schema of nvinfer');
  const config = '[property]\ngie-unique-id=1\nbatch-sise=4\n';
  const found = await checkConfigText({ name: 'pgie.txt', text: config, schema }, {}, check);
  const unknown = found?.diagnostics.find(({ position }) => position?.line === 3);
  expect(unknown?.message).toContain('batch-sise');
  expect(found?.diagnostics.every(({ place }) => place.element === undefined)).toBe(true);
  const unread = { ...schema, consumers: [] };
  expect(await checkConfigText({ name: 'a', text: '', schema: unread }, {}, check)).toBeUndefined();
});
