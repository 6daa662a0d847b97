import type { IncidentView } from '../../contract/incidents.ts';
import type { ProcedureLanguage } from '../../core/incident/procedure.ts';
import { type ReportAbout, reportOf } from '../../core/incident/report.ts';
import { localTime } from '../../exhibit/local-time.ts';
import { printReport } from '../../exhibit/print-report.ts';
import type { Centre } from '../centre.ts';
import type { Mp4 } from '../http/call.ts';
import { logPictures } from '../store/incident-log.ts';

/** More pictures make a report nobody prints. */
const mostPictures = 24;

const timeZone = new Intl.DateTimeFormat().resolvedOptions().timeZone;

type Maker = { readonly madeBy: string; readonly nowMs: number };

export function aboutOf(centre: Centre, view: IncidentView, maker: Maker): ReportAbout {
  const { config, registry } = centre;
  const { incident } = view;
  const cameras = incident.cameraIds.map((id) => registry.get(id)?.stored);
  return {
    ...view,
    ...maker,
    siteName: config.site.name,
    isSimulated: centre.isSimulated || (cameras.length > 0 && cameras.every((camera) => camera?.isSimulated)),
    cameraName: (id) => registry.get(id)?.stored.name ?? id,
    // Milliseconds and the zone's name are for evidence; a report is read aloud.
    time: (atMs) =>
      localTime(atMs, timeZone)
        .replace(/\.\d{3}/, '')
        .replace(/ \S+$/, ''),
  };
}

export async function printedReport(
  centre: Centre,
  view: IncidentView,
  maker: Maker & { readonly language: ProcedureLanguage },
): Promise<Mp4> {
  const { incident } = view;
  const pictures = await logPictures(centre.sql, incident.id, mostPictures);
  const bytes = await printReport(reportOf(aboutOf(centre, view, maker), maker.language), {
    pictures,
    madeAtMs: maker.nowMs,
    author: centre.config.site.name,
    creator: `Lamplighter ${centre.version}`,
  });
  return {
    totalBytes: bytes.byteLength,
    etag: null,
    fileName: `incident-${incident.number}-${maker.language}.pdf`,
    stream: async ({ offset, length }) => one(bytes.subarray(offset, offset + length)),
  };
}

async function* one(bytes: Uint8Array): AsyncGenerator<Uint8Array> {
  yield bytes;
}
