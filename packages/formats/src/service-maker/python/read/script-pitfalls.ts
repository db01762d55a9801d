/** Mistakes in scripts that no error tells of: data lost between processes, metadata used up. */
import type { SyntaxNode } from '@lezer/common';
import type { ScriptLog } from './script-log.ts';

/** Properties of metadata that are iterators: no length, and gone after one pass. */
const ITERATOR =
  /\.(?:object|tensor|user|segmentation|classifier|nvdsanalytics_frame|nvdsanalytics_obj)_items$/;

/** Notes on each mistake in a script's tree. */
export function notePitfalls(root: SyntaxNode, text: string, log: ScriptLog): void {
  noteLostQueues(root, text, log);
  noteUsedUpMetadata(root, text, log);
}

/** `queue.Queue` given to a `multiprocessing.Process`: the child has a copy of its own. */
function noteLostQueues(root: SyntaxNode, text: string, log: ScriptLog): void {
  const isThreadQueue =
    /^\s*from\s+queue\s+import\s+(?:.*\b)?(?:Simple|Lifo|Priority)?Queue\b/m.test(text) ||
    /\bqueue\.(?:Simple|Lifo|Priority)?Queue\(/.test(text);
  const hasProcesses = /\bmultiprocessing\b/.test(text);
  if (!isThreadQueue || !hasProcesses) return;
  const made = /(?:^|[^.\w])(?:queue\.)?(?:Simple|Lifo|Priority)?Queue\(/;
  const queues = new Set<string>();
  walk(root, (node) => {
    if (node.name !== 'AssignStatement') return;
    const [target, value] = textOf(node, text).split(/=(.*)/s);
    if (value !== undefined && made.test(value) && !/multiprocessing|mp\./.test(value)) {
      queues.add((target ?? '').trim());
    }
  });
  walk(root, (node) => {
    if (node.name !== 'CallExpression' || !node.firstChild) return;
    if (!/(?:^|\.)Process$/.test(textOf(node.firstChild, text))) return;
    const args = node.getChild('ArgList');
    const given = args ? textOf(args, text) : '';
    const lost = [...queues].find((name) => name !== '' && wordIn(name, given));
    if (lost === undefined) return;
    log.note(
      'advice',
      `the queue.Queue "${lost}" does not reach another process: what is put in is lost without an error; use multiprocessing.Queue`,
      node.from,
    );
  });
}

function noteUsedUpMetadata(root: SyntaxNode, text: string, log: ScriptLog): void {
  const passes = new Map<string, number>();
  const pass = (node: SyntaxNode | null) => {
    const expression = node && textOf(node, text);
    if (!node || !expression || !ITERATOR.test(expression)) return;
    const key = `${expression} ${surroundingBlock(node)}`;
    const numPasses = (passes.get(key) ?? 0) + 1;
    passes.set(key, numPasses);
    if (numPasses !== 2) return;
    log.note(
      'advice',
      `${expression} is an iterator and is gone through once already: here it is empty; make a list of it first`,
      node.from,
    );
  };
  walk(root, (node) => {
    if (node.name === 'ForStatement') pass(node.getChild('in')?.nextSibling ?? null);
    if (/Comprehension/.test(node.name)) pass(node.getChild('in')?.nextSibling ?? null);
    if (node.name !== 'CallExpression' || !node.firstChild) return;
    const callee = textOf(node.firstChild, text);
    const argument = node.getChild('ArgList')?.firstChild?.nextSibling ?? null;
    if (!argument || !ITERATOR.test(textOf(argument, text))) return;
    if (callee === 'len') {
      log.note(
        'advice',
        `${textOf(argument, text)} is an iterator, which has no length: count while going through it`,
        node.from,
      );
    } else if (['list', 'tuple', 'sum', 'sorted', 'enumerate'].includes(callee)) pass(argument);
  });
}

/** Where the block starts that a name in it means the same all through: a loop's or a function's. */
function surroundingBlock(node: SyntaxNode): number {
  let around = node.parent;
  // The loop that goes through it is not around it.
  if (around?.name === 'ForStatement') around = around.parent;
  while (around && around.name !== 'ForStatement' && around.name !== 'FunctionDefinition') {
    around = around.parent;
  }
  return around?.from ?? 0;
}

function walk(root: SyntaxNode, visit: (node: SyntaxNode) => void): void {
  const cursor = root.cursor();
  do visit(cursor.node);
  while (cursor.next());
}

function wordIn(word: string, text: string): boolean {
  return new RegExp(`(?<![\\w.])${word.replace(/[^\w]/g, '\\$&')}(?!\\w)`).test(text);
}

function textOf(node: SyntaxNode, text: string): string {
  return text.slice(node.from, node.to);
}
