/** The page: a bundle is dropped on it, checked, and what was found is drawn. */
import { sha256 } from '@noble/hashes/sha2';
import type { ByteSource } from '../read-container.ts';
import { certificatesIn, isCertificate } from '../time-stamp.ts';
import { verifyExhibit } from '../verify-exhibit.ts';
import { drawVerdict, element } from './draw-verdict.ts';
import { type PageLanguage, pageWords } from './page-words.ts';

const root = document.querySelector('main')!;
let language: PageLanguage = navigator.language.startsWith('ru') ? 'ru' : 'en';
let keyText = '';
let authority: { readonly name: string; readonly certificates: readonly Uint8Array[] } | null = null;
let redraw: () => void = drawStart;
/** A bundle that is dropped while another is checked takes its place. */
let run = 0;

for (const button of document.querySelectorAll<HTMLButtonElement>('[data-language]')) {
  button.addEventListener('click', () => {
    language = button.dataset.language as PageLanguage;
    draw();
  });
}
addEventListener('dragover', (event) => {
  event.preventDefault();
  root.classList.add('over');
});
addEventListener('dragleave', () => root.classList.remove('over'));
addEventListener('drop', (event) => {
  event.preventDefault();
  root.classList.remove('over');
  const file = event.dataTransfer?.files[0];
  if (file !== undefined) void check(file);
});
draw();

function draw(): void {
  document.documentElement.lang = language;
  document.title = pageWords(language).title;
  for (const button of document.querySelectorAll<HTMLButtonElement>('[data-language]')) {
    button.setAttribute('aria-pressed', String(button.dataset.language === language));
  }
  redraw();
}

function drawStart(): void {
  const words = pageWords(language);
  redraw = drawStart;
  const file = element('input', { type: 'file', accept: '.zip', id: 'bundle', class: 'hidden' });
  file.addEventListener('change', () => {
    if (file.files?.[0] !== undefined) void check(file.files[0]);
  });
  root.replaceChildren(
    element('h1', {}, words.title),
    element('section', { class: 'drop' }, element('p', {}, words.lead), file, choose(words.choose, 'bundle')),
    keyField(),
    authorityField(),
  );
}

function choose(text: string, target: string): HTMLElement {
  return element('label', { class: 'button', for: target }, text);
}

function keyField(): HTMLElement {
  const words = pageWords(language);
  const input = element('input', { id: 'key', value: keyText, spellcheck: 'false', autocomplete: 'off' });
  const hint = element('small', {}, words.keyHint);
  input.addEventListener('input', () => {
    keyText = input.value;
    const isWrong = keyText.trim() !== '' && keyOf(keyText) === null;
    hint.textContent = isWrong ? words.keyWrong : words.keyHint;
    hint.classList.toggle('wrong', isWrong);
  });
  return element('div', { class: 'field' }, element('label', { for: 'key' }, words.key), input, hint);
}

function authorityField(): HTMLElement {
  const words = pageWords(language);
  const input = element('input', { type: 'file', id: 'authority', accept: '.pem,.crt,.cer,.txt' });
  const hint = element('small', {}, authority?.name ?? words.authorityHint);
  input.addEventListener('change', async () => {
    const file = input.files?.[0];
    if (file === undefined) return;
    const certificates = certificatesIn(await file.text());
    const isWrong = certificates.length === 0 || !certificates.every(isCertificate);
    authority = isWrong ? null : { name: file.name, certificates };
    hint.textContent = isWrong ? words.authorityWrong : file.name;
    hint.classList.toggle('wrong', isWrong);
  });
  return element(
    'div',
    { class: 'field' },
    element('label', { for: 'authority' }, words.authority),
    input,
    hint,
  );
}

/** Null where it is none, or empty. */
function keyOf(text: string): string | null {
  const digits = text.replace(/[\s:]/g, '').toLowerCase();
  return /^[0-9a-f]{64}$/.test(digits) ? digits : null;
}

async function check(file: File): Promise<void> {
  run += 1;
  const mine = run;
  const bar = element('progress', { max: String(file.size), value: '0' });
  redraw = () => {
    const words = pageWords(language);
    root.replaceChildren(
      element('h1', {}, words.title),
      element('p', {}, `${words.checking}: ${file.name}`),
      bar,
    );
  };
  draw();
  try {
    const verdict = await verifyExhibit(
      sourceOf(file, (bytes) => (bar.value = bytes)),
      {
        createHash: () => sha256.create(),
        fingerprint: keyOf(keyText),
        trusted: authority?.certificates ?? [],
      },
    );
    if (mine !== run) return;
    const films = verdict.files
      .filter(({ name }) => name.endsWith('.mp4'))
      .map(({ name, offset, bytes }) => ({
        name,
        url: URL.createObjectURL(file.slice(offset, offset + bytes, 'video/mp4')),
      }));
    redraw = () => {
      root.replaceChildren(
        ...drawVerdict({ verdict, fileName: file.name, films, language, hasAuthority: authority !== null }),
      );
      root.append(again());
    };
  } catch (error) {
    if (mine !== run) return;
    redraw = () => {
      const words = pageWords(language);
      root.replaceChildren(
        element('h1', {}, words.failed),
        element('p', {}, (error as Error).message),
        again(),
      );
    };
  }
  draw();
}

function again(): HTMLElement {
  const button = element('button', { class: 'button quiet', type: 'button' }, pageWords(language).other);
  button.addEventListener('click', () => {
    redraw = drawStart;
    draw();
  });
  return button;
}

function sourceOf(file: File, onRead: (bytes: number) => void): ByteSource {
  return {
    bytes: file.size,
    async read(offset, length) {
      const bytes = new Uint8Array(await file.slice(offset, offset + length).arrayBuffer());
      if (bytes.length !== length) throw new Error(`${file.name} became shorter while it was read`);
      onRead(offset + length);
      return bytes;
    },
  };
}
