/** Concrete pad names against pad templates such as `sink_%u`. */
import type { PadDirection, PadTemplate } from './element-factory.ts';

const patterns = new Map<string, RegExp>();

/** Whether a template's name stands for several pads (`src_%u`, `video_%01x_%05x`, `%s`). */
export function isPadPattern(templateName: string): boolean {
  return templateName.includes('%');
}

/** `sink_3` and `sink_%u` both fit the template `sink_%u`. */
export function padNameFits(templateName: string, padName: string): boolean {
  if (templateName === padName) return true;
  if (!isPadPattern(templateName)) return false;
  let pattern = patterns.get(templateName);
  if (!pattern) {
    const source = templateName
      .replace(/[.*+?^${}()|[\]\\]/g, '\\$&')
      .replace(/%0?\d*x/g, '[0-9a-fA-F]+')
      .replace(/%0?\d*[ud]/g, '\\d+')
      .replace(/%s/g, '.+');
    pattern = new RegExp(`^${source}$`);
    patterns.set(templateName, pattern);
  }
  return pattern.test(padName);
}

/** The template a pad of this name is made from; an exact name beats a pattern. */
export function findPadTemplate(
  templates: readonly PadTemplate[],
  padName: string,
  direction?: PadDirection,
): PadTemplate | undefined {
  const fits = (template: PadTemplate) => !direction || template.direction === direction;
  return (
    templates.find((template) => fits(template) && template.name === padName) ??
    templates.find((template) => fits(template) && padNameFits(template.name, padName))
  );
}
