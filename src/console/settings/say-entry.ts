import type { AlarmView, AuditEntry, CameraView } from '../../contract/shapes.ts';
import { titleOf } from '../alarms/title.ts';
import type { Words } from '../words/index.ts';

type Known = {
  readonly cameras: ReadonlyMap<string, Pick<CameraView, 'name' | 'zones'>>;
  readonly words: Words;
};

/** An entry of the audit in the operator's language. @returns `alarmId` where the entry is about an alarm. */
export function sayEntry(
  { who, action, target, detail }: Pick<AuditEntry, 'who' | 'action' | 'target' | 'detail'>,
  { cameras, words }: Known,
): { readonly who: string; readonly what: string; readonly target: string; readonly alarmId: string | null } {
  const { auditSystem, auditNobody, auditActions } = words.settings;
  const isAlarm = action.startsWith('alarm.') || action.startsWith('situation.');
  return {
    who: who === 'system' ? auditSystem : who === 'nobody' ? auditNobody : who,
    // An action this console does not know is shown as the server named it.
    what: auditActions[action] ?? action,
    target: isAlarm
      ? [alarmTitle(detail, { cameras, words }), ...toldOf(action, detail)].join(' → ')
      : action.startsWith('out-of-service.')
        ? partOf(detail, { cameras, words })
        : nameOf(target, detail, cameras),
    alarmId: isAlarm ? target : null,
  };
}

/** Whom an alarm was handed on to. */
function toldOf(action: string, detail: AuditEntry['detail']): string[] {
  return action === 'alarm.escalated' && Array.isArray(detail.to) && detail.to.length > 0
    ? [detail.to.join(', ')]
    : [];
}

function alarmTitle(detail: AuditEntry['detail'], { cameras, words }: Known): string {
  const kind = String(detail.kind);
  if (!(kind in words.alarms.titles)) return kind;
  const camera = cameras.get(String(detail.cameraId));
  const zone = camera?.zones.find(({ id }) => id === detail.zoneId);
  return titleOf(
    {
      kind: kind as AlarmView['kind'],
      zoneName: zone?.name ?? null,
      cameraName: camera?.name ?? String(detail.cameraId),
    },
    words,
  );
}

/** What was taken out of service: a camera, a zone of it, a kind of alarm. */
function partOf(detail: AuditEntry['detail'], { cameras, words }: Known): string {
  const camera = typeof detail.cameraId === 'string' ? cameras.get(detail.cameraId) : undefined;
  const zone = camera?.zones.find(({ id }) => id === detail.zoneId);
  const kinds: { readonly [kind: string]: string } = words.alarms.kinds;
  const parts = [camera?.name ?? detail.cameraId, zone?.name, kinds[String(detail.kind)]];
  return parts.filter((part) => typeof part === 'string').join(' · ');
}

/** Numbers given by the machine say nothing to a person: a name, an address, or nothing. */
function nameOf(target: string | null, detail: AuditEntry['detail'], cameras: Known['cameras']): string {
  const said = detail.name ?? detail.address;
  if (typeof said === 'string') return said;
  if (target === null) return '';
  return cameras.get(target)?.name ?? (/^[0-9a-f-]{36}$/.test(target) ? '' : target);
}
