/** Files that a script writes before it runs gst-launch, as files of the document. */
import {
  fileNameProblem,
  type PipelineDocument,
  type PropertyValue,
  referencedParameters,
} from '@pipewright/graph';

/** Takes the files along that elements name; parameters that only led to them go. */
export function takeScriptFiles(
  document: PipelineDocument,
  scriptFiles: ReadonlyMap<string, string>,
): PipelineDocument {
  if (scriptFiles.size === 0) return document;
  const names = new Map<string, string>();
  for (const path of scriptFiles.keys()) names.set(path, freeName(path, names));
  const rename = (value: PropertyValue): PropertyValue => {
    if (typeof value !== 'string') return value;
    return value
      .split(';')
      .map((path) => names.get(path) ?? path)
      .join(';');
  };
  const elements = Object.fromEntries(
    Object.entries(document.elements).map(([name, element]) => [
      name,
      {
        ...element,
        properties: Object.fromEntries(
          Object.entries(element.properties).map(([property, value]) => [property, rename(value)]),
        ),
      },
    ]),
  );
  const files = Object.fromEntries(
    [...scriptFiles].map(([path, text]) => [names.get(path) ?? path, withNames(text, names)]),
  );
  return withoutUnusedParameters({ ...document, elements, files: { ...document.files, ...files } });
}

/** Files name each other by the paths that the script writes them to. */
function withNames(text: string, names: ReadonlyMap<string, string>): string {
  let result = text;
  for (const [path, name] of names) {
    if (path !== name) result = result.replaceAll(path, () => name);
  }
  return result;
}

/** Behind the folder that only the script knows, or the path's last part. */
function freeName(path: string, taken: ReadonlyMap<string, string>): string {
  const relative = path.replace(/^\$\{[^}]*\}\//, '').replace(/^(?:\.\/)+/, '');
  const base = fileNameProblem(relative) === undefined ? relative : (path.split('/').pop() ?? '');
  const name = fileNameProblem(base) === undefined ? base : 'file.txt';
  const used = new Set(taken.values());
  let free = name;
  for (let number = 2; used.has(free); number++) free = `${number}-${name}`;
  return free;
}

function withoutUnusedParameters(document: PipelineDocument): PipelineDocument {
  const used = new Set<string>();
  const use = (value: PropertyValue | undefined) => {
    for (const name of referencedParameters(value ?? '')) used.add(name);
  };
  for (const { properties, pads } of Object.values(document.elements)) {
    for (const each of [properties, ...Object.values(pads)]) Object.values(each).forEach(use);
  }
  for (const { caps } of document.links) use(caps);
  const parameters = Object.entries(document.parameters).filter(([name]) => used.has(name));
  return { ...document, parameters: Object.fromEntries(parameters) };
}
