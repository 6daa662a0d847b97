import type { RecordingPolicyDraft } from '../../contract/recording.ts';
import { type RecordingPolicy, usualHours } from '../../core/recording/recording-policy.ts';
import { needsLonger } from '../../core/recording/retention.ts';
import type { Centre } from '../centre.ts';
import type { Handlers } from '../http/call.ts';
import { notFound, Refusal, refuse } from '../http/problem.ts';
import { recordingView } from '../recording/policies.ts';
import type { AuditDraft } from '../store/audit.ts';
import { change, type Tx } from '../store/database.ts';
import { record } from '../store/ledger.ts';
import {
  findPolicy,
  holdPolicy,
  listPolicies,
  type StoredPolicy,
  unsetPolicy,
  writePolicy,
} from '../store/recording-policies.ts';

type Names =
  | 'recordings.list'
  | 'recordings.get'
  | 'recordings.update'
  | 'recordings.approve'
  | 'recordings.decline';

const longestLongerMs = 2 * 366 * 86_400_000;

const nothingAsked = refuse(
  409,
  'nothing-proposed',
  'No longer term waits for approval. Load the camera anew',
);
const ownRequest = refuse(
  403,
  'own-request',
  'Who asks for a longer term does not approve it. Ask somebody else who may change recording',
);

export function recordingHandlers(centre: Centre): Pick<Handlers, Names> {
  const { sql, registry, cameras, recording } = centre;

  /** One change of one camera's policy, with its audit entry; ingest hears of it. */
  async function changePolicy(
    { id, version, audit }: { readonly id: string; readonly version: number; readonly audit: AuditDraft },
    next: (current: StoredPolicy) => Omit<StoredPolicy, 'version' | 'cameraId'> | Refusal,
  ) {
    const changed = await change(sql, async (tx: Tx): Promise<StoredPolicy | Refusal> => {
      const current = await holdPolicy(tx, id);
      if (current === null) return notFound(`Camera ${id}`);
      if (current.version !== version) return changedMeanwhile(id, current.version);
      const made = next(current);
      if (made instanceof Refusal) return made;
      const stored = { ...made, cameraId: id, version: current.version + 1 };
      await writePolicy(tx, stored);
      await record(tx, { audit: { ...audit, detail: { ...audit.detail, version: stored.version } } });
      return stored;
    });
    if (changed instanceof Refusal) return changed;
    recording.policies.put(changed);
    const camera = registry.get(id);
    if (camera !== null) cameras.start(camera);
    return recordingView(changed, audit.atMs);
  }

  return {
    async 'recordings.list'({ nowMs }) {
      const own = new Map((await listPolicies(sql)).map((stored) => [stored.cameraId, stored]));
      return registry
        .list()
        .map(({ stored: { id } }) => recordingView(own.get(id) ?? unsetPolicy(id), nowMs));
    },

    async 'recordings.get'({ params, nowMs }) {
      if (registry.get(params.id) === null) return notFound(`Camera ${params.id}`);
      return recordingView(await findPolicy(sql, params.id), nowMs);
    },

    async 'recordings.update'({ params, body, entry, nowMs, who }) {
      const refusal = draftRefusal(body.policy, nowMs);
      if (refusal !== null) return refusal;
      const isLonger = needsLonger(body.policy);
      const detail = { ...body.policy, isProposed: isLonger };
      const command = { id: params.id, version: body.version, audit: entry(params.id, detail) };
      return changePolicy(command, (current) => {
        const { longer: _, ...plain } = body.policy;
        if (!isLonger) return { policy: { ...plain, longer: null }, proposal: null };
        // The same term as before, or a shorter one, under the approval that stands.
        const kept = current.policy.longer;
        if (kept !== null && isWithin(body.policy, current.policy, nowMs))
          return { policy: { ...plain, longer: kept }, proposal: null };
        const proposal = { policy: body.policy, proposedBy: who.userName, proposedAtMs: nowMs };
        return { policy: current.policy, proposal };
      });
    },

    async 'recordings.approve'({ params, body, entry, nowMs, who }) {
      const command = { id: params.id, version: body.version, audit: entry(params.id, {}) };
      return changePolicy(command, ({ proposal }) => {
        if (proposal === null) return nothingAsked;
        if (proposal.proposedBy === who.userName) return ownRequest;
        const refusal = draftRefusal(proposal.policy, nowMs);
        if (refusal !== null) return refusal;
        const { longer, ...plain } = proposal.policy;
        Object.assign(command.audit.detail, { ...proposal.policy, proposedBy: proposal.proposedBy });
        return {
          policy: { ...plain, longer: { ...longer!, approvedBy: who.userName } },
          proposal: null,
        };
      });
    },

    async 'recordings.decline'({ params, body, entry }) {
      const command = { id: params.id, version: body.version, audit: entry(params.id, {}) };
      return changePolicy(command, ({ policy, proposal }) => {
        if (proposal === null) return nothingAsked;
        Object.assign(command.audit.detail, { ...proposal.policy, proposedBy: proposal.proposedBy });
        return { policy, proposal: null };
      });
    },
  };
}

function draftRefusal(draft: RecordingPolicyDraft, nowMs: number): Refusal | null {
  if (!needsLonger(draft)) return null;
  if (draft.longer === null)
    return refuse(
      400,
      'needs-reason',
      `Terms above ${usualHours} hours need a reason and an end date. Give both, or a shorter term`,
      { errors: [{ path: 'body.policy.longer', message: 'is missing' }] },
    );
  const { endsAtMs } = draft.longer;
  if (endsAtMs > nowMs && endsAtMs <= nowMs + longestLongerMs) return null;
  return refuse(400, 'invalid', 'A longer term ends between now and two years from now. Choose such a day', {
    errors: [{ path: 'body.policy.longer.endsAtMs', message: 'is not between now and two years from now' }],
  });
}

/** Asks for nothing that is not approved already. */
function isWithin(draft: RecordingPolicyDraft, current: RecordingPolicy, nowMs: number): boolean {
  const { longer } = current;
  return (
    longer !== null &&
    nowMs < longer.endsAtMs &&
    draft.longer?.reason === longer.reason &&
    draft.longer.endsAtMs === longer.endsAtMs &&
    draft.maskedHours <= Math.max(usualHours, current.maskedHours) &&
    draft.sealedHours <= Math.max(usualHours, current.sealedHours)
  );
}

function changedMeanwhile(id: string, version: number): Refusal {
  return refuse(
    409,
    'version-conflict',
    `Somebody has changed the recording of camera ${id} since it was loaded (it is at version ${version} now). Load it anew, then change it again`,
  );
}
