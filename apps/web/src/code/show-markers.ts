import { monaco } from './monaco.ts';
import type { TextMarker } from './yaml-markers.ts';

const SEVERITIES = {
  error: monaco.MarkerSeverity.Error,
  warning: monaco.MarkerSeverity.Warning,
  hint: monaco.MarkerSeverity.Info,
};

/** Underlines places of a text, in the place of what was underlined before. */
export function showMarkers(model: monaco.editor.ITextModel, markers: readonly TextMarker[]): void {
  monaco.editor.setModelMarkers(
    model,
    'pipewright',
    markers.map((marker) => ({
      severity: SEVERITIES[marker.severity],
      message: marker.message,
      code: marker.code,
      startLineNumber: marker.line,
      startColumn: marker.column,
      endLineNumber: marker.endLine,
      endColumn: marker.endColumn,
    })),
  );
}
