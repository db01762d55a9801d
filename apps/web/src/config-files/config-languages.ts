/** What Monaco knows of config files: colours, completion, hovers, quick fixes, formatting. */
import type { ConfigSchema, ConfigSyntax } from '@pipewright/catalogue';
import { readConfig } from '@pipewright/catalogue';
import { ConfigEditError, completionsAt, formatConfig, hoverAt } from '@pipewright/formats';
import { monaco } from '../code/monaco.ts';
import { textChange } from '../code/text-change.ts';
import { notify } from '../ui/toast-store.ts';
import { INI_TOKENS, PROTOBUF_TOKENS } from './config-tokens.ts';
import type { FileProblem, ProblemFix } from './file-problems.ts';

/** What is known of the file that a model holds. */
export interface ModelContext {
  readonly path: string;
  readonly schema: ConfigSchema | undefined;
  readonly syntax: ConfigSyntax;
  readonly problems: readonly FileProblem[];
  /** The text that the problems were found in. */
  readonly checkedText: string;
  readonly applyFix: (fix: ProblemFix) => void;
}

/** Monaco's language of a syntax. */
export const LANGUAGES: Readonly<Record<ConfigSyntax, string>> = {
  ini: 'pipewright-ini',
  yaml: 'yaml',
  protobuf: 'pipewright-protobuf',
};

const FIX_COMMAND = 'pipewright.fix-config';

/** Models of config files; others, the document's YAML among them, get nothing from here. */
const contexts = new WeakMap<monaco.editor.ITextModel, () => ModelContext>();

/** Says what a model holds, as of each question. */
export function describeModel(model: monaco.editor.ITextModel, context: () => ModelContext): void {
  contexts.set(model, context);
}

function contextOf(model: monaco.editor.ITextModel): ModelContext | undefined {
  return contexts.get(model)?.();
}

const COMMENTS: monaco.languages.LanguageConfiguration = {
  comments: { lineComment: '#' },
  wordPattern: /[\w-]+/,
};

monaco.languages.register({ id: LANGUAGES.ini });
monaco.languages.setMonarchTokensProvider(LANGUAGES.ini, INI_TOKENS);
monaco.languages.setLanguageConfiguration(LANGUAGES.ini, {
  ...COMMENTS,
  brackets: [['[', ']']],
  folding: { markers: { start: /^\s*\[/, end: /^\s*$/ } },
});
monaco.languages.register({ id: LANGUAGES.protobuf });
monaco.languages.setMonarchTokensProvider(LANGUAGES.protobuf, PROTOBUF_TOKENS);
monaco.languages.setLanguageConfiguration(LANGUAGES.protobuf, {
  ...COMMENTS,
  brackets: [
    ['{', '}'],
    ['[', ']'],
  ],
  autoClosingPairs: [
    { open: '{', close: '}' },
    { open: '[', close: ']' },
    { open: '"', close: '"' },
  ],
});

const KINDS = {
  group: monaco.languages.CompletionItemKind.Module,
  key: monaco.languages.CompletionItemKind.Property,
  value: monaco.languages.CompletionItemKind.EnumMember,
} as const;

const completion: monaco.languages.CompletionItemProvider = {
  triggerCharacters: ['[', '=', ' '],
  provideCompletionItems: (model, { lineNumber, column }) => {
    const context = contextOf(model);
    if (context?.schema === undefined) {
      return { suggestions: [] };
    }
    const found = completionsAt(
      context.schema,
      model.getValue(),
      lineNumber,
      column,
      context.syntax,
    );
    return {
      suggestions: found.map((item, index) => ({
        kind: KINDS[item.kind],
        label: item.label,
        insertText: item.insertText,
        detail: item.detail,
        documentation: { value: item.documentation },
        range: new monaco.Range(lineNumber, item.column, lineNumber, item.endColumn),
        // In the order of the schema: what is needed most stands first.
        sortText: String(index).padStart(4, '0'),
        // Over a key that takes choices, these are offered at once.
        ...(item.kind === 'key'
          ? { command: { id: 'editor.action.triggerSuggest', title: 'Values' } }
          : {}),
      })),
    };
  },
};

const hover: monaco.languages.HoverProvider = {
  provideHover: (model, { lineNumber, column }) => {
    const context = contextOf(model);
    const found =
      context?.schema === undefined
        ? undefined
        : hoverAt(context.schema, model.getValue(), lineNumber, column, context.syntax);
    return found === undefined
      ? null
      : {
          range: new monaco.Range(found.line, found.column, found.endLine, found.endColumn),
          contents: [`**${found.title}**`, ...found.paragraphs].map((value) => ({ value })),
        };
  },
};

const codeActions: monaco.languages.CodeActionProvider = {
  provideCodeActions: (model, range) => {
    const context = contextOf(model);
    // Fixes of an older text would take back what was typed since.
    const isCurrent = context?.checkedText === model.getValue();
    const problems = (isCurrent ? context.problems : []).filter((problem) =>
      monaco.Range.areIntersectingOrTouching(range, rangeOf(problem)),
    );
    const actions = problems.flatMap((problem) =>
      problem.fixes.map((fix, index) => codeAction(model, problem, fix, index === 0)),
    );
    return { actions, dispose: () => undefined };
  },
};

/** A fix goes through its command: an edit of Monaco's would be undone with the typing before it. */
function codeAction(
  model: monaco.editor.ITextModel,
  problem: FileProblem,
  fix: ProblemFix,
  isPreferred: boolean,
): monaco.languages.CodeAction {
  return {
    title: fix.title,
    kind: 'quickfix',
    isPreferred,
    diagnostics: [markerOf(problem)],
    command: { id: FIX_COMMAND, title: fix.title, arguments: [model.uri, fix] },
  };
}

monaco.editor.registerCommand(FIX_COMMAND, (_, uri: monaco.Uri, fix: ProblemFix) => {
  const model = monaco.editor.getModel(uri);
  const context = model === null ? undefined : contextOf(model);
  if (context === undefined) {
    return;
  }
  if (context.checkedText !== model?.getValue()) {
    notify('info', 'The text has changed since. Ask for its fixes again.');
    return;
  }
  context.applyFix(fix);
});

const formatting: monaco.languages.DocumentFormattingEditProvider = {
  provideDocumentFormattingEdits: (model) => {
    const context = contextOf(model);
    if (context === undefined) {
      return [];
    }
    const text = model.getValue();
    try {
      const formatted = formatConfig(readConfig(context.path, text, context.syntax));
      const change = textChange(text, formatted);
      return change === undefined ? [] : [{ range: stretch(model, change), text: change.text }];
    } catch (error) {
      if (error instanceof ConfigEditError) {
        notify('error', error.message);
        return [];
      }
      throw error;
    }
  },
};

for (const language of Object.values(LANGUAGES)) {
  monaco.languages.registerCompletionItemProvider(language, completion);
  monaco.languages.registerHoverProvider(language, hover);
  monaco.languages.registerCodeActionProvider(language, codeActions, {
    providedCodeActionKinds: ['quickfix'],
  });
  monaco.languages.registerDocumentFormattingEditProvider(language, formatting);
}

const SEVERITIES = {
  error: monaco.MarkerSeverity.Error,
  warning: monaco.MarkerSeverity.Warning,
  hint: monaco.MarkerSeverity.Info,
};

/** A problem as Monaco underlines it. */
export function markerOf(problem: FileProblem): monaco.editor.IMarkerData {
  return {
    severity: SEVERITIES[problem.severity],
    message: [problem.message, problem.remedy].filter(Boolean).join('. '),
    code: problem.code,
    startLineNumber: problem.line,
    startColumn: problem.column,
    endLineNumber: problem.endLine,
    endColumn: problem.endColumn,
  };
}

function rangeOf(problem: FileProblem): monaco.Range {
  return new monaco.Range(problem.line, problem.column, problem.endLine, problem.endColumn);
}

/** Where a change of the text is in a model. */
export function stretch(
  model: monaco.editor.ITextModel,
  { start, end }: { readonly start: number; readonly end: number },
): monaco.Range {
  return monaco.Range.fromPositions(model.getPositionAt(start), model.getPositionAt(end));
}
