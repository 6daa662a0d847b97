import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import fc from 'fast-check';
import { situation, squareCamera } from '../../test/support/situations.ts';
import { type StartedCentre, startCentre } from '../../test/support/start-centre.ts';
import type { LiveEvent } from '../contract/events.ts';
import type { CameraHealth } from '../contract/shapes.ts';
import { unknownHealth } from './camera-registry.ts';
import { createLive, type Live, type LiveSink } from './live.ts';
import { change } from './store/database.ts';
import { record } from './store/ledger.ts';
import { pruneOutbox } from './store/outbox.ts';

let started: StartedCentre;
let live: Live;
before(async () => {
  started = await startCentre({ config: () => ({ cameras: [squareCamera()] }) });
  live = createLive({ sql: started.centre.sql, clock: started.centre.clock, log: started.centre.log });
  await live.start();
});
after(async () => {
  await live.stop();
  await started.stop();
});

type Received = { id: number | null; event: LiveEvent };

/** A console. It may be told to take nothing for a while. */
class Listener implements LiveSink {
  readonly received: Received[] = [];
  readonly #drains: (() => void)[] = [];
  readonly #waiting = new Set<() => void>();
  isSlow = false;
  isClosed = false;

  write(text: string): boolean {
    for (const block of text.split('\n\n').filter((part) => part !== '' && !part.startsWith(':'))) {
      const id = /^id: (\d+)$/m.exec(block)?.[1];
      const data = /^data: (.*)$/m.exec(block)![1]!;
      this.received.push({ id: id === undefined ? null : Number(id), event: JSON.parse(data) });
    }
    for (const look of this.#waiting) look();
    return !this.isSlow;
  }
  onDrain(listener: () => void) {
    this.#drains.push(listener);
  }
  close() {
    this.isClosed = true;
    for (const look of this.#waiting) look();
  }
  drain() {
    this.isSlow = false;
    for (const drain of this.#drains) drain();
  }
  durable(): Received[] {
    return this.received.filter(({ id, event }) => id !== null && event.type !== 'hello');
  }
  until(isSo: () => boolean): Promise<void> {
    return new Promise((resolve) => {
      const look = () => {
        if (!isSo()) return;
        this.#waiting.delete(look);
        resolve();
      };
      this.#waiting.add(look);
      look();
    });
  }
}

let marks = 0;
/** One durable event, numbered in its own text. */
async function announce(): Promise<number> {
  const mark = ++marks;
  await change(started.centre.sql, (tx) =>
    record(tx, {
      audit: { atMs: Date.now(), who: 'test', action: 'test', target: null, detail: {} },
      events: [{ type: 'camera-removed', cameraId: `mark-${mark}` }],
    }),
  );
  return mark;
}

function marksOf(listener: Listener): number[] {
  return listener.durable().map(({ event }) => Number((event as { cameraId: string }).cameraId.slice(5)));
}

const newcomer = {
  userId: 'somebody',
  role: 'operator',
  lastEventId: null,
  saysWhatItWatches: false,
} as const;

test('a newcomer is greeted, told to load its lists, and then hears every change in order', async () => {
  const listener = new Listener();
  await live.attach(listener, newcomer);
  const [hello] = listener.received;
  assert.equal(hello!.event.type === 'hello' && hello!.event.resumed, false);
  assert.ok(hello!.id! >= 0);
  const said = [await announce(), await announce(), await announce()];
  await listener.until(() => listener.durable().length === 3);
  assert.deepEqual(marksOf(listener), said);
});

test('changes made at once by many arrive each once, in the order of their ids', async () => {
  const listener = new Listener();
  await live.attach(listener, newcomer);
  const said = await Promise.all(Array.from({ length: 60 }, announce));
  await listener.until(() => listener.durable().length >= 60);
  assert.deepEqual(new Set(marksOf(listener)), new Set(said));
  const ids = listener.durable().map(({ id }) => id!);
  assert.deepEqual(
    ids,
    [...ids].sort((a, b) => a - b),
  );
});

test('however often a console drops out and comes back, it misses nothing and hears nothing twice', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(fc.constantFrom('announce', 'drop', 'slow', 'drain'), { maxLength: 25 }),
      async (steps) => {
        const said: number[] = [];
        const heard: number[] = [];
        let listener = new Listener();
        let client = await live.attach(listener, newcomer);
        let lastEventId = listener.received[0]!.id!;
        const leave = () => {
          client.leave();
          heard.push(...marksOf(listener));
          lastEventId = listener.received.findLast(({ id }) => id !== null)?.id ?? lastEventId;
        };
        for (const step of steps) {
          if (step === 'announce') said.push(await announce());
          else if (step === 'slow') listener.isSlow = true;
          else if (step === 'drain') listener.drain();
          else {
            leave();
            listener = new Listener();
            client = await live.attach(listener, { ...newcomer, lastEventId });
            const hello = listener.received[0]!.event;
            assert.ok(hello.type === 'hello' && hello.resumed);
          }
        }
        said.push(await announce());
        listener.drain();
        await listener.until(() => heard.length + marksOf(listener).length >= said.length);
        leave();
        assert.deepEqual(heard, said);
      },
    ),
    { numRuns: 25 },
  );
});

test('a console that takes nothing is cut after half a minute, and its memory is one place', async () => {
  const listener = new Listener();
  await live.attach(listener, newcomer);
  listener.isSlow = true;
  await announce();
  await listener.until(() => listener.durable().length === 1);
  for (let i = 0; i < 50; i++) await announce();
  assert.equal(listener.durable().length, 1);
  live.beat();
  assert.equal(listener.isClosed, false);
  live.beat();
  assert.equal(listener.isClosed, true);
});

test('of measures a slow console gets the newest only', async () => {
  const listener = new Listener();
  await live.attach(listener, newcomer);
  listener.isSlow = true;
  const measures = (value: number) => situation('x').because.map((measure) => ({ ...measure, value }));
  for (let value = 0; value < 100; value++)
    live.publish({ type: 'measures', cameraId: 'square', measures: measures(value) });
  listener.drain();
  const values = listener.received.flatMap(({ event }) =>
    event.type === 'measures' ? event.measures[0]!.value : [],
  );
  assert.deepEqual(values, [0, 99]);
});

test('of thousands of cameras the first come at once and the rest in batches, each the newest, none too large', async () => {
  const listener = new Listener();
  await live.attach(listener, newcomer);
  const count = 2_000;
  const measures = (value: number) => situation('x').because.map((measure) => ({ ...measure, value }));
  for (const value of [1, 2])
    for (let i = 0; i < count; i++)
      live.publish({ type: 'measures', cameraId: `many-${i}`, measures: measures(value) });
  const newest = () => {
    const found = new Map<string, number | null>();
    for (const { event } of listener.received)
      for (const state of event.type === 'batch' ? event.states : [event])
        if (state.type === 'measures' && state.cameraId.startsWith('many-'))
          found.set(state.cameraId, state.measures[0]!.value);
    return found;
  };
  await listener.until(() => newest().size === count && [...newest().values()].every((value) => value === 2));
  const batches = listener.received.flatMap(({ event }) =>
    event.type === 'batch' ? [event.states.length] : [],
  );
  const alone = listener.received.filter(({ event }) => event.type === 'measures').length;
  assert.ok(Math.max(...batches) <= 750, `a batch of ${Math.max(...batches)}`);
  assert.ok(alone >= 64 && alone <= 64 * (batches.length + 1), `${alone} came alone`);
});

const health = (cameraId: string, state: CameraHealth['state'], framesAnalysed = 0) =>
  ({ type: 'camera-health', health: { ...unknownHealth(cameraId), state, framesAnalysed } }) as const;
const measuresOf = (cameraId: string, value: number) =>
  ({
    type: 'measures',
    cameraId,
    measures: situation('x').because.map((measure) => ({ ...measure, value })),
  }) as const;
/** What was told of cameras whose name begins so, alone or in batches: `kind camera value`. */
function toldOf(listener: Listener, begins: string): string[] {
  return listener.received
    .flatMap(({ event }) => (event.type === 'batch' ? event.states : [event]))
    .flatMap((event) => {
      if (event.type === 'measures') return [`measures ${event.cameraId} ${event.measures[0]!.value}`];
      if (event.type !== 'camera-health') return [];
      return [`health ${event.health.cameraId} ${event.health.state} ${event.health.framesAnalysed}`];
    })
    .filter((text) => text.split(' ')[1]!.startsWith(begins));
}
const choosy = { ...newcomer, saysWhatItWatches: true } as const;
function streamOf(listener: Listener): string {
  const hello = listener.received[0]!.event;
  assert.ok(hello.type === 'hello');
  return hello.streamId;
}

test('who says what is watched gets numbers of these cameras only, at once what is known, and every change of state', async () => {
  const listener = new Listener();
  live.publish(measuresOf('w-a', 1));
  live.publish(health('w-a', 'live'));
  await live.attach(listener, choosy);
  live.publish(measuresOf('w-b', 2));
  live.publish(health('w-a', 'live', 5));
  assert.deepEqual(toldOf(listener, 'w-'), []);
  live.publish(health('w-a', 'lost', 5));
  assert.deepEqual(toldOf(listener, 'w-'), ['health w-a lost 5']);

  const stream = streamOf(listener);
  assert.equal(live.watch(stream, 'somebody', new Set(['w-b'])), true);
  assert.deepEqual(toldOf(listener, 'w-').slice(1), ['measures w-b 2']);
  live.publish(measuresOf('w-a', 3));
  live.publish(measuresOf('w-b', 4));
  assert.deepEqual(toldOf(listener, 'w-').slice(2), ['measures w-b 4']);

  assert.equal(live.watch(stream, 'somebody', new Set(['w-b', 'w-a'])), true);
  assert.deepEqual(toldOf(listener, 'w-').slice(3), ['measures w-a 3', 'health w-a lost 5']);
  assert.equal(live.watch(stream, 'somebody', null), true);
  live.publish(measuresOf('w-c', 6));
  assert.deepEqual(toldOf(listener, 'w-').at(-1), 'measures w-c 6');
});

test('a stream is told what to carry by whoever opened it, while it lasts', async () => {
  const listener = new Listener();
  const client = await live.attach(listener, choosy);
  const stream = streamOf(listener);
  assert.equal(live.watch(stream, 'somebody-else', null), false);
  assert.equal(live.watch(crypto.randomUUID(), 'somebody', null), false);
  client.leave();
  assert.equal(live.watch(stream, 'somebody', null), false);
});

test('who resumes is told how every camera is: one may have gone meanwhile, and no list is read', async () => {
  const first = new Listener();
  const client = await live.attach(first, choosy);
  live.publish(health('r-a', 'live'));
  client.leave();
  live.publish(health('r-a', 'lost'));
  live.publish(measuresOf('r-a', 1));
  const back = new Listener();
  await live.attach(back, { ...choosy, lastEventId: first.received[0]!.id });
  assert.deepEqual(toldOf(back, 'r-'), ['health r-a lost 0']);
});

test('a console that comes back after its events were forgotten is told to load anew', async () => {
  const listener = new Listener();
  const client = await live.attach(listener, newcomer);
  const { id } = listener.received[0]!;
  client.leave();
  for (let i = 0; i < 3; i++) await announce();
  await pruneOutbox(started.centre.sql, Date.now() + 1_000);
  for (const lastEventId of [id!, id! + 1_000_000]) {
    const back = new Listener();
    await live.attach(back, { ...newcomer, lastEventId });
    const hello = back.received[0]!.event;
    assert.equal(hello.type === 'hello' && hello.resumed, false);
  }
});

test('what another version announced makes a console load anew, once, and nothing else is missed', async () => {
  const before = new Listener();
  await live.attach(before, { ...newcomer, role: 'administrator' });
  const stoodAt = before.received[0]!.id!;
  await announce();
  await started.centre.sql`insert into outbox (at, event) values (now(), '{"type": "of-tomorrow"}')`;
  const newest = await announce();
  live.poke();
  const isTold = (listener: Listener) => () =>
    listener.received.some(
      ({ event }) => event.type === 'camera-removed' && event.cameraId === `mark-${newest}`,
    );
  await before.until(isTold(before));
  assert.equal(before.received.filter(({ event }) => event.type === 'hello').length, 2);
  assert.equal(before.isClosed, false);

  const back = new Listener();
  await live.attach(back, { ...newcomer, role: 'administrator', lastEventId: stoodAt });
  const greetings = back.received.filter(({ event }) => event.type === 'hello');
  assert.deepEqual(
    greetings.map(({ event }) => event.type === 'hello' && event.resumed),
    [true, false],
  );
  // The lists it reads now hold everything up to here.
  assert.ok(greetings[1]!.id! >= before.received.at(-1)!.id!);
  const next = await announce();
  live.poke();
  await back.until(() => back.durable().length === 2);
  const last = back.durable().at(-1)!.event;
  assert.ok(last.type === 'camera-removed' && last.cameraId === `mark-${next}`);
});

test('a situation reaches a console over HTTP as an alarm, and the stream ends with the session', async () => {
  const viewer = await started.as('viewer');
  const response = await viewer.fetch(`${started.url}/api/events`);
  assert.equal(response.headers.get('content-type'), 'text/event-stream; charset=utf-8');
  const reader = response.body!.pipeThrough(new TextDecoderStream()).getReader();
  let text = '';
  const readUntil = async (pattern: RegExp) => {
    while (!pattern.test(text)) {
      const { done, value } = await reader.read();
      if (done) return false;
      text += value;
    }
    return true;
  };
  assert.ok(await readUntil(/"type":"hello"/));
  started.fleet.say({ type: 'situation', phase: 'began', situation: situation('over-http'), jpeg: null });
  assert.ok(await readUntil(/^id: \d+\ndata: \{"type":"alarm".*over-http/m));

  const { administrator, centre } = started;
  await centre.connections.revalidate();
  assert.equal(centre.connections.count(), 1);
  const person = (await administrator.call('users.list')).find(({ name }) => name === 'viewer')!;
  await administrator.call('users.update', { params: { id: person.id }, body: { isEnabled: false } });
  await assert.rejects(async () => assert.ok(await readUntil(/never said/)));
  assert.equal(centre.connections.count(), 0);
});

test('a stream whose session ended elsewhere, e.g. at another centre, is closed at the next beat', async () => {
  const operator = await started.as('operator');
  const response = await operator.fetch(`${started.url}/api/events`);
  const { connections, sql } = started.centre;
  assert.equal(connections.count(), 1);
  await sql`delete from sessions where user_id in (select id from users where name = 'operator')`;
  await connections.revalidate();
  assert.equal(connections.count(), 0);
  await assert.rejects(response.text());
});
