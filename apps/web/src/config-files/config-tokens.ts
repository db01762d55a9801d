import type { monaco } from '../code/monaco.ts';

type Tokens = monaco.languages.IMonarchLanguage;

/** INI as GLib's key files have it: # for comments, everything behind = is the value. */
export const INI_TOKENS: Tokens = {
  tokenizer: {
    root: [
      [/^\s*#.*$/, 'comment'],
      [/^\s*\[[^\]]*\]?/, 'keyword'],
      [/^(\s*[^=\s#[][^=]*?)(\s*=\s*)/, ['type', 'delimiter']],
      [/^\s*[^=\s]+.*$/, 'invalid'],
      [/\s+#.*$/, 'comment'],
      [/;/, 'delimiter'],
      [/[+-]?(\d+\.?\d*|\.\d+)([eE][+-]?\d+)?(?=\s*(;|$|\s#))/, 'number'],
      [/[^;\s]+/, 'string'],
      [/\s+/, ''],
    ],
  },
};

/** Protobuf's text format. */
export const PROTOBUF_TOKENS: Tokens = {
  tokenizer: {
    root: [
      [/#.*$/, 'comment'],
      [/"([^"\\]|\\.)*"|'([^'\\]|\\.)*'/, 'string'],
      [/"[^"]*$|'[^']*$/, 'invalid'],
      [/[A-Za-z_]\w*(?=\s*:?\s*[{<])/, 'keyword'],
      [/[A-Za-z_]\w*(?=\s*:)/, 'type'],
      [/[+-]?(\d+\.?\d*|\.\d+)([eE][+-]?\d+)?f?/, 'number'],
      [/\b(true|false)\b/, 'number'],
      [/[A-Za-z_][\w-]*/, 'string'],
      [/[{}[\]<>]/, '@brackets'],
      [/[:,;]/, 'delimiter'],
    ],
  },
};
