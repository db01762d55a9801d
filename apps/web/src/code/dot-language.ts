/** Colours of Graphviz's DOT, which Monaco does not know. */
import { monaco } from './monaco.ts';

export const DOT_LANGUAGE = 'pipewright-dot';

monaco.languages.register({ id: DOT_LANGUAGE });
monaco.languages.setMonarchTokensProvider(DOT_LANGUAGE, {
  ignoreCase: true,
  keywords: ['digraph', 'graph', 'subgraph', 'node', 'edge', 'strict'],
  tokenizer: {
    root: [
      [/\/\/.*$|^\s*#.*$/, 'comment'],
      [/\/\*/, 'comment', '@comment'],
      [/"(?:[^"\\]|\\.)*"/, 'string'],
      [/->|--/, 'operator'],
      [/[a-z_]\w*(?=\s*=)/, 'attribute.name'],
      [/[a-z_]\w*/, { cases: { '@keywords': 'keyword', '@default': 'identifier' } }],
      [/-?\d+(?:\.\d+)?/, 'number'],
    ],
    comment: [
      [/\*\//, 'comment', '@pop'],
      [/./, 'comment'],
    ],
  },
});
