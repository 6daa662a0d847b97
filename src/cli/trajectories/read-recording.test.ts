import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { CommandError } from '../command.ts';
import { parseRecording } from './read-recording.ts';

const nothingSaid = { framesPerSecond: null, unit: null };
const read = (
  text: string,
  said: Partial<typeof nothingSaid | { framesPerSecond: number; unit: 'm' | 'cm' }> = {},
) => parseRecording(text, 'walk.txt', { ...nothingSaid, ...said });
const refusal = (text: string, said = {}): string => {
  try {
    read(text, said);
  } catch (error) {
    assert.ok(error instanceof CommandError, String(error));
    return error.message;
  }
  return assert.fail('was read');
};

test('PeTrack text in centimetres is read in metres', () => {
  const { recording, notes } = read(
    '# PeTrack project: x.pet\r\n# framerate: 25 fps\r\n# id frame x/cm y/cm z/cm\r\n2 7 150 -20 176\r\n2\t8\t160\t-20\t176\r\n',
  );
  assert.deepEqual(recording, {
    framesPerSecond: 25,
    trajectories: [
      {
        id: 2,
        frames: [7, 8],
        path: [
          { x: 1.5, y: -0.2 },
          { x: 1.6, y: -0.2 },
        ],
      },
    ],
  });
  assert.deepEqual(notes, []);
});

test('JPSreport text says metres in words, and lines may stand in any order', () => {
  const { recording } = read(
    '#framerate: 16.00\n#X,Y,Z: the agents coordinates (in metres)\n\n1 5 1 2 0\n1 4 1 1 0\n3 4 9 9 0',
  );
  assert.deepEqual(recording.trajectories, [
    {
      id: 1,
      frames: [4, 5],
      path: [
        { x: 1, y: 1 },
        { x: 1, y: 2 },
      ],
    },
    { id: 3, frames: [4], path: [{ x: 9, y: 9 }] },
  ]);
});

test('where no unit is written, people who would run at 100 m/s are in centimetres, and a note says so', () => {
  const walk = (step: number) =>
    `# framerate: 10\n${Array.from({ length: 30 }, (_, f) => `1 ${f} ${f * step} 0 0`).join('\n')}`;
  const [metres, centimetres] = [read(walk(0.13)), read(walk(13))];
  assert.ok(Math.abs(metres.recording.trajectories[0]!.path[10]!.x - 1.3) < 1e-9);
  assert.ok(Math.abs(centimetres.recording.trajectories[0]!.path[10]!.x - 1.3) < 1e-9);
  assert.match(metres.notes.join(), /taken as m .*--unit/);
  assert.match(centimetres.notes.join(), /taken as cm .*--unit/);
});

test('what a person says goes before what the file says, and a note says that they differ', () => {
  const text = '# framerate: 25\n# id frame x/m y/m z/m\n1 0 100 200 0';
  const { recording, notes } = read(text, { framesPerSecond: 50, unit: 'cm' });
  assert.equal(recording.framesPerSecond, 50);
  assert.deepEqual(recording.trajectories[0]!.path, [{ x: 1, y: 2 }]);
  assert.match(notes.join(), /header says m; taken as cm/);
});

test('an obsmat takes its rate from one annotation every 0.4 s, unless told', () => {
  const text = [780, 786, 792]
    .map((frame) => `   ${frame.toExponential(7)}   1.0000000e+00   ${frame / 100} 0 3.5 1.67 0 0.17`)
    .join('\n');
  const { recording, notes } = read(text);
  assert.equal(recording.framesPerSecond, 15);
  assert.deepEqual(recording.trajectories[0]!.path[0], { x: 7.8, y: 3.5 });
  assert.match(notes.join(), /0\.4 s.*--fps/);
  assert.equal(read(text, { framesPerSecond: 25 }).recording.framesPerSecond, 25);
});

test('a file that is not one is refused with its line and what to do', () => {
  const head = '# framerate: 25\n# id frame x/m y/m z/m\n';
  assert.match(refusal(`${head}1 0 1.0 2.0 0\n1 1 1.0 abc 0`), /walk\.txt, line 4: "abc" is not a number/);
  assert.match(refusal(`${head}1 0 1.0 2.0 0\n1 1 1.0`), /line 4: 3 columns; it should have 5, as in line 3/);
  assert.match(refusal(`${head}1 0 1.0`), /line 3: 3 columns.*at least four/);
  assert.match(refusal(`${head}1 0.5 1 2 0`), /line 3: person 1, frame 0\.5.*whole numbers/);
  assert.match(
    refusal(`${head}1 3 1 2 0\n2 3 1 2 0\n1 3 1 2 0`),
    /line 5: person 1 is in frame 3 a second time/,
  );
  assert.match(refusal(`${head}1 0 1 2 0\n1 9000000 1 2 0`), /more than 1000000/);
  assert.match(refusal('1 0 1 2 0'), /how many frames.*--fps/);
  assert.match(refusal(head), /no positions/);
  assert.match(refusal(`${head}1 0 1 NaN 0`), /"NaN" is not a number/);
});

test('whatever is in the file, it is read or refused in words', () => {
  const line = fc.oneof(
    fc.string({ maxLength: 30 }),
    fc.array(fc.oneof(fc.double(), fc.integer()), { minLength: 3, maxLength: 9 }).map((n) => n.join(' ')),
  );
  fc.assert(
    fc.property(fc.array(line, { maxLength: 12 }), (lines) => {
      try {
        read(`# framerate: 25\n${lines.join('\n')}`);
      } catch (error) {
        assert.ok(error instanceof CommandError, String(error));
      }
    }),
    { numRuns: 500 },
  );
});
