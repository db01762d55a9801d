/** The API for people who open it in a browser: the table of operations as a page. */
import type { Operation } from './operation.ts';
import { API_ROOT } from './operations.ts';

const STYLE = `
:root { color-scheme: light dark; }
body { font: 15px/1.5 system-ui, sans-serif; max-width: 64rem; margin: 2rem auto; padding: 0 1rem; }
h2 { margin-top: 2rem; }
table { border-collapse: collapse; width: 100%; }
th, td { text-align: left; vertical-align: top; padding: 0.35rem 1rem 0.35rem 0; border-bottom: 1px solid #8886; }
td:first-child { white-space: nowrap; }
code { font: 13px ui-monospace, monospace; }
small { opacity: 0.75; }
`;

/** A whole page that needs nothing from elsewhere. */
export function apiPage(operations: readonly Operation[], version: string): string {
  const tags = [...new Set(operations.map(({ tag }) => tag))];
  const sections = tags.map((tag) => sectionOf(tag, operations)).join('\n');
  return `<!doctype html>
<html lang="en">
<meta charset="utf-8">
<meta name="viewport" content="width=device-width">
<title>Pipewright API</title>
<style>${STYLE}</style>
<h1>Pipewright ${escaped(version)} API</h1>
<p>What the server does, for other tools. Schemas of what goes in and comes out are in
<a href="${API_ROOT}/openapi.json">openapi.json</a>, which client generators read. Errors are
problem details (RFC 9457) that say what is wrong, where, and what to do.</p>
${sections}
</html>
`;
}

function sectionOf(tag: string, operations: readonly Operation[]): string {
  const rows = operations.filter((operation) => operation.tag === tag).map(rowOf);
  return `<h2>${escaped(tag)}</h2>
<table>
<tr><th>Operation<th>What it does
${rows.join('\n')}
</table>`;
}

function rowOf({ method, path, rootPath, summary, description }: Operation): string {
  const also = rootPath === undefined ? '' : ` Also at <code>${escaped(rootPath)}</code>.`;
  const more = description === undefined ? also : ` ${escaped(description)}${also}`;
  const address = `${method.toUpperCase()} ${API_ROOT}${path}`;
  return `<tr><td><code>${escaped(address)}</code><td>${escaped(summary)}.<br><small>${more}</small>`;
}

function escaped(text: string): string {
  return text.replace(/[&<>"]/g, (character) => `&#${character.charCodeAt(0)};`);
}
