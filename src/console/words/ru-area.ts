/** Район, который рисуют на небольшой карте. */
import type { areaWords as enWords } from './en-area.ts';
import { counted } from './plural.ts';

const count = counted('ru-RU');
const number = new Intl.NumberFormat('ru-RU');
const cameras = (n: number) => count(n, { one: 'камера', few: 'камеры', other: 'камер' });

export const areaWords: typeof enWords = {
  areas: {
    board: (label) => `${label}: карта для рисования`,
    hint: 'Щелчок по карте ставит угол, угол можно перетащить. С клавиатуры: стрелки двигают перекрестие или угол, Enter ставит угол, Delete удаляет, Ctrl+Z отменяет, + и − меняют масштаб. Без углов — везде.',
    corner: (i, n) => `Угол ${i} из ${n}. Стрелки двигают, Delete удаляет.`,
    side: (i) => `Сторона ${i}: поставить угол`,
    clear: 'Везде',
    type: 'Ввести углы',
    typed: 'Углы: широта, долгота, по одному в строке',
    typedWrong: 'Нужно не меньше трёх углов, каждый как широта, долгота.',
    everywhere: (n) => `Везде: всего ${cameras(n)}`,
    unfinished: (n) => `Нужно ещё ${count(n, { one: 'угол', few: 'угла', other: 'углов' })}`,
    inside: (n, all) => `Внутри ${cameras(n)} из ${number.format(all)}`,
  },
};
