/** Caps from one side of an element to the other. Pure, and each answer worked out once. */
import {
  ANY_CAPS,
  areFeaturesEqual,
  areValuesEqual,
  type Caps,
  type CapsStructure,
  type CapsValue,
  capsOf,
  intersectValues,
  isStructureSubset,
  simplifyCaps,
  uniteCaps,
} from '@pipewright/caps';
import { intersectOnce } from '../known-caps.ts';
import type { TransferRule } from './transfer-rules.ts';

/** Beyond this many different inputs their union is not worth the work. */
const maxInputs = 8;

/**
 * What the pads on the other side may have when one side has `caps`: always at least what the
 * element can really do, so that nothing possible is ever called impossible.
 */
export function transfer(rule: TransferRule | undefined, caps: Caps, template: Caps): Caps {
  if (!rule || rule.memory === 'other' || caps.kind !== 'structures') return template;
  return intersectOnce(kept(rule, caps), template);
}

/** What any of the caps allow; anything when there are too many to be told apart cheaply. */
export function unite(all: readonly Caps[]): Caps {
  const different = new Set(all);
  if (different.size === 0 || different.size > maxInputs) return ANY_CAPS;
  return [...different].reduce(uniteCaps);
}

const keptCaps = new WeakMap<TransferRule, WeakMap<Caps, Caps>>();

/** The part of the caps that the other side has too. */
function kept(rule: TransferRule, caps: Extract<Caps, { kind: 'structures' }>): Caps {
  if (rule.keeps === 'all' && !rule.changes && rule.memory === 'same') return caps;
  return remember(keptCaps, rule, caps, () =>
    simplifyCaps(
      capsOf(
        caps.structures.map((structure) => {
          const { name, features, fields } = structure;
          if (rule.isSystemOnly && features !== 'any' && features.length > 0) return structure;
          return {
            name,
            features: rule.memory === 'same' ? features : 'any',
            fields: new Map([...fields].filter(([field]) => isKept(rule, field))),
          };
        }),
      ),
    ),
  );
}

function isKept({ keeps, changes }: TransferRule, field: string): boolean {
  return keeps === 'all' ? !changes?.includes(field) : keeps.includes(field);
}

const chosenCaps = new WeakMap<TransferRule, WeakMap<Caps, WeakMap<Caps, Caps>>>();

/**
 * Of `allowed`, what the element chooses: it leaves as it is what the far side lets it leave, and
 * in which all inputs agree. Never empty unless `allowed` is.
 */
export function choose(rule: TransferRule, inputs: readonly Caps[], allowed: Caps): Caps {
  if (allowed.kind !== 'structures') return allowed;
  const [input, ...others] = new Set(inputs);
  if (!input) return allowed;
  if (others.length > 0) {
    const brought: CapsStructure[] = [];
    for (const caps of [input, ...others]) {
      if (caps.kind !== 'structures') return allowed;
      brought.push(...caps.structures);
    }
    return chooseFrom(rule, brought, allowed.structures);
  }
  if (input.kind !== 'structures') return allowed;
  let ofRule = chosenCaps.get(rule);
  if (!ofRule) {
    ofRule = new WeakMap();
    chosenCaps.set(rule, ofRule);
  }
  return remember(ofRule, input, allowed, () =>
    chooseFrom(rule, input.structures, allowed.structures),
  );
}

function chooseFrom(
  rule: TransferRule,
  input: readonly CapsStructure[],
  allowed: readonly CapsStructure[],
): Caps {
  const inMemoryOfInput =
    rule.memory === 'free'
      ? allowed.filter(({ name, features }) =>
          input.every((each) => each.name === name && areFeaturesEqual(each.features, features)),
        )
      : allowed;
  const preferred = (rule.prefers ?? []).flatMap((field) => {
    const value = commonValue(input, field);
    return value === undefined ? [] : [[field, value] as const];
  });
  const structures = (inMemoryOfInput.length > 0 ? inMemoryOfInput : allowed).map((structure) => {
    const fields = new Map(structure.fields);
    for (const [field, value] of preferred) {
      const other = fields.get(field);
      const meeting = other === undefined ? value : intersectValues(other, value);
      if (meeting !== undefined) fields.set(field, meeting);
    }
    return { ...structure, fields };
  });
  return capsOf(withoutRepetition(structures));
}

/** The value that all structures have in a field; undefined when one differs or lacks it. */
function commonValue(structures: readonly CapsStructure[], field: string): CapsValue | undefined {
  const value = structures[0]?.fields.get(field);
  if (value === undefined) return undefined;
  const isCommon = structures.every((structure) => {
    const other = structure.fields.get(field);
    return other !== undefined && areValuesEqual(other, value);
  });
  return isCommon ? value : undefined;
}

function withoutRepetition(structures: readonly CapsStructure[]): CapsStructure[] {
  const found: CapsStructure[] = [];
  for (const structure of structures) {
    if (!found.some((other) => isStructureSubset(structure, other))) found.push(structure);
  }
  return found;
}

function remember<K extends object>(
  known: WeakMap<K, WeakMap<Caps, Caps>>,
  key: K,
  caps: Caps,
  work: () => Caps,
): Caps {
  let ofKey = known.get(key);
  if (!ofKey) {
    ofKey = new WeakMap();
    known.set(key, ofKey);
  }
  let result = ofKey.get(caps);
  if (!result) {
    result = work();
    ofKey.set(caps, result);
  }
  return result;
}
