/** What tells things apart in DOT text. */

/** The colours that GStreamer's dumps give pads (gstdebugutils.c), by direction. */
export const PAD_FILL = { sink: '#aaaaff', src: '#ffaaaa' } as const;

/** Of an edge whose label is a caps filter; in dumps, labels are what was negotiated. */
export const CAPS_FILTER_CLASS = 'capsfilter';
