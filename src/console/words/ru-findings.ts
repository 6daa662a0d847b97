/** Что не так и что делать, по ключам состояния. */
import type { Words } from './en.ts';
import type { FindingValues } from './en-findings.ts';
import { counted } from './plural.ts';
import { exits } from './ru-causes.ts';
import { sayExit } from './say-exit.ts';

const count = counted('ru-RU');
const cameras = (n: string | number | undefined) =>
  count(Number(n), { one: 'камера', few: 'камеры', many: 'камер', other: 'камеры' });

const name = (values: FindingValues): string => `${values.camera ?? values.process ?? ''}`;
const exited = (values: FindingValues): string =>
  values.lastExit ? ` (${sayExit(String(values.lastExit), exits)})` : '';
const told = (values: FindingValues): string => (values.message ? ` ${values.message}` : '');

export const findings: Words['health']['findings'] = {
  'database-down': (values) => ({
    what: `База данных не отвечает ${values.seconds} с; в памяти ждут события: ${values.waiting}.`,
    act: 'Она перезапускается сама. Если не поднимется, проверьте место на диске и журнал сервера.',
  }),
  'ingest-refused': (values) => ({
    what: `Ни одна камера не может работать.${told(values)}`,
    act: 'Исправьте названную модель или настройку и запустите снова.',
  }),
  'situations-dropped': (values) => ({
    what: `Потеряны события, которые не успели записать: ${values.count}.`,
    act: 'Посмотрите ниже на базу данных: её задержка покажет, в диске дело или в нагрузке.',
  }),
  'review-overdue': (values) => ({
    what: `Экстренные вскрытия, не проверенные в срок: ${values.count}.`,
    act: 'Кто не участвовал, открывает «Улики», читает, что произошло, и пишет заключение.',
  }),
  'measures-dropped': (values) => ({
    what: `Потеряны измерения, которые не успели записать: ${values.count}.`,
    act: 'Посмотрите ниже на базу данных: её задержка покажет, в диске дело или в нагрузке.',
  }),
  'storage-trouble': (values) => ({
    what: `Запись на ${values.volume} не идёт: ${values.message}`,
    act: 'Живое изображение и тревоги работают. Исправьте этот том или укажите другой в конфигурации.',
  }),
  'footage-given-up': (values) => ({
    what: `Хранилище заполнилось: за сутки досрочно удалено записей: ${values.count} (${values.megabytes} МБ), начиная со старых. Удержанное сохранено.`,
    act: 'Добавьте место, сократите сроки или записывайте меньше камер.',
  }),
  'storage-filling': (values) => ({
    what: `Хранилище заполнится примерно через ${values.hours} ч.`,
    act: 'Добавьте место или сократите сроки до этого: первыми удаляются самые старые записи.',
  }),
  'footage-gaps': (values) => ({
    what: `Перерывов записи за последние сутки: ${values.count}.`,
    act: 'Перерывы видны на шкале времени, каждый со своей причиной.',
  }),
  'process-restarting': (values) => ({
    what: `Процесс ${name(values)} завершился${exited(values)} и перезапускается; без измерений ${cameras(values.cameras)}.`,
    act: 'Он вернётся через секунды. Если падает снова, уберите последнюю добавленную камеру и проверьте её поток.',
  }),
  'process-restarted': (values) => ({
    what: `Процесс ${name(values)} перезапущен в последнюю минуту${exited(values)}.`,
    act: 'Сейчас делать нечего. Если это повторяется, проверьте потоки его камер.',
  }),
  'camera-lost': (values) => ({
    what: `${name(values)}: нет картинки.${told(values)}`,
    act: 'Закройте место другой камерой; проверьте питание, сеть и пароль.',
  }),
  'camera-failed': (values) => ({
    what: `${name(values)}: поток не открывается.${told(values)}`,
    act: 'Откройте камеру и исправьте адрес или пароль.',
  }),
  'camera-connecting': (values) => ({
    what: `${name(values)}: идёт соединение.`,
    act: 'Подождите несколько секунд.',
  }),
  'camera-disabled': (values) => ({
    what: `${name(values)} выключена: там ничего не измеряется.`,
    act: 'Включите её, когда место снова нужно наблюдать.',
  }),
  'camera-silent': (values) => ({
    what: `${name(values)} молчит ${values.seconds} с.`,
    act: 'Посмотрите ниже её процесс; если он не перезапустится сам, перезапустите сервер.',
  }),
  'drops-high': (values) => ({
    what: `${name(values)} теряет ${String(values.percent).replace('.', ',')} % кадров.`,
    act: 'Разбирайте меньше кадров в секунду или перенесите камеры на другую машину.',
  }),
  'fully-masked': (values) => ({
    what: `${name(values)}: закрыта вся картинка, потому что обнаружение опаздывает или не уверено.`,
    act: 'Узнать никого нельзя; чтобы снова видеть, снизьте нагрузку или проверьте модель.',
  }),
  'cameras-lost': (values) => ({
    what: `Нет картинки: ${cameras(values.count)}.`,
    act: 'Когда пропадает столько сразу, причина общая: сначала проверьте сеть и питание района.',
  }),
  'cameras-failed': (values) => ({
    what: `Поток не открывается: ${cameras(values.count)}.`,
    act: 'Откройте одну и исправьте адрес или пароль; общее для всех исправляется таблицей.',
  }),
  'cameras-connecting': (values) => ({
    what: `Идёт соединение: ${cameras(values.count)}.`,
    act: 'Подождите: городу после запуска нужно несколько минут.',
  }),
  'cameras-disabled': (values) => ({
    what: `Выключено: ${cameras(values.count)}. Там ничего не измеряется.`,
    act: 'Включите их, можно все сразу, когда места снова нужно наблюдать.',
  }),
  'cameras-silent': (values) => ({
    what: `Молчат 15 с и дольше: ${cameras(values.count)}.`,
    act: 'Посмотрите ниже их процессы; если не перезапустятся сами, перезапустите сервер.',
  }),
  'cameras-drop-frames': (values) => ({
    what: `Теряется больше 1 % кадров: ${cameras(values.count)}.`,
    act: 'Разбирайте меньше кадров в секунду или перенесите камеры на другую машину.',
  }),
  'cameras-fully-masked': (values) => ({
    what: `Закрыта вся картинка, обнаружение опаздывает или не уверено: ${cameras(values.count)}.`,
    act: 'Узнать никого нельзя; чтобы снова видеть, снизьте нагрузку или проверьте модель.',
  }),
};
