/** Python's operators on values that are known. */
import {
  integerValue,
  isTrue,
  keyOf,
  textValue,
  unknownValue,
  type Value,
} from './python-value.ts';

/** The value of an operation; `text` says what stands there when it is not known. */
export function operate(operator: string, operands: readonly Value[], text: string): Value {
  const [left, right] = operands;
  if (left === undefined) return unknownValue(text);
  if (right === undefined) return unary(operator, left) ?? unknownValue(text);
  return (
    logic(operator, left, right) ??
    comparison(operator, left, right) ??
    arithmetic(operator, left, right) ??
    unknownValue(text)
  );
}

function unary(operator: string, operand: Value): Value | undefined {
  if (operator === 'not') return truth(negated(isTrue(operand)));
  if (operand.kind === 'integer' && operator === '-') return integerValue(-operand.value);
  if (operand.kind === 'float' && operator === '-') return { kind: 'float', value: -operand.value };
  return operator === '+' ? operand : undefined;
}

function logic(operator: string, left: Value, right: Value): Value | undefined {
  if (operator !== 'and' && operator !== 'or') return undefined;
  const isLeftTrue = isTrue(left);
  // What decides is known even where the other side is not.
  if (isLeftTrue === undefined) {
    return isTrue(right) === (operator === 'or') ? truth(operator === 'or') : undefined;
  }
  return isLeftTrue === (operator === 'or') ? left : right;
}

function comparison(operator: string, left: Value, right: Value): Value | undefined {
  switch (operator) {
    case '==':
    case 'is':
      return truth(areEqual(left, right));
    case '!=':
    case 'is not':
      return truth(negated(areEqual(left, right)));
    case 'in':
      return truth(isIn(left, right));
    case 'not in':
      return truth(negated(isIn(left, right)));
    case '<':
    case '<=':
    case '>':
    case '>=':
      return truth(isOrdered(operator, left, right));
    default:
      return undefined;
  }
}

function areEqual(left: Value, right: Value): boolean | undefined {
  const [a, b] = [keyOf(left), keyOf(right)];
  return a === undefined || b === undefined ? undefined : a === b;
}

function isIn(item: Value, container: Value): boolean | undefined {
  if (container.kind === 'text' && item.kind === 'text') return container.text.includes(item.text);
  if (container.kind === 'dict') {
    const key = keyOf(item);
    return key === undefined ? undefined : container.entries.has(key);
  }
  if (container.kind !== 'list') return undefined;
  const found = container.items.map((each) => areEqual(item, each));
  if (found.includes(true)) return true;
  return found.includes(undefined) ? undefined : false;
}

function isOrdered(operator: string, left: Value, right: Value): boolean | undefined {
  const [a, b] = [numberOf(left), numberOf(right)];
  if (a === undefined || b === undefined) return undefined;
  if (a === b) return operator.endsWith('=');
  return operator.startsWith('<') === a < b;
}

function arithmetic(operator: string, left: Value, right: Value): Value | undefined {
  if (operator === '+' && left.kind === 'text' && right.kind === 'text') {
    return textValue(left.text + right.text);
  }
  if (operator === '+' && left.kind === 'list' && right.kind === 'list') {
    return { kind: 'list', items: [...left.items, ...right.items] };
  }
  if (operator === '*' && left.kind === 'list' && right.kind === 'integer' && right.value < 1024n) {
    const items = Array.from({ length: Math.max(0, Number(right.value)) }, () => left.items).flat();
    return { kind: 'list', items };
  }
  if (left.kind === 'integer' && right.kind === 'integer') {
    const result = integerArithmetic(operator, left.value, right.value);
    if (result !== undefined) return integerValue(result);
  }
  const [a, b] = [numberOf(left), numberOf(right)];
  if (a === undefined || b === undefined) return undefined;
  const value = { '+': a + b, '-': a - b, '*': a * b, '/': a / b }[operator];
  return value === undefined || !Number.isFinite(value) ? undefined : { kind: 'float', value };
}

function integerArithmetic(operator: string, a: bigint, b: bigint): bigint | undefined {
  switch (operator) {
    case '+':
      return a + b;
    case '-':
      return a - b;
    case '*':
      return a * b;
    case '//':
      return b === 0n ? undefined : (a - (((a % b) + b) % b)) / b;
    case '%':
      return b === 0n ? undefined : ((a % b) + b) % b;
    default:
      return undefined;
  }
}

function numberOf(value: Value): number | undefined {
  if (value.kind === 'float') return value.value;
  return value.kind === 'integer' ? Number(value.value) : undefined;
}

function truth(is: boolean | undefined): Value | undefined {
  return is === undefined ? undefined : { kind: 'boolean', value: is };
}

function negated(is: boolean | undefined): boolean | undefined {
  return is === undefined ? undefined : !is;
}
