import type { IncidentEvent } from '../../core/incident/advance-incident.ts';
import { proposeIncidents } from '../../core/incident/propose.ts';
import { reportOf, reportText } from '../../core/incident/report.ts';
import type { Centre } from '../centre.ts';
import type { Call, Handlers } from '../http/call.ts';
import { notFound } from '../http/problem.ts';
import {
  attachAlarm,
  changeIncident,
  type Doer,
  type Done,
  note,
  openFrom,
} from '../incidents/incident-desk.ts';
import { aboutOf, printedReport } from '../incidents/printed-report.ts';
import { refusalOf } from '../incidents/refusal-words.ts';
import { wantedOf } from '../incidents/wanted.ts';
import { findAlarm } from '../store/alarms.ts';
import { findLogPicture, logOf } from '../store/incident-log.ts';
import { findIncident, listAllIncidents, listOpenIncidents, searchIncidents } from '../store/incidents.ts';

type Names = Extract<keyof Handlers, `incidents.${string}`>;
/** Further ones are not looked through for a proposal: they are older than an alarm could belong to. */
const mostProposed = 200;

export function incidentHandlers(centre: Centre): Pick<Handlers, Names> {
  const { sql, registry } = centre;
  const cameraPlace = (cameraId: string) => registry.get(cameraId)?.stored ?? null;

  const doerOf = (call: {
    readonly who: Call<'incidents.take'>['who'];
    readonly nowMs: number;
    readonly entry: Call<'incidents.take'>['entry'];
  }): Doer => ({
    by: call.who.userName,
    nowMs: call.nowMs,
    entry: (target, detail) => call.entry(target, detail),
  });

  async function told(result: Promise<Done>) {
    const done = await result;
    // Whoever acted hears of it as soon as everybody else does.
    centre.live.poke();
    return done.ok ? done.incident : refusalOf(done);
  }
  const changed = (
    call: Parameters<typeof doerOf>[0] & { readonly params: { readonly id: string } },
    version: number | null,
    event: IncidentEvent,
  ) => told(changeIncident(sql, call.params.id, { version, step: () => event }, doerOf(call)));

  return {
    'incidents.list': ({ query: { all, text, limit } }) =>
      text !== ''
        ? searchIncidents(sql, wantedOf(text), { all: all === 'true', limit })
        : all === 'true'
          ? listAllIncidents(sql, limit)
          : listOpenIncidents(sql, limit),
    async 'incidents.get'({ params }) {
      return (await viewOf(params.id)) ?? notFound('This incident');
    },
    async 'incidents.create'(call) {
      const unknown = call.body.cameraIds.find((id) => registry.get(id) === null);
      if (unknown !== undefined) return notFound(`Camera ${unknown}`);
      return told(openFrom(sql, call.body, doerOf(call), cameraPlace));
    },
    'incidents.update'(call) {
      const { version, ...change } = call.body;
      return changed(call, version, { type: 'edited', change });
    },
    'incidents.take': (call) => changed(call, call.body.version, { type: 'taken' }),
    'incidents.hold': (call) => changed(call, call.body.version, { type: 'held', reason: call.body.reason }),
    'incidents.resume': (call) => changed(call, call.body.version, { type: 'resumed' }),
    'incidents.close'(call) {
      const { version, ...closing } = call.body;
      return changed(call, version, { type: 'closed', ...closing });
    },
    'incidents.reopen': (call) =>
      changed(call, call.body.version, { type: 'reopened', reason: call.body.reason }),
    'incidents.role': (call) =>
      changed(call, call.body.version, {
        type: 'role-given',
        role: call.params.role,
        name: call.body.name,
      }),
    // The step itself says whether somebody was quicker: two may work on two steps at once.
    'incidents.tasks': (call) =>
      changed(call, null, { type: 'task-set', taskId: call.params.taskId, ...call.body }),
    async 'incidents.log'(call) {
      const result = await told(note(sql, call.params.id, call.body, doerOf(call)));
      return 'id' in result ? ((await viewOf(call.params.id)) ?? notFound('This incident')) : result;
    },
    'incidents.attach': (call) => told(attachAlarm(sql, call.params.id, call.params.alarmId, doerOf(call))),
    'incidents.detach': (call) =>
      changed(call, null, { type: 'alarm-detached', alarmId: call.params.alarmId }),
    async 'incidents.cameras'(call) {
      const { version, cameraIds } = call.body;
      const unknown = cameraIds.find((id) => registry.get(id) === null);
      if (unknown !== undefined) return notFound(`Camera ${unknown}`);
      return changed(call, version, { type: 'cameras-chosen', cameraIds });
    },
    async 'incidents.picture'({ params }) {
      const jpeg = await findLogPicture(sql, { incidentId: params.id, entryId: params.entryId });
      return jpeg === null ? notFound('A picture beside this line') : { jpeg };
    },
    async 'incidents.report'({ params, query, who, nowMs }) {
      const view = await viewOf(params.id);
      if (view === null) return notFound('This incident');
      return {
        text: reportText(reportOf(aboutOf(centre, view, { madeBy: who.userName, nowMs }), query.language)),
      };
    },
    async 'incidents.reportFile'({ params, query, who, nowMs }) {
      const view = await viewOf(params.id);
      if (view === null) return notFound('This incident');
      return printedReport(centre, view, { madeBy: who.userName, nowMs, language: query.language });
    },
    async 'incidents.propose'({ params }) {
      const alarm = await findAlarm(sql, params.id);
      if (alarm === null) return notFound('This alarm');
      const open = await listOpenIncidents(sql, mostProposed);
      return proposeIncidents(alarm, open, (id) => cameraPlace(id)?.position ?? null);
    },
  };

  async function viewOf(id: string) {
    const incident = await findIncident(sql, id);
    return incident === null ? null : { incident, log: await logOf(sql, id) };
  }
}
