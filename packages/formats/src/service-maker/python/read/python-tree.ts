/** Python's syntax as far as scripts that build pipelines need it. */

export type Expression =
  | { readonly kind: 'text'; readonly text: string; readonly at: number }
  | { readonly kind: 'integer'; readonly value: bigint; readonly at: number }
  | { readonly kind: 'float'; readonly value: number; readonly at: number }
  | { readonly kind: 'boolean'; readonly value: boolean; readonly at: number }
  | { readonly kind: 'none'; readonly at: number }
  | { readonly kind: 'name'; readonly name: string; readonly at: number }
  /** An f-string, or strings that stand beside one another. */
  | { readonly kind: 'joined'; readonly parts: readonly Expression[]; readonly at: number }
  | { readonly kind: 'list'; readonly items: readonly Expression[]; readonly at: number }
  | {
      readonly kind: 'dict';
      /** A pair without a key takes in all pairs of another dict. */
      readonly entries: readonly (readonly [Expression | undefined, Expression])[];
      readonly at: number;
    }
  | {
      readonly kind: 'call';
      readonly callee: Expression;
      readonly args: readonly Argument[];
      readonly at: number;
    }
  | {
      readonly kind: 'attribute';
      readonly object: Expression;
      readonly name: string;
      readonly at: number;
    }
  | {
      readonly kind: 'subscript';
      readonly object: Expression;
      /** Absent: a slice. */
      readonly index?: Expression;
      readonly start?: Expression;
      readonly end?: Expression;
      readonly at: number;
    }
  | {
      readonly kind: 'operation';
      readonly operator: string;
      readonly operands: readonly Expression[];
      readonly at: number;
    }
  | {
      readonly kind: 'conditional';
      readonly test: Expression;
      readonly then: Expression;
      readonly otherwise: Expression;
      readonly at: number;
    }
  | {
      readonly kind: 'comprehension';
      readonly item: Expression;
      readonly target: Expression;
      readonly over: Expression;
      readonly at: number;
    }
  /** What is not looked into. */
  | { readonly kind: 'other'; readonly text: string; readonly at: number };

export interface Argument {
  /** Of a keyword argument. */
  readonly keyword?: string;
  /** `*` or `**` before it. */
  readonly spread?: '*' | '**';
  readonly value: Expression;
}

export interface PythonParameter {
  readonly name: string;
  readonly fallback?: Expression;
}

export interface FunctionDefinition {
  readonly kind: 'function';
  readonly name: string;
  readonly parameters: readonly PythonParameter[];
  readonly body: readonly Statement[];
  readonly at: number;
}

export interface ClassDefinition {
  readonly kind: 'class';
  readonly name: string;
  readonly body: readonly Statement[];
  readonly at: number;
}

export type Statement =
  | FunctionDefinition
  | ClassDefinition
  | { readonly kind: 'expression'; readonly value: Expression; readonly at: number }
  | {
      readonly kind: 'assign';
      readonly targets: readonly Expression[];
      readonly value: Expression;
      readonly at: number;
    }
  | {
      readonly kind: 'for';
      readonly target: Expression;
      readonly over: Expression;
      readonly body: readonly Statement[];
      readonly at: number;
    }
  | {
      readonly kind: 'if';
      /** The last without a test is `else`. */
      readonly branches: readonly {
        readonly test?: Expression;
        readonly body: readonly Statement[];
        readonly text: string;
      }[];
      readonly at: number;
    }
  | { readonly kind: 'return'; readonly value?: Expression; readonly at: number }
  | {
      readonly kind: 'import';
      /** Name in the script -> dotted name of what it is. */
      readonly names: readonly (readonly [string, string])[];
      readonly at: number;
    }
  /** Blocks that run as they stand: of `with` and `try`. */
  | { readonly kind: 'block'; readonly body: readonly Statement[]; readonly at: number }
  /** Loops of which nothing is known, and statements without a meaning here. */
  | { readonly kind: 'other'; readonly text: string; readonly at: number };
