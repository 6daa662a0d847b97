/** `lamplighter.yaml`: what the server needs to start. Cameras added in the console live in the database. */
import { z } from 'zod';
import { CalibrationPoint, CameraDraft, Id, ImagePoint, Level, Zone } from './shapes.ts';

export const Config = z.strictObject({
  site: z
    .strictObject({
      name: z.string().min(1).max(80).default('Lamplighter'),
      /** Where the console is reached from outside, e.g. https://watch.example; messages link to it. Null: they do not. */
      address: z
        .url({ protocol: /^https?$/ })
        .nullable()
        .default(null),
    })
    .prefault({}),
  /** Where everything that must survive a restart lives. */
  dataDirectory: z.string().min(1).default('data'),
  listen: z
    .strictObject({
      host: z.string().min(1).default('127.0.0.1'),
      port: z.number().int().min(0).max(65_535).default(8420),
      /** PEM files. Without them a server bound beyond localhost makes a self-signed certificate. */
      tls: z.strictObject({ certificate: z.string(), key: z.string() }).nullable().default(null),
    })
    .prefault({}),
  /** postgres://... ; null is the embedded database. */
  database: z
    .string()
    .regex(/^postgres(ql)?:\/\//, 'a database is postgres://user:password@host/name')
    .nullable()
    .default(null),
  ingest: z
    .strictObject({
      /** Cameras in one ingest process: a native crash costs these and no more. */
      camerasPerProcess: z.number().int().min(1).max(64).default(4),
      /** Path of a model manifest; null is the default detector. */
      model: z.string().nullable().default(null),
    })
    .prefault({}),
  recording: z
    .strictObject({
      /** False: nothing is recorded, whatever the policy of a camera says. */
      isEnabled: z.boolean().default(true),
      /** Directories, each a volume of its own that must exist; none is `footage` in the data directory. */
      volumes: z.array(z.string().min(1)).max(64).default([]),
      /** Stays free on each volume. */
      reserveGiB: z.number().min(0).max(100_000).default(2),
      /** An S3 bucket instead of volumes. Its secrets stand in the environment or in a file, never here. */
      s3: z
        .strictObject({
          endpoint: z.url(),
          region: z.string().min(1).default('us-east-1'),
          bucket: z.string().min(3).max(63),
          /** Two lines: key id, secret. Null: LAMPLIGHTER_S3_ACCESS_KEY_ID and LAMPLIGHTER_S3_SECRET_ACCESS_KEY. */
          credentialsFile: z.string().nullable().default(null),
        })
        .nullable()
        .default(null),
    })
    .prefault({}),
  evidence: z
    .strictObject({
      /** One opening of sealed footage shows at most so much. */
      maxSpanMinutes: z.number().int().min(1).max(240).default(60),
      /** A request that custodians have not approved by then has expired. */
      answerHours: z.number().int().min(1).max(168).default(24),
      /** How long what was opened can be looked at. */
      viewHours: z.number().int().min(1).max(168).default(72),
      /** An emergency opening is reviewed by a third person within this. */
      reviewHours: z.number().int().min(1).max(72).default(72),
    })
    .prefault({}),
  exhibits: z
    .strictObject({
      /** Time-stamp authority (RFC 3161 over HTTP). Null: bundles are signed by the site and not stamped. */
      timeStampUrl: z
        .url({ protocol: /^https?$/ })
        .nullable()
        .default(null),
      /** The site's own copy is deleted after so long; a hold keeps it. */
      keptDays: z.number().int().min(1).max(3_650).default(90),
    })
    .prefault({}),
  notifications: z
    .strictObject({
      /** True: mail servers, webhooks and SMS gateways at private, local and reserved addresses are not called. */
      refusePrivateAddresses: z.boolean().default(false),
      /** Push services that browsers may name: a host and all below it, or an origin such as http://127.0.0.1:9000. */
      pushServices: z
        .array(z.string().min(1).max(300))
        .default(['fcm.googleapis.com', 'push.services.mozilla.com', 'push.apple.com', 'notify.windows.com']),
    })
    .prefault({}),
  map: z
    .strictObject({
      /** PMTiles file for the base map. */
      tiles: z.string().nullable().default(null),
      /** GeoJSON file of streets, squares, houses and water; drawn where there are no tiles. */
      ground: z.string().nullable().default(null),
      /** GeoJSON file of roads as lines: distances of units then go by road. Null: in a straight line, and that is said. */
      roads: z.string().nullable().default(null),
      /** Drawings of buildings, level by level, laid on the ground by points whose place is known. */
      plans: z
        .array(
          z.strictObject({
            id: Id,
            /** PNG, JPEG or WebP. */
            file: z.string(),
            name: z.string().trim().min(1).max(80),
            level: Level,
            /** What people call it; empty: its number. */
            levelName: z.string().trim().max(30).default(''),
            points: z
              .array(
                z.strictObject({
                  /** Fractions of the drawing's width and height, from its top left. */
                  image: ImagePoint,
                  position: z.strictObject({
                    latitude: z.number().min(-90).max(90),
                    longitude: z.number().min(-180).max(180),
                  }),
                }),
              )
              .max(50),
          }),
        )
        .max(50)
        .default([]),
    })
    .prefault({}),
  /** Cameras to make at the first start, if they do not exist yet. */
  cameras: z
    .array(
      CameraDraft.extend({
        id: Id,
        zones: z.array(Zone).default([]),
        calibration: z.array(CalibrationPoint).default([]),
        isSimulated: z.boolean().default(false),
      }),
    )
    .default([]),
});
export type Config = z.infer<typeof Config>;
