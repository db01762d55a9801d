import type { ExportProfile, FormatPlace } from '@pipewright/formats';
import { LoaderCircle } from 'lucide-react';
import { Tabs } from 'radix-ui';
import { type ReactNode, useMemo, useState } from 'react';
import { useStore } from 'zustand';
import { defaultFromText } from '../editor/inspector/ParameterList.tsx';
import { Button } from '../ui/Button.tsx';
import { Dialog } from '../ui/Dialog.tsx';
import { EmptyState } from '../ui/EmptyState.tsx';
import { readSetting, writeSetting } from '../ui/settings.ts';
import { type Theme, themeStore } from '../ui/theme-store.ts';
import { useCatalogue, useEditor, useWorkbench } from '../workbench/workbench-context.tsx';
import { ExportActions } from './ExportActions.tsx';
import { ExportParameters } from './ExportParameters.tsx';
import { ExportPreview } from './ExportPreview.tsx';
import { type ExportForm, exportFormGroups, type FormOptions } from './export-forms.ts';
import { isInDocument, showInEditor } from './go-to-place.ts';
import { ErrorList, NoteList } from './NoteList.tsx';
import { useExport } from './use-export.ts';

const FORM_SETTING = 'export-form';
const GROUPS = exportFormGroups();
const FORMS = GROUPS.flatMap(({ forms }) => forms);
const [FIRST_FORM] = FORMS;

const PLATFORMS = { dgpu: 'dGPU', jetson: 'Jetson', sbsa: 'SBSA' } as const;

/** The document in other forms: what each gives and what it can't express, before it is handed out. */
export default function ExportDialog(): ReactNode {
  const { ui } = useWorkbench();
  const target = useEditor((state) => state.document.target);
  const [formId, setFormId] = useState(readSetting(FORM_SETTING));
  const form = FORMS.find(({ id }) => id === formId) ?? FIRST_FORM;
  const choose = (id: string): void => {
    writeSetting(FORM_SETTING, id);
    setFormId(id);
  };
  return (
    <Dialog
      title="Export"
      description={`For DeepStream ${target.deepstream} on ${PLATFORMS[target.platform]}, ${target.streammux} nvstreammux`}
      width="whole"
      focusFirst='[role="tab"][data-state="active"]'
      testId="export-dialog"
      onClose={() => ui.getState().closeDialog()}
    >
      <Tabs.Root
        value={form?.id ?? ''}
        onValueChange={choose}
        orientation="vertical"
        className="flex min-h-0 min-w-0 flex-1"
      >
        <FormList />
        {form !== undefined && (
          <Tabs.Content
            value={form.id}
            tabIndex={-1}
            className="flex min-h-0 min-w-0 flex-1 flex-col outline-none"
          >
            <ShownForm key={form.id} form={form} />
          </Tabs.Content>
        )}
      </Tabs.Root>
    </Dialog>
  );
}

function FormList(): ReactNode {
  return (
    <Tabs.List
      aria-label="Form"
      className="w-60 shrink-0 overflow-y-auto border-r border-line p-2 max-[1100px]:w-50"
    >
      {GROUPS.map(({ title, forms }) => (
        <div key={title} className="mb-2">
          <div className="px-2 py-1 text-2xs font-semibold tracking-wide text-muted uppercase">
            {title}
          </div>
          {forms.map(({ id, title: name, summary }) => (
            <Tabs.Trigger
              key={id}
              value={id}
              data-testid={`export-${id}`}
              className="block w-full rounded-md px-2 py-1.5 text-left hover:bg-hover data-[state=active]:bg-active"
            >
              <span className="block truncate text-xs font-medium">{name}</span>
              <span className="line-clamp-2 text-2xs text-muted">{summary}</span>
            </Tabs.Trigger>
          ))}
        </div>
      ))}
    </Tabs.List>
  );
}

function ShownForm({ form }: { readonly form: ExportForm }): ReactNode {
  const workbench = useWorkbench();
  const document = useEditor((state) => state.document);
  const [profile, setProfile] = useState<ExportProfile>('development');
  const [texts, setTexts] = useState<Readonly<Record<string, string>>>({});
  const [path, setPath] = useState<string | undefined>(undefined);
  const [theme, setTheme] = useState<Theme>(themeStore.getState().theme);
  const [reveal, setReveal] = useState({ line: 1, column: 1, serial: 0 });
  const options = useFormOptions(profile, texts);
  const context = useMemo(() => workbench.configFiles.context(), [workbench]);
  const shown = useExport(form, document, options, context);
  const files = shown.state === 'ready' ? shown.files : [];
  const file = files.find((each) => each.path === path) ?? files[0];
  const open = useOpenParameters(shown.state === 'failed' ? shown.errors : [], texts);
  const goTo = (place: FormatPlace): (() => void) | undefined => {
    const written = files.find((each) => each.path === place.file);
    if (isInDocument(place, document)) {
      return () => showInEditor(workbench, place);
    }
    return (
      written &&
      (() => {
        setPath(written.path);
        const { line = 1, column = 1 } = place;
        setReveal(({ serial }) => ({ line, column, serial: serial + 1 }));
      })
    );
  };
  return (
    <>
      <header className="flex items-start gap-3 border-b border-line px-4 py-2">
        <div className="min-w-0 flex-1">
          <h3 className="text-xs font-semibold">{form.title}</h3>
          <p className="text-2xs text-muted">{form.summary}</p>
        </div>
        {form.hasProfiles && <ProfileSwitch profile={profile} onChange={setProfile} />}
      </header>
      {open.length > 0 && (
        <ExportParameters
          parameters={open}
          texts={texts}
          onChange={(name, text) => setTexts({ ...texts, [name]: text })}
        />
      )}
      <div className="min-h-0 flex-1">
        {shown.state === 'writing' && (
          <EmptyState icon={<LoaderCircle size={18} className="animate-spin" />} title="Writing…" />
        )}
        {shown.state === 'failed' && (
          <ErrorList
            title={`It can’t be written as ${form.title}`}
            errors={shown.errors}
            goTo={goTo}
          />
        )}
        {shown.state === 'ready' && file !== undefined && (
          <ExportPreview
            form={form}
            files={shown.files}
            items={shown.items}
            shown={file}
            reveal={reveal.serial === 0 ? undefined : reveal}
            theme={theme}
            onTheme={setTheme}
            onShow={setPath}
          />
        )}
      </div>
      {shown.state === 'ready' && (
        <section
          aria-label="What is lost"
          data-testid="export-notes"
          className="max-h-[30%] shrink-0 overflow-auto border-t border-line bg-raised px-3 py-2"
        >
          <NoteList notes={shown.notes} nothing="Nothing is lost" goTo={goTo} />
        </section>
      )}
      {shown.state === 'ready' && file !== undefined && (
        <ExportActions
          documentName={document.name}
          form={form}
          files={shown.files}
          items={shown.items}
          shown={file}
          theme={theme}
        />
      )}
    </>
  );
}

/** What forms are written with. */
function useFormOptions(
  profile: ExportProfile,
  texts: Readonly<Record<string, string>>,
): FormOptions {
  const { editor, configFiles, server } = useWorkbench();
  const document = useEditor((state) => state.document);
  const positions = useEditor((state) => state.positions);
  const catalogue = useCatalogue((state) => state.catalogue);
  const root = useStore(server, (state) => state.info?.workspace.root);
  return useMemo(() => {
    const parameters = Object.fromEntries(
      Object.entries(texts).flatMap(([name, text]) => {
        const type = document.parameters[name]?.type;
        const value = type === undefined ? undefined : defaultFromText(text, type);
        return value === undefined ? [] : [[name, value] as const];
      }),
    );
    return {
      catalogue,
      documentFolder: `${root ?? ''}/${configFiles.context().folder}`,
      parameters,
      profile,
      positions,
      yaml: editor.getState().currentText(),
    };
  }, [editor, configFiles, document, positions, catalogue, root, profile, texts]);
}

/** Parameters that the form asks for, and those that got a value. */
function useOpenParameters(
  errors: readonly { readonly place: FormatPlace }[],
  texts: Readonly<Record<string, string>>,
) {
  const parameters = useEditor((state) => state.document.parameters);
  const asked = new Set(errors.map(({ place }) => place.parameter));
  return Object.entries(parameters).filter(([name]) => asked.has(name) || name in texts);
}

const PROFILES: readonly (readonly [ExportProfile, string, string])[] = [
  ['development', 'Development', 'The pipeline as it is drawn'],
  [
    'production',
    'Production',
    'With restarts, retries, health, metrics, structured logs and limits',
  ],
];

interface ProfileSwitchProps {
  readonly profile: ExportProfile;
  readonly onChange: (profile: ExportProfile) => void;
}

function ProfileSwitch({ profile, onChange }: ProfileSwitchProps): ReactNode {
  return (
    <fieldset
      aria-label="Profile"
      className="flex shrink-0 gap-0.5 rounded-md border border-line-strong p-0.5"
    >
      {PROFILES.map(([id, label, description]) => (
        <Button
          key={id}
          variant="ghost"
          size="small"
          aria-pressed={profile === id}
          title={description}
          data-testid={`profile-${id}`}
          onClick={() => onChange(id)}
        >
          {label}
        </Button>
      ))}
    </fieldset>
  );
}
