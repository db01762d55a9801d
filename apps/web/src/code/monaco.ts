/** Monaco, with only what YAML, config files and exported files need. Loaded when an editor is first shown. */
import 'monaco-editor/features/bracketMatching/register.js';
import 'monaco-editor/features/clipboard/register.js';
import 'monaco-editor/features/codeAction/register.js';
import 'monaco-editor/features/comment/register.js';
import 'monaco-editor/features/contextmenu/register.js';
import 'monaco-editor/features/find/register.js';
import 'monaco-editor/features/folding/register.js';
import 'monaco-editor/features/format/register.js';
import 'monaco-editor/features/gotoError/register.js';
import 'monaco-editor/features/hover/register.js';
import 'monaco-editor/features/indentation/register.js';
import 'monaco-editor/features/linesOperations/register.js';
import 'monaco-editor/features/multicursor/register.js';
import 'monaco-editor/features/snippet/register.js';
import 'monaco-editor/features/wordHighlighter/register.js';
import 'monaco-editor/features/wordOperations/register.js';
import 'monaco-editor/languages/definitions/cpp/register.js';
import 'monaco-editor/languages/definitions/dockerfile/register.js';
import 'monaco-editor/languages/definitions/markdown/register.js';
import 'monaco-editor/languages/definitions/python/register.js';
import 'monaco-editor/languages/definitions/shell/register.js';
import 'monaco-editor/languages/definitions/xml/register.js';
import 'monaco-editor/languages/definitions/yaml/register.js';
// The feature of this name brings inline proposals only, not the list.
import 'monaco-editor/editor/contrib/suggest/browser/suggestController.js';
import * as monaco from 'monaco-editor/editor/editor.api.js';
import EditorWorker from 'monaco-editor/editor/editor.worker.js?worker';
import { type Theme, themeStore } from '../ui/theme-store.ts';

globalThis.MonacoEnvironment = { getWorker: () => new EditorWorker() };

const THEMES: Record<Theme, string> = { dark: 'pipewright-dark', light: 'pipewright-light' };

monaco.editor.defineTheme(THEMES.dark, {
  base: 'vs-dark',
  inherit: true,
  rules: [],
  colors: {
    'editor.background': '#10151b',
    'editorGutter.background': '#10151b',
    'editorLineNumber.foreground': '#8b98a6',
    'editor.lineHighlightBackground': '#161c23',
    'editorWidget.background': '#161c23',
    'editorWidget.border': '#3b4855',
    'editorHoverWidget.background': '#161c23',
    'editorHoverWidget.border': '#3b4855',
    'editorSuggestWidget.background': '#161c23',
    'editorSuggestWidget.border': '#3b4855',
    'editorSuggestWidget.selectedBackground': '#2d3946',
    'list.hoverBackground': '#26303b',
    'menu.background': '#161c23',
    'menu.selectionBackground': '#2d3946',
  },
});
monaco.editor.defineTheme(THEMES.light, {
  base: 'vs',
  inherit: true,
  rules: [{ token: 'attribute.name', foreground: 'b3261e' }],
  colors: {
    'editor.background': '#ffffff',
    'editorLineNumber.foreground': '#5b6976',
    'editorWidget.background': '#ffffff',
    'editorWidget.border': '#b4c0cb',
    'editorHoverWidget.background': '#ffffff',
    'editorHoverWidget.border': '#b4c0cb',
    'editorSuggestWidget.background': '#ffffff',
    'editorSuggestWidget.border': '#b4c0cb',
    'editorSuggestWidget.selectedBackground': '#d9e1e8',
    'editorSuggestWidget.selectedForeground': '#17202a',
    'list.hoverBackground': '#e6ebf0',
  },
});
monaco.editor.setTheme(THEMES[themeStore.getState().theme]);
themeStore.subscribe((state) => monaco.editor.setTheme(THEMES[state.theme]));

/** How every editor of the application looks. */
export const EDITOR_OPTIONS: monaco.editor.IStandaloneEditorConstructionOptions = {
  automaticLayout: true,
  fontSize: 12,
  lineHeight: 18,
  fontFamily: '"JetBrains Mono", "Cascadia Code", "SF Mono", "DejaVu Sans Mono", monospace',
  minimap: { enabled: false },
  scrollBeyondLastLine: false,
  renderLineHighlight: 'line',
  tabSize: 2,
  insertSpaces: true,
  detectIndentation: false,
  fixedOverflowWidgets: true,
  padding: { top: 8, bottom: 8 },
  stickyScroll: { enabled: false },
  unicodeHighlight: { ambiguousCharacters: false },
  // Words that merely stand somewhere else are no proposals.
  wordBasedSuggestions: 'off',
};

export { monaco };
