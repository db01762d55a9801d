/** A text over several lines of source as one line: line breaks and indentation become a blank. */
export function prose(lines: TemplateStringsArray): string {
  return lines
    .join('')
    .replaceAll(/\s*\n\s*/g, ' ')
    .trim();
}
