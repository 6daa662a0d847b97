/** Procedures: what to do in an incident of each kind, in versions. */
import { z } from 'zod';
import {
  IncidentKind,
  ProcedureDraft,
  ProcedureImport,
  ProcedureImported,
  ProcedurePreview,
  ProcedurePreviewOrder,
  ProcedureView,
} from '../incidents.ts';
import { defineRoutes } from '../route.ts';

const ByKind = z.object({ kind: IncidentKind });

export const proceduresRoutes = defineRoutes({
  'procedures.list': {
    method: 'GET',
    path: '/api/procedures',
    permission: 'incident.read',
    audit: null,
    summary:
      'The procedure in force for each kind of incident: the site’s own, else the shipped one (version 0)',
    reply: z.array(ProcedureView),
  },
  'procedures.versions': {
    method: 'GET',
    path: '/api/procedures/:kind/versions',
    permission: 'incident.read',
    audit: null,
    params: ByKind,
    summary: 'Every version of one procedure, newest first; the shipped one last',
    reply: z.array(ProcedureView),
  },
  'procedures.replace': {
    method: 'PUT',
    path: '/api/procedures/:kind',
    permission: 'procedure.write',
    audit: 'procedure.replaced',
    params: ByKind,
    summary: 'Writes the next version. Incidents that have begun keep theirs',
    body: ProcedureDraft,
    reply: ProcedureView,
  },
  'procedures.export': {
    method: 'GET',
    path: '/api/procedures-file',
    permission: 'incident.read',
    audit: null,
    summary: 'Procedures in force as one text, to be kept, compared or brought to another site',
    query: z.object({ format: z.enum(['yaml', 'json']).default('yaml'), kind: IncidentKind.optional() }),
    reply: z.object({ fileName: z.string(), text: z.string() }),
  },
  'procedures.import.preview': {
    method: 'POST',
    path: '/api/procedures-file/preview',
    permission: 'procedure.write',
    audit: null,
    isRead: true,
    summary:
      'What such a text says of each kind beside what is in force, so that both can be compared before an import; changes nothing',
    body: ProcedurePreviewOrder,
    reply: z.array(ProcedurePreview),
  },
  'procedures.import': {
    method: 'POST',
    path: '/api/procedures-file',
    permission: 'procedure.write',
    audit: 'procedures.imported',
    summary:
      'Takes procedures from such a text, YAML or JSON: all of them or none. Refused where one was changed since the text was exported, unless that version is to be replaced',
    body: ProcedureImport,
    reply: ProcedureImported,
  },
});
