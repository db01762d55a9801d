import { modelOf } from '../config/nvinfer-model.ts';
import { batcherOf } from '../flow.ts';
import { inferenceSetting } from '../inference-settings.ts';
import { effectiveInteger, settingOf } from '../pipeline-index.ts';
import { prose } from '../prose.ts';
import { type ElementRule, setPropertyFix } from '../rule.ts';

/** A primary nvinfer works in the mux's batches: another batch-size wastes work or splits them. */
export const inferBatchSize: ElementRule = {
  id: 'infer-batch-size',
  severity: 'warning',
  title: "A primary nvinfer's batch-size is its mux's",
  topic: 'inference',
  explanation: prose`
    Compares batch-size of a primary nvinfer, as a property or in its config file, with the
    batches that the mux before it gives. Smaller, each batch is split into several inferences;
    larger, the engine is built for places that stay empty. Set it to the mux's batch-size; the
    engine is then built once more. A model whose own batch axis is fixed to another number is
    left alone.`,
  scope: 'element',
  factories: ['nvinfer'],
  check(element, index, report) {
    if (inferenceSetting(element, index, 'process-mode')?.number === 2) return;
    const batcher = batcherOf(element);
    if (!batcher) return;
    const property = batcher.node.factory === 'nvstreammux' ? 'batch-size' : 'max-batch-size';
    if (!settingOf(batcher, property)) return;
    const wanted = effectiveInteger(batcher, property);
    const own = inferenceSetting(element, index, 'batch-size');
    if (!wanted || wanted < 1 || own === undefined || own.number === wanted) return;
    // A model that takes no other batch has to be fed in its own.
    if (modelOf(element, index)?.header.inputs[0]?.dims?.[0] === own.number) return;
    const place = { element: element.name, property: 'batch-size' };
    const where = own.file === undefined ? '' : ` (from ${own.file})`;
    report({
      message: `'${element.name}' infers ${own.number} frames at a time${where}, but '${batcher.name}' gives batches of ${wanted}`,
      place,
      remedy: `Set batch-size to ${wanted}; the engine is rebuilt for it once`,
      fixes: [setPropertyFix(`Set batch-size to ${wanted}`, place, wanted)],
    });
  },
};
