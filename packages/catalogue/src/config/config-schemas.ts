/** The config files that DeepStream 9.1 reads. */
import analytics from '../../data/analytics-config.json' with { type: 'json' };
import app from '../../data/deepstream-app-config.json' with { type: 'json' };
import dewarper from '../../data/dewarper-config.json' with { type: 'json' };
import metamux from '../../data/metamux-config.json' with { type: 'json' };
import msgbroker from '../../data/msgbroker-config.json' with { type: 'json' };
import msgconv from '../../data/msgconv-config.json' with { type: 'json' };
import nvinfer from '../../data/nvinfer-config.json' with { type: 'json' };
import nvinferserver from '../../data/nvinferserver-config.json' with { type: 'json' };
import postprocess from '../../data/postprocess-config.json' with { type: 'json' };
import preprocess from '../../data/preprocess-config.json' with { type: 'json' };
import streammux from '../../data/streammux-config.json' with { type: 'json' };
import tracker from '../../data/tracker-config.json' with { type: 'json' };
import type { ConfigKind, ConfigSchema } from './config-schema.ts';

/** The JSON's inferred types are too wide to check; a test checks the values. */
const schemas = [
  nvinfer,
  nvinferserver,
  tracker,
  analytics,
  preprocess,
  postprocess,
  msgconv,
  msgbroker,
  dewarper,
  metamux,
  streammux,
  app,
] as unknown as readonly ConfigSchema[];

/** Every kind of config file that is known. */
export function configSchemas(): readonly ConfigSchema[] {
  return schemas;
}

/** The schema of one kind. Throws for a kind that there is not. */
export function configSchema(kind: ConfigKind): ConfigSchema {
  const schema = schemas.find(({ id }) => id === kind);
  if (!schema) throw new Error(`There is no kind of config file called '${kind}'`);
  return schema;
}

/** The schema of the file that an element's property names; undefined when it names none. */
export function configSchemaFor(factory: string, property: string): ConfigSchema | undefined {
  return schemas.find(({ consumers }) =>
    consumers.some((consumer) => consumer.factory === factory && consumer.property === property),
  );
}
