/** The last values of a measurement, for a small chart. */
import { useEffect, useState } from 'react';

/** Two minutes at two samples a second. */
export const HISTORY_LENGTH = 240;

/** Appends a value whenever `sample` is another one. */
export function useHistory(sample: object | undefined, value: number | undefined): number[] {
  const [history, setHistory] = useState<number[]>([]);
  useEffect(() => {
    if (sample === undefined) {
      setHistory([]);
    } else if (value !== undefined) {
      setHistory((values) => [...values.slice(1 - HISTORY_LENGTH), value]);
    }
  }, [sample, value]);
  return history;
}
