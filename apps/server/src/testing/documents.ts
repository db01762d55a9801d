/** Documents for tests. */

const HEAD = `formatVersion: 1
target: { platform: dgpu, deepstream: "9.1", streammux: legacy }
`;

/**
 * Plays until it is stopped, without any file. Its pattern moves: videotestsrc keeps the picture of
 * one that stands still, and may be copying it while a test changes the pattern.
 */
export const ENDLESS_DOCUMENT = `${HEAD}name: Endless
elements:
  source: { factory: videotestsrc, properties: { is-live: true, pattern: ball } }
  sink: { factory: fakesink }
links:
  - source.src -> sink.sink
`;

/** Ends by itself after a few frames. */
export const SHORT_DOCUMENT = `${HEAD}name: Short
parameters:
  frames: { type: integer, default: 5 }
elements:
  source: { factory: videotestsrc, properties: { num-buffers: "\${frames}" } }
  sink: { factory: fakesink }
links:
  - source.src -> sink.sink
`;
