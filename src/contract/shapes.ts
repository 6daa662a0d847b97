/** The nouns of the API as Zod shapes. Each is checked against its core type, so the two cannot drift apart. */
import { z } from 'zod';
import { permissions, roles } from '../core/access.ts';
import { alarmStates, type Alarm as CoreAlarm } from '../core/alarm/alarm.ts';
import { asideKinds, type Aside as CoreAside } from '../core/alarm/set-aside.ts';
import type { MaskPolicy as CoreMaskPolicy } from '../core/camera.ts';
import { mostTags, tidyGroup, tidyTags } from '../core/camera-labels.ts';
import { categories } from '../core/detection.ts';
import { type Measure as CoreMeasure, measureKinds, measureNotes } from '../core/measure/measure.ts';
import { highestLevel, lowestLevel } from '../core/plan/level.ts';
import { priorities } from '../core/priority.ts';
import { proposalRefusals } from '../core/self-calibration/propose.ts';
import type { Situation as CoreSituation } from '../core/situation/situation.ts';
import {
  type Rule as CoreRule,
  type Zone as CoreZone,
  cameraFaultKinds,
  zoneSituationKinds,
} from '../core/zone.ts';
import { StateCause } from './state-cause.ts';
import { StorageHealth } from './storage-health.ts';

export const Id = z
  .string()
  .regex(/^[a-z0-9][a-z0-9-]{0,62}$/, 'an id is a-z, 0-9 and -, 1 to 63 characters');
export const UtcMs = z.number().int().nonnegative();
const Fraction = z.number().min(0).max(1);
export const ImagePoint = z.object({ x: Fraction, y: Fraction });
export const GroundPoint = z.object({ x: z.number().finite(), y: z.number().finite() });
export const Category = z.enum(categories);
export const SituationKind = z.enum([...zoneSituationKinds, ...cameraFaultKinds]);
export const Priority = z.enum(priorities);
const DurationMs = z.number().int().min(0).max(3_600_000);

export const Rule = z.discriminatedUnion('kind', [
  z.object({
    kind: z.literal('crowding'),
    limitPerM2: z.number().positive().max(10),
    limitCount: z.number().int().positive().nullable(),
    holdMs: DurationMs,
    clearMs: DurationMs,
  }),
  z.object({
    kind: z.literal('intrusion'),
    categories: z.array(Category).min(1),
    holdMs: DurationMs,
    clearMs: DurationMs,
  }),
  z.object({
    kind: z.literal('line-crossing'),
    categories: z.array(Category).min(1),
    direction: z.enum(['in', 'out', 'both']),
  }),
  z.object({
    kind: z.literal('wrong-way'),
    categories: z.array(Category).min(1),
    minSpeedMps: z.number().positive().max(100),
    distanceM: z.number().positive().max(1_000),
    holdMs: DurationMs,
    clearMs: DurationMs,
  }),
  z.object({
    kind: z.literal('stopped-vehicle'),
    maxSpeedMps: z.number().positive().max(10),
    holdMs: DurationMs,
    clearMs: DurationMs,
    queueNeighbours: z.number().int().min(1).max(50),
  }),
  z.object({
    kind: z.literal('pressure'),
    limitPerS2: z.number().positive().max(10),
    minPerM2: z.number().positive().max(10),
    holdMs: DurationMs,
    clearMs: DurationMs,
  }),
  z.object({
    kind: z.literal('counter-flow'),
    minIndex: z.number().positive().max(0.5),
    minPeople: z.number().int().min(2).max(10_000),
    holdMs: DurationMs,
    clearMs: DurationMs,
  }),
  z.object({
    kind: z.literal('dispersal'),
    minPeople: z.number().int().min(2).max(10_000),
    minSpeedMps: z.number().positive().max(20),
    holdMs: DurationMs,
    clearMs: DurationMs,
  }),
  z.object({
    kind: z.literal('queue'),
    maxLengthM: z.number().positive().max(1_000).nullable(),
    maxWaitMs: DurationMs.nullable(),
    maxSpeedMps: z.number().positive().max(5),
    gapM: z.number().positive().max(20),
    holdMs: DurationMs,
    clearMs: DurationMs,
  }),
  z.object({ kind: z.literal('loitering'), holdMs: DurationMs, clearMs: DurationMs }),
  z.object({ kind: z.literal('person-on-track'), holdMs: DurationMs, clearMs: DurationMs }),
  z.object({
    kind: z.literal('pedestrian-on-carriageway'),
    categories: z.array(Category).min(1),
    holdMs: DurationMs,
    clearMs: DurationMs,
  }),
  z.object({
    kind: z.literal('slow-traffic'),
    freeFlowMps: z.number().positive().max(100).nullable(),
    share: z.number().positive().max(1),
    minVehicles: z.number().int().min(1).max(1_000),
    holdMs: DurationMs,
    clearMs: DurationMs,
  }),
  z.object({
    kind: z.literal('traffic-queue'),
    minVehicles: z.number().int().min(2).max(1_000),
    maxSpeedMps: z.number().positive().max(50),
    holdMs: DurationMs,
    clearMs: DurationMs,
  }),
  z.object({
    kind: z.literal('left-object'),
    ownerDistanceM: z.number().positive().max(100).nullable(),
    holdMs: DurationMs,
    clearMs: DurationMs,
  }),
  z.object({ kind: z.literal('removed-object'), holdMs: DurationMs, clearMs: DurationMs }),
]) satisfies z.ZodType<CoreRule>;

export const Zone = z
  .object({
    id: Id,
    name: z.string().trim().min(1).max(80),
    shape: z.enum(['area', 'line']),
    points: z.array(ImagePoint).min(2).max(50),
    direction: z.tuple([ImagePoint, ImagePoint]).nullable(),
    rules: z.array(Rule).max(10),
  })
  .refine((zone) => (zone.shape === 'line' ? zone.points.length === 2 : zone.points.length >= 3), {
    error: 'a line has exactly 2 points, an area 3 or more',
    path: ['points'],
  }) satisfies z.ZodType<CoreZone>;

export const CalibrationPoint = z.object({
  image: ImagePoint,
  ground: GroundPoint,
  /** Made from a proposed ground, not measured. */
  isProposed: z.boolean().optional(),
});

export const Calibration = z.object({
  points: z.array(CalibrationPoint),
  groundFromImage: z.array(z.number()).length(9),
  residualsM: z.array(z.number()),
  residualM: z.number(),
});

/** What a calibration says before it is kept: residuals at each point and the metres-per-pixel field. */
export const CalibrationReport = z.object({
  isAccepted: z.boolean(),
  /** Why it was refused, for a person; null when accepted. */
  refusal: z.string().nullable(),
  residualsM: z.array(z.number().nullable()),
  residualM: z.number().nullable(),
  groundFromImage: z.array(z.number()).length(9).nullable(),
  /** Metres per pixel on a grid over the picture, row by row; null above the horizon. */
  field: z.object({
    columns: z.number().int(),
    rows: z.number().int(),
    metresPerPx: z.array(z.number().nullable()),
  }),
});

/** What walking people say of the ground: a help for whoever calibrates, never used by itself. */
export const CalibrationProposal = z.object({
  /** People who gave something since somebody first asked, and how many are needed. */
  people: z.number().int(),
  peopleNeeded: z.number().int(),
  /** Heights and paces kept: how many, not which. */
  heights: z.number().int(),
  paces: z.number().int(),
  /** Why there is no proposal (yet); null with one. */
  refusal: z.enum(proposalRefusals).nullable(),
  /** Null with a refusal, and while the first one is being computed. */
  proposal: z
    .object({
      /** Ground metres from image fractions: the camera over the origin, looking along +y. */
      groundFromImage: z.array(z.number()).length(9),
      heightM: z.number(),
      tiltDeg: z.number(),
      rollDeg: z.number(),
      /** Horizontal. */
      fieldOfViewDeg: z.number(),
      /** Share by which distances may be off. */
      distanceError: z.number(),
      /** Rows between which feet were seen, fractions of the picture. */
      seen: z.object({ top: z.number(), bottom: z.number() }),
    })
    .nullable(),
});

export const MaskPolicy = z.object({
  maxSidePx: z.number().int().min(64).max(1280),
  maxPxPerM: z.number().min(5).max(125),
}) satisfies z.ZodType<CoreMaskPolicy>;

/** An address the decoder may open: RTSP(S) with optional credentials, or a file the server can read. Nothing else, and no free arguments. */
export const SourceAddress = z
  .string()
  .trim()
  .min(1)
  .max(2_000)
  .refine((text) => /^(rtsps?|file):\/\/\S+$/i.test(text) || !/^[a-z][a-z0-9+.-]+:|\0/i.test(text), {
    error: 'an address is rtsp://..., rtsps://... or the path of a video file',
  });

export const Source = z.object({
  /** Low-resolution stream that is analysed. In answers credentials read as ***; *** sent back keeps them. */
  analysisUrl: SourceAddress,
  /** Full stream kept for sealed originals; null: none. */
  mainUrl: SourceAddress.nullable(),
  /** Analysed frames per second. */
  analysisFps: z.number().min(0.5).max(30),
  isEnabled: z.boolean(),
});

const Position = z.object({
  latitude: z.number().min(-90).max(90),
  longitude: z.number().min(-180).max(180),
});

/** Of a building. 0: the street; below it negative. */
export const Level = z.number().int().min(lowestLevel).max(highestLevel);

/** Parts from large to small with / between them; empty: none. */
export const CameraGroup = z.string().max(120).overwrite(tidyGroup);
export const CameraTag = z.string().trim().min(1).max(40);
/** Sorted, each once. */
export const CameraTags = z.array(CameraTag).max(mostTags).overwrite(tidyTags);

export const CameraState = z.enum(['connecting', 'live', 'lost', 'failed', 'disabled']);

export const Camera = z.object({
  id: Id,
  name: z.string(),
  purpose: z.string(),
  position: Position.nullable(),
  /** Of the building, as on its floor plans; null: in no building, or not known. */
  level: Level.nullable(),
  source: Source,
  calibration: Calibration.nullable(),
  zones: z.array(Zone),
  maskPolicy: MaskPolicy,
  group: z.string(),
  tags: z.array(z.string()),
  isSimulated: z.boolean(),
  version: z.number().int(),
  state: CameraState,
  /** What is wrong and what to do, in English; null when all is well. */
  stateMessage: z.string().nullable(),
  /** The same for a console to say in its own language; null with `stateMessage`. */
  stateCause: StateCause.nullable(),
});

export const CameraDraft = z.object({
  id: Id.optional(),
  name: z.string().trim().min(1).max(80),
  purpose: z.string().trim().max(500).default(''),
  position: Position.nullable().default(null),
  source: Source.extend({
    mainUrl: SourceAddress.nullable().default(null),
    analysisFps: z.number().min(0.5).max(30).default(5),
    isEnabled: z.boolean().default(true),
  }),
  maskPolicy: MaskPolicy.optional(),
  /** These three left out: none for a new camera, as they were for one that is changed. */
  level: Level.nullable().optional(),
  group: CameraGroup.optional(),
  tags: CameraTags.optional(),
});

export const Measure = z.object({
  zoneId: z.string(),
  kind: z.enum(measureKinds),
  category: Category,
  direction: z.enum(['in', 'out']).nullable(),
  atMs: UtcMs,
  windowMs: z.number().int(),
  value: z.number().nullable(),
  unit: z.enum(['1', '1/m2', '1/min', 'm/s', 's', 'm', '1/s2']),
  errorBand: z.number().nullable(),
  coverage: Fraction,
  note: z.enum(measureNotes).nullable(),
}) satisfies z.ZodType<CoreMeasure>;

export const Situation = z.object({
  id: z.string(),
  cameraId: z.string(),
  kind: SituationKind,
  zoneId: z.string().nullable(),
  sinceMs: UtcMs,
  detectedAtMs: UtcMs,
  endedMs: UtcMs.nullable(),
  certainty: Fraction,
  levelOfService: z.enum(['A', 'B', 'C', 'D', 'E', 'F']).nullable(),
  because: z.array(Measure),
}) satisfies z.ZodType<CoreSituation>;

/** Why an alarm asks nobody now: shelved, suppressed by design, or out of service. */
export const Aside = z.object({
  as: z.enum(asideKinds),
  /** A person's name, or `system`. */
  by: z.string(),
  /** Shelved: one of the shelf reasons. Suppressed: the kind that stands. Out of service: free text. */
  reason: z.string(),
  sinceMs: UtcMs,
  untilMs: UtcMs.nullable(),
}) satisfies z.ZodType<CoreAside>;

export const Alarm = z.object({
  id: z.string(),
  situationId: z.string(),
  cameraId: z.string(),
  zoneId: z.string().nullable(),
  kind: SituationKind,
  priority: Priority,
  state: z.enum(alarmStates),
  raisedAtMs: UtcMs,
  /** When it last asked to be noticed: time to respond runs from here. */
  askedAtMs: UtcMs,
  /** Since when nobody has noticed it. An announcement of an older version does not say. */
  unnoticedSinceMs: UtcMs.default(0),
  /** To whom it was handed on because nobody noticed it, oldest first. */
  escalations: z
    .array(
      z
        .object({ ruleId: z.uuid(), ruleName: z.string(), atMs: UtcMs, to: z.array(z.string()).readonly() })
        .readonly(),
    )
    .readonly()
    .default([]),
  returnedAtMs: UtcMs.nullable(),
  acknowledgedAtMs: UtcMs.nullable(),
  acknowledgedBy: z.string().nullable(),
  isLatching: z.boolean(),
  aside: Aside.nullable(),
  /** How many times its condition has begun. */
  times: z.number().int().min(1),
  /** Who said that it was not worth attention. */
  nuisanceBy: z.string().nullable(),
  version: z.number().int(),
}) satisfies z.ZodType<CoreAlarm>;

/** An alarm with the situation that explains it, as a console shows it. */
export const AlarmView = Alarm.extend({
  situation: Situation,
  cameraName: z.string(),
  zoneName: z.string().nullable(),
  /** A masked picture of the moment is kept. */
  hasPicture: z.boolean(),
});

export const Role = z.enum(roles);
export const User = z.object({
  id: z.string(),
  name: z.string(),
  role: Role,
  isEnabled: z.boolean(),
  createdAtMs: UtcMs,
});
export const Password = z
  .string()
  .min(12, 'a password has 12 characters or more')
  .max(256, 'a password has 256 characters or fewer');
export const UserName = z
  .string()
  .trim()
  .regex(/^[\p{L}\p{N}._-]{2,40}$/u, 'a name is 2 to 40 letters, digits, . _ or -');

export const Session = z.object({
  user: User,
  permissions: z.array(z.enum(permissions)),
  /** To be sent back as `x-csrf-token` with every request that changes something. */
  csrfToken: z.string(),
  expiresAtMs: UtcMs,
});

export const Site = z.object({
  name: z.string(),
  /** Of the site, as the time zone database names it, e.g. Europe/Berlin: local times are shown in it. */
  timeZone: z.string(),
  isSimulated: z.boolean(),
  version: z.string(),
  /** A vector map file is served under /map/tiles.pmtiles. */
  hasTiles: z.boolean(),
  /** True until the first administrator exists. */
  needsSetup: z.boolean(),
});

/** One stage of the way from a camera to the database. Latencies in ms over the last minute. */
export const StageHealth = z.object({
  stage: z.enum(['open', 'decode', 'detect', 'track', 'measure', 'mask', 'encode', 'deliver', 'store']),
  p50Ms: z.number().nullable(),
  p95Ms: z.number().nullable(),
  count: z.number().int(),
  dropped: z.number().int(),
});

export const CameraHealth = z.object({
  cameraId: z.string(),
  state: CameraState,
  stateMessage: z.string().nullable(),
  stateCause: StateCause.nullable(),
  codec: z.string().nullable(),
  widthPx: z.number().int().nullable(),
  heightPx: z.number().int().nullable(),
  sourceFps: z.number().nullable(),
  analysedFps: z.number().nullable(),
  detectedFps: z.number().nullable(),
  framesAnalysed: z.number().int(),
  framesDropped: z.number().int(),
  /** Age of the newest masked frame when it left the ingest process, ms. */
  frameAgeMs: z.number().nullable(),
  reconnects: z.number().int(),
  isQuiet: z.boolean(),
  isFullyMasked: z.boolean(),
  /** Share of the last 300 frames that were hidden whole. */
  wholeMaskShare: Fraction.nullable().optional(),
  /** Of the area hidden in the others, the share that only motion explains: at most this much the detector missed. */
  missShare: Fraction.nullable().optional(),
  stages: z.array(StageHealth),
  atMs: UtcMs,
});

export const ProcessHealth = z.object({
  name: z.string(),
  pid: z.number().int().nullable(),
  cameraIds: z.array(z.string()),
  restarts: z.number().int(),
  lastExit: z.string().nullable(),
  rssBytes: z.number().nullable(),
  cpuShare: z.number().nullable(),
  startedAtMs: UtcMs.nullable(),
});

export const Health = z.object({
  atMs: UtcMs,
  isHealthy: z.boolean(),
  /** Sentences of what is wrong and what to do, worst first, as word keys with values so that each language says them its own way. */
  findings: z.array(
    z.object({
      key: z.string(),
      severity: z.enum(['high', 'medium', 'low']),
      cameraId: z.string().nullable(),
      values: z.record(z.string(), z.union([z.string(), z.number()])),
    }),
  ),
  cameras: z.array(CameraHealth),
  processes: z.array(ProcessHealth),
  database: z.object({
    isUp: z.boolean(),
    latencyMs: z.number().nullable(),
    sizeBytes: z.number().nullable(),
  }),
  viewers: z.number().int(),
  stages: z.array(StageHealth),
  /** Null: nothing is recorded here. */
  storage: StorageHealth.nullable().optional(),
});

export const AuditEntry = z.object({
  id: z.number().int(),
  atMs: UtcMs,
  who: z.string(),
  action: z.string(),
  target: z.string().nullable(),
  detail: z.record(z.string(), z.unknown()),
});

/** RFC 9457. `detail` says what happened, to what, and what to do. */
export const Problem = z.object({
  type: z.string(),
  title: z.string(),
  status: z.number().int(),
  detail: z.string(),
  instance: z.string().optional(),
  errors: z
    .array(
      z.object({
        path: z.string(),
        /** In English, for programs and their logs. */
        message: z.string(),
        /** Where the route names its faults: which, and what it is about, to be said in any language. */
        code: z.string().optional(),
        fields: z.record(z.string(), z.union([z.string(), z.number()])).optional(),
      }),
    )
    .optional(),
});

export type CameraView = z.infer<typeof Camera>;
export type CameraDraft = z.infer<typeof CameraDraft>;
export type AlarmView = z.infer<typeof AlarmView>;
export type CalibrationReport = z.infer<typeof CalibrationReport>;
export type CalibrationProposal = z.infer<typeof CalibrationProposal>;
export type User = z.infer<typeof User>;
export type Session = z.infer<typeof Session>;
export type Site = z.infer<typeof Site>;
export type Health = z.infer<typeof Health>;
export type CameraHealth = z.infer<typeof CameraHealth>;
export type ProcessHealth = z.infer<typeof ProcessHealth>;
export type StageHealth = z.infer<typeof StageHealth>;
export type CameraState = z.infer<typeof CameraState>;
export type Source = z.infer<typeof Source>;
export type Problem = z.infer<typeof Problem>;
export type AuditEntry = z.infer<typeof AuditEntry>;
