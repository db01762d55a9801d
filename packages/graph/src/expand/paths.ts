/** Paths and URIs as text, POSIX; this package touches no disk. */

/** `path` as an absolute path without `.` and `..`, when it starts in the absolute `folder`. */
export function resolvePath(folder: string, path: string): string {
  const parts: string[] = [];
  for (const part of (path.startsWith('/') ? path : `${folder}/${path}`).split('/')) {
    if (part === '..') parts.pop();
    else if (part !== '' && part !== '.') parts.push(part);
  }
  return `/${parts.join('/')}`;
}

/** Percent-encodes an absolute path into a file URI. */
export function toFileUri(absolutePath: string): string {
  return `file://${absolutePath.split('/').map(encodeURIComponent).join('/')}`;
}

/**
 * A `uri` property's text as a URI that GStreamer takes. A relative or absolute path becomes a file
 * URI; so does `file:` with a relative path, where GStreamer would take the first folder for a
 * host. Other URIs are left as they are.
 */
export function resolveUri(text: string, resolve: (path: string) => string): string {
  if (text === '') return text;
  const scheme = /^([A-Za-z][A-Za-z0-9+.-]+):/.exec(text)?.[1];
  if (scheme === undefined) return toFileUri(resolve(text));
  if (scheme.toLowerCase() !== 'file') return text;
  const path = text.slice('file:'.length).replace(/^\/\/(?:localhost(?=\/))?/i, '');
  return toFileUri(resolve(decodePath(path)));
}

/** Undoes percent-encoding; text that is not validly encoded is a path with percent signs. */
function decodePath(path: string): string {
  try {
    return decodeURIComponent(path);
  } catch {
    return path;
  }
}
