import { catalogueFor } from '@pipewright/catalogue';
import { applyEdit, type PipelineDocument } from '@pipewright/graph';
import { describe, expect, test } from 'vitest';
import { check } from '../check.ts';
import type { Diagnostic } from '../diagnostic.ts';
import { type Fault, faults } from './faults.ts';
import { rewrites } from './rewrites.ts';
import { soundDocuments } from './sound-documents.ts';
import { filesOnDisk } from './sound-models.ts';

const documents = soundDocuments();
const documentsPerFault = 20;
/** Thousands of checks: on a busy machine they take longer than a test usually may. */
const timeoutMillis = 300_000;

const known = new WeakMap<PipelineDocument, readonly Diagnostic[]>();

/** Documents are asked for by several tests: each is checked once. */
function findingsIn(document: PipelineDocument): readonly Diagnostic[] {
  const found = known.get(document) ?? diagnose(document);
  known.set(document, found);
  return found;
}

function diagnose(document: PipelineDocument): readonly Diagnostic[] {
  return check(document, { catalogue: catalogueFor(document.target), files: filesOnDisk })
    .diagnostics;
}

/** What does not depend on spelling or order. */
function outline(diagnostics: readonly Diagnostic[]): string[] {
  return diagnostics.map(({ code, severity }) => `${severity} ${code}`).sort();
}

interface Spoilt {
  readonly document: PipelineDocument;
  readonly result: PipelineDocument;
}

const spoiltBy = new Map<Fault, readonly Spoilt[]>();

/** The documents to which a fault applies, of all kinds, each spoilt. */
function spoilt(fault: Fault): readonly Spoilt[] {
  const results = spoiltBy.get(fault) ?? spoil(fault);
  spoiltBy.set(fault, results);
  return results;
}

function spoil(fault: Fault): readonly Spoilt[] {
  const all = documents.flatMap((document) => {
    const result = fault.spoil(document);
    return result ? [{ document, result }] : [];
  });
  const step = all.length / Math.min(documentsPerFault, all.length);
  return Array.from(
    { length: Math.min(documentsPerFault, all.length) },
    (_, at) => all[Math.floor(at * step)],
  ).filter((one) => one !== undefined);
}

test(
  'sound documents have no errors or warnings',
  () => {
    for (const document of documents) {
      const found = findingsIn(document).filter(({ severity }) => severity !== 'hint');
      expect(found.map(({ code, message }) => `${code}: ${message}`)).toEqual([]);
    }
  },
  timeoutMillis,
);

test('there are many faults, and each applies to many documents', () => {
  expect(faults.length).toBeGreaterThanOrEqual(40);
  expect(new Set(faults.map(({ title }) => title)).size).toBe(faults.length);
  const few = faults.filter((fault) => spoilt(fault).length < 20).map(({ title }) => title);
  expect(few).toEqual([]);
});

test(
  'nearly every seeded fault is found, and by its rule',
  () => {
    const missed: string[] = [];
    let numSeeded = 0;
    for (const fault of faults) {
      for (const { document, result } of spoilt(fault)) {
        numSeeded += 1;
        const before = findingsIn(document).filter(({ code }) => code === fault.code).length;
        const after = findingsIn(result).filter(({ code }) => code === fault.code).length;
        if (after <= before) missed.push(fault.title);
      }
    }
    const recall = 1 - missed.length / numSeeded;
    expect(recall, [...new Set(missed)].join(', ')).toBeGreaterThanOrEqual(0.98);
    for (const fault of faults) {
      const numMissed = missed.filter((title) => title === fault.title).length;
      expect(numMissed, fault.title).toBeLessThan(spoilt(fault).length);
    }
  },
  timeoutMillis,
);

/** Takes the first fix of the first finding that has one, until none is left. */
function repaired(document: PipelineDocument): PipelineDocument {
  let current = document;
  for (let step = 0; step < 10; step += 1) {
    const fix = findingsIn(current).find(({ severity, fixes }) => severity !== 'hint' && fixes[0])
      ?.fixes[0];
    if (!fix) break;
    const edited = applyEdit(current, fix.edit);
    if (!edited.ok) throw new Error(`"${fix.title}": ${edited.error.message}`);
    current = edited.document;
  }
  return current;
}

test(
  'what offers fixes is sound again when they are taken',
  () => {
    const left: string[] = [];
    for (const fault of faults) {
      for (const { result } of spoilt(fault).slice(0, 2)) {
        const found = findingsIn(result).filter(({ code }) => code === fault.code);
        if (found.every(({ fixes }) => fixes.length === 0)) continue;
        const after = findingsIn(repaired(result)).filter(
          ({ code, severity }) => severity !== 'hint' && !fault.leaves?.includes(code),
        );
        left.push(...after.map(({ code, message }) => `${fault.title}: ${code}: ${message}`));
      }
    }
    expect(left).toEqual([]);
  },
  timeoutMillis,
);

describe('what means the same is judged the same', () => {
  for (const { title, rewrite } of rewrites) {
    test(
      title,
      () => {
        for (const document of documents) {
          expect(outline(findingsIn(rewrite(document)))).toEqual(outline(findingsIn(document)));
        }
        for (const fault of faults) {
          for (const { result } of spoilt(fault).slice(0, 3)) {
            expect(outline(findingsIn(rewrite(result))), fault.title).toEqual(
              outline(findingsIn(result)),
            );
          }
        }
      },
      timeoutMillis,
    );
  }
});
