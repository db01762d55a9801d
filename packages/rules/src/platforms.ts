import type { Platform } from '@pipewright/graph';

const names: Readonly<Record<Platform, string>> = {
  dgpu: 'x86 with a GPU (dgpu)',
  jetson: 'Jetson',
  sbsa: 'ARM server (sbsa)',
};

/** A platform in words. */
export function platformName(platform: Platform): string {
  return names[platform];
}
