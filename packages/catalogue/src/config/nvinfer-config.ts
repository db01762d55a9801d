/** The keys of nvinfer's config file. */
import { type ConfigGroupSchema, type ConfigKey, configGroup, configKey } from './config-schema.ts';
import { configSchema } from './config-schemas.ts';

/** `class-attrs` stands for the groups `class-attrs-all` and `class-attrs-<number>`. */
type NvinferGroup = 'property' | 'class-attrs';

/** A key of `[property]` or of the `class-attrs` groups; undefined when nvinfer has none such. */
export function nvinferConfigKey(group: NvinferGroup, key: string): ConfigKey | undefined {
  return configKey(nvinferGroup(group), key);
}

/** Every key of a group, in the order of the manual. */
export function nvinferConfigKeys(group: NvinferGroup): readonly ConfigKey[] {
  return nvinferGroup(group).keys;
}

function nvinferGroup(name: NvinferGroup): ConfigGroupSchema {
  const written = name === 'property' ? name : 'class-attrs-all';
  const group = configGroup(configSchema('nvinfer'), written);
  if (!group) throw new Error(`nvinfer's schema has no group ${written}`);
  return group;
}
