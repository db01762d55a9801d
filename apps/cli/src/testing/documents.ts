/** Pipeline documents for the tests of commands. */

export const HEAD = `formatVersion: 1
name: Test
target: { platform: dgpu, deepstream: "9.1", streammux: legacy }
`;

/** Ends by itself after `frames` frames. */
export const short = `${HEAD}parameters:
  frames: { type: integer, default: 20 }
elements:
  camera: { factory: videotestsrc, properties: { num-buffers: "\${frames}" } }
  sink: { factory: fakesink }
links:
  - camera.src -> sink.sink
`;

export const endless = `${HEAD}elements:
  camera: { factory: videotestsrc, properties: { is-live: true } }
  sink: { factory: fakesink }
links:
  - camera.src -> sink.sink
`;

export const withErrors = `${HEAD}elements:
  camera:
    factory: videotestsrc
    properties:
      num-buffers: many
      no-such-thing: 1
  sink: { factory: fakesink }
links:
  - camera.src -> sink.sink
`;

/** Reads a file that the document owns. */
export const withConfig = `${HEAD}elements:
  file: { factory: filesrc, properties: { location: settings.txt } }
  sink: { factory: fakesink }
links:
  - file.src -> sink.sink
`;
