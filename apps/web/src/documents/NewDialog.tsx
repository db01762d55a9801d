import { FileInput, FilePlus2, Video } from 'lucide-react';
import type { ReactNode } from 'react';
import { Dialog } from '../ui/Dialog.tsx';
import { useWorkbench } from '../workbench/workbench-context.tsx';

/** What to start from. */
export function NewDialog(): ReactNode {
  const { ui, documents } = useWorkbench();
  const start = (open: () => Promise<boolean>): void => {
    ui.getState().closeDialog();
    void open();
  };
  return (
    <Dialog title="New pipeline" testId="new-dialog" onClose={() => ui.getState().closeDialog()}>
      <div className="grid grid-cols-3 gap-3 max-[600px]:grid-cols-1">
        <Template
          icon={<FilePlus2 size={20} aria-hidden />}
          title="Empty"
          text="An empty canvas."
          testId="new-empty"
          onClick={() => start(() => documents.newDocument())}
        />
        <Template
          icon={<Video size={20} aria-hidden />}
          title="Four cameras"
          text="The sample: four videos batched, detected, tracked, drawn and tiled."
          testId="new-sample"
          onClick={() => start(() => documents.openSample())}
        />
        <Template
          icon={<FileInput size={20} aria-hidden />}
          title="Import"
          text="A gst-launch line, a config of deepstream-app, a Service Maker file or script, or a DOT graph."
          testId="new-import"
          onClick={() => ui.getState().openDialog({ kind: 'import' })}
        />
      </div>
    </Dialog>
  );
}

interface TemplateProps {
  readonly icon: ReactNode;
  readonly title: string;
  readonly text: string;
  readonly testId: string;
  readonly onClick: () => void;
}

function Template({ icon, title, text, testId, onClick }: TemplateProps): ReactNode {
  return (
    <button
      type="button"
      data-testid={testId}
      className="flex flex-col items-start gap-1.5 rounded-lg border border-line-strong bg-raised p-3 text-left hover:border-accent hover:bg-hover"
      onClick={onClick}
    >
      <span className="text-accent">{icon}</span>
      <span className="text-xs font-semibold">{title}</span>
      <span className="text-2xs text-muted">{text}</span>
    </button>
  );
}
