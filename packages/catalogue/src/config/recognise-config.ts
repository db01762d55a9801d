/** Tells which kind of config file a text is, by what it holds. */
import { type ConfigSchema, configGroup, configKey, isReadIn } from './config-schema.ts';
import { configSchemas } from './config-schemas.ts';
import { type Config, configSyntax, readConfig } from './read-config.ts';

/**
 * The kind of a file; undefined when no kind knows at least half of what it holds. The name's
 * suffix says how the text is read, as it does for the SDK; nothing else of it matters.
 */
export function recogniseConfig(fileName: string, text: string): ConfigSchema | undefined {
  const config = readConfig(fileName, text, configSyntax(fileName, text));
  let best: ConfigSchema | undefined;
  let bestScore = 0;
  for (const schema of configSchemas()) {
    const score = scoreOf(schema, config);
    if (score > bestScore) {
      best = schema;
      bestScore = score;
    }
  }
  return best;
}

/** What it knows less what it doesn't; 0 when it knows less than half. */
function scoreOf(schema: ConfigSchema, { sections, format }: Config): number {
  if ((format === 'protobuf') !== schema.syntaxes.includes('protobuf')) return 0;
  let known = 0;
  let unknown = 0;
  for (const { name, entries } of sections) {
    const group = configGroup(schema, name);
    if (!group) {
      unknown += 1 + entries.length;
      continue;
    }
    // [property] is in most kinds, so its name alone says little.
    known += name === 'property' ? 0.25 : 1;
    for (const entry of entries) {
      const key = configKey(group, entry.key);
      if (!key || !isReadIn(key, format)) unknown += 1;
      else if (key.key.startsWith('<')) known += 0.25;
      // Kinds that share keys are told apart by what each needs.
      else known += key.required ? 1.5 : 1;
    }
  }
  return known > unknown ? known - unknown : 0;
}
