import type { Setting } from './pipeline-index.ts';

/** Where a setting is, as a diagnostic and a fix name it. */
export function settingPlace(setting: Setting): {
  element: string;
  pad?: string;
  property: string;
} {
  return {
    element: setting.element,
    ...(setting.pad === undefined ? {} : { pad: setting.pad }),
    property: setting.property,
  };
}
