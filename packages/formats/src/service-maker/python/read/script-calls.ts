/** Calls in a script: of its own functions and classes, of Python's, and of Service Maker. */
import { type LibraryContext, libraryCall } from './library-calls.ts';
import type { MethodCall, PipelineCalls } from './pipeline-calls.ts';
import type { ClassDefinition, Expression, FunctionDefinition } from './python-tree.ts';
import { keyOf, textOfValue, textValue, unknownValue, type Value } from './python-value.ts';
import { Scope } from './scope.ts';

export interface CallContext {
  readonly globals: Scope;
  readonly library: LibraryContext;
  readonly pipelines: PipelineCalls;
  readonly valueOf: (expression: Expression, scope: Scope) => Value;
  /** Runs a function's body and gives what it returns. */
  readonly run: (definition: FunctionDefinition, scope: Scope) => Value;
}

const MAX_DEPTH = 40;

export class ScriptCalls {
  readonly called = new Set<FunctionDefinition>();
  readonly #context: CallContext;
  #depth = 0;

  constructor(context: CallContext) {
    this.#context = context;
  }

  /** What calling a value returns; undefined when that is not known. */
  call(callee: Value, call: MethodCall): Value | undefined {
    switch (callee.kind) {
      case 'function':
        return this.callFunction(callee.definition, call, callee.self);
      case 'class':
        return this.instance(callee.definition, call);
      case 'module':
        return this.#callNamed(callee.path, call);
      case 'method':
        return this.#callMethod(callee.object, callee.name, call);
      // Called, a flow runs.
      case 'flow':
        return callee;
      default:
        return undefined;
    }
  }

  #callNamed(path: string, call: MethodCall): Value | undefined {
    const name = path.replace(/^pyservicemaker\./, '');
    if (name === 'Pipeline') return this.#context.pipelines.makePipeline(call);
    if (name === 'Flow') return this.#context.pipelines.makeFlow(call);
    if (/(?:^|\.)(?:Process|Thread)$/.test(path)) {
      const target = call.keywords.get('target');
      const args = call.keywords.get('args');
      if (target) {
        this.call(target, {
          ...call,
          args: args?.kind === 'list' ? args.items : [],
          keywords: new Map(),
        });
      }
      return { kind: 'made', path, args: [] };
    }
    const known = libraryCall(path, call.args, this.#context.library);
    if (known) return known;
    return /^[A-Z]/.test(name.split('.').pop() ?? '')
      ? { kind: 'made', path: name, args: call.args }
      : undefined;
  }

  #callMethod(object: Value, method: string, call: MethodCall): Value | undefined {
    switch (object.kind) {
      case 'pipeline':
        return this.#context.pipelines.onPipeline(object.record, method, call);
      case 'flow':
        return this.#context.pipelines.onFlow(object.flow, method, call);
      case 'node':
        return this.#context.pipelines.onNode(object.record, object.element, method, call);
      case 'list':
        if (method === 'append' && call.args[0]) (object.items as Value[]).push(call.args[0]);
        return { kind: 'none' };
      case 'text':
        return this.#onText(object.text, method, call);
      case 'dict':
        return this.#onDict(object.entries, method, call);
      case 'unknown':
        return object.text === 'settings'
          ? this.#context.library.parameters.settingsCall(method, call.args)
          : undefined;
      default:
        return undefined;
    }
  }

  #onText(text: string, method: string, { args }: MethodCall): Value | undefined {
    const [first] = args;
    if (method === 'join' && first?.kind === 'list') {
      const parts = first.items.map(textOfValue);
      return parts.includes(undefined) ? undefined : textValue(parts.join(text));
    }
    if (method === 'endswith' && first?.kind === 'text' && !text.includes('${')) {
      return { kind: 'boolean', value: text.endsWith(first.text) };
    }
    return method === 'strip' ? textValue(text.trim()) : undefined;
  }

  #onDict(
    entries: ReadonlyMap<string, Value>,
    method: string,
    { args }: MethodCall,
  ): Value | undefined {
    const pairs = [...entries].map(([key, value]): [Value, Value] => [
      key.startsWith('"') ? textValue(key.slice(1)) : unknownValue(key),
      value,
    ]);
    if (method === 'items') {
      return { kind: 'list', items: pairs.map((pair) => ({ kind: 'list', items: pair })) };
    }
    if (method === 'keys') return { kind: 'list', items: pairs.map(([key]) => key) };
    if (method === 'values') return { kind: 'list', items: pairs.map(([, value]) => value) };
    const [key, fallback] = args;
    return method === 'get' && key ? (entries.get(keyOf(key) ?? '') ?? fallback) : undefined;
  }

  /** An object of a class, set up. */
  instance(definition: ClassDefinition, call: MethodCall): Value {
    const self: Value = { kind: 'object', definition, fields: new Map() };
    const scope = new Scope(this.#context.globals);
    for (const each of definition.body) {
      if (each.kind !== 'assign') continue;
      const value = this.#context.valueOf(each.value, scope);
      for (const target of each.targets) {
        if (target.kind === 'name') self.fields.set(target.name, value);
      }
    }
    const initialiser = definition.body.find(
      (each): each is FunctionDefinition => each.kind === 'function' && each.name === '__init__',
    );
    if (initialiser) this.callFunction(initialiser, call, self);
    return self;
  }

  /** Runs a function; arguments that nothing gives are not known. */
  callFunction(definition: FunctionDefinition, call: MethodCall, self: Value | undefined): Value {
    this.called.add(definition);
    if (this.#depth >= MAX_DEPTH) return unknownValue(`${definition.name}()`);
    const scope = new Scope(this.#context.globals);
    const given = self ? [self, ...call.args] : call.args;
    definition.parameters.forEach(({ name, fallback }, index) => {
      const value =
        given[index] ??
        call.keywords.get(name) ??
        (fallback && this.#context.valueOf(fallback, this.#context.globals)) ??
        unknownValue(name);
      scope.set(name, value);
    });
    this.#depth += 1;
    const returned = this.#context.run(definition, scope);
    this.#depth -= 1;
    return returned;
  }
}
