import { deepStreamVersions } from '@pipewright/catalogue';
import type { Target } from '@pipewright/graph';
import { switchTitle, targetChanges } from '@pipewright/rules';
import { FileCog } from 'lucide-react';
import type { ReactNode } from 'react';
import { Button } from '../../ui/Button.tsx';
import { Select } from '../../ui/Select.tsx';
import { Tooltip } from '../../ui/Tooltip.tsx';
import { useChecks, useEditor, useWorkbench } from '../../workbench/workbench-context.tsx';
import { knownFiles } from '../problems/known-files.ts';
import { RuleOverrideList } from '../problems/RuleOverrideList.tsx';
import { ParameterList } from './ParameterList.tsx';
import { FieldFinding } from './PropertyField.tsx';

const PLATFORMS = [
  { value: 'dgpu', label: 'dGPU', description: 'x86 with an NVIDIA GPU' },
  { value: 'jetson', label: 'Jetson', description: 'Orin, Thor and the like' },
  { value: 'sbsa', label: 'SBSA', description: 'ARM servers with an NVIDIA GPU' },
];

const STREAMMUXES = [
  { value: 'legacy', label: 'Legacy', description: 'Scales all inputs to one size' },
  { value: 'new', label: 'New', description: 'USE_NEW_NVSTREAMMUX=yes; keeps sizes' },
];

const VERSIONS = deepStreamVersions.toReversed().map(({ version, gstreamer, ubuntu }) => ({
  value: version,
  label: version,
  description: `GStreamer ${gstreamer}, Ubuntu ${ubuntu}`,
}));

/** The pipeline as a whole: name, target and parameters. */
export function DocumentInspector(): ReactNode {
  const { edits, documents, checker, ui } = useWorkbench();
  const document = useEditor((state) => state.document);
  const path = useEditor((state) => state.path);
  const diagnostics = useChecks((state) => state.diagnostics);
  const general = diagnostics.filter(
    ({ place }) =>
      place.element === undefined && place.link === undefined && place.parameter === undefined,
  );
  const setTarget = (change: Partial<Target>): void => {
    const target = { ...document.target, ...change };
    const { changes, open } = targetChanges(document, target, knownFiles(checker));
    if (changes.length + open.length > 0) {
      ui.getState().openDialog({ kind: 'switch-target', target });
    } else {
      edits.apply({ kind: 'set-target', target }, { label: switchTitle(document.target, target) });
    }
  };
  const numElements = Object.keys(document.elements).length;
  return (
    <div className="min-h-0 flex-1 space-y-4 overflow-y-auto p-3">
      <header>
        <h2 className="text-xs font-semibold">Pipeline</h2>
        <p className="text-2xs text-faint">
          {numElements} elements, {document.links.length} links
        </p>
        {general.map((diagnostic) => (
          <FieldFinding key={diagnostic.code + diagnostic.message} diagnostic={diagnostic} />
        ))}
      </header>
      <Row label="Name" htmlFor="document-name">
        <input
          id="document-name"
          data-testid="document-name-field"
          value={document.name}
          className="field"
          onChange={(event) =>
            edits.apply(
              { kind: 'set-name', name: event.target.value },
              { coalesceKey: 'document-name' },
            )
          }
        />
        <div className="mt-1 flex items-center gap-2 text-2xs text-faint">
          <span className="min-w-0 flex-1 truncate font-mono">{path ?? 'not saved yet'}</span>
          {path !== undefined && (
            <Button size="small" variant="ghost" onClick={() => void documents.rename()}>
              Rename file
            </Button>
          )}
        </div>
      </Row>
      <section className="space-y-2">
        <h3 className="text-2xs font-semibold tracking-wide text-muted uppercase">Target</h3>
        <Row label="Platform">
          <Select
            label="Platform"
            testId="target-platform"
            value={document.target.platform}
            options={PLATFORMS}
            onChange={(platform) => setTarget({ platform: platform as Target['platform'] })}
          />
        </Row>
        <Row label="DeepStream">
          <Select
            label="DeepStream version"
            testId="target-deepstream"
            value={document.target.deepstream}
            options={VERSIONS}
            onChange={(deepstream) => setTarget({ deepstream })}
          />
        </Row>
        <Row label="nvstreammux">
          <Select
            label="nvstreammux variant"
            testId="target-streammux"
            value={document.target.streammux}
            options={STREAMMUXES}
            onChange={(streammux) => setTarget({ streammux: streammux as Target['streammux'] })}
          />
        </Row>
      </section>
      <RuleSection />
      <ParameterList />
      <FileList />
    </div>
  );
}

/** The rules that the document has changed. */
function RuleSection(): ReactNode {
  const rules = useEditor((state) => state.document.rules);
  if (Object.keys(rules).length === 0) {
    return null;
  }
  return (
    <section className="space-y-1">
      <h3 className="text-2xs font-semibold tracking-wide text-muted uppercase">Changed rules</h3>
      <RuleOverrideList rules={rules} />
    </section>
  );
}

/** A labelled control. */
function Row({
  label,
  htmlFor,
  children,
}: {
  readonly label: string;
  readonly htmlFor?: string;
  readonly children: ReactNode;
}): ReactNode {
  return (
    <div>
      <label htmlFor={htmlFor} className="mb-0.5 block text-2xs text-muted">
        {label}
      </label>
      {children}
    </div>
  );
}

function FileList(): ReactNode {
  const { configFiles } = useWorkbench();
  const files = useEditor((state) => state.document.files);
  const names = Object.keys(files);
  if (names.length === 0) {
    return null;
  }
  return (
    <section>
      <h3 className="text-2xs font-semibold tracking-wide text-muted uppercase">
        Files in the document
      </h3>
      <ul className="mt-1 space-y-0.5">
        {names.map((name) => (
          <li key={name}>
            <Tooltip text={`Edit ${name}`} side="left">
              <Button
                size="small"
                variant="ghost"
                className="w-full justify-start font-mono"
                onClick={() => configFiles.open({ kind: 'owned', name })}
              >
                <FileCog size={13} aria-hidden />
                <span className="truncate">{name}</span>
              </Button>
            </Tooltip>
          </li>
        ))}
      </ul>
    </section>
  );
}
