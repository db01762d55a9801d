/** Goes through a script as Python would, as far as it is known without running it. */

import { ExpressionValues } from './expression-values.ts';
import { type MethodCall, PipelineCalls } from './pipeline-calls.ts';
import type { ClassDefinition, Expression, Statement } from './python-tree.ts';
import { isTrue, textValue, unknownValue, type Value } from './python-value.ts';
import { Scope } from './scope.ts';
import { ScriptCalls } from './script-calls.ts';
import type { ScriptLog } from './script-log.ts';
import { ScriptParameters } from './script-settings.ts';

export interface ScriptRunOptions {
  readonly text: string;
  readonly fileName: string;
  /** What `platform.processor()` says. */
  readonly machine: string;
  readonly displaySink: string;
  readonly log: ScriptLog;
}

/** No script that builds a pipeline takes more; those that do are not gone through to their end. */
const MAX_STEPS = 50_000;

/** What builds a pipeline, in the text of a block. */
const BUILDING =
  /\.(?:add|link|attach|capture|batch_capture|infer|track|render|publish)\(|\bPipeline\(/g;

type Outcome = { readonly returned: Value } | undefined;

export class ScriptRun {
  readonly calls: PipelineCalls;
  readonly parameters = new ScriptParameters();
  readonly #options: ScriptRunOptions;
  readonly #log: ScriptLog;
  readonly #globals = new Scope(undefined);
  readonly #expressions: ExpressionValues;
  readonly #functions: ScriptCalls;
  #numSteps = 0;

  constructor(options: ScriptRunOptions) {
    this.#options = options;
    this.#log = options.log;
    this.calls = new PipelineCalls(options.log, options.displaySink);
    this.#functions = new ScriptCalls({
      globals: this.#globals,
      library: { machine: options.machine, parameters: this.parameters },
      pipelines: this.calls,
      valueOf: (expression, scope) => this.#expressions.valueOf(expression, scope),
      run: ({ body }, scope) => this.#block(body, scope)?.returned ?? { kind: 'none' },
    });
    this.#expressions = new ExpressionValues({
      text: options.text,
      log: options.log,
      parameters: this.parameters,
      call: (callee, call) => this.#functions.call(callee, call),
    });
    this.#globals.set('__name__', textValue('__main__'));
    this.#globals.set('__file__', textValue(options.fileName.split('/').pop() ?? ''));
  }

  /** Runs the module; where that builds nothing, the functions that nothing has called. */
  run(body: readonly Statement[]): void {
    this.#block(body, this.#globals);
    if (this.#hasBuilt()) return;
    for (const statement of body) {
      if (statement.kind === 'function' && !this.#functions.called.has(statement)) {
        this.#functions.callFunction(statement, this.#noArguments(statement.at), undefined);
      }
    }
    if (this.#hasBuilt()) return;
    for (const statement of body) if (statement.kind === 'class') this.#callAllOf(statement);
  }

  /** Whether the script sets the environment variable that chooses the new nvstreammux. */
  get usesNewMuxer(): boolean {
    return /USE_NEW_NVSTREAMMUX["']\s*(?:\]\s*=|,)\s*["']yes["']/.test(this.#options.text);
  }

  #hasBuilt(): boolean {
    return this.calls.records.some(({ elements, configFile }) => elements.size > 0 || configFile);
  }

  #callAllOf(definition: ClassDefinition): void {
    const self = this.#functions.instance(definition, this.#noArguments(definition.at));
    for (const method of definition.body) {
      if (method.kind !== 'function' || this.#functions.called.has(method)) continue;
      this.#functions.callFunction(method, this.#noArguments(method.at), self);
    }
  }

  #noArguments(at: number): MethodCall {
    return { args: [], keywords: new Map(), at };
  }

  #block(body: readonly Statement[], scope: Scope): Outcome {
    for (const statement of body) {
      if (this.#numSteps++ > MAX_STEPS) return { returned: { kind: 'none' } };
      const outcome = this.#statement(statement, scope);
      if (outcome) return outcome;
    }
    return undefined;
  }

  #statement(statement: Statement, scope: Scope): Outcome {
    switch (statement.kind) {
      case 'function':
        scope.set(statement.name, { kind: 'function', definition: statement });
        return undefined;
      case 'class':
        scope.set(statement.name, { kind: 'class', definition: statement });
        return undefined;
      case 'import':
        for (const [name, path] of statement.names) scope.set(name, { kind: 'module', path });
        return undefined;
      case 'expression':
        this.#expressions.valueOf(statement.value, scope);
        return undefined;
      case 'assign': {
        const value = this.#expressions.valueOf(statement.value, scope);
        for (const target of statement.targets) this.#expressions.assign(target, value, scope);
        return undefined;
      }
      case 'return':
        return {
          returned: statement.value
            ? this.#expressions.valueOf(statement.value, scope)
            : { kind: 'none' },
        };
      case 'block':
        return this.#block(statement.body, scope);
      case 'for':
        return this.#loop(statement, scope);
      case 'if':
        return this.#choose(statement, scope);
      case 'other':
        if (numBuilding(statement.text) > 0) {
          this.#log.note(
            'lost',
            'what this builds is known only when the script runs',
            statement.at,
          );
        }
        return undefined;
    }
  }

  #loop(loop: Extract<Statement, { kind: 'for' }>, scope: Scope): Outcome {
    const over = this.#expressions.valueOf(loop.over, scope);
    if (over.kind === 'list') {
      for (const item of over.items) {
        this.#expressions.assign(loop.target, item, scope);
        const outcome = this.#block(loop.body, scope);
        if (outcome) return outcome;
      }
      return undefined;
    }
    const numRecorded = this.#numRecorded();
    this.#expressions.assign(loop.target, once(loop.over, loop.target), scope);
    const outcome = this.#block(loop.body, scope);
    if (this.#numRecorded() > numRecorded) {
      this.#log.note(
        'changed',
        'how often this loop runs is known only when the script runs: it is drawn once',
        loop.at,
      );
    }
    return outcome;
  }

  #numRecorded(): number {
    return this.calls.records.reduce(
      (sum, { elements, links }) => sum + elements.size + links.length,
      0,
    );
  }

  /** Where a test is not known, the branch that builds most. */
  #choose({ branches, at }: Extract<Statement, { kind: 'if' }>, scope: Scope): Outcome {
    for (const [index, { test, body }] of branches.entries()) {
      const isMet = test === undefined ? true : isTrue(this.#expressions.valueOf(test, scope));
      if (isMet === true) return this.#block(body, scope);
      if (isMet === false) continue;
      const possible = branches.slice(index).filter(({ text }) => !endsRun(text));
      const [best] = possible.toSorted((a, b) => numBuilding(b.text) - numBuilding(a.text));
      if (!best) return undefined;
      const numAlternatives = possible.filter(({ text }) => numBuilding(text) > 0).length;
      if (numAlternatives > 0) {
        this.#log.note(
          'changed',
          'which of these runs is known only when the script runs: the one that builds most is drawn',
          at,
        );
      } else if (!branches.some((branch) => branch.test === undefined)) return undefined;
      return this.#block(best.body, scope);
    }
    return undefined;
  }
}

function numBuilding(text: string): number {
  return text.match(BUILDING)?.length ?? 0;
}

/** Branches that end the run build nothing that runs. */
function endsRun(text: string): boolean {
  return numBuilding(text) === 0 && /\b(?:sys\.)?exit\(|^\s*(?:raise|return)\b/m.test(text);
}

/** What a loop's variable is when nothing is known of the loop: counters start at 0. */
function once(over: Expression, target: Expression): Value {
  const item = unknownValue('an item of the loop');
  const isCounted = over.kind === 'call' && over.callee.kind === 'name' && over.callee.name;
  if (isCounted === 'range') return { kind: 'integer', value: 0n };
  if (isCounted === 'enumerate' && target.kind === 'list') {
    return { kind: 'list', items: [{ kind: 'integer', value: 0n }, item] };
  }
  return item;
}
