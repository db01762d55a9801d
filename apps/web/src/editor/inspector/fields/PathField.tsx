import { configSchemaFor, propertyFile } from '@pipewright/catalogue';
import type { ReactNode } from 'react';
import { ConfigFileButton } from '../../../config-files/ConfigFileButton.tsx';
import { FilePicker } from '../../../documents/FilePicker.tsx';
import { folderOf, relativePath, workspacePath } from '../../../documents/workspace-paths.ts';
import { useEditor } from '../../../workbench/workbench-context.tsx';
import { textOfValue } from '../field-value.ts';
import type { FieldProps } from './field-props.ts';
import { TextField } from './TextField.tsx';

export interface PathFieldProps extends FieldProps {
  readonly element: string;
  readonly factory: string;
}

const UNSAVED_FOLDER = 'pipelines';

/** A path or URI, with a picker over the workspace; paths start at the document's folder. */
export function PathField({ element, factory, ...props }: PathFieldProps): ReactNode {
  const path = useEditor((state) => state.path);
  const folder = path === undefined ? UNSAVED_FOLDER : folderOf(path);
  const file = propertyFile(factory, props.spec.name);
  const text = textOfValue(props.value);
  const current = text === '' ? undefined : workspacePath(folder, text);
  return (
    <div className="flex gap-1">
      <div className="min-w-0 flex-1">
        <TextField
          {...props}
          isMono
          placeholder={file?.kind === 'uri' ? 'rtsp://… or a file’s path' : undefined}
        />
      </div>
      {configSchemaFor(factory, props.spec.name) !== undefined && (
        <ConfigFileButton element={element} property={props.spec.name} value={text} />
      )}
      <FilePicker
        label={`Choose a ${file?.kind === 'folder' ? 'folder' : 'file'} for ${props.spec.name}`}
        folder={current === undefined ? '' : folderOf(current)}
        wants={file?.kind === 'folder' ? 'folder' : 'file'}
        onPick={(picked) => props.onChange(relativePath(folder, picked))}
      />
    </div>
  );
}
