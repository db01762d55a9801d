/** Expressions of a Python script, from the parser's tree. */
import type { SyntaxNode } from '@lezer/common';
import { unquotePython } from './python-strings.ts';
import type { Argument, Expression } from './python-tree.ts';

/** Tokens that are part of how something is written, and nothing in themselves. */
const PUNCTUATION = new Set(['(', ')', '[', ']', '{', '}', ',', ':', '.', ';', 'Comment', '⚠']);

/** What a node is made of, without punctuation and comments. */
export function partsOf(node: SyntaxNode): SyntaxNode[] {
  return childrenOf(node).filter(({ name }) => !PUNCTUATION.has(name));
}

/** Everything that a node is made of. */
export function childrenOf(node: SyntaxNode): SyntaxNode[] {
  const children: SyntaxNode[] = [];
  for (let child = node.firstChild; child; child = child.nextSibling) children.push(child);
  return children;
}

export class ExpressionReader {
  readonly #text: string;

  constructor(text: string) {
    this.#text = text;
  }

  read(node: SyntaxNode): Expression {
    const at = node.from;
    const text = this.textOf(node);
    switch (node.name) {
      case 'VariableName':
        return { kind: 'name', name: text, at };
      case 'Boolean':
        return { kind: 'boolean', value: text === 'True', at };
      case 'None':
        return { kind: 'none', at };
      case 'Number':
        return numberOf(text, at);
      case 'String':
        return { kind: 'text', text: unquotePython(text), at };
      case 'FormatString':
        return this.#formatString(node);
      case 'ContinuedString':
        return { kind: 'joined', parts: partsOf(node).map((part) => this.read(part)), at };
      case 'ParenthesizedExpression':
        return this.oneOrTuple(partsOf(node));
      case 'TupleExpression':
      case 'ArrayExpression':
        return { kind: 'list', items: partsOf(node).map((part) => this.read(part)), at };
      case 'DictionaryExpression':
        return this.#dict(node);
      case 'CallExpression':
        return this.#call(node);
      case 'MemberExpression':
        return this.#member(node);
      case 'BinaryExpression':
      case 'UnaryExpression':
        return this.#operation(node);
      case 'ConditionalExpression': {
        const [then, test, otherwise] = partsOf(node)
          .filter(({ name }) => name !== 'if' && name !== 'else')
          .map((part) => this.read(part));
        if (!then || !test || !otherwise) return { kind: 'other', text, at };
        return { kind: 'conditional', then, test, otherwise, at };
      }
      case 'ArrayComprehensionExpression':
        return this.#comprehension(node);
      default:
        return { kind: 'other', text, at };
    }
  }

  #formatString(node: SyntaxNode): Expression {
    const text = this.textOf(node);
    const opening = /^[A-Za-z]*("""|'''|"|')/.exec(text);
    const prefix = opening?.[0] ?? '';
    const quote = opening?.[1] ?? '';
    const parts: Expression[] = [];
    let end = node.from + prefix.length;
    const addText = (to: number) => {
      const piece = this.#text.slice(end, to).replace(/\{\{|\}\}/g, (pair) => pair[0] ?? '');
      const raw = /r/i.test(prefix) ? 'r' : '';
      if (piece !== '')
        parts.push({
          kind: 'text',
          text: unquotePython(`${raw}${quote}${piece}${quote}`),
          at: end,
        });
    };
    for (const child of childrenOf(node)) {
      if (child.name !== 'FormatReplacement') continue;
      addText(child.from);
      const [value, ...format] = partsOf(child);
      parts.push(
        value && format.length === 0
          ? this.read(value)
          : { kind: 'other', text: this.textOf(child), at: child.from },
      );
      end = child.to;
    }
    addText(node.to - quote.length);
    return { kind: 'joined', parts, at: node.from };
  }

  #dict(node: SyntaxNode): Expression {
    const entries: (readonly [Expression | undefined, Expression])[] = [];
    let key: Expression | undefined;
    let isSpread = false;
    for (const part of partsOf(node)) {
      if (part.name === '**') {
        isSpread = true;
      } else if (isSpread) {
        entries.push([undefined, this.read(part)]);
        isSpread = false;
      } else if (key === undefined) key = this.read(part);
      else {
        entries.push([key, this.read(part)]);
        key = undefined;
      }
    }
    return { kind: 'dict', entries, at: node.from };
  }

  #call(node: SyntaxNode): Expression {
    const callee = node.firstChild;
    const list = node.getChild('ArgList');
    if (!callee) return { kind: 'other', text: this.textOf(node), at: node.from };
    const args: Argument[] = [];
    const parts = list ? partsOf(list) : [];
    for (let index = 0; index < parts.length; index++) {
      const part = parts[index];
      const next = parts[index + 1];
      if (!part) continue;
      if ((part.name === '*' || part.name === '**') && next) {
        args.push({ spread: part.name, value: this.read(next) });
        index += 1;
      } else if (next?.name === 'AssignOp') {
        const value = parts[index + 2];
        if (value) args.push({ keyword: this.textOf(part), value: this.read(value) });
        index += 2;
      } else args.push({ value: this.read(part) });
    }
    // A chain of calls is found by its last method, not by where it starts.
    const at = callee.lastChild?.name === 'PropertyName' ? callee.lastChild.from : node.from;
    return { kind: 'call', callee: this.read(callee), args, at };
  }

  #member(node: SyntaxNode): Expression {
    const at = node.from;
    const object = node.firstChild;
    const property = node.getChild('PropertyName');
    if (!object) return { kind: 'other', text: this.textOf(node), at };
    const inner = this.read(object);
    if (property) return { kind: 'attribute', object: inner, name: this.textOf(property), at };
    const inside = childrenOf(node)
      .slice(1)
      .filter(({ name }) => name !== '[' && name !== ']');
    const colon = inside.findIndex(({ name }) => name === ':');
    if (colon < 0) {
      const [index] = inside;
      return {
        kind: 'subscript',
        object: inner,
        ...(index && { index: this.read(index) }),
        at,
      };
    }
    const [start] = inside.slice(0, colon);
    const [end] = inside.slice(colon + 1);
    return {
      kind: 'subscript',
      object: inner,
      ...(start && { start: this.read(start) }),
      ...(end && { end: this.read(end) }),
      at,
    };
  }

  #operation(node: SyntaxNode): Expression {
    const isOperator = ({ name }: SyntaxNode) =>
      /Op$/.test(name) || ['and', 'or', 'not', 'in', 'is'].includes(name);
    const children = partsOf(node);
    const operator = children
      .filter(isOperator)
      .map((child) => this.textOf(child))
      .join(' ');
    const operands = children.filter((child) => !isOperator(child));
    return {
      kind: 'operation',
      operator,
      operands: operands.map((operand) => this.read(operand)),
      at: node.from,
    };
  }

  /** One loop without conditions. */
  #comprehension(node: SyntaxNode): Expression {
    const parts = partsOf(node);
    const start = parts.findIndex(({ name }) => name === 'for');
    const middle = parts.findIndex(({ name }) => name === 'in');
    const [item] = parts;
    const over = parts[middle + 1];
    if (!item || !over || parts.length > middle + 2) {
      return { kind: 'other', text: this.textOf(node), at: node.from };
    }
    return {
      kind: 'comprehension',
      item: this.read(item),
      target: this.oneOrTuple(parts.slice(start + 1, middle)),
      over: this.read(over),
      at: node.from,
    };
  }

  /** Expressions side by side are a tuple. */
  oneOrTuple(nodes: readonly SyntaxNode[]): Expression {
    const [first, ...others] = nodes.map((node) => this.read(node));
    if (first === undefined) return { kind: 'other', text: '', at: 0 };
    return others.length === 0 ? first : { kind: 'list', items: [first, ...others], at: first.at };
  }

  textOf(node: SyntaxNode | null): string {
    return node ? this.#text.slice(node.from, node.to) : '';
  }
}

function numberOf(text: string, at: number): Expression {
  const digits = text.replaceAll('_', '');
  if (/^(?:0[xob])?[\da-f]+$/i.test(digits) && !/^\d+e/i.test(digits)) {
    try {
      return { kind: 'integer', value: BigInt(digits), at };
    } catch {
      return { kind: 'other', text, at };
    }
  }
  const value = Number(digits);
  return Number.isFinite(value) ? { kind: 'float', value, at } : { kind: 'other', text, at };
}
