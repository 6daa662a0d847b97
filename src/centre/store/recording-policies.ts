import { RecordingPolicyDraft, RecordingPolicy as Shape } from '../../contract/recording.ts';
import { defaultRecordingPolicy, type RecordingPolicy } from '../../core/recording/recording-policy.ts';
import { json, type Query, type Tx } from './database.ts';

export type StoredPolicy = {
  readonly cameraId: string;
  readonly policy: RecordingPolicy;
  /** 0: the default, nobody has set one. */
  readonly version: number;
  readonly proposal: {
    readonly policy: RecordingPolicyDraft;
    readonly proposedBy: string;
    readonly proposedAtMs: number;
  } | null;
};

type Row = {
  cameraId: string;
  policy: unknown;
  version: number;
  proposed: unknown;
  proposedBy: string | null;
  proposedAt: Date | null;
};

/** Of every camera that has one of its own. */
export async function listPolicies(query: Query): Promise<StoredPolicy[]> {
  const rows = await query<Row[]>`select * from recording_policies order by camera_id`;
  return rows.map(fromRow);
}

export async function findPolicy(query: Query, cameraId: string): Promise<StoredPolicy> {
  const [row] = await query<Row[]>`select * from recording_policies where camera_id = ${cameraId}`;
  return row === undefined ? unsetPolicy(cameraId) : fromRow(row);
}

/** Locks the camera until the end of the transaction, so that two changes follow one another. Null: no such camera. */
export async function holdPolicy(tx: Tx, cameraId: string): Promise<StoredPolicy | null> {
  const cameras = await tx`select 1 from cameras where id = ${cameraId} for update`;
  return cameras.length === 0 ? null : findPolicy(tx, cameraId);
}

export async function writePolicy(tx: Tx, stored: StoredPolicy): Promise<void> {
  const { cameraId, policy, version, proposal } = stored;
  const proposed = proposal === null ? null : json(proposal.policy);
  const proposedAt = proposal === null ? null : new Date(proposal.proposedAtMs);
  await tx`
    insert into recording_policies (camera_id, policy, version, proposed, proposed_by, proposed_at)
    values (${cameraId}, ${json(policy)}, ${version}, ${proposed}, ${proposal?.proposedBy ?? null}, ${proposedAt})
    on conflict (camera_id) do update set policy = excluded.policy, version = excluded.version,
      proposed = excluded.proposed, proposed_by = excluded.proposed_by, proposed_at = excluded.proposed_at`;
}

/** A camera nobody has set one for. */
export function unsetPolicy(cameraId: string): StoredPolicy {
  return { cameraId, policy: defaultRecordingPolicy, version: 0, proposal: null };
}

function fromRow(row: Row): StoredPolicy {
  return {
    cameraId: row.cameraId,
    policy: Shape.parse(row.policy),
    version: row.version,
    proposal:
      row.proposed === null || row.proposedBy === null || row.proposedAt === null
        ? null
        : {
            policy: RecordingPolicyDraft.parse(row.proposed),
            proposedBy: row.proposedBy,
            proposedAtMs: row.proposedAt.getTime(),
          },
  };
}
