/** What a picture of a pipeline leaves out. */
import type { PipelineDocument } from '@pipewright/graph';
import type { FormatNote } from '../note.ts';

/** `what` is the picture, as a sentence's subject: `DOT`, `A picture`. */
export function pictureNotes({ files, parameters }: PipelineDocument, what: string): FormatNote[] {
  return [
    ...Object.keys(files).map(
      (file): FormatNote => ({
        kind: 'lost',
        message: `${what} does not hold the text of config files`,
        place: { file },
      }),
    ),
    ...Object.keys(parameters).map(
      (parameter): FormatNote => ({
        kind: 'lost',
        message: `${what} shows where a parameter is used, not its type and default`,
        place: { parameter },
      }),
    ),
  ];
}
