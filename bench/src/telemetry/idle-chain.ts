/** A pipeline that does nothing but hand buffers on: what is done per buffer is most of its work. */
import { type PipelineDocument, parseDocument } from '@pipewright/graph';

/** A source, elements in a row, a sink; as fast as it goes, in one thread. */
export function idleChain(numElements: number, numBuffers: number): PipelineDocument {
  const names = Array.from({ length: numElements }, (_, index) => `element${index}`);
  const row = ['source', ...names, 'sink'];
  const links = row.slice(1).map((name, index) => `  - ${row[index]}.src -> ${name}.sink`);
  const parsed = parseDocument(`formatVersion: 1
name: Idle chain
target:
  platform: dgpu
  deepstream: "9.1"
  streammux: legacy
elements:
  source:
    factory: fakesrc
    properties:
      num-buffers: ${numBuffers}
      format: time # with time stamps
      datarate: 1000000
      sizetype: fixed
      sizemax: 100
${names.map((name) => `  ${name}:\n    factory: identity\n    properties:\n      silent: true`).join('\n')}
  sink:
    factory: fakesink
    properties:
      sync: false
links:
${links.join('\n')}
`);
  if (!parsed.ok) {
    throw new Error(parsed.errors.map((error) => error.message).join('\n'));
  }
  return parsed.document;
}
