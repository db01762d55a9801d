/** Documents for the tests of the editor. */
import { type PipelineDocument, parseDocument } from '@pipewright/graph';

/** The document of a text that is known to be one. */
export function documentOf(text: string): PipelineDocument {
  const parsed = parseDocument(text);
  if (!parsed.ok) {
    throw new Error(parsed.errors.map((error) => error.message).join('\n'));
  }
  return parsed.document;
}

/** Two sources, batched and shown. */
export const TWO_SOURCES = `# Two cameras.
formatVersion: 1
name: Two sources
target: { platform: dgpu, deepstream: "9.1", streammux: legacy }
elements:
  left:
    factory: nvurisrcbin # by the door
    properties: { uri: ../media/left.mp4 }
  right:
    factory: nvurisrcbin
    properties: { uri: ../media/right.mp4 }
  mux:
    factory: nvstreammux
    properties: { batch-size: 2, width: 1280, height: 720 }
  screen:
    factory: nveglglessink
links:
  - left.vsrc_%u -> mux.sink_0
  - right.vsrc_%u -> mux.sink_1
  - mux.src -> screen.sink
`;
