/** Exercises: a past hour once more. */
export const exerciseActions = { 'exercise.finished': 'finished an exercise' };

type Summary = {
  readonly shown: number;
  readonly acknowledged: number;
  readonly late: number;
  readonly speed: number;
  readonly median: string | null;
};

export const exerciseWords = {
  exercise: {
    title: 'Exercise',
    lead: 'The alarms of a past hour come once more, to you alone. Nobody else sees it, and nothing of the real queue changes.',
    choose: 'Which hour',
    from: 'From',
    length: 'How long',
    speed: 'How fast',
    minutes: (n: string) => `${n} min`,
    times: (n: string) => `${n}×`,
    noTime: 'Enter a date and a time.',
    counting: 'Counting its alarms …',
    found: (n: number) =>
      n === 0
        ? 'No alarm came in that time. Choose another.'
        : n === 1
          ? '1 alarm came in that time.'
          : `${n} alarms came in that time.`,
    begin: 'Begin',
    past: 'Before',
    pastNone: 'No exercise yet.',
    summary: ({ shown, acknowledged, late, speed, median }: Summary) =>
      `${acknowledged} of ${shown} acknowledged${median === null ? '' : `, half within ${median}`}, ${late} late, at ${speed}×`,
    ribbon: 'Exercise',
    notLive: 'Nothing here is live',
    space: 'Space',
    pause: 'Pause',
    goOn: 'Go on',
    end: 'End',
    progress: 'Played so far',
    paused: 'The exercise pauses. The keys work on the real queue again.',
    interrupted:
      'A real alarm has come: the exercise pauses. The keys work on the real queue. Go on with Space.',
    nothingYet: 'Nothing waits. The next alarm comes by itself.',
    queue: 'Queue of the exercise',
    resultTitle: 'How it went',
    keeping: 'Keeping the result …',
    kept: 'The result is kept.',
    keepAgain: 'Keep it again',
    shown: 'Came',
    acknowledged: 'Acknowledged',
    late: 'Late, or never in time',
    median: 'Half within',
    p95: '95 % within',
    medianThen: 'Half within, when it was real',
    resultNote:
      'Times are those you lived through: at a higher speed alarms come closer together, and you have as long for each as the rationalisation of its kind says.',
    again: 'Another hour',
  },
};
