const PREFIX = 'pipewright.';

/** A setting kept in this browser; absent when never set or when storage is blocked. */
export function readSetting(name: string): string | undefined {
  try {
    return localStorage.getItem(PREFIX + name) ?? undefined;
  } catch {
    return undefined;
  }
}

/** Keeps a setting in this browser; where storage is blocked it lasts for the page only. */
export function writeSetting(name: string, value: string): void {
  try {
    localStorage.setItem(PREFIX + name, value);
  } catch {
    // Blocked storage: nothing else depends on the setting being kept.
  }
}

/** Storage for panel sizes, with our prefix. */
export const settingsStorage: Pick<Storage, 'getItem' | 'setItem'> = {
  getItem: (key) => readSetting(key) ?? null,
  setItem: writeSetting,
};
