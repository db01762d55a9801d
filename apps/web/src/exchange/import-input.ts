/** A text that is to become a pipeline, and where it comes from. */
export interface ImportInput {
  readonly text: string;
  /** As the user knows it; its suffix helps to recognise it. Empty for text that was typed. */
  readonly fileName: string;
  /** Folder of the workspace that it lies in; absent for what comes from elsewhere. */
  readonly folder?: string;
  /** Texts of files that came along, by their names. */
  readonly others?: Readonly<Record<string, string>>;
}

export const NO_INPUT: ImportInput = { text: '', fileName: '' };

/** A name for readers that look at the suffix. */
export function nameOfInput({ text, fileName }: ImportInput): string {
  if (fileName !== '') {
    return fileName;
  }
  if (/^\s*(?:from\s+[\w.]+\s+import|import\s+\w)/m.test(text)) {
    return 'pasted.py';
  }
  const isYaml = /^[\w-]+:(?:\s|$)/m.test(text) && !/^\s*\[[\w -]+\]\s*$|gst-launch/m.test(text);
  return isYaml ? 'pasted.yml' : 'pasted.txt';
}
