import { createRequire } from 'node:module';
import PDFDocument from 'pdfkit';
import { localTime, utcTime } from './local-time.ts';
import type { Manifest } from './manifest.ts';
import { type ReportLanguage, reportWords } from './report-words.ts';

export type { ReportLanguage };

const require = createRequire(import.meta.url);
/** DejaVu: Cyrillic and Latin in one file; its licence allows embedding. */
const fonts = {
  text: require.resolve('dejavu-fonts-ttf/ttf/DejaVuSans.ttf'),
  bold: require.resolve('dejavu-fonts-ttf/ttf/DejaVuSans-Bold.ttf'),
  code: require.resolve('dejavu-fonts-ttf/ttf/DejaVuSansMono.ttf'),
};
const margin = 56;
const faint = '#5b6470';
const ink = '#14181d';

/**
 * The manifest for people: the same facts, no other. Equal manifests give equal bytes.
 * @param manifest without report and certificate among its files: a report cannot hold its own hash.
 */
export async function makeReport(manifest: Manifest, language: ReportLanguage): Promise<Uint8Array> {
  const words = reportWords(language);
  const { exhibit, site, camera, span, made } = manifest;
  const document = new PDFDocument({
    size: 'A4',
    margin,
    bufferPages: true,
    lang: language,
    info: {
      Title: `${words.title} ${exhibit.id}`,
      Author: site.name,
      Creator: `Lamplighter ${manifest.software.version}`,
      Producer: 'pdfkit',
      // Without these the library reads the clock: one manifest would have many reports.
      CreationDate: new Date(exhibit.madeAtMs),
      ModDate: new Date(exhibit.madeAtMs),
    },
  });
  const pieces: Uint8Array[] = [];
  document.on('data', (piece: Uint8Array) => pieces.push(piece));
  const ended = new Promise<void>((resolve, reject) => {
    document.on('end', resolve);
    document.on('error', reject);
  });
  for (const [name, file] of Object.entries(fonts)) document.registerFont(name, file);
  const width = document.page.width - 2 * margin;

  const heading = (text: string) => {
    if (document.y > document.page.height - 140) document.addPage();
    document.moveDown(0.9).font('bold').fontSize(12).fillColor(ink).text(text, margin, document.y, { width });
    document.moveDown(0.3);
  };
  const row = (label: string, value: string, font: 'text' | 'code' = 'text') => {
    const labelWidth = 140;
    document.font(font).fontSize(font === 'code' ? 8 : 9.5);
    const height = document.heightOfString(value, { width: width - labelWidth });
    if (document.y + height > document.page.height - margin - 20) document.addPage();
    const top = document.y;
    document
      .font('text')
      .fontSize(9.5)
      .fillColor(faint)
      .text(label, margin, top, { width: labelWidth - 8 });
    const labelEnd = document.y;
    document
      .font(font)
      .fontSize(font === 'code' ? 8 : 9.5)
      .fillColor(ink);
    document.text(value, margin + labelWidth, top, { width: width - labelWidth });
    document.y = Math.max(labelEnd, document.y) + 3;
    document.x = margin;
  };
  const paragraph = (text: string, font: 'text' | 'code' = 'text') => {
    document
      .font(font)
      .fontSize(font === 'code' ? 8 : 9.5)
      .fillColor(ink);
    document.text(text, margin, document.y, { width });
    document.moveDown(0.35);
  };
  const time = (atMs: number) => `${utcTime(atMs)}\n${localTime(atMs, site.timeZone)}`;

  document.font('bold').fontSize(20).fillColor(ink).text(words.title, { width });
  document.font('text').fontSize(11).fillColor(faint).text(`${exhibit.title} · ${site.name}`, { width });
  if (camera.isSimulated) document.fillColor('#a3420b').text(words.simulated, { width });

  heading(words.what);
  row(words.exhibit, exhibit.id, 'code');
  row(words.kind, made.kind === 'masked' ? words.kinds.masked : words.kinds[`opened-${made.mode}`]);
  row(words.reason, exhibit.reason);
  if (exhibit.incident !== null) row(words.incident, exhibit.incident);
  row(words.madeBy, exhibit.madeBy);
  row(words.madeAt, time(exhibit.madeAtMs));
  row(words.deleteAfter, time(exhibit.deleteAfterMs));

  heading(words.where);
  row(words.camera, `${camera.name} (${camera.id})`);
  if (camera.purpose !== '') row(words.purpose, camera.purpose);
  row(
    words.position,
    camera.position === null
      ? words.notKnown
      : `${camera.position.latitude.toFixed(6)}, ${camera.position.longitude.toFixed(6)} (WGS 84)`,
  );
  row(
    words.calibration,
    camera.calibration === null
      ? words.none
      : words.calibrated(camera.calibration.points, camera.calibration.residualM.toFixed(2)),
  );

  heading(words.when);
  row(words.askedFrom, time(span.askedFromMs));
  row(words.askedTo, time(span.askedToMs));
  row(words.shownFrom, time(span.fromMs));
  row(words.shownTo, time(span.toMs));
  row(words.rounding, made.kind === 'masked' ? words.cutAtKeyFrames : words.cutByVault);
  row(words.clock, clockOf(manifest, words));

  heading(words.gaps);
  if (manifest.gaps.length === 0) paragraph(words.noGaps);
  for (const gap of manifest.gaps) {
    row(
      `${((gap.toMs - gap.fromMs) / 1_000).toFixed(1)} ${words.seconds}`,
      `${utcTime(gap.fromMs)} – ${utcTime(gap.toMs)}\n${words.causes[gap.cause]}`,
    );
  }

  if (made.kind === 'opened') {
    heading(words.opening);
    row(words.openingId, made.openingId, 'code');
    row(words.caseNumber, made.caseNumber ?? words.none);
    row(words.reason, made.reason);
    row(words.legalBasis, made.legalBasis);
    row(words.requestedBy, `${made.requestedBy}\n${utcTime(made.requestedAtMs)}`);
    for (const { name, atMs } of made.approvers) row(words.approvedBy, `${name}\n${utcTime(atMs)}`);
    if (made.isEmergency) row(words.emergency, words.emergencyText);
  }

  heading(words.films);
  for (const film of manifest.footage) {
    for (const piece of film.pieces) {
      row(`${film.file} ${clock(piece.filmAtMs)}`, `${utcTime(piece.fromMs)} – ${utcTime(piece.toMs)}`);
    }
  }

  heading(words.custody);
  for (const entry of manifest.custody.entries) {
    row(
      `${words.entry} ${entry.id}`,
      `${utcTime(entry.atMs)}  ${entry.who}  ${entry.action}\n${entry.hash}`,
      'code',
    );
  }
  row(words.head, `${manifest.custody.head.id}  ${manifest.custody.head.hash}`, 'code');

  heading(words.hashes);
  for (const file of manifest.files)
    row(`${file.name}`, `${file.sha256}\n${file.bytes} ${words.bytes}`, 'code');
  row(words.key, site.keyFingerprint, 'code');
  if (manifest.timeStamp !== null) row(words.timeStamp, manifest.timeStamp.authority);
  row(
    words.software,
    `${manifest.software.name} ${manifest.software.version} ${manifest.software.commit ?? ''}`.trim(),
  );

  heading(words.verify);
  for (const line of words.howToVerify) paragraph(line);
  for (const line of commands) paragraph(line, 'code');
  if (manifest.timeStamp !== null) paragraph(stampCommand, 'code');

  const { count } = document.bufferedPageRange();
  for (let page = 0; page < count; page += 1) {
    document.switchToPage(page);
    document.page.margins.bottom = 0;
    document.font('text').fontSize(7.5).fillColor(faint);
    document.text(`${exhibit.id} · ${page + 1}/${count}`, margin, document.page.height - 34, {
      width,
      align: 'right',
    });
  }
  document.end();
  await ended;
  return new Uint8Array(Buffer.concat(pieces));
}

/** What docs/exhibit-format.md says for a machine without Lamplighter. */
const commands = [
  'sha256sum -c SHA256SUMS',
  'openssl x509 -in site.crt -pubkey -noout > site.pub',
  'openssl dgst -sha256 -verify site.pub -signature manifest.sig manifest.json',
];
const stampCommand = 'openssl ts -verify -in manifest.json.tsr -data manifest.json -CAfile authority.pem';

type Words = ReturnType<typeof reportWords>;

function clockOf({ segments }: Manifest, words: Words): string {
  const offsets = segments.flatMap(({ clockOffsetMs }) => (clockOffsetMs === null ? [] : [clockOffsetMs]));
  if (offsets.length === 0) return words.clockUnknown;
  return words.clockOffset(seconds(Math.min(...offsets)), seconds(Math.max(...offsets)));
}

function seconds(ms: number): string {
  return `${ms < 0 ? '−' : '+'}${Math.abs(ms / 1_000).toFixed(3)}`;
}

function clock(ms: number): string {
  return new Date(ms).toISOString().slice(11, 23);
}
