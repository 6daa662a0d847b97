/** Тренировки: прошедший час ещё раз. */
import type { exerciseActions as enActions, exerciseWords as enWords } from './en-exercise.ts';
import { counted, formed } from './plural.ts';

const count = counted('ru-RU');
const form = formed('ru-RU');

export const exerciseActions: typeof enActions = { 'exercise.finished': 'закончил тренировку' };

export const exerciseWords: typeof enWords = {
  exercise: {
    title: 'Тренировка',
    lead: 'Тревоги прошедшего часа приходят ещё раз, только вам. Больше никто этого не видит, настоящая очередь не меняется.',
    choose: 'Какой час',
    from: 'С',
    length: 'Сколько',
    speed: 'Как быстро',
    minutes: (n) => `${n} мин`,
    times: (n) => `${n}×`,
    noTime: 'Введите дату и время.',
    counting: 'Считаем тревоги …',
    found: (n) =>
      n === 0
        ? 'За это время тревог не было. Выберите другое.'
        : `За это время ${form(n, { one: 'пришла', few: 'пришли', other: 'пришло' })} ${count(n, { one: 'тревога', few: 'тревоги', other: 'тревог' })}.`,
    begin: 'Начать',
    past: 'Раньше',
    pastNone: 'Тренировок ещё не было.',
    summary: ({ shown, acknowledged, late, speed, median }) =>
      `принято ${acknowledged} из ${shown}${median === null ? '' : `, половина за ${median}`}, с опозданием ${late}, скорость ${speed}×`,
    ribbon: 'Тренировка',
    notLive: 'Здесь всё не вживую',
    space: 'Пробел',
    pause: 'Пауза',
    goOn: 'Дальше',
    end: 'Закончить',
    progress: 'Пройдено',
    paused: 'Тренировка на паузе. Клавиши снова работают с настоящей очередью.',
    interrupted:
      'Пришла настоящая тревога: тренировка на паузе. Клавиши работают с настоящей очередью. Продолжить — пробел.',
    nothingYet: 'Ничего не ждёт. Следующая тревога придёт сама.',
    queue: 'Очередь тренировки',
    resultTitle: 'Как прошло',
    keeping: 'Сохраняем результат …',
    kept: 'Результат сохранён.',
    keepAgain: 'Сохранить ещё раз',
    shown: 'Пришло',
    acknowledged: 'Принято',
    late: 'С опозданием или не вовремя',
    median: 'Половина за',
    p95: '95 % за',
    medianThen: 'Половина за, когда было по-настоящему',
    resultNote:
      'Время — то, что вы прожили: на большей скорости тревоги идут чаще, а на каждую есть столько, сколько сказано в обосновании её вида.',
    again: 'Другой час',
  },
};
