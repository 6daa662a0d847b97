import { localTime, utcTime } from '../local-time.ts';
import type { Manifest } from '../manifest.ts';
import type { Verdict } from '../verify-exhibit.ts';
import { sayFinding } from '../verify-words.ts';
import { type PageLanguage, type PageWords, pageWords } from './page-words.ts';

export type Drawing = {
  readonly verdict: Verdict;
  readonly fileName: string;
  readonly films: readonly { readonly name: string; readonly url: string }[];
  readonly language: PageLanguage;
  readonly hasAuthority: boolean;
};

export function drawVerdict(drawing: Drawing): HTMLElement[] {
  const { verdict, language, fileName } = drawing;
  const words = pageWords(language);
  const { isWhole, findings, manifest } = verdict;
  const head = element(
    'section',
    { class: isWhole ? 'verdict whole' : 'verdict broken', role: 'status' },
    element('span', { class: 'mark', 'aria-hidden': 'true' }, isWhole ? '✓' : '✕'),
    element(
      'div',
      {},
      element('h1', {}, isWhole ? words.whole : words.wrong),
      element('p', {}, isWhole ? words.wholeText : words.wrongText(findings.length)),
      element('p', { class: 'faint' }, fileName),
    ),
  );
  const parts = [head];
  if (!isWhole) {
    const items = findings.map((finding) => element('li', {}, sayFinding(finding, language)));
    parts.push(element('ul', { class: 'findings' }, ...items));
  }
  if (manifest?.camera.isSimulated) parts.push(element('p', { class: 'notice' }, words.simulated));
  if (isWhole) parts.push(...openQuestions(drawing, words));
  if (isWhole) parts.push(...drawing.films.map((film) => drawFilm(film)));
  if (manifest !== null) parts.push(drawFacts(manifest, verdict, words));
  if (verdict.files.length > 0) parts.push(drawFiles(verdict, words));
  return parts;
}

/** What only the one who checks can settle. */
function openQuestions({ verdict, hasAuthority }: Drawing, words: PageWords): HTMLElement[] {
  const open = [
    ...(verdict.isKeyExpected === null ? [words.openKey] : []),
    ...(verdict.timeStamp !== null && !hasAuthority ? [words.openAuthority] : []),
  ];
  if (open.length === 0) return [];
  const items = open.map((text) => element('li', {}, text));
  return [
    element('section', { class: 'notice' }, element('h2', {}, words.open), element('ul', {}, ...items)),
  ];
}

function drawFilm({ name, url }: Drawing['films'][number]): HTMLElement {
  const video = element('video', { src: url, controls: '', preload: 'metadata', 'aria-label': name });
  return element('figure', {}, video, element('figcaption', { class: 'faint' }, name));
}

function drawFacts(manifest: Manifest, verdict: Verdict, words: PageWords): HTMLElement {
  const { exhibit, site, camera, span, made, gaps, custody } = manifest;
  const { timeStamp } = verdict;
  const rows: [string, string, boolean?][] = [
    [words.exhibit, `${exhibit.title}\n${exhibit.id}`],
    [words.site, site.name],
    [words.camera, `${camera.name} (${camera.id})`],
    [words.footage, made.kind === 'masked' ? words.kinds.masked : words.kinds[`opened-${made.mode}`]],
    [words.shown, `${utcTime(span.fromMs)}\n${utcTime(span.toMs)}`],
    [words.shownLocal, `${localTime(span.fromMs, site.timeZone)}\n${localTime(span.toMs, site.timeZone)}`],
    [words.gaps, gaps.map((gap) => `${utcTime(gap.fromMs)} – ${utcTime(gap.toMs)}`).join('\n') || words.none],
    [words.reason, exhibit.reason],
    [words.madeBy, `${exhibit.madeBy}, ${utcTime(exhibit.madeAtMs)}`],
  ];
  if (made.kind === 'opened') {
    rows.push(
      [words.caseNumber, made.caseNumber ?? words.none],
      [words.requestedBy, `${made.requestedBy}, ${made.reason}, ${made.legalBasis}`],
      [words.approvedBy, made.approvers.map(({ name, atMs }) => `${name}, ${utcTime(atMs)}`).join('\n')],
    );
  }
  const stamp =
    timeStamp === null ? words.noStamp : `${utcTime(timeStamp.atMs)} ${words.by} ${timeStamp.authority}`;
  rows.push(
    [words.timeStamp, stamp],
    [words.log, words.logText(custody.entries.length)],
    [
      words.keyFingerprint,
      `${grouped(site.keyFingerprint)}${verdict.isKeyExpected === true ? `\n${words.keyGiven}` : ''}`,
      true,
    ],
  );
  const cells = rows.flatMap(([label, value, isCode]) => [
    element('dt', {}, label),
    element('dd', isCode ? { class: 'code' } : {}, value),
  ]);
  return element('section', {}, element('h2', {}, words.facts), element('dl', {}, ...cells));
}

function drawFiles(verdict: Verdict, words: PageWords): HTMLElement {
  const rows = verdict.files.map(({ name, bytes, sha256 }) =>
    element(
      'tr',
      {},
      element('td', {}, name),
      element('td', { class: 'number' }, bytes.toLocaleString('en').replaceAll(',', ' ')),
      element('td', { class: 'code' }, sha256),
    ),
  );
  return element(
    'section',
    {},
    element('h2', {}, words.files),
    element('table', {}, element('tbody', {}, ...rows)),
  );
}

/** Sixteen groups of four digits: what two people read to each other. */
function grouped(fingerprint: string): string {
  return (fingerprint.match(/.{4}/g) ?? []).join(' ');
}

/** Text is only ever put in as text: nothing of a bundle becomes markup. */
export function element<K extends keyof HTMLElementTagNameMap>(
  name: K,
  attributes: { readonly [name: string]: string },
  ...children: (Node | string)[]
): HTMLElementTagNameMap[K] {
  const made = document.createElement(name);
  for (const [attribute, value] of Object.entries(attributes)) made.setAttribute(attribute, value);
  made.append(...children);
  return made;
}
