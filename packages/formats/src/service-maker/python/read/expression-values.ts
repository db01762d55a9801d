/** Values of a script's expressions. */
import { escapeReferences } from '@pipewright/graph';
import { operate } from './operations.ts';
import type { MethodCall } from './pipeline-calls.ts';
import type { Expression, FunctionDefinition } from './python-tree.ts';
import {
  isTrue,
  keyOf,
  plainText,
  textOfValue,
  textValue,
  unknownValue,
  type Value,
} from './python-value.ts';
import { Scope } from './scope.ts';
import type { ScriptLog } from './script-log.ts';
import type { ScriptParameters } from './script-settings.ts';

export interface ExpressionContext {
  readonly text: string;
  readonly log: ScriptLog;
  readonly parameters: ScriptParameters;
  /** What a call returns; undefined when that is not known. */
  readonly call: (callee: Value, call: MethodCall) => Value | undefined;
}

export class ExpressionValues {
  readonly #context: ExpressionContext;

  constructor(context: ExpressionContext) {
    this.#context = context;
  }

  valueOf(expression: Expression, scope: Scope): Value {
    switch (expression.kind) {
      case 'text':
        return textValue(escapeReferences(expression.text));
      case 'integer':
        return { kind: 'integer', value: expression.value };
      case 'float':
        return { kind: 'float', value: expression.value };
      case 'boolean':
        return { kind: 'boolean', value: expression.value };
      case 'none':
        return { kind: 'none' };
      case 'name':
        return scope.get(expression.name) ?? { kind: 'module', path: expression.name };
      case 'joined':
        return this.#joined(expression, scope);
      case 'list':
        return { kind: 'list', items: expression.items.map((item) => this.valueOf(item, scope)) };
      case 'dict':
        return this.#dict(expression, scope);
      case 'attribute':
        return this.#attribute(this.valueOf(expression.object, scope), expression.name);
      case 'subscript':
        return this.#subscript(expression, scope) ?? unknownValue(this.#textAt(expression));
      case 'operation': {
        const operands = expression.operands.map((operand) => this.valueOf(operand, scope));
        return operate(expression.operator, operands, this.#textAt(expression));
      }
      case 'conditional': {
        const isMet = isTrue(this.valueOf(expression.test, scope));
        return this.valueOf(isMet === false ? expression.otherwise : expression.then, scope);
      }
      case 'comprehension':
        return this.#comprehension(expression, scope);
      case 'call':
        return this.#call(expression, scope);
      case 'other':
        return unknownValue(expression.text);
    }
  }

  #joined(expression: Extract<Expression, { kind: 'joined' }>, scope: Scope): Value {
    const parts = expression.parts.map((part) => textOfValue(this.valueOf(part, scope)));
    return parts.includes(undefined)
      ? unknownValue(this.#textAt(expression))
      : textValue(parts.join(''));
  }

  #dict({ entries }: Extract<Expression, { kind: 'dict' }>, scope: Scope): Value {
    const known = new Map<string, Value>();
    for (const [key, each] of entries) {
      const value = this.valueOf(each, scope);
      if (key === undefined) {
        if (value.kind === 'dict')
          for (const [name, inner] of value.entries) known.set(name, inner);
        else
          this.#context.log.note(
            'lost',
            'what is taken in here is known only when the script runs',
            each.at,
          );
        continue;
      }
      const name = keyOf(this.valueOf(key, scope));
      if (name !== undefined) known.set(name, value);
    }
    return { kind: 'dict', entries: known };
  }

  #attribute(object: Value, name: string): Value {
    if (object.kind === 'module') return { kind: 'module', path: `${object.path}.${name}` };
    if (object.kind === 'object') {
      const field = object.fields.get(name);
      if (field) return field;
      const method = object.definition.body.find(
        (each): each is FunctionDefinition => each.kind === 'function' && each.name === name,
      );
      if (method) return { kind: 'function', definition: method, self: object };
    }
    return { kind: 'method', object, name };
  }

  #subscript(
    expression: Extract<Expression, { kind: 'subscript' }>,
    scope: Scope,
  ): Value | undefined {
    const object = this.valueOf(expression.object, scope);
    const index = expression.index && this.valueOf(expression.index, scope);
    const number = index?.kind === 'integer' ? Number(index.value) : undefined;
    if (object.kind === 'module' && object.path === 'sys.argv') {
      if (number !== undefined) return this.#context.parameters.argument(number);
      this.#context.log.note(
        'changed',
        'the script takes any number of arguments: it is drawn for one',
        expression.at,
      );
      return { kind: 'list', items: [this.#context.parameters.argument(1)] };
    }
    if (object.kind === 'module' && object.path === 'os.environ' && index?.kind === 'text') {
      return this.#context.parameters.environment(index.text, undefined);
    }
    if (object.kind === 'list') {
      if (number !== undefined) return object.items.at(number);
      return index === undefined ? this.#slice(object.items, expression, scope) : undefined;
    }
    if (object.kind === 'dict' && index) return object.entries.get(keyOf(index) ?? '');
    const element = plainText(index);
    return object.kind === 'pipeline' && element !== undefined
      ? { kind: 'node', record: object.record, element }
      : undefined;
  }

  #slice(
    items: readonly Value[],
    { start, end }: Extract<Expression, { kind: 'subscript' }>,
    scope: Scope,
  ): Value | undefined {
    const bounds = [start, end].map((bound) => bound && this.valueOf(bound, scope));
    const numbers = bounds.map((bound) =>
      bound?.kind === 'integer' ? Number(bound.value) : undefined,
    );
    const isKnown = bounds.every((bound, index) => !bound || numbers[index] !== undefined);
    return isKnown ? { kind: 'list', items: items.slice(numbers[0], numbers[1]) } : undefined;
  }

  #comprehension(expression: Extract<Expression, { kind: 'comprehension' }>, scope: Scope): Value {
    const over = this.valueOf(expression.over, scope);
    if (over.kind !== 'list') return unknownValue(this.#textAt(expression));
    const inner = new Scope(scope);
    const items = over.items.map((item) => {
      this.assign(expression.target, item, inner);
      return this.valueOf(expression.item, inner);
    });
    return { kind: 'list', items };
  }

  #call(expression: Extract<Expression, { kind: 'call' }>, scope: Scope): Value {
    const callee = this.valueOf(expression.callee, scope);
    const args: Value[] = [];
    const keywords = new Map<string, Value>();
    for (const { keyword, spread, value: each } of expression.args) {
      const value = this.valueOf(each, scope);
      if (keyword !== undefined) keywords.set(keyword, value);
      else if (spread === '*' && value.kind === 'list') args.push(...value.items);
      else if (spread === '**' && value.kind === 'dict') {
        for (const [name, inner] of value.entries) {
          if (name.startsWith('"')) keywords.set(name.slice(1), inner);
        }
      } else if (spread === undefined) args.push(value);
      else this.#context.log.note('lost', 'arguments are known only when the script runs', each.at);
    }
    const call = { args, keywords, at: expression.at };
    return this.#context.call(callee, call) ?? unknownValue(this.#textAt(expression));
  }

  /** Gives a variable, a field or an entry its value. */
  assign(target: Expression, value: Value, scope: Scope): void {
    if (target.kind === 'name') scope.set(target.name, value);
    else if (target.kind === 'attribute') {
      const object = this.valueOf(target.object, scope);
      if (object.kind === 'object') object.fields.set(target.name, value);
    } else if (target.kind === 'subscript' && target.index) {
      const object = this.valueOf(target.object, scope);
      const key = keyOf(this.valueOf(target.index, scope));
      if (object.kind === 'dict' && key !== undefined) {
        (object.entries as Map<string, Value>).set(key, value);
      }
    } else if (target.kind === 'list') {
      target.items.forEach((item, index) => {
        const part = value.kind === 'list' ? value.items[index] : undefined;
        this.assign(item, part ?? unknownValue(this.#textAt(item)), scope);
      });
    }
  }

  /** What stands at an expression, as far as it goes on its line. */
  #textAt({ at }: Expression): string {
    return expressionText(this.#context.text, at);
  }
}

/** Text up to where brackets that are open close, a comma stands or the line ends. */
function expressionText(text: string, at: number): string {
  let depth = 0;
  let end = at;
  for (; end < text.length && end - at < 60; end++) {
    const character = text[end] ?? '';
    if ('([{'.includes(character)) depth += 1;
    if (')]}'.includes(character)) depth -= 1;
    if (character === '\n' || depth < 0 || (depth === 0 && character === ',')) break;
  }
  return text.slice(at, end).trim();
}
