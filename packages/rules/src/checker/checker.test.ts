import { catalogueFor } from '@pipewright/catalogue';
import { applyEdit, type Edit, type PipelineDocument } from '@pipewright/graph';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { check } from '../check.ts';
import type { FileFacts } from '../files.ts';
import { faults } from '../mutation/faults.ts';
import { soundDocuments } from '../mutation/sound-documents.ts';
import { createNegotiator, memoryCopies, negotiate } from '../negotiation/negotiate.ts';
import { documentOf, type Sketch } from '../rule-harness.ts';
import { createChecker } from './checker.ts';
import { arbitraryDice, editFor } from './random-edits.ts';

const documents = soundDocuments();
/** Many checks from scratch: on a busy machine they take longer than a test usually may. */
const timeoutMillis = 240_000;

/** Knows of more files the later it is asked, and of some never. */
function filesAt(step: number): (path: string) => FileFacts | undefined {
  return (path) => {
    if (path.length % 4 > step % 5) return undefined;
    if (path.includes('nosuch')) return { exists: false, reason: 'missing' };
    return { exists: true, kind: 'file', sizeBytes: 1 };
  };
}

/** Checks every document in turn, and holds each result against one from scratch. */
class Twin {
  readonly #catalogue;
  readonly #checker;
  readonly #negotiator;

  constructor(document: PipelineDocument) {
    this.#catalogue = catalogueFor(document.target);
    this.#checker = createChecker(this.#catalogue);
    this.#negotiator = createNegotiator(this.#catalogue);
  }

  expectSame(document: PipelineDocument, step: number, what: string): void {
    const files = filesAt(step);
    const { diagnostics, suppressed, unknownPaths } = this.#checker.check(document, files);
    const anew = check(document, { catalogue: this.#catalogue, files });
    expect(diagnostics, what).toEqual(anew.diagnostics);
    expect(suppressed, what).toEqual(anew.suppressed);
    expect(unknownPaths, what).toEqual(anew.unknownPaths);
    const { links, copies } = this.#negotiator(document);
    expect(links, what).toEqual(negotiate(document, this.#catalogue));
    expect(copies, what).toEqual(memoryCopies(document, this.#catalogue));
  }
}

describe('a check after an edit says what a check from scratch says', () => {
  test(
    'after edits of every kind, done and undone',
    () => {
      fc.assert(
        fc.property(
          fc.constantFrom(...documents),
          fc.array(fc.tuple(arbitraryDice, fc.boolean()), { maxLength: 8 }),
          (start, steps) => {
            const twin = new Twin(start);
            const inverses: Edit[] = [];
            let document = start;
            twin.expectSame(document, 0, 'at first');
            for (const [step, [dice, isUndo]] of steps.entries()) {
              const undo = isUndo ? inverses.pop() : undefined;
              const edit = undo ?? editFor(document, dice);
              const result = applyEdit(document, edit);
              if (!result.ok) continue;
              document = result.document;
              if (!undo) inverses.push(result.inverse);
              twin.expectSame(document, step, JSON.stringify(edit));
            }
          },
        ),
        { numRuns: 40 },
      );
    },
    timeoutMillis,
  );

  test(
    'after seeded faults and their repair',
    () => {
      for (const [at, fault] of faults.entries()) {
        const document = documents.find((each) => fault.spoil(each) !== undefined);
        const spoilt = document && fault.spoil(document);
        if (!document || !spoilt) throw new Error(`${fault.title} fits no document`);
        const twin = new Twin(document);
        twin.expectSame(document, at, fault.title);
        twin.expectSame(spoilt, at, fault.title);
        twin.expectSame(document, at + 1, fault.title);
      }
    },
    timeoutMillis,
  );
});

/** Branches of four elements, and one detector behind a mux of all. */
function branches(count: number): Sketch {
  const elements: Record<string, Sketch['elements'][string]> = {};
  const links: string[] = [];
  for (let at = 0; at < count; at += 1) {
    elements[`source${at}`] = ['filesrc', { location: `media/${at}.h264` }];
    elements[`parser${at}`] = 'h264parse';
    elements[`decoder${at}`] = ['nvv4l2decoder', { 'gpu-id': 0 }];
    elements[`queue${at}`] = ['queue', { 'max-size-buffers': 4 }];
    links.push(`source${at}.src -> parser${at}.sink`);
    links.push(`parser${at}.src -> decoder${at}.sink`);
    links.push(`decoder${at}.src -> queue${at}.sink`);
    links.push(`queue${at}.src -> mux.sink_${at}`);
  }
  elements.mux = ['nvstreammux', { 'batch-size': count, width: 1280, height: 720 }];
  elements.detector = ['nvinfer', { 'config-file-path': 'detector.txt', 'batch-size': count }];
  elements.sink = ['fakesink', { async: false }];
  links.push('mux.src -> detector.sink', 'detector.src -> sink.sink');
  const config = '[property]\ngie-unique-id=1\nonnx-file=m.onnx\n';
  return { elements, links, files: { 'detector.txt': config } };
}

/** How often rules look at something when the edit is checked. */
function runsFor(count: number, edit: Edit): number {
  const document = documentOf(branches(count));
  const checker = createChecker(catalogueFor(document.target));
  checker.check(document, filesAt(4));
  const before = checker.numRuleRuns;
  const result = applyEdit(document, edit);
  if (!result.ok) throw new Error(result.error.message);
  checker.check(result.document, filesAt(4));
  return checker.numRuleRuns - before;
}

describe('an edit is checked at what it touches', () => {
  const edits: Readonly<Record<string, Edit>> = {
    'a property that no other element minds': {
      kind: 'set-property',
      element: 'queue1',
      property: 'max-size-buffers',
      value: 9,
    },
    'a property that others may mind': {
      kind: 'set-property',
      element: 'decoder1',
      property: 'gpu-id',
      value: 1,
    },
    'a file name': {
      kind: 'set-property',
      element: 'source1',
      property: 'location',
      value: 'media/other.h264',
    },
    'the caps of a link': {
      kind: 'set-link-caps',
      link: 'decoder1.src -> queue1.sink',
      caps: 'video/x-raw(memory:NVMM), format=NV12',
    },
    'a link': { kind: 'remove-link', link: 'parser1.src -> decoder1.sink' },
    'the text of a file': {
      kind: 'set-file',
      name: 'detector.txt',
      text: '[property]\ngie-unique-id=2\nonnx-file=m.onnx\n',
    },
    'what the whole batch is': {
      kind: 'set-property',
      element: 'mux',
      property: 'batch-size',
      value: 1,
    },
  };
  for (const [title, edit] of Object.entries(edits)) {
    test(`${title}: no more looks in a large document`, () => {
      const runs = runsFor(4, edit);
      expect(runs).toBeGreaterThan(0);
      expect(runs).toBeLessThan(80);
      expect(runsFor(60, edit)).toBe(runs);
    });
  }

  test('nothing is looked at when nothing has changed', () => {
    const document = documentOf(branches(4));
    const checker = createChecker(catalogueFor(document.target));
    const first = checker.check(document);
    const { numRuleRuns } = checker;
    const again = checker.check({ ...document, name: 'Renamed' });
    expect(checker.numRuleRuns).toBe(numRuleRuns);
    expect(again.diagnostics).toBe(first.diagnostics);
  });

  test('only those who asked for a file look again when it is known', () => {
    const document = documentOf(branches(20));
    const checker = createChecker(catalogueFor(document.target));
    const first = checker.check(document);
    expect(first.unknownPaths).toContain('media/3.h264');
    const { numRuleRuns } = checker;
    const missing: FileFacts = { exists: false, reason: 'missing' };
    const files = (path: string) => (path === 'media/3.h264' ? missing : undefined);
    const { diagnostics, unknownPaths } = checker.check(document, files);
    expect(checker.numRuleRuns - numRuleRuns).toBeLessThan(5);
    expect(diagnostics.map(({ code }) => code)).toContain('missing-file');
    expect(unknownPaths).not.toContain('media/3.h264');
  });

  test('a finding that stays is the same object', () => {
    const document = documentOf({ elements: { a: ['fakesink', { nosuch: 1 }], b: 'queue' } });
    const checker = createChecker(catalogueFor(document.target));
    const before = checker.check(document).diagnostics;
    const edited = applyEdit(document, {
      kind: 'set-property',
      element: 'b',
      property: 'nosuch',
      value: 1,
    });
    if (!edited.ok) throw new Error(edited.error.message);
    const after = checker.check(edited.document).diagnostics;
    expect(after.length).toBe(before.length + 1);
    for (const diagnostic of before) expect(after).toContain(diagnostic);
  });
});

test('caps: what an edit leaves as it was stays the same object', () => {
  const document = documentOf(branches(4));
  const negotiator = createNegotiator(catalogueFor(document.target));
  const before = negotiator(document);
  const edit = (property: string, value: number) => {
    const result = applyEdit(document, {
      kind: 'set-property',
      element: property === 'width' ? 'mux' : 'queue1',
      property,
      value,
    });
    if (!result.ok) throw new Error(result.error.message);
    return result.document;
  };
  expect(negotiator(edit('max-size-buffers', 9))).toBe(before);
  const { links } = negotiator(edit('width', 640));
  const into = 'queue1.src -> mux.sink_1';
  const behind = 'mux.src -> detector.sink';
  expect(links.get(into)).toBe(before.links.get(into));
  expect(links.get(behind)).not.toEqual(before.links.get(behind));
});

test('caps: a circle that is opened again leaves nothing behind', () => {
  for (const open of documents.filter((_, at) => at % 6 === 1)) {
    const closing = {
      from: { element: 'mux', pad: 'src' },
      to: { element: 'source0', pad: 'sink_0' },
    };
    const closed = applyEdit(open, { kind: 'add-link', link: closing });
    if (!closed.ok) throw new Error(closed.error.message);
    const twin = new Twin(open);
    twin.expectSame(open, 0, 'open');
    twin.expectSame(closed.document, 0, 'closed');
    twin.expectSame(open, 0, 'open again');
  }
});
