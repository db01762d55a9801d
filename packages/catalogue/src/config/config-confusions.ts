/** Names that are right elsewhere: element properties that a config file spells otherwise. */
import type { ConfigKind } from './config-schema.ts';

/** Kind -> written key -> the key meant. */
const keys: Readonly<Partial<Record<ConfigKind, Readonly<Record<string, string>>>>> = {
  nvinfer: {
    'unique-id': 'gie-unique-id',
    'infer-on-gie-id': 'operate-on-gie-id',
    'infer-on-class-ids': 'operate-on-class-ids',
    'input-tensor-meta': 'input-tensor-from-meta',
    'engine-file': 'model-engine-file',
    'label-file': 'labelfile-path',
  },
  nvinferserver: {
    gie_unique_id: 'unique_id',
    'unique-id': 'unique_id',
    infer_on_gie_id: 'operate_on_gie_id',
    infer_on_class_ids: 'operate_on_class_ids',
    batch_size: 'max_batch_size',
  },
  preprocess: {
    'gie-unique-id': 'unique-id',
    'infer-on-gie-id': 'operate-on-gie-id',
    'infer-on-class-ids': 'operate-on-class-ids',
    'input-tensor-name': 'tensor-name',
  },
  'deepstream-app': {
    'unique-id': 'gie-unique-id',
    'infer-on-gie-id': 'operate-on-gie-id',
    'infer-on-class-ids': 'operate-on-class-ids',
    'input-tensor-from-meta': 'input-tensor-meta',
    'config-file-path': 'config-file',
  },
};

/** The key meant by a name that belongs elsewhere, written with `-` or `_`. */
export function confusedConfigKey(kind: ConfigKind, written: string): string | undefined {
  const ofKind = keys[kind];
  if (!ofKind) return undefined;
  const names = [written, written.replaceAll('_', '-'), written.replaceAll('-', '_')];
  const known = names.find((name) => Object.hasOwn(ofKind, name));
  return known === undefined ? undefined : ofKind[known];
}

/** For tests that hold the names against the schemas. */
export function configConfusionTable(): typeof keys {
  return keys;
}
