import type { PropertySpec } from '@pipewright/catalogue';
import type { PropertyValue } from '@pipewright/graph';
import type { Diagnostic } from '@pipewright/rules';
import { CircleAlert, Info, RotateCcw, TriangleAlert, Zap } from 'lucide-react';
import { type ReactNode, useRef } from 'react';
import { isActive, isLive, type LiveChange, liveChangeKey } from '../../run/run-store.ts';
import { Button, IconButton } from '../../ui/Button.tsx';
import { cx } from '../../ui/cx.ts';
import { Tooltip } from '../../ui/Tooltip.tsx';
import { useRun, useWorkbench } from '../../workbench/workbench-context.tsx';
import { fieldKind, isParameterReference } from './field-value.ts';
import { BooleanField } from './fields/BooleanField.tsx';
import { CapsField } from './fields/CapsField.tsx';
import { EnumField } from './fields/EnumField.tsx';
import { FlagsField } from './fields/FlagsField.tsx';
import type { FieldProps } from './fields/field-props.ts';
import { NumberField } from './fields/NumberField.tsx';
import { PathField } from './fields/PathField.tsx';
import { TextField } from './fields/TextField.tsx';

export interface PropertyFieldProps {
  readonly element: string;
  readonly factory: string;
  readonly pad?: string | undefined;
  readonly spec: PropertySpec;
  readonly value: PropertyValue | undefined;
  readonly diagnostics: readonly Diagnostic[];
}

const LIVE_DELAY_MILLIS = 250;

/** Whether a running element takes a new value. */
function isChangeableLive(spec: PropertySpec): boolean {
  return spec.mutable === 'playing';
}

/** One property: name, docs, field, what is wrong with it, and what a live change came to. */
export function PropertyField({
  element,
  factory,
  pad,
  spec,
  value,
  diagnostics,
}: PropertyFieldProps): ReactNode {
  const { edits } = useWorkbench();
  const sendLive = useLiveChange(element, spec, pad);
  const isRunActive = useRun((state) => isActive(state.run?.state));
  const kind = fieldKind(factory, spec);
  const id = `property-${element}-${pad ?? ''}-${spec.name}`;
  const notesId = `${id}-notes`;
  const worst = diagnostics[0]?.severity;
  const isSet = value !== undefined;
  const onChange = (next: PropertyValue | undefined): void => {
    if (edits.setProperty(element, spec.name, next, pad)) {
      sendLive(next);
    }
  };
  const fieldProps: FieldProps = {
    id,
    spec,
    value,
    isInvalid: worst === 'error',
    describedBy: notesId,
    onChange,
  };
  const isInline = kind === 'boolean' && typeof value !== 'string';
  const field = renderField(kind, fieldProps, element, factory);
  return (
    <div
      data-property={spec.name}
      data-pad-property={pad}
      data-kind={kind}
      data-set={isSet}
      data-severity={worst}
      className={cx(
        'group border-l-2 py-1.5 pr-3 pl-2.5',
        worst === 'error'
          ? 'border-error'
          : worst === 'warning'
            ? 'border-warning'
            : isSet
              ? 'border-accent'
              : 'border-transparent',
      )}
    >
      <div className="flex min-h-5 items-center gap-1">
        <Tooltip text={<PropertyDocs spec={spec} />} side="left">
          <label
            htmlFor={id}
            className={cx(
              'min-w-0 truncate font-mono text-2xs',
              isSet ? 'font-semibold text-ink' : 'text-muted',
            )}
          >
            {spec.name}
          </label>
        </Tooltip>
        {spec.required && !isSet && <span className="text-2xs text-warning">required</span>}
        {isChangeableLive(spec) && (
          <Tooltip text="Can be changed while running">
            <Zap
              size={11}
              className="shrink-0 text-hint"
              aria-label="Can be changed while running"
            />
          </Tooltip>
        )}
        <span className="flex-1" />
        {isSet && (
          <IconButton
            label={`Reset ${spec.name} to its default`}
            size="small"
            className="size-5"
            onClick={() => onChange(undefined)}
          >
            <RotateCcw size={12} />
          </IconButton>
        )}
        {isInline && field}
      </div>
      {spec.summary !== '' && (
        <p className="mb-1 truncate text-2xs text-faint" title={spec.summary}>
          {spec.summary}
        </p>
      )}
      {!isInline && field}
      <div id={notesId}>
        {diagnostics.map((diagnostic) => (
          <FieldFinding key={diagnostic.code + diagnostic.message} diagnostic={diagnostic} />
        ))}
        {isRunActive && <LiveNote element={element} spec={spec} value={value} pad={pad} />}
      </div>
    </div>
  );
}

function renderField(
  kind: ReturnType<typeof fieldKind>,
  props: FieldProps,
  element: string,
  factory: string,
): ReactNode {
  switch (kind) {
    case 'boolean':
      return <BooleanField {...props} />;
    case 'number':
      return <NumberField {...props} />;
    case 'enum':
      return <EnumField {...props} />;
    case 'flags':
      return <FlagsField {...props} />;
    case 'fraction':
      return <TextField {...props} isMono placeholder={String(props.spec.default ?? '30/1')} />;
    case 'caps':
      return <CapsField {...props} />;
    case 'path':
    case 'uri':
      return <PathField {...props} element={element} factory={factory} />;
    case 'text':
      return <TextField {...props} />;
    case 'unsupported':
      return (
        <p className="text-2xs text-faint">
          Takes an object of a program: it can’t be written in a document.
        </p>
      );
  }
}

function PropertyDocs({ spec }: { readonly spec: PropertySpec }): ReactNode {
  return (
    <span className="block space-y-1">
      {spec.summary !== '' && <span className="block">{spec.summary}</span>}
      <span className="block font-mono text-2xs text-faint">
        {spec.gtype ?? spec.type}
        {spec.default !== undefined && ` · default ${String(spec.defaultNick ?? spec.default)}`}
        {spec.min !== undefined && spec.max !== undefined && ` · ${spec.min} … ${spec.max}`}
      </span>
      {spec.requiredWhy !== undefined && (
        <span className="block text-2xs text-muted">Required: {spec.requiredWhy}</span>
      )}
      {spec.since !== undefined && (
        <span className="block text-2xs text-faint">Since {spec.since}</span>
      )}
      {typeof spec.deprecated === 'string' && (
        <span className="block text-2xs text-warning">Deprecated: {spec.deprecated}</span>
      )}
    </span>
  );
}

const FINDING_ICONS = {
  error: <CircleAlert size={12} className="mt-px shrink-0 text-error" aria-label="Error" />,
  warning: <TriangleAlert size={12} className="mt-px shrink-0 text-warning" aria-label="Warning" />,
  hint: <Info size={12} className="mt-px shrink-0 text-hint" aria-label="Hint" />,
};

/** A finding under its field, with its quick fixes. */
export function FieldFinding({ diagnostic }: { readonly diagnostic: Diagnostic }): ReactNode {
  const { edits } = useWorkbench();
  return (
    <div
      className="mt-1 flex items-start gap-1.5 text-2xs"
      data-testid="field-finding"
      data-code={diagnostic.code}
    >
      {FINDING_ICONS[diagnostic.severity]}
      <div className="min-w-0 flex-1">
        <p className="break-words">{diagnostic.message}</p>
        {diagnostic.remedy !== undefined && diagnostic.fixes.length === 0 && (
          <p className="text-muted">{diagnostic.remedy}</p>
        )}
        {diagnostic.fixes.length > 0 && (
          <div className="mt-1 flex flex-wrap gap-1">
            {diagnostic.fixes.map((fix) => (
              <Button
                key={fix.title}
                size="small"
                data-testid="quick-fix"
                className="max-w-full"
                onClick={() => edits.applyFix(fix)}
              >
                <span className="truncate">{fix.title}</span>
              </Button>
            ))}
          </div>
        )}
      </div>
    </div>
  );
}

interface LiveNoteProps {
  readonly element: string;
  readonly spec: PropertySpec;
  readonly value: PropertyValue | undefined;
  readonly pad: string | undefined;
}

/** What a change made of the running pipeline; where the element is silent on it, an offer to try. */
function LiveNote({ element, spec, value, pad }: LiveNoteProps): ReactNode {
  const { runs } = useWorkbench();
  const change = useRun((state) => state.liveChanges.get(liveChangeKey(element, spec.name, pad)));
  if (change === undefined) {
    return null;
  }
  const next = value ?? spec.default;
  const mayTry =
    change.state === 'waiting' &&
    !spec.mutableDeclared &&
    spec.mutable !== 'construct-only' &&
    next !== undefined &&
    !isParameterReference(next);
  return (
    <div
      data-testid="live-change"
      data-state={change.state}
      className={cx(
        'mt-1 flex items-center gap-2 text-2xs',
        change.state === 'failed' ? 'text-error' : 'text-hint',
      )}
    >
      <span className="min-w-0">{liveText(change)}</span>
      {mayTry && (
        <Tooltip text="The element does not say whether it takes this change while it runs">
          <Button
            size="small"
            data-testid="live-try"
            onClick={() => void runs.setProperty(element, spec.name, next, pad)}
          >
            Try now
          </Button>
        </Tooltip>
      )}
    </div>
  );
}

function liveText(change: LiveChange): string {
  switch (change.state) {
    case 'waiting':
      return 'Takes effect with the next run.';
    case 'sending':
      return 'Changing the running pipeline…';
    case 'applied':
      return `Running with ${change.text}`;
    case 'failed':
      return `The running pipeline keeps its value: ${change.text}`;
  }
}

/** Sends a value to the running pipeline, once typing pauses. */
function useLiveChange(
  element: string,
  spec: PropertySpec,
  pad: string | undefined,
): (value: PropertyValue | undefined) => void {
  const { run, runs } = useWorkbench();
  // Not cleared on unmount: a field that moves to the changed ones is mounted anew meanwhile.
  const timer = useRef<ReturnType<typeof setTimeout> | undefined>(undefined);
  return (value) => {
    const shown = run.getState().run;
    if (shown === undefined || !isLive(shown.state)) {
      return;
    }
    if (!isChangeableLive(spec)) {
      run
        .getState()
        .setLiveChange({ element, property: spec.name, pad, state: 'waiting', text: '' });
      return;
    }
    const next = value ?? spec.default;
    if (next === undefined || isParameterReference(next)) {
      return;
    }
    clearTimeout(timer.current);
    timer.current = setTimeout(
      () => void runs.setProperty(element, spec.name, next, pad),
      LIVE_DELAY_MILLIS,
    );
  };
}
