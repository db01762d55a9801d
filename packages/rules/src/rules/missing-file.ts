import { type FileReference, fileReferences } from '../file-references.ts';
import { ownedFileName, type PipelineIndex } from '../pipeline-index.ts';
import { prose } from '../prose.ts';
import type { ElementRule, Finding } from '../rule.ts';
import { settingPlace } from '../setting-place.ts';

/** Where DeepStream's packages put their samples and libraries. */
const sdkFolder = '/opt/nvidia/';

/** A file that an element reads does not exist, or can't be read. */
export const missingFile: ElementRule = {
  id: 'missing-file',
  severity: 'error',
  title: 'The files that elements read exist',
  topic: 'files',
  explanation: prose`
    Looks for the files and folders that properties of elements name: media, config files,
    libraries. An element that can't open its file stops the pipeline when it starts. Correct
    the path; relative ones start at the folder of the pipeline document. Files of the
    DeepStream SDK, and libraries, may lie only on the target machine, so for those it warns or
    says nothing.`,
  scope: 'element',
  check(element, index, report) {
    for (const reference of fileReferences(element)) {
      const finding = judge(reference, index);
      if (finding) report({ ...finding, place: settingPlace(reference.setting) });
    }
  },
};

function judge(reference: FileReference, index: PipelineIndex): Omit<Finding, 'place'> | undefined {
  const { file, path, setting } = reference;
  const isPattern = file.pattern && /[%*?]/.test(path);
  if (file.access === 'write' || isPattern) return undefined;
  if (ownedFileName(index.document, path) !== undefined) return undefined;
  const facts = index.file(path);
  if (!facts) return undefined;
  const what = `The ${file.kind === 'folder' ? 'folder' : 'file'} that '${setting.property}' of '${setting.element}' names`;
  if (facts.exists) {
    const wanted = file.kind === 'folder' ? 'folder' : 'file';
    if (facts.kind === wanted) return undefined;
    return {
      message: `'${setting.property}' of '${setting.element}' names a ${facts.kind}, not a ${wanted}: ${path}`,
      remedy: `Name a ${wanted}`,
    };
  }
  switch (facts.reason) {
    case 'missing':
      return missing(reference, what);
    case 'unreadable':
      return {
        message: `${what} can't be read: ${path}`,
        remedy: 'Change its permissions',
      };
    case 'outside-allowed-folders':
      if (path.startsWith(sdkFolder)) return undefined;
      return {
        message: `${what} lies outside the folders that may be looked into, so it is not checked: ${path}`,
        remedy: 'Put the file into the workspace, or allow its folder',
        severity: 'hint',
      };
  }
}

function missing({ file, path }: FileReference, what: string): Omit<Finding, 'place'> | undefined {
  if (path.startsWith(sdkFolder)) {
    // The stand-in does what the SDK's libraries do.
    if (file.kind === 'library') return undefined;
    return {
      message: `${what} is part of the DeepStream SDK, which is not on this machine: ${path}`,
      remedy: 'It is found where the SDK is installed; to run here, name a file that is here',
      severity: 'warning',
    };
  }
  return {
    message: `${what} does not exist: ${path}`,
    remedy: path.startsWith('/')
      ? 'Correct the path'
      : "Correct the path; it starts at the pipeline document's folder",
    // A library may lie on the machine that the document is made for.
    ...(file.kind === 'library' ? { severity: 'warning' as const } : {}),
  };
}
