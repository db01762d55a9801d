const COUNT = new Intl.NumberFormat('en');

/** A rate with as many digits as help: `29.8`, `124`, `0`. */
export function formatRate(perSecond: number): string {
  if (perSecond === 0) {
    return '0';
  }
  return perSecond >= 100 ? COUNT.format(Math.round(perSecond)) : perSecond.toFixed(1);
}

/** `12,345`. */
export function formatCount(count: number): string {
  return COUNT.format(count);
}

/** A latency with as many digits as help: `<0.1 ms`, `3.4 ms`, `125 ms`, `2.1 s`. */
export function formatLatency(millis: number): string {
  if (millis < 0.1) {
    return '<0.1 ms';
  }
  if (millis >= 1000) {
    return `${(millis / 1000).toFixed(1)} s`;
  }
  return `${millis >= 100 ? Math.round(millis) : millis.toFixed(1)} ms`;
}

/** A share of 0 to 1: `0 %`, `<1 %`, `42 %`. */
export function formatPercent(share: number): string {
  return share > 0 && share < 0.01 ? '<1 %' : `${Math.round(share * 100)} %`;
}

/** Of a path or an address the last part, which says most; other texts as they are. */
export function lastPart(text: string): string {
  return text.includes('/') && !text.includes(' ') ? (text.split('/').at(-1) ?? text) : text;
}

const BYTE_UNITS = ['B', 'kB', 'MB', 'GB', 'TB'];

/** `1.4 MB`, in steps of 1000. */
export function formatBytes(bytes: number): string {
  let value = bytes;
  let unit = 0;
  while (value >= 1000 && unit < BYTE_UNITS.length - 1) {
    value /= 1000;
    unit++;
  }
  return `${unit === 0 || value >= 100 ? Math.round(value) : value.toFixed(1)} ${BYTE_UNITS[unit]}`;
}

/** `0:07`, `12:34`, `1:02:03`. */
export function formatDuration(millis: number): string {
  const seconds = Math.max(0, Math.floor(millis / 1000));
  const two = (value: number) => String(value).padStart(2, '0');
  const minutes = Math.floor(seconds / 60);
  return minutes >= 60
    ? `${Math.floor(minutes / 60)}:${two(minutes % 60)}:${two(seconds % 60)}`
    : `${minutes}:${two(seconds % 60)}`;
}

/** A place in a stream, in tenths of a second: `0:07.2`, `1:02:03.0`. */
export function formatPosition(millis: number): string {
  const tenths = Math.max(0, Math.floor(millis / 100));
  return `${formatDuration(tenths * 100)}.${tenths % 10}`;
}

/** Time of day with milliseconds, `14:02:03.123`. */
export function formatTime(millis: number): string {
  const date = new Date(millis);
  const pad = (value: number, length = 2) => String(value).padStart(length, '0');
  return `${pad(date.getHours())}:${pad(date.getMinutes())}:${pad(date.getSeconds())}.${pad(date.getMilliseconds(), 3)}`;
}

const AGO_UNITS: readonly (readonly [Intl.RelativeTimeFormatUnit, number])[] = [
  ['day', 86_400_000],
  ['hour', 3_600_000],
  ['minute', 60_000],
];
const AGO = new Intl.RelativeTimeFormat('en', { numeric: 'auto' });

/** `2 hours ago`; a date when it is long ago. */
export function formatAgo(millis: number, nowMillis: number = Date.now()): string {
  const age = nowMillis - millis;
  if (age > 14 * 86_400_000) {
    return new Date(millis).toLocaleDateString('en', { dateStyle: 'medium' });
  }
  for (const [unit, length] of AGO_UNITS) {
    if (age >= length) {
      return AGO.format(-Math.floor(age / length), unit);
    }
  }
  return 'just now';
}
