/** Text of a Python script -> its tree. The parser is loaded when it is first needed. */
import type { SyntaxNode } from '@lezer/common';
import type { Expression, FunctionDefinition, PythonParameter, Statement } from './python-tree.ts';
import { childrenOf, ExpressionReader, partsOf } from './read-expressions.ts';

export interface ParsedPython {
  readonly body: readonly Statement[];
  /** The parser's own tree, for what looks at all of the script. */
  readonly root: SyntaxNode;
  /** Offsets of what is no Python. */
  readonly errorOffsets: readonly number[];
}

export async function parsePython(text: string): Promise<ParsedPython> {
  const { parser } = await import('@lezer/python');
  const tree = parser.parse(text);
  const errorOffsets: number[] = [];
  tree.iterate({
    enter: (node) => {
      if (node.type.isError) errorOffsets.push(node.from);
    },
  });
  const root = tree.topNode;
  return { body: new TreeReader(text).statements(root), root, errorOffsets };
}

class TreeReader {
  readonly #expressions: ExpressionReader;

  constructor(text: string) {
    this.#expressions = new ExpressionReader(text);
  }

  statements(node: SyntaxNode): Statement[] {
    return partsOf(node).flatMap((child) => this.#statement(child));
  }

  #statement(node: SyntaxNode): Statement[] {
    const at = node.from;
    switch (node.name) {
      case 'ExpressionStatement': {
        const [value] = partsOf(node);
        return value ? [{ kind: 'expression', value: this.#expressions.read(value), at }] : [];
      }
      case 'AssignStatement':
        return [this.#assignment(node)];
      case 'ForStatement':
        return [this.#loop(node)];
      case 'IfStatement':
        return [this.#choice(node)];
      case 'FunctionDefinition':
        return [this.#function(node)];
      case 'ClassDefinition':
        return [
          {
            kind: 'class',
            name: this.#expressions.textOf(node.getChild('VariableName')),
            body: this.#body(node),
            at,
          },
        ];
      case 'DecoratedStatement':
      case 'StatementGroup':
        return this.statements(node);
      case 'ReturnStatement': {
        const value = partsOf(node).find(({ name }) => name !== 'return');
        return [{ kind: 'return', ...(value && { value: this.#expressions.read(value) }), at }];
      }
      case 'ImportStatement':
        return [{ kind: 'import', names: this.#imported(node), at }];
      case 'WithStatement':
      case 'TryStatement': {
        // Of a try, what happens when nothing goes wrong.
        const bodies =
          node.name === 'TryStatement'
            ? node.getChildren('Body').slice(0, 1)
            : node.getChildren('Body');
        return [{ kind: 'block', body: bodies.flatMap((body) => this.statements(body)), at }];
      }
      default:
        return [{ kind: 'other', text: this.#expressions.textOf(node), at }];
    }
  }

  #body(node: SyntaxNode): Statement[] {
    const body = node.getChild('Body');
    return body ? this.statements(body) : [];
  }

  #assignment(node: SyntaxNode): Statement {
    const at = node.from;
    const sides: SyntaxNode[][] = [[]];
    for (const child of childrenOf(node)) {
      if (child.name === 'AssignOp') sides.push([]);
      else if (child.name !== 'TypeDef' && child.name !== ',' && child.name !== 'Comment') {
        sides.at(-1)?.push(child);
      }
    }
    const [value, ...targets] = sides.map((side) => this.#expressions.oneOrTuple(side)).reverse();
    if (value === undefined || targets.length === 0) {
      return { kind: 'other', text: this.#expressions.textOf(node), at };
    }
    return { kind: 'assign', targets, value, at };
  }

  #loop(node: SyntaxNode): Statement {
    const parts = partsOf(node).filter(({ name }) => name !== 'for' && name !== 'async');
    const middle = parts.findIndex(({ name }) => name === 'in');
    const end = parts.findIndex(({ name }) => name === 'Body');
    return {
      kind: 'for',
      target: this.#expressions.oneOrTuple(parts.slice(0, middle)),
      over: this.#expressions.oneOrTuple(parts.slice(middle + 1, end)),
      body: this.#body(node),
      at: node.from,
    };
  }

  #choice(node: SyntaxNode): Statement {
    const branches: { test?: Expression; body: readonly Statement[]; text: string }[] = [];
    let test: Expression | undefined;
    for (const part of partsOf(node)) {
      if (part.name === 'Body') {
        const body = this.statements(part);
        branches.push({ ...(test && { test }), body, text: this.#expressions.textOf(part) });
        test = undefined;
      } else if (!['if', 'elif', 'else'].includes(part.name)) test = this.#expressions.read(part);
    }
    return { kind: 'if', branches, at: node.from };
  }

  #function(node: SyntaxNode): FunctionDefinition {
    const list = node.getChild('ParamList');
    const parameters: { name: string; fallback?: Expression }[] = [];
    let isFallback = false;
    for (const part of list ? partsOf(list) : []) {
      if (part.name === 'AssignOp') isFallback = true;
      else if (isFallback) {
        const last = parameters.pop();
        if (last) parameters.push({ ...last, fallback: this.#expressions.read(part) });
        isFallback = false;
      } else if (part.name === 'VariableName')
        parameters.push({ name: this.#expressions.textOf(part) });
    }
    return {
      kind: 'function',
      name: this.#expressions.textOf(node.getChild('VariableName')),
      parameters: parameters satisfies PythonParameter[],
      body: this.#body(node),
      at: node.from,
    };
  }

  #imported(node: SyntaxNode): (readonly [string, string])[] {
    const text = this.#expressions.textOf(node).replace(/[()\\]|#.*/g, ' ');
    const from = /^\s*from\s+(\S+)\s+import\s+([\s\S]*)$/.exec(text);
    const list = from?.[2] ?? text.replace(/^\s*import\s+/, '');
    return list.split(',').flatMap((item) => {
      const [name = '', as, alias] = item.trim().split(/\s+/);
      if (name === '' || name === '*') return [];
      const path = from ? `${from[1]}.${name}` : name;
      return [[as === 'as' ? (alias ?? name) : name, path] as const];
    });
  }
}
