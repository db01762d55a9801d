/** What a finding depends on outside its document, as Markdown: files on disk, the registry. */
import type { FileFacts } from '../files.ts';
import type { Sketch } from '../sketch.ts';
import { code, escaped, wrapped } from './markdown.ts';

export function surroundings({ disk = {}, registry }: Sketch): readonly string[] {
  const blocks = Object.entries(disk).flatMap(([path, facts]) => fileBlocks(path, facts));
  if (!registry) return blocks;
  const names = registry.map(({ name }) => `\`${name}\``);
  const offered = names.length > 0 ? `only ${names.join(', ')}` : 'no element';
  return [...blocks, wrapped(`GStreamer on this machine has ${offered}.`)];
}

function fileBlocks(path: string, facts: string | FileFacts): string[] {
  if (typeof facts !== 'string') return [wrapped(`On disk: \`${path}\`, ${factsText(facts)}.`)];
  if (facts.trim() === '') return [`On disk: the file \`${path}\`.`];
  return [`On disk, \`${path}\`:`, code('text', facts)];
}

function factsText(facts: FileFacts): string {
  if (!facts.exists) {
    return {
      missing: 'which does not exist',
      unreadable: "which can't be read",
      'outside-allowed-folders': 'outside the folders that may be looked into',
    }[facts.reason];
  }
  const { kind, onnx } = facts;
  if (!onnx) return `a ${kind}`;
  if (!onnx.isReadable) return `of which the check says that it ${escaped(onnx.problem)}`;
  const tensors = [...tensorsText('input', onnx.inputs), ...tensorsText('output', onnx.outputs)];
  return tensors.length === 0
    ? 'an ONNX model'
    : `an ONNX model with the ${tensors.join(' and the ')}`;
}

interface Tensor {
  readonly name: string;
  readonly dims?: readonly (number | string)[] | undefined;
}

function tensorsText(word: string, tensors: readonly Tensor[]): string[] {
  const names = tensors.map(
    ({ name, dims }) => `\`${name}\`${dims ? ` (${dims.join(' x ')})` : ''}`,
  );
  if (names.length === 0) return [];
  return [`${word}${names.length === 1 ? '' : 's'} ${names.join(', ')}`];
}
