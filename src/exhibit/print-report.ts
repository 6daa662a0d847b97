import { createRequire } from 'node:module';
import PDFDocument from 'pdfkit';
import type { Report, ReportLine, ReportSection } from '../core/incident/report.ts';
import { termsIn } from '../core/incident/words/index.ts';

const require = createRequire(import.meta.url);
/** DejaVu: Cyrillic and Latin in one file; its licence allows embedding. */
const fonts = {
  text: require.resolve('dejavu-fonts-ttf/ttf/DejaVuSans.ttf'),
  bold: require.resolve('dejavu-fonts-ttf/ttf/DejaVuSans-Bold.ttf'),
};
const margin = 56;
const faint = '#5b6470';
const ink = '#14181d';
const labelWidth = 130;
const pictureHeight = 150;

export type Printing = {
  /** Masked JPEGs by the line of the log they stand beside. */
  readonly pictures: ReadonlyMap<number, Uint8Array>;
  readonly madeAtMs: number;
  readonly author: string;
  readonly creator: string;
};

/** A situation report on paper. The same report gives the same bytes. */
export async function printReport(report: Report, printing: Printing): Promise<Uint8Array> {
  const document = new PDFDocument({
    size: 'A4',
    margin,
    bufferPages: true,
    lang: report.language,
    info: {
      Title: report.title,
      Author: printing.author,
      Creator: printing.creator,
      Producer: 'pdfkit',
      // Without these the library reads the clock.
      CreationDate: new Date(printing.madeAtMs),
      ModDate: new Date(printing.madeAtMs),
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
  document.font('bold').fontSize(18).fillColor(ink).text(report.title, { width });
  document.font('text').fontSize(11).fillColor(faint).text(report.subtitle, { width });
  if (report.warning !== null) document.fillColor('#a3420b').text(report.warning, { width });
  for (const section of report.sections) printSection(document, section, { report, printing, width });
  numberPages(document, report, width);
  document.end();
  await ended;
  return new Uint8Array(Buffer.concat(pieces));
}

type Paper = { readonly report: Report; readonly printing: Printing; readonly width: number };

function printSection(document: PDFKit.PDFDocument, section: ReportSection, paper: Paper): void {
  const { width, report } = paper;
  if (document.y > document.page.height - 140) document.addPage();
  document
    .moveDown(0.9)
    .font('bold')
    .fontSize(12)
    .fillColor(ink)
    .text(section.heading, margin, document.y, { width });
  document.moveDown(0.3);
  const rows = 'rows' in section ? section.rows : section.lines;
  if (rows.length === 0) {
    document
      .font('text')
      .fontSize(9.5)
      .fillColor(faint)
      .text(termsIn(report.language).report.none, { width });
    return;
  }
  if ('rows' in section) {
    for (const [label, value] of section.rows) row(document, { label, value }, width);
    return;
  }
  for (const line of section.lines) {
    row(document, { label: `${line.at}\n${line.who}`, value: line.text }, width);
    if (line.hasPicture) picture(document, line, paper);
  }
}

function row(
  document: PDFKit.PDFDocument,
  { label, value }: { label: string; value: string },
  width: number,
): void {
  document.font('text').fontSize(9.5);
  const height = Math.max(
    document.heightOfString(value, { width: width - labelWidth }),
    document.heightOfString(label, { width: labelWidth - 10 }),
  );
  const isTall = height > document.page.height - 2 * margin;
  if (!isTall && document.y + height > document.page.height - margin - 20) document.addPage();
  const top = document.y;
  const page = document.bufferedPageRange().count;
  document.fillColor(faint).text(label, margin, top, { width: labelWidth - 10 });
  const labelEnd = document.y;
  document.fillColor(ink).text(value, margin + labelWidth, top, { width: width - labelWidth });
  // A value that ran onto the next page ends there, wherever its label ended.
  const isSamePage = document.bufferedPageRange().count === page;
  document.y = (isSamePage ? Math.max(labelEnd, document.y) : document.y) + 4;
  document.x = margin;
}

function picture(
  document: PDFKit.PDFDocument,
  { entryId }: ReportLine,
  { printing, report, width }: Paper,
): void {
  const jpeg = printing.pictures.get(entryId);
  const words = termsIn(report.language).report;
  const left = margin + labelWidth;
  if (document.y + pictureHeight + 20 > document.page.height - margin - 20) document.addPage();
  const top = document.y;
  let said = words.picture;
  try {
    if (jpeg === undefined) throw new Error('left out');
    document.image(Buffer.from(jpeg.buffer, jpeg.byteOffset, jpeg.byteLength), left, top, {
      fit: [width - labelWidth, pictureHeight],
    });
    document.y = top + pictureHeight + 2;
  } catch {
    // Beyond the number that is printed, or no picture the library can read.
    said = words.unreadable;
    document.y = top;
  }
  document
    .font('text')
    .fontSize(8)
    .fillColor(faint)
    .text(said, left, document.y, { width: width - labelWidth });
  document.y += 6;
  document.x = margin;
}

function numberPages(document: PDFKit.PDFDocument, report: Report, width: number): void {
  const { count } = document.bufferedPageRange();
  for (let page = 0; page < count; page += 1) {
    document.switchToPage(page);
    document.page.margins.bottom = 0;
    document.font('text').fontSize(7.5).fillColor(faint);
    const number = termsIn(report.language).report.page(page + 1, count);
    document.text(`${report.title} · ${number}`, margin, document.page.height - 34, {
      width,
      align: 'right',
    });
  }
}
