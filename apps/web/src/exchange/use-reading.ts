import type { ImportFormat, ImportResult } from '@pipewright/formats';
import { useEffect, useState } from 'react';
import { errorText } from '../api/api-error.ts';
import { type ImportInput, nameOfInput } from './import-input.ts';
import { readableFormats, readInput, recognise } from './import-reading.ts';
import { readWorkspaceText } from './workspace-reader.ts';

const TYPING_MILLIS = 200;

export interface Reading {
  /** Recognised or chosen; of the text as it was read last. */
  readonly format: ImportFormat | undefined;
  readonly result: ImportResult | undefined;
  /** The text is newer than the result. */
  readonly isReading: boolean;
}

interface Outcome extends Omit<Reading, 'isReading'> {
  readonly input: ImportInput;
  readonly formatId: string | undefined;
}

/** Reads the input whenever it rests for a moment. */
export function useReading(input: ImportInput, formatId: string | undefined): Reading {
  const [outcome, setOutcome] = useState<Outcome | undefined>(undefined);
  useEffect(() => {
    let isCurrent = true;
    const timer = setTimeout(() => {
      const format = readableFormats.find(({ id }) => id === formatId) ?? recognise(input);
      const reading =
        format === undefined
          ? Promise.resolve(undefined)
          : readInput(input, format, readWorkspaceText).catch((error: unknown): ImportResult => {
              const place = { file: nameOfInput(input) };
              return { ok: false, errors: [{ message: errorText(error), place }] };
            });
      void reading.then((result) => {
        if (isCurrent) {
          setOutcome({ input, formatId, format, result });
        }
      });
    }, TYPING_MILLIS);
    return () => {
      isCurrent = false;
      clearTimeout(timer);
    };
  }, [input, formatId]);
  return {
    format: outcome?.format,
    result: outcome?.result,
    isReading: outcome?.input !== input || outcome.formatId !== formatId,
  };
}
