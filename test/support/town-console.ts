/** A centre with a town of cameras and the console, as a browser is to see it. Nothing is ingested: tests say what is. */
import path from 'node:path';
import type { Browser, BrowserContext, Page } from 'playwright-core';
import { unknownHealth } from '../../src/centre/camera-registry.ts';
import { openWindow } from '../browser/browser.ts';
import { manyCameras, type TownCamera } from './many-cameras.ts';
import { type StartedCentre, type StartOptions, startCentre, testPassword } from './start-centre.ts';

export type TownConsole = StartedCentre & { readonly town: readonly TownCamera[] };

export async function startTown(
  count: number,
  change: (camera: TownCamera, i: number) => TownCamera = (c) => c,
  options: Pick<StartOptions, 'config'> = {},
): Promise<TownConsole> {
  const started = await startCentre({
    ...options,
    consoleDirectory: path.resolve(import.meta.dirname, '../../dist/console'),
  });
  const town = manyCameras(count).map(change);
  for (const camera of town) {
    const source = {
      analysisUrl: `rtsp://viewer:tr0ub4dor@${camera.id}.cameras.example/sub`,
      mainUrl: null,
      analysisFps: 5,
      isEnabled: true,
    };
    await started.centre.cameras.add(
      { ...camera, sourceSealed: started.centre.credentials.seal(camera.id, source), version: 1 },
      { atMs: Date.now(), who: 'test', action: 'camera.created', target: camera.id, detail: {} },
    );
    const health = { ...unknownHealth(camera.id), state: 'live', atMs: Date.now(), frameAgeMs: 80 } as const;
    started.fleet.say({ type: 'health', health });
  }
  return { ...started, town };
}

/** A page of somebody who is signed in. @throws what the page said or asked for that it should not have, at `done`. */
export async function openTown(
  browser: Browser,
  { url }: { readonly url: string },
  options: Parameters<typeof openWindow>[2] = {},
): Promise<{ readonly page: Page; readonly context: BrowserContext; complaints(): readonly string[] }> {
  const { context, complaints } = await openWindow(browser, url, options);
  const signedIn = await context.request.post(`${url}/api/session`, {
    data: { name: 'admin', password: testPassword },
    headers: { origin: url },
  });
  if (!signedIn.ok()) throw new Error(`nobody can sign in: ${await signedIn.text()}`);
  return { page: await context.newPage(), context, complaints: () => complaints.all };
}
