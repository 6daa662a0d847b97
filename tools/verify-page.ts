/** Builds the page that verifies an exhibit into one file that needs no network: dist/verify.html. By hand: `node tools/verify-page.ts`. */
import { createHash } from 'node:crypto';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { build } from 'vite';

const root = path.resolve(import.meta.dirname, '..');
const folder = path.join(root, 'src/exhibit/verifier');

/** @returns the page. */
export async function buildVerifyPage(): Promise<string> {
  const built = await build({
    root: folder,
    configFile: false,
    logLevel: 'warn',
    build: {
      write: false,
      target: 'es2022',
      modulePreload: false,
      chunkSizeWarningLimit: 2_000,
      lib: { entry: path.join(folder, 'page.ts'), formats: ['es'], fileName: 'page' },
      minify: true,
    },
  });
  const [first] = Array.isArray(built) ? built : [built];
  if (first === undefined || !('output' in first)) throw new Error('the page was not built');
  const chunks = first.output.flatMap((each) => (each.type === 'chunk' ? [each.code] : []));
  if (chunks.length !== 1) throw new Error(`the page has ${chunks.length} scripts; it must be one`);
  // An end tag inside a text would end the script.
  const script = `\n${chunks[0]!.replaceAll('</script', '<\\/script')}`;
  const style = `\n${readFileSync(path.join(folder, 'verifier.css'), 'utf8')}`;
  const parts: { readonly [place: string]: string } = {
    'script-hash': hashOf(script),
    'style-hash': hashOf(style),
    '<!--script-->': `<script type="module">${script}</script>`,
    '<!--style-->': `<style>${style}</style>`,
  };
  return readFileSync(path.join(folder, 'verifier.html'), 'utf8').replace(
    /script-hash|style-hash|<!--(?:script|style)-->/g,
    (place) => parts[place]!,
  );
}

function hashOf(text: string): string {
  return `sha256-${createHash('sha256').update(text).digest('base64')}`;
}

if (import.meta.main) {
  mkdirSync(path.join(root, 'dist'), { recursive: true });
  writeFileSync(path.join(root, 'dist/verify.html'), await buildVerifyPage());
}
