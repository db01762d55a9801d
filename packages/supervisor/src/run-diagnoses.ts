/** What the runner's doctor finds, on what was drawn. */
import {
  type DiagnosisKind,
  type RunDiagnosis,
  type RunEvidence,
  type RunFact,
  type RunFix,
  type RunFixStep,
  runner,
} from '@pipewright/protocol';
import type { PlanOrigins } from './plan-origins.ts';
import { presentText } from './runner-errors.ts';

const KINDS: Readonly<Record<runner.DiagnosisKind, DiagnosisKind | undefined>> = {
  [runner.DiagnosisKind.DIAGNOSIS_KIND_UNSPECIFIED]: undefined,
  [runner.DiagnosisKind.STATE_CHANGE_WAITS]: 'state-change-waits',
  [runner.DiagnosisKind.NOT_PREROLLED]: 'not-prerolled',
  [runner.DiagnosisKind.STALLED]: 'stalled',
  [runner.DiagnosisKind.NOT_NEGOTIATED]: 'not-negotiated',
  [runner.DiagnosisKind.MISSING_PLUGIN]: 'missing-plugin',
  [runner.DiagnosisKind.MESSAGE_FLOOD]: 'message-flood',
  [runner.DiagnosisKind.THREAD_STORM]: 'thread-storm',
};

/** The diagnoses of a run, by id; the runner bounds their number. */
export class RunDiagnoses {
  /** Of the plan as it runs now: sources join and leave. */
  readonly #originsNow: () => PlanOrigins;
  readonly #hideSecrets: (text: string) => string;
  readonly #byId = new Map<number, RunDiagnosis>();

  constructor(origins: () => PlanOrigins, hideSecrets: (text: string) => string) {
    this.#originsNow = origins;
    this.#hideSecrets = hideSecrets;
  }

  get #origins(): PlanOrigins {
    return this.#originsNow();
  }

  get list(): readonly RunDiagnosis[] {
    return [...this.#byId.values()];
  }

  /** Takes one in, in place of what was known of it; undefined for a kind that is not known. */
  add(message: runner.Diagnosis): RunDiagnosis | undefined {
    const kind = KINDS[message.kind];
    if (kind === undefined) {
      return undefined;
    }
    const blamed = message.elements.map((element) => this.#origins.ofElement(element));
    const evidence = message.evidence.map((fact) => this.#evidenceOf(fact));
    // Only where caps do not meet is a link itself to blame.
    const links = kind === 'not-negotiated' ? evidence.map(({ link }) => link) : [];
    const now = Date.now();
    const diagnosis: RunDiagnosis = {
      id: message.id,
      kind,
      severity: severityOf(message.severity),
      title: this.#hideSecrets(message.title),
      explanation: this.#hideSecrets(message.explanation),
      elements: distinct(blamed.map(({ element }) => element)),
      links: distinct([...blamed.map(({ link }) => link), ...links]),
      evidence,
      fixes: message.fixes.map((fix) => this.#fixOf(fix)),
      atMillis: this.#byId.get(message.id)?.atMillis ?? now,
      ...(message.resolved ? { resolvedAtMillis: now } : {}),
    };
    this.#byId.set(message.id, diagnosis);
    return diagnosis;
  }

  #evidenceOf({ text, element, pad, linkId, fact }: runner.Evidence): RunEvidence {
    const origin = this.#origins.ofElement(presentText(element));
    const link = this.#origins.drawnLink(linkId) ?? origin.link;
    const known = factOf(fact);
    return {
      text: this.#hideSecrets(text),
      ...(origin.element === undefined ? {} : { element: origin.element }),
      ...(pad === '' ? {} : { pad }),
      ...(link === undefined ? {} : { link }),
      ...(known === undefined ? {} : { fact: known }),
    };
  }

  /** A fix of which a step is about nothing that was drawn stays as advice. */
  #fixOf({ title, steps }: runner.SuggestedFix): RunFix {
    const drawn = steps.map((step) => this.#stepOf(step));
    const isWhole = drawn.every((step) => step !== undefined);
    return {
      title: this.#hideSecrets(title),
      steps: isWhole ? drawn.filter((step) => step !== undefined) : [],
    };
  }

  #stepOf({ step }: runner.FixStep): RunFixStep | undefined {
    if (step.case === 'setProperty') {
      const { element } = this.#origins.ofElement(step.value.element);
      const value = plainValue(step.value.property?.value);
      return element === undefined || value === undefined
        ? undefined
        : { kind: 'set-property', element, property: step.value.property?.name ?? '', value };
    }
    if (step.case === 'insertElement') {
      const link = this.#origins.drawnLink(step.value.linkId);
      const properties = step.value.properties.flatMap(({ name, value }) => {
        const given = plainValue(value);
        return given === undefined ? [] : [[name, given] as const];
      });
      return link === undefined
        ? undefined
        : {
            kind: 'insert-element',
            link,
            ...(this.#origins.leadsToCaps(step.value.linkId) ? { isBeforeCaps: true } : {}),
            factory: step.value.factory,
            properties: Object.fromEntries(properties),
          };
    }
    return undefined;
  }
}

/** On one line, for logs and terminals. */
export function diagnosisText(diagnosis: RunDiagnosis): string {
  if (diagnosis.resolvedAtMillis !== undefined) {
    return `over: ${diagnosis.title} [${diagnosis.kind}]`;
  }
  const [fix] = diagnosis.fixes;
  const remedy = fix === undefined ? '' : ` Fix: ${fix.title}.`;
  return `${diagnosis.title}. ${diagnosis.explanation}${remedy} [${diagnosis.kind}]`;
}

function severityOf(severity: runner.Severity): RunDiagnosis['severity'] {
  switch (severity) {
    case runner.Severity.ERROR:
      return 'error';
    case runner.Severity.WARNING:
      return 'warning';
    default:
      return 'info';
  }
}

function factOf(fact: runner.Evidence['fact']): RunFact | undefined {
  switch (fact.case) {
    case 'flow': {
      const { buffers, silentMs } = fact.value;
      return {
        kind: 'flow',
        numBuffers: Number(buffers),
        ...(silentMs === undefined ? {} : { silentMillis: Number(silentMs) }),
      };
    }
    case 'queue': {
      const { buffers, bytes, timeNs, maxBuffers, maxBytes, maxTimeNs } = fact.value;
      return {
        kind: 'queue',
        numBuffers: Number(buffers),
        numBytes: Number(bytes),
        nanoseconds: Number(timeNs),
        maxBuffers: Number(maxBuffers),
        maxBytes: Number(maxBytes),
        maxNanoseconds: Number(maxTimeNs),
      };
    }
    case 'caps': {
      const { offered, accepted, field, offeredValue, acceptedValue } = fact.value;
      return { kind: 'caps', offered, accepted, field, offeredValue, acceptedValue };
    }
    case 'thread':
      return { kind: 'blocked-thread', thread: fact.value.thread };
    case 'messages': {
      const { perS, total, type } = fact.value;
      return { kind: 'messages', perSecond: perS, total: Number(total), type };
    }
    case 'threads':
      return { kind: 'threads', numThreads: fact.value.threads };
    default:
      return undefined;
  }
}

function plainValue(
  value: runner.PropertyValue | undefined,
): boolean | number | string | undefined {
  const given = value?.kind.value;
  return typeof given === 'bigint' ? Number(given) : given;
}

function distinct(names: readonly (string | undefined)[]): readonly string[] {
  return [...new Set(names.filter((name) => name !== undefined))];
}
