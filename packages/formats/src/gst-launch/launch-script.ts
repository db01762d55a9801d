/** The POSIX shell script around a gst-launch command. */
import type { Plan, PlanFile } from '@pipewright/graph';
import { expandInHereDocument, hasVariables, quoteShellWord, rootMark } from './quoting.ts';

export interface ScriptParts {
  /** Expanded with files in the folder that the variable `filesVariable` names. */
  readonly plan: Plan;
  /** Each chain as what stands between two `!`, in shell words. */
  readonly chains: readonly (readonly string[])[];
  readonly filesVariable: string;
  /** The variable that the plan's paths start with, if any: it is set to the script's own folder. */
  readonly folderVariable?: string;
  /** Environment variables without which the script stops. */
  readonly requiredVariables: readonly string[];
}

/** Writes the script: config files go to a temporary folder, which goes with it. */
export function writeScript({
  plan,
  chains,
  filesVariable,
  folderVariable,
  requiredVariables,
}: ScriptParts): string {
  const sections = [
    ['#!/bin/sh', `# ${plan.name.replace(/\s+/g, ' ')}. Written by Pipewright.`, 'set -eu'],
    requiredVariables.map((name) => `: "\${${name}:?set it to the secret of that name}"`),
    folderVariable === undefined ? [] : [`${folderVariable}=$(cd "$(dirname "$0")" && pwd)`],
    fileLines(plan.files, filesVariable),
    Object.entries(plan.environment).map(
      ([name, value]) => `export ${name}=${quoteShellWord(value)}`,
    ),
    commandLines(chains),
  ];
  return `${sections
    .filter((lines) => lines.length > 0)
    .map((lines) => lines.join('\n'))
    .join('\n\n')}\n`;
}

function fileLines(files: readonly PlanFile[], variable: string): string[] {
  if (files.length === 0) return [];
  const root = `${rootMark(variable)}/`;
  const folders = new Set<string>();
  const lines: string[] = [];
  for (const { path, text } of files) {
    const folder = path.slice(0, path.lastIndexOf('/') + 1);
    if (folder !== root && !folders.has(folder)) {
      folders.add(folder);
      lines.push(`mkdir -p ${quoteShellWord(folder)}`);
    }
    lines.push(...hereDocument(path, text));
  }
  return [
    `${variable}=$(mktemp -d)`,
    `trap 'rm -rf "$${variable}"' EXIT`,
    // Without these, some shells skip the clean-up on Ctrl-C.
    "trap 'exit 130' INT",
    "trap 'exit 143' TERM",
    ...lines,
  ];
}

function hereDocument(path: string, text: string): string[] {
  const lines = text.split('\n');
  if (lines.at(-1) === '') lines.pop();
  let delimiter = 'EOF';
  while (lines.includes(delimiter)) delimiter += '_';
  // Quoted, the delimiter keeps the shell from reading anything into the text.
  return hasVariables(text)
    ? [
        `cat > ${quoteShellWord(path)} <<${delimiter}`,
        expandInHereDocument(lines.join('\n')),
        delimiter,
      ]
    : [`cat > ${quoteShellWord(path)} <<'${delimiter}'`, ...lines, delimiter];
}

function commandLines(chains: readonly (readonly string[])[]): string[] {
  const lines = ['gst-launch-1.0 -e'];
  for (const [first, ...others] of chains) {
    lines.push(`  ${first}`, ...others.map((piece) => `    ! ${piece}`));
  }
  return lines.map((line, index) => (index < lines.length - 1 ? `${line} \\` : line));
}
