/** What the schemas find in config files, for the rules that report it. */
import {
  type Config,
  type ConfigFinding,
  type ConfigFindingCode,
  type ConfigSchema,
  configGroup,
  configKey,
  validateConfig,
} from '@pipewright/catalogue';
import type { Fix } from '../diagnostic.ts';
import type { ElementRule, RuleInfo } from '../rule.ts';
import {
  addEntryFix,
  configFactories,
  filePlace,
  firstConfigFilesOf,
  type KnownConfigFile,
  removeLineFix,
  spanFix,
} from './config-files.ts';

/** A file of another kind has all its lines wrong: so many say it. */
const MAX_FINDINGS_PER_FILE = 20;

/** Configs change only with their text, so that what is found in one is found once. */
const found = new WeakMap<Config, Map<ConfigSchema, readonly ConfigFinding[]>>();

function findingsIn({ config, schema }: KnownConfigFile): readonly ConfigFinding[] {
  let bySchema = found.get(config);
  if (!bySchema) {
    bySchema = new Map();
    found.set(config, bySchema);
  }
  let findings = bySchema.get(schema);
  if (!findings) {
    findings = validateConfig(schema, config);
    bySchema.set(schema, findings);
  }
  return findings;
}

/**
 * A rule that reports findings of some codes. For nvinfer's own files `nvinfer` tells which of
 * them remain: rules of their own judge the others.
 */
export function configFileRule(
  info: RuleInfo,
  codes: {
    readonly all: readonly ConfigFindingCode[];
    readonly nvinfer: readonly ConfigFindingCode[];
  },
): ElementRule {
  return {
    ...info,
    scope: 'element',
    factories: configFactories,
    check(element, index, report) {
      const wanted = element.node.factory === 'nvinfer' ? codes.nvinfer : codes.all;
      for (const file of firstConfigFilesOf(element, index)) {
        const findings = findingsIn(file).filter(({ code }) => wanted.includes(code));
        for (const finding of findings.slice(0, MAX_FINDINGS_PER_FILE)) {
          report({
            message: `${file.config.path}: ${finding.message}`,
            place: filePlace(file, finding),
            remedy: finding.remedy,
            severity: finding.severity,
            fixes: fixesFor(file, finding),
          });
        }
      }
    },
  };
}

function fixesFor(file: KnownConfigFile, finding: ConfigFinding): Fix[] {
  const { code, replacement } = finding;
  if (replacement !== undefined) {
    const title = code === 'trailing-blank' ? 'Remove the blank' : `Write ${replacement}`;
    return spanFix(file, title, finding, replacement);
  }
  if (code === 'duplicate-key') return earlierLineFix(file, finding);
  return code === 'missing-key' ? missingKeyFix(file, finding) : [];
}

/** The last of two lines with a key counts, so the one before can go. */
function earlierLineFix(file: KnownConfigFile, { group, key, line }: ConfigFinding): Fix[] {
  const earlier = file.config.sections
    .filter(({ name }) => name === group)
    .flatMap(({ entries }) => entries)
    .findLast((entry) => entry.key === key && entry.line < line);
  if (!earlier || earlier.valueSpan.endLine !== earlier.line) return [];
  return removeLineFix(file, `Remove line ${earlier.line}, which has no effect`, earlier.line);
}

function missingKeyFix(file: KnownConfigFile, { group, key }: ConfigFinding): Fix[] {
  if (group === undefined || key === undefined) return [];
  const value = defaultOf(file.schema, group, key);
  return value === undefined ? [] : addEntryFix(file, group, key, value);
}

function defaultOf(schema: ConfigSchema, groupName: string, name: string): string | undefined {
  const group = configGroup(schema, groupName);
  const value = group && configKey(group, name)?.default;
  if (value === undefined || Array.isArray(value)) return undefined;
  return typeof value === 'boolean' ? String(Number(value)) : String(value);
}
