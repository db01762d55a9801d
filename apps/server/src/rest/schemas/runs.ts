/** Runs in the REST API. */
import type {
  LogLine,
  RunDiagnosis,
  RunElementStats,
  RunFact,
  RunFixStep,
  RunGpuStats,
  RunLatency,
  RunLogLevels,
  RunPad,
  RunPosition,
  RunProblem,
  RunStats,
  RunStreamStats,
  RunSummary,
  RunUpdate,
} from '@pipewright/protocol';
import { z } from 'zod';
import { propertyValueInput, runIdInput, startRunInput, textInput } from '../../trpc/inputs.ts';

const MAX_LINES = 2000;
const DEFAULT_LINES = 500;

export const startRunBody = startRunInput.extend({
  text: textInput.optional().meta({ description: 'Absent: the document at `path`.' }),
  parameters: z.record(z.string(), propertyValueInput).default({}),
});

export const logQuery = runIdInput.extend({
  after: z.coerce.number().int().min(0).default(0).meta({
    description: 'The `sequence` of the last line that is known.',
  }),
  limit: z.coerce.number().int().min(1).max(MAX_LINES).default(DEFAULT_LINES),
});

export const eventsQuery = runIdInput.extend({
  logs: z.enum(['true', 'false']).default('false').meta({
    description: 'Whether log lines come too.',
  }),
});

const whepPad = runIdInput.extend({
  pad: z.string().min(1).meta({
    description: 'A pad of the run, by its index or as `element.pad`, e.g. `tiler.src`.',
  }),
});

export const whepInput = whepPad.extend({
  stream: z.coerce.number().int().min(-1).default(-1).meta({
    description: 'The source within a batch; -1 shows all, tiled.',
  }),
  maxWidth: z.coerce.number().int().min(16).max(8192).optional(),
  maxHeight: z.coerce.number().int().min(16).max(8192).optional(),
  offer: z.string().min(1).meta({ description: 'SDP with all candidates.' }),
});

export const whepSession = whepPad.extend({ viewerId: z.string().min(1) });

const MAX_PICTURE_EDGE = 16_384;
const DEFAULT_PICTURE_MILLIS = 5000;
const MAX_PICTURE_MILLIS = 60_000;

export const snapshotInput = runIdInput.extend({
  pad: z.string().min(1).meta({
    description: 'A pad of the run, by its index or as `element.pad`, e.g. `tiler.src`.',
  }),
  stream: z.coerce.number().int().min(-1).default(-1).meta({
    description: 'The source within a batch; -1 shows all, tiled.',
  }),
  maxWidth: z.coerce.number().int().min(16).max(MAX_PICTURE_EDGE).optional().meta({
    description: 'Absent: full size, of a tiled batch at most 3840.',
  }),
  maxHeight: z.coerce.number().int().min(16).max(MAX_PICTURE_EDGE).optional().meta({
    description: 'Absent: full size, of a tiled batch at most 2160.',
  }),
  timeoutMillis: z.coerce
    .number()
    .int()
    .min(1)
    .max(MAX_PICTURE_MILLIS)
    .default(DEFAULT_PICTURE_MILLIS),
});

const times = {
  positionMillis: z.number().exactOptional(),
  durationMillis: z.number().exactOptional(),
  isSeekable: z.boolean(),
};

export const runPosition: z.ZodType<RunPosition> = z
  .object({
    ...times,
    whyNotSeekable: z.string().exactOptional(),
    rate: z.number(),
    sources: z.array(z.object({ element: z.string(), ...times })),
  })
  .meta({ id: 'RunPosition' });

export const runLogLevels: z.ZodType<RunLogLevels> = z
  .object({
    thresholds: z.string(),
    defaultLevel: z.string(),
    categories: z.array(z.object({ name: z.string(), description: z.string(), level: z.string() })),
    unmatched: z.array(z.string()),
  })
  .meta({ id: 'RunLogLevels' });

export const runGraph = z
  .object({ dot: z.string().meta({ description: "In Graphviz' language." }) })
  .meta({ id: 'RunGraph' });

export const runUpdate: z.ZodType<RunUpdate> = z
  .object({
    added: z.array(z.string()),
    removed: z.array(z.string()),
    differing: z.array(z.string()).meta({
      description: 'Elements that run with other properties than the document has now.',
    }),
  })
  .meta({ id: 'RunUpdate' });

export const startedRun = z.object({ runId: z.string() }).meta({ id: 'StartedRun' });

export const setValue = z
  .object({ value: z.string().meta({ description: 'As read back from the element.' }) })
  .meta({ id: 'PropertyReadBack' });

const padShape = {
  index: z.int(),
  link: z.string(),
  element: z.string(),
  pad: z.string(),
};

const runPad: z.ZodType<RunPad> = z.object(padShape).meta({ id: 'RunPad' });

const runProblem: z.ZodType<RunProblem> = z
  .object({
    severity: z.enum(['error', 'warning']),
    code: z.string(),
    message: z.string(),
    debug: z.string().exactOptional(),
    element: z.string().exactOptional(),
    property: z.string().exactOptional(),
    pad: z.string().exactOptional(),
    link: z.string().exactOptional(),
    atMillis: z.number(),
    count: z.int(),
  })
  .meta({ id: 'RunProblem' });

const fixValue = z.union([z.boolean(), z.number(), z.string()]);

const runFact: z.ZodType<RunFact> = z
  .discriminatedUnion('kind', [
    z.object({
      kind: z.literal('flow'),
      numBuffers: z.number(),
      silentMillis: z
        .number()
        .exactOptional()
        .meta({ description: 'Since the last buffer; absent: none has come.' }),
    }),
    z.object({
      kind: z.literal('queue'),
      numBuffers: z.number(),
      numBytes: z.number(),
      nanoseconds: z.number(),
      maxBuffers: z.number().meta({ description: '0: no limit.' }),
      maxBytes: z.number(),
      maxNanoseconds: z.number(),
    }),
    z.object({
      kind: z.literal('caps'),
      offered: z.string(),
      accepted: z.string(),
      field: z.string().meta({ description: 'The first one without a common value.' }),
      offeredValue: z.string(),
      acceptedValue: z.string(),
    }),
    z.object({
      kind: z.literal('blocked-thread'),
      thread: z.string().meta({ description: 'Element and pad whose task it is.' }),
    }),
    z.object({
      kind: z.literal('messages'),
      perSecond: z.number(),
      total: z.number(),
      type: z.string(),
    }),
    z.object({ kind: z.literal('threads'), numThreads: z.int() }),
  ])
  .meta({ id: 'RunFact' });

const runFixStep: z.ZodType<RunFixStep> = z.discriminatedUnion('kind', [
  z.object({
    kind: z.literal('set-property'),
    element: z.string(),
    property: z.string(),
    value: fixValue,
  }),
  z.object({
    kind: z.literal('insert-element'),
    link: z.string(),
    isBeforeCaps: z
      .literal(true)
      .exactOptional()
      .meta({ description: "There when it belongs before the link's caps." }),
    factory: z.string(),
    properties: z.record(z.string(), fixValue),
  }),
]);

const runDiagnosis: z.ZodType<RunDiagnosis> = z
  .object({
    id: z.int(),
    kind: z.enum([
      'state-change-waits',
      'not-prerolled',
      'stalled',
      'not-negotiated',
      'missing-plugin',
      'message-flood',
      'thread-storm',
    ]),
    severity: z.enum(['error', 'warning', 'info']),
    title: z.string(),
    explanation: z.string(),
    elements: z.array(z.string()),
    links: z.array(z.string()),
    evidence: z.array(
      z.object({
        text: z.string(),
        element: z.string().exactOptional(),
        pad: z.string().exactOptional(),
        link: z.string().exactOptional(),
        fact: runFact.exactOptional(),
      }),
    ),
    fixes: z.array(
      z.object({
        title: z.string(),
        steps: z.array(runFixStep).meta({ description: 'None: advice only.' }),
      }),
    ),
    atMillis: z.number(),
    resolvedAtMillis: z.number().exactOptional().meta({ description: 'There once it is over.' }),
  })
  .meta({ id: 'RunDiagnosis' });

export const runSummary: z.ZodType<RunSummary> = z
  .object({
    id: z.string(),
    documentPath: z.string().exactOptional(),
    documentName: z.string(),
    revision: z.string().exactOptional(),
    state: z.enum(['starting', 'playing', 'paused', 'stopping', 'finished', 'failed']),
    runtime: z.enum(['deepstream', 'standin']).exactOptional(),
    startedAtMillis: z.number(),
    endedAtMillis: z.number().exactOptional(),
    pads: z.array(runPad),
    previewCodec: z.string().exactOptional(),
    problems: z.array(runProblem),
    diagnoses: z.array(runDiagnosis),
  })
  .meta({ id: 'Run' });

const logLine: z.ZodType<LogLine> = z
  .object({
    sequence: z.int(),
    atMillis: z.number(),
    stream: z.enum(['stdout', 'stderr', 'pipewright']),
    text: z.string(),
  })
  .meta({ id: 'LogLine' });

export const logPage = z
  .object({
    lines: z.array(logLine),
    nextAfter: z.int().meta({ description: 'What `after` takes for the page behind this one.' }),
    hasMore: z.boolean(),
    numMissing: z
      .int()
      .meta({ description: 'Lines behind `after` that are no longer kept; run.log has them.' }),
  })
  .meta({ id: 'LogPage' });

const streamStats: z.ZodType<RunStreamStats> = z
  .object({
    sourceId: z.int(),
    numFrames: z.number(),
    framesPerSecond: z.number(),
    objectsPerSecond: z.number(),
  })
  .meta({ id: 'StreamStats' });

const latency: z.ZodType<RunLatency> = z
  .object({
    count: z.number(),
    p50Millis: z.number(),
    p95Millis: z.number(),
    p99Millis: z.number(),
    maxMillis: z.number(),
    sumMillis: z.number(),
    buckets: z.array(z.object({ upToMillis: z.number(), count: z.number() })),
  })
  .meta({ id: 'Latency', description: 'Since the start of the run; percentiles to about 3 %.' });

const elementStats: z.ZodType<RunElementStats> = z
  .object({
    element: z.string(),
    factory: z.string().exactOptional(),
    latency: latency.exactOptional(),
    busy: z.number().exactOptional(),
    queue: z
      .object({
        numBuffers: z.number(),
        numBytes: z.number(),
        millis: z.number(),
        fill: z.number().meta({ description: 'Share of the nearest limit, 0 to 1.' }),
      })
      .exactOptional(),
    numDropped: z.number().exactOptional(),
  })
  .meta({ id: 'ElementStats' });

const gpuStats: z.ZodType<RunGpuStats> = z
  .object({
    index: z.int(),
    name: z.string(),
    uuid: z.string(),
    utilizationPercent: z.number().exactOptional(),
    memoryUsedBytes: z.number().exactOptional(),
    memoryTotalBytes: z.number().exactOptional(),
    decoderPercent: z.number().exactOptional(),
    encoderPercent: z.number().exactOptional(),
    powerWatts: z.number().exactOptional(),
    temperatureCelsius: z.number().exactOptional(),
  })
  .meta({ id: 'GpuStats' });

export const runStats: z.ZodType<RunStats> = z
  .object({
    streams: z.array(
      z.object({
        name: z.string(),
        sourceId: z.int().exactOptional(),
        numFrames: z.number(),
        framesPerSecond: z.number(),
        latency: latency.exactOptional(),
      }),
    ),
    elements: z.array(elementStats),
    gpus: z.array(gpuStats),
    pads: z.array(
      z
        .object({
          ...padShape,
          numBuffers: z.number(),
          numBytes: z.number(),
          numFrames: z.number(),
          numObjects: z.number(),
          buffersPerSecond: z.number(),
          framesPerSecond: z.number(),
          objectsPerSecond: z.number(),
          streams: z.array(streamStats),
        })
        .meta({ id: 'PadStats' }),
    ),
    process: z
      .object({
        cpuPercent: z.number().meta({ description: '100: one core.' }),
        residentBytes: z.number(),
        numThreads: z.int(),
        numDroppedMetadataBatches: z.number(),
      })
      .exactOptional(),
  })
  .meta({ id: 'RunStats' });
