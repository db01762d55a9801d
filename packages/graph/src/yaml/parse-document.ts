/** YAML text -> pipeline document, or every reason why not. */
import { FORMAT_VERSION, type PipelineDocument, type Platform, type Target } from '../document.ts';
import { migrate } from '../migrations/migrations.ts';
import { fileNameProblem } from '../names.ts';
import type { DocumentError } from './document-error.ts';
import { type FoundEntry, NodeReader } from './node-reader.ts';
import { readElements } from './read-elements.ts';
import { readLinks } from './read-links.ts';
import { readParameters } from './read-parameters.ts';
import { readRules } from './read-rules.ts';
import { readYaml, type YamlText } from './yaml-text.ts';

export type ParseResult =
  | {
      readonly ok: true;
      readonly document: PipelineDocument;
      readonly warnings: readonly DocumentError[];
    }
  | { readonly ok: false; readonly errors: readonly DocumentError[] };

const ROOT_KEYS = [
  'formatVersion',
  'name',
  'target',
  'parameters',
  'elements',
  'links',
  'rules',
  'files',
];
const PLATFORMS: readonly Platform[] = ['dgpu', 'jetson', 'sbsa'];

/** Reads a pipeline document. Never throws: whatever the text is, the errors say what is wrong. */
export function parseDocument(text: string): ParseResult {
  const yaml = readYaml(text);
  const reader = new NodeReader(yaml);
  const document = readSyntax(reader, yaml, text) ? readRoot(reader, yaml) : undefined;
  if (document === undefined || reader.errors.length > 0) {
    return {
      ok: false,
      errors: reader.errors.toSorted((a, b) => a.line - b.line),
    };
  }
  return { ok: true, document, warnings: reader.warnings };
}

/** Reports what the YAML parser found; false when going on makes no sense. */
function readSyntax(reader: NodeReader, { document }: YamlText, text: string): boolean {
  for (const { code, message, pos } of document.errors) {
    reader.failAt(pos[0], {
      code: 'yaml-syntax',
      message: `not readable as YAML: ${message}`,
      remedy: code === 'TAB_AS_INDENT' ? 'Indent with spaces.' : undefined,
    });
  }
  for (const { message, pos } of document.warnings) {
    reader.warnAt(pos[0], { code: 'yaml-syntax', message });
  }
  if (reader.errors.some(({ code }) => code === 'yaml-syntax')) return false;

  const root = reader.root();
  if (reader.isMapping(root)) return true;
  const isLaunchText = /\s!\s/.test(text) && !text.includes('\n- ');
  reader.fail(root, {
    code: 'not-a-document',
    message: reader.isEmpty(root)
      ? 'the pipeline document is empty'
      : 'this is no pipeline document: a mapping with formatVersion, name, target, elements and links is expected',
    remedy: isLaunchText
      ? 'It looks like gst-launch text; import it instead.'
      : `Begin with "formatVersion: ${FORMAT_VERSION}".`,
  });
  return false;
}

function readRoot(reader: NodeReader, yaml: YamlText): PipelineDocument | undefined {
  if (!readFormatVersion(reader, yaml)) return undefined;

  const root = reader.root();
  const fields = reader.fields(root, 'the document', ROOT_KEYS);
  const required = (key: string, remedy: string): FoundEntry | undefined => {
    const field = fields.get(key);
    if (field !== undefined) return field;
    reader.fail(root, {
      code: 'missing-key',
      message: `the document has no "${key}"`,
      remedy,
    });
    return undefined;
  };
  const name = required('name', 'Add "name: My pipeline".');
  const target = required('target', 'Add "target: {platform: dgpu, deepstream: \\"9.1\\"}".');
  const elementNames = reader.keys(fields.get('elements'));
  return {
    formatVersion: FORMAT_VERSION,
    name: (name && reader.text(name, 'name')) ?? '',
    target: readTarget(reader, target),
    parameters: readParameters(reader, fields.get('parameters')),
    elements: readElements(reader, fields.get('elements')),
    links: readLinks(reader, fields.get('links'), elementNames),
    files: readFiles(reader, fields.get('files')),
    rules: readRules(reader, fields.get('rules'), elementNames),
  };
}

/** Checks the version and migrates older documents; false when the rest can't be understood. */
function readFormatVersion(reader: NodeReader, yaml: YamlText): boolean {
  const found = reader.find(reader.root(), 'formatVersion');
  if (found === undefined) {
    reader.fail(reader.root(), {
      code: 'missing-format-version',
      message: 'the document has no formatVersion',
      remedy: `Add "formatVersion: ${FORMAT_VERSION}" as the first line.`,
    });
    return true;
  }
  const version = reader.value(found, 'formatVersion');
  if (version === undefined) return false;
  if (typeof version !== 'number' || !Number.isInteger(version) || version < 1) {
    reader.fail(found, {
      code: 'wrong-type',
      message: `formatVersion must be a whole number from 1, but it is ${version}`,
      remedy: `Write "formatVersion: ${FORMAT_VERSION}".`,
    });
    return false;
  }
  if (version > FORMAT_VERSION) {
    reader.fail(found, {
      code: 'unsupported-format-version',
      message: `the document has format version ${version}, but this Pipewright reads versions up to ${FORMAT_VERSION}`,
      remedy: 'Open it with a newer Pipewright.',
    });
    return false;
  }
  migrate(yaml.document, version);
  return true;
}

function readTarget(reader: NodeReader, found: FoundEntry | undefined): Target {
  const fields = reader.fields(found, 'target', ['platform', 'deepstream', 'streammux']);
  for (const key of ['platform', 'deepstream']) {
    if (found !== undefined && !fields.has(key)) {
      reader.fail(found, {
        code: 'missing-key',
        message: `target has no "${key}"`,
        remedy: key === 'platform' ? `Add one of: ${PLATFORMS.join(', ')}.` : 'Add "9.1".',
      });
    }
  }
  const platform = fields.get('platform');
  const deepstream = fields.get('deepstream');
  const streammux = fields.get('streammux');
  const version = deepstream && reader.text(deepstream, 'target.deepstream');
  if (deepstream && version !== undefined && !/^\d+\.\d+(\.\d+)?$/.test(version)) {
    reader.fail(deepstream, {
      code: 'invalid-value',
      message: `target.deepstream must be a version such as 9.1, but it is "${version}"`,
    });
  }
  return {
    platform: (platform && reader.oneOf(platform, 'target.platform', PLATFORMS)) ?? 'dgpu',
    deepstream: version ?? '',
    streammux:
      (streammux && reader.oneOf(streammux, 'target.streammux', ['legacy', 'new'])) ?? 'legacy',
  };
}

function readFiles(reader: NodeReader, found: FoundEntry | undefined): Record<string, string> {
  const files: Record<string, string> = {};
  for (const entry of reader.named(found, 'files', fileNameProblem)) {
    const text = reader.text(entry, `the text of file "${entry.key}"`);
    if (text !== undefined) files[entry.key] = text;
  }
  return files;
}
