/** What is sent to people, in their language. Templates of a rule replace the two lines at the top. */
import type { Priority } from '../core/priority.ts';
import type { SituationKind } from '../core/zone.ts';
import type { Template } from './notifications.ts';

export type MessageWords = {
  readonly template: Template;
  readonly many: Template;
  readonly test: Template;
  readonly priorities: { readonly [P in Priority]: string };
  readonly kinds: { readonly [K in SituationKind]: string };
  readonly unacknowledged: (minutes: number) => string;
  readonly more: (count: number) => string;
};

const en: MessageWords = {
  template: { subject: '{what}', body: '{what}\nPriority: {priority}, {when}\n{link}' },
  many: { subject: '{count} alarms', body: '{count} alarms since {when}: {kinds}\n{list}\n{link}' },
  test: { subject: 'Test from {site}', body: 'This is a test from {site}. Nothing has happened.' },
  priorities: { high: 'high', medium: 'medium', low: 'low' },
  kinds: {
    crowding: 'crowding',
    intrusion: 'intrusion',
    'line-crossing': 'line crossing',
    'wrong-way': 'wrong way',
    'stopped-vehicle': 'stopped vehicle',
    pressure: 'crowd pressure',
    'counter-flow': 'counter-flow',
    dispersal: 'sudden dispersal',
    queue: 'queue',
    loitering: 'loitering',
    'person-on-track': 'person on the track',
    'pedestrian-on-carriageway': 'pedestrian on the carriageway',
    'slow-traffic': 'slow traffic',
    'traffic-queue': 'traffic queue',
    'left-object': 'left object',
    'removed-object': 'removed object',
    'camera-lost': 'camera lost',
    'camera-frozen': 'frozen picture',
    'camera-dark': 'dark or covered camera',
    'camera-moved': 'camera moved',
    'camera-blurred': 'blurred picture',
    'camera-disturbed': 'disturbed picture',
    'camera-out-of-range': 'beyond measuring range',
    'camera-clock-off': 'wrong clock',
    'camera-overloaded': 'overloaded',
  },
  unacknowledged: (minutes) => `Nobody has acknowledged it for ${minutes} min.`,
  more: (count) => `and ${count} more`,
};

const ru: MessageWords = {
  template: { subject: '{what}', body: '{what}\nПриоритет: {priority}, {when}\n{link}' },
  many: { subject: 'Тревог: {count}', body: 'Тревог с {when}: {count}. {kinds}\n{list}\n{link}' },
  test: { subject: 'Проверка: {site}', body: 'Это проверка связи с объекта {site}. Ничего не случилось.' },
  priorities: { high: 'высокий', medium: 'средний', low: 'низкий' },
  kinds: {
    crowding: 'скопление людей',
    intrusion: 'проникновение',
    'line-crossing': 'пересечение линии',
    'wrong-way': 'встречное движение',
    'stopped-vehicle': 'остановившаяся машина',
    pressure: 'давление толпы',
    'counter-flow': 'встречные потоки',
    dispersal: 'внезапное бегство',
    queue: 'очередь',
    loitering: 'долгое пребывание',
    'person-on-track': 'человек на путях',
    'pedestrian-on-carriageway': 'пешеход на проезжей части',
    'slow-traffic': 'медленное движение',
    'traffic-queue': 'очередь машин',
    'left-object': 'оставленный предмет',
    'removed-object': 'пропавший предмет',
    'camera-lost': 'камера не отвечает',
    'camera-frozen': 'картинка замерла',
    'camera-dark': 'камера закрыта или темно',
    'camera-moved': 'камера сдвинута',
    'camera-blurred': 'картинка размыта',
    'camera-disturbed': 'помехи на картинке',
    'camera-out-of-range': 'вне предела измерений',
    'camera-clock-off': 'неверные часы',
    'camera-overloaded': 'перегрузка',
  },
  unacknowledged: (minutes) => `Никто не подтвердил за ${minutes} мин.`,
  more: (count) => `и ещё ${count}`,
};

export const messageWords = { en, ru } as const;
