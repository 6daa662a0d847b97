/** An alarm in one sentence, in every language: on the console, and in what is sent to somebody who has none open. */
import type { SituationKind } from '../core/zone.ts';

export type AlarmTitles = { readonly [K in SituationKind]: (place: string) => string };

const en: AlarmTitles = {
  crowding: (place) => `${place} is crowded`,
  intrusion: (place) => `Someone has entered ${place}`,
  'line-crossing': (place) => `${place} was crossed`,
  'wrong-way': (place) => `Wrong way on ${place}`,
  'stopped-vehicle': (place) => `A vehicle has stopped on ${place}`,
  pressure: (place) => `Crowd pressure in ${place}`,
  'counter-flow': (place) => `Two streams of people meet in ${place}`,
  dispersal: (place) => `People run apart in ${place}`,
  queue: (place) => `The queue in ${place} is too long`,
  loitering: (place) => `Someone has stayed in ${place}`,
  'person-on-track': (place) => `Someone is on the track: ${place}`,
  'pedestrian-on-carriageway': (place) => `Someone is on the carriageway: ${place}`,
  'slow-traffic': (place) => `Slow traffic on ${place}`,
  'traffic-queue': (place) => `Vehicles queue on ${place}`,
  'left-object': (place) => `An object was left in ${place}`,
  'removed-object': (place) => `Something is missing from ${place}`,
  'camera-lost': (place) => `${place} sends no picture`,
  'camera-frozen': (place) => `${place} is frozen`,
  'camera-dark': (place) => `${place} is dark or covered`,
  'camera-moved': (place) => `${place} has moved`,
  'camera-blurred': (place) => `${place} is blurred`,
  'camera-disturbed': (place) => `${place} is disturbed by weather or light`,
  'camera-out-of-range': (place) => `${place} is too dense to measure`,
  'camera-clock-off': (place) => `${place} has a wrong clock`,
  'camera-overloaded': (place) => `${place} cannot keep up`,
};

const ru: AlarmTitles = {
  crowding: (place) => `${place}: слишком много людей`,
  intrusion: (place) => `${place}: кто-то вошёл`,
  'line-crossing': (place) => `${place}: линия пересечена`,
  'wrong-way': (place) => `${place}: едут навстречу`,
  'stopped-vehicle': (place) => `${place}: остановилась машина`,
  pressure: (place) => `${place}: давка в толпе`,
  'counter-flow': (place) => `${place}: встречные потоки людей`,
  dispersal: (place) => `${place}: люди разбегаются`,
  queue: (place) => `${place}: очередь слишком длинная`,
  loitering: (place) => `${place}: кто-то не уходит`,
  'person-on-track': (place) => `${place}: человек на путях`,
  'pedestrian-on-carriageway': (place) => `${place}: человек на проезжей части`,
  'slow-traffic': (place) => `${place}: движение замедлилось`,
  'traffic-queue': (place) => `${place}: затор`,
  'left-object': (place) => `${place}: оставлен предмет`,
  'removed-object': (place) => `${place}: пропал предмет`,
  'camera-lost': (place) => `${place}: нет картинки`,
  'camera-frozen': (place) => `${place}: картинка застыла`,
  'camera-dark': (place) => `${place}: темно или закрыт объектив`,
  'camera-moved': (place) => `${place}: камеру сдвинули`,
  'camera-blurred': (place) => `${place}: картинка размыта`,
  'camera-disturbed': (place) => `${place}: мешает погода или свет`,
  'camera-out-of-range': (place) => `${place}: слишком плотно, не измерить`,
  'camera-clock-off': (place) => `${place}: часы идут неверно`,
  'camera-overloaded': (place) => `${place}: разбор не успевает`,
};

export const alarmTitles = { en, ru } as const;
