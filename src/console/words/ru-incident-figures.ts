/** Сколько было происшествий, почему и как быстро приходила помощь. */
import type {
  incidentFiguresProblems as enProblems,
  incidentFiguresWords as enWords,
} from './en-incident-figures.ts';
import { counted } from './plural.ts';

const count = counted('ru-RU');

export const incidentFiguresProblems: typeof enProblems = {
  'too-many-incidents': 'За это время открыто слишком много происшествий. Выберите период короче.',
};

export const incidentFiguresWords: typeof enWords = {
  incidentFigures: {
    tab: 'Показатели',
    fileName: 'incident-figures',
    lead: 'Происшествия по дням открытия; причины и итоги — у закрытых.',
    none: 'За этот период происшествий не открывали.',
    opened: 'Открыто',
    allClosed: 'все закрыты',
    stillOpen: (n) => `ещё не закрыто: ${n}`,
    times: {
      enRoute: 'До выезда первого наряда',
      onScene: 'До прибытия первого наряда',
      closing: 'До закрытия',
    },
    p95: (duration) => `95 %: ${duration}`,
    ofIncidents: (n, all) => `происшествий: ${n} из ${all}`,
    exercises: (n) => `Учений за этот период: ${n}. Они считаются отдельно и в эти происшествия не входят.`,
    noExercises: 'Учения считаются отдельно; за этот период их не было.',
    perDay: 'Происшествий в день',
    incidents: (n) =>
      count(n, {
        one: 'происшествие',
        few: 'происшествия',
        many: 'происшествий',
        other: 'происшествия',
      }),
    byKind: 'По видам',
    byCause: 'По причинам',
    byOutcome: 'Итог',
    noneClosed: 'Закрытых среди них пока нет.',
    columns: {
      kind: 'Вид',
      cause: 'Причина',
      days: 'По дням',
      incidents: 'Всего',
      share: 'Доля',
      enRoute: 'Выезд',
      onScene: 'Прибытие',
      closing: 'Закрытие',
    },
    timesHint: 'От открытия: медиана, а под ней время, в которое уложились 95 %.',
    mostInADay: (n, day) => `больше всего за день: ${n}, ${day}`,
    lessons: 'Выводы',
    noLessons: 'Ни одно закрытое происшествие не говорит, что стоит делать иначе.',
  },
};
