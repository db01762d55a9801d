import type { Edit } from '@pipewright/graph';
import type { Fix } from '../diagnostic.ts';
import { areListsSame, remembered } from '../live/remembered.ts';
import { elementsOf, inOrder } from '../neighbours.ts';
import { type ElementView, effectiveValue, type PipelineIndex } from '../pipeline-index.ts';
import { readBoolean } from '../property-values.ts';
import { prose } from '../prose.ts';
import { type DocumentRule, setPropertyFix } from '../rule.ts';

const dynamicSources = ['nvmultiurisrcbin', 'nvdsdynamicsrcbin'];

/**
 * With a tee or sources that come later, every sink waits in PAUSED for a first buffer that may
 * only come once all of them play.
 */
export const sinkAsync: DocumentRule = {
  id: 'sink-async',
  severity: 'warning',
  title: 'With a tee or dynamic sources, sinks have async=false',
  topic: 'output',
  explanation: prose`
    Finds sinks with async on in pipelines with a branching tee, or with sources that are added
    while it runs. Each sink waits for its first buffer before the pipeline plays, and a branch
    may get one only once all others play: the pipeline hangs in PAUSED. Set async to false on
    every sink.`,
  scope: 'document',
  check(index, report) {
    const [cause] = [...inOrder(elementsOf(index, ...dynamicSources)), ...branchingTees(index)];
    if (!cause) return;
    const waiting = sinksOf(index).filter(waitsForPreroll);
    if (waiting.length === 0) return;
    const all = waiting.length > 1 ? [fixAll(waiting)] : [];
    const why = isDynamic(cause)
      ? `'${cause.name}' adds sources while running`
      : `'${cause.name}' feeds several branches`;
    for (const sink of waiting) {
      const place = { element: sink.name, property: 'async' };
      const single = setPropertyFix(`Set async to false on ${sink.name}`, place, false);
      report({
        message: `'${sink.name}' waits for its first buffer before the pipeline plays; as ${why}, that can wait for ever`,
        place,
        remedy: 'Set async to false on every sink',
        fixes: [...all, single],
      });
    }
  },
};

function isDynamic({ node }: ElementView): boolean {
  return dynamicSources.includes(node.factory);
}

function branchingTees(index: PipelineIndex): readonly ElementView[] {
  return elementsOf(index, 'tee').filter(({ outputs }) => outputs.length > 1);
}

const sinksOf = remembered(
  ({ elements }: PipelineIndex) =>
    [...elements.values()].filter(
      ({ factory }) => factory && !factory.pads.some((pad) => pad.direction === 'src'),
    ),
  areListsSame,
);

function waitsForPreroll(element: ElementView): boolean {
  const value = effectiveValue(element, 'async');
  return value !== undefined && readBoolean(value) === true;
}

function fixAll(sinks: readonly ElementView[]): Fix {
  const title = `Set async to false on all ${sinks.length} sinks`;
  const edits = sinks.map(
    (sink): Edit => ({
      kind: 'set-property',
      element: sink.name,
      property: 'async',
      value: false,
    }),
  );
  return { title, edit: { kind: 'batch', label: title, edits } };
}
