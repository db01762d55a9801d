/** One gst-launch command: its options, and the text that it gives to GStreamer's parser. */
import { joinArguments, type PlacedText } from './launch-text.ts';
import type { LaunchProblem } from './launch-tree.ts';
import { OpenMarks } from './open-marks.ts';
import type { OpenValue, ShellVariables } from './shell/shell-values.ts';
import type { ShellWord } from './shell/shell-word.ts';

export interface LaunchArguments extends PlacedText {
  /** What the private characters in the text stand for. */
  readonly marks: OpenMarks;
  readonly problems: readonly LaunchProblem[];
  /** Options as written, with their place. */
  readonly options: readonly { readonly text: string; readonly offset: number }[];
  readonly isRejected?: boolean;
}

/** Options that take the next word along, unless they have "=". */
const WITH_VALUE = new Set([
  '--gst-debug',
  '--gst-debug-level',
  '--gst-plugin-spew',
  '--gst-plugin-path',
  '--gst-plugin-load',
  '--exclude',
  '-X',
  '-o',
  '--output',
]);

const KNOWN =
  /^(?:--?(?:h|help|help-all|help-gst)|-[vqtefmX]+|-o|--(?:tags|toc|verbose|quiet|messages|exclude|no-fault|eos-on-shutdown|no-position|prog-name|version|gst-[\w-]+|output|index|trace)(?:=.*)?)$/s;

/**
 * The words behind `gst-launch-1.0` as the text that GStreamer parses. Variables in values and caps
 * become marks; elsewhere they must be known, as they decide what the pipeline is.
 */
export function readLaunchArguments(
  words: readonly ShellWord[],
  variables: ShellVariables,
  endOffset: number,
): LaunchArguments {
  const reader = new ArgumentReader(variables);
  for (const word of words) reader.addWord(word);
  const { text, offsets } = joinArguments(reader.words, endOffset);
  const { marks, problems, options } = reader;
  return { text, offsets, marks, problems, options };
}

class ArgumentReader {
  readonly marks = new OpenMarks();
  readonly problems: LaunchProblem[] = [];
  readonly options: { readonly text: string; readonly offset: number }[] = [];
  readonly words: PlacedText[] = [];
  readonly #variables: ShellVariables;
  #areOptionsOver = false;
  #takesValue = false;

  constructor(variables: ShellVariables) {
    this.#variables = variables;
  }

  addWord(word: ShellWord): void {
    for (const placed of this.#expand(word)) {
      if (!this.#takeOption(placed, word.offset)) this.words.push(placed);
    }
  }

  #takeOption({ text }: PlacedText, offset: number): boolean {
    if (this.#takesValue) {
      this.#takesValue = false;
      this.options.push({ text, offset });
      return true;
    }
    if (this.#areOptionsOver || !text.startsWith('-') || text === '-') return false;
    if (text === '--') {
      this.#areOptionsOver = true;
      return true;
    }
    if (KNOWN.test(text)) {
      this.options.push({ text, offset });
      this.#takesValue = WITH_VALUE.has(text);
      return true;
    }
    const before = this.words.at(-1)?.text ?? '';
    this.problems.push({
      message: `gst-launch-1.0 has no option ${text}`,
      offset,
      remedy: before.endsWith('=')
        ? `write the value directly behind "=": ${before}${text}`
        : 'remove it, or write "--" in front of the pipeline if it belongs to that',
    });
    return true;
  }

  /** The shell's words that come of one: unquoted values with spaces become several. */
  #expand(word: ShellWord): PlacedText[] {
    const results: PlacedText[] = [];
    let text = '';
    let offsets: number[] = [];
    let isOpen = word.pieces.length === 0;
    const finish = () => {
      if (text !== '' || isOpen) results.push({ text, offsets });
      [text, offsets, isOpen] = ['', [], false];
    };
    const add = (part: string, places: readonly number[]) => {
      text += part;
      offsets.push(...places);
    };
    for (const piece of word.pieces) {
      if (piece.kind === 'text') {
        add(piece.text, piece.offsets);
        continue;
      }
      const inValue = isInValue(text, this.words.at(-1)?.text);
      const mode = inValue ? 'parameters' : 'inline';
      for (const resolved of this.#variables.resolvePiece(piece, mode)) {
        if (resolved.kind === 'open') {
          add(this.#mark(resolved, inValue), [resolved.offset]);
        } else if (piece.isQuoted || inValue) {
          add(resolved.text, resolved.offsets);
        } else {
          const [first = '', ...others] = resolved.text.split(/[ \t\n]+/);
          add(first, new Array<number>(first.length).fill(piece.offset));
          for (const other of others) {
            finish();
            add(other, new Array<number>(other.length).fill(piece.offset));
          }
        }
      }
    }
    finish();
    return results;
  }

  #mark(value: OpenValue, inValue: boolean): string {
    if (!inValue) {
      this.problems.push({
        message: `${value.written} stands where elements, names or links are written, and its value is not known here`,
        offset: value.offset,
        remedy: `write what ${value.written} holds in its place, or assign it in the script`,
      });
    }
    return this.marks.mark(value) ?? '';
  }
}

/** Whether what follows is a property's value or part of caps, and not what makes the pipeline. */
function isInValue(before: string, wordBefore: string | undefined): boolean {
  if (/^\s*!?\s*[A-Za-z0-9-]+\/[A-Za-z0-9]/.test(before)) return true;
  const assignment = /^([\w%:-]*)\s*=/.exec(before);
  if (assignment !== null) return assignment[1] !== 'name';
  if (before !== '' || wordBefore === undefined) return false;
  return /(?:^|[\w-])\s*=$/.test(wordBefore) && !/^name\s*=$/.test(wordBefore);
}
