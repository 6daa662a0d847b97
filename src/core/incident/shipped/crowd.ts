import { confirm, must, type Steps, step, tellDutyManager } from './step.ts';

export const crowdSteps: {
  readonly [K in
    | 'crowding'
    | 'pressure'
    | 'counter-flow'
    | 'dispersal'
    | 'queue'
    | 'camera-out-of-range']: Steps;
} = {
  crowding: [
    confirm(
      120,
      'Look at the picture and the neighbouring cameras: is it really full, and where do people come from?',
      'Посмотрите на картинку и соседние камеры: правда ли тесно и откуда идут люди?',
    ),
    step(
      'hold-inflow',
      'Hold the inflow: entrance, escalator or train doors.',
      'Придержите вход: двери, эскалатор или посадку.',
      {
        dueS: 300,
      },
    ),
    step(
      'open-exits',
      'Open every exit and clear the ways to it.',
      'Откройте все выходы и освободите пути к ним.',
      { dueS: 300 },
    ),
    step(
      'send-stewards',
      'Send staff to the densest place.',
      'Отправьте сотрудников туда, где теснее всего.',
    ),
    step(
      'announce',
      'Tell people where to go over the loudspeakers.',
      'Объявите по громкой связи, куда идти.',
    ),
    step(
      'relieved',
      'See in the numbers that it is below the limit, and open the entrance again.',
      'Убедитесь по цифрам, что плотность ниже порога, и снова откройте вход.',
      must,
    ),
  ],
  pressure: [
    tellDutyManager,
    confirm(
      60,
      'Look at the picture: do waves run through the crowd, do people lift their arms or climb?',
      'Посмотрите на картинку: идут ли по толпе волны, поднимают ли люди руки, перелезают ли?',
    ),
    step('stop-inflow', 'Stop the inflow at once.', 'Немедленно остановите вход.', {
      isRequired: true,
      dueS: 120,
    }),
    step(
      'open-exits',
      'Open every exit, gates and barriers too.',
      'Откройте все выходы, в том числе ворота и ограждения.',
      {
        isRequired: true,
        dueS: 120,
      },
    ),
    step(
      'call-help',
      'Call ambulance and police to a named place beside the crowd.',
      'Вызовите скорую и полицию к определённому месту рядом с толпой.',
      { dueS: 180 },
    ),
    step(
      'stop-attraction',
      'Have the show, music or boarding stopped, and say why.',
      'Пусть остановят выступление, музыку или посадку и объяснят почему.',
    ),
    step(
      'fallen',
      'Ask on the spot whether anybody has fallen or is missing.',
      'Уточните на месте, не упал ли кто-нибудь и все ли нашлись.',
      must,
    ),
  ],
  'counter-flow': [
    confirm(
      120,
      'Look at the picture: which stream is the lesser one, and why does it come this way?',
      'Посмотрите на картинку: какой поток меньше и почему он идёт здесь?',
    ),
    step(
      'separate',
      'Separate the streams: staff, barriers, or one direction only.',
      'Разведите потоки: сотрудники, ограждения или движение в одну сторону.',
      { dueS: 300 },
    ),
    step('announce', 'Announce the other way.', 'Объявите обходной путь.'),
    step(
      'cause',
      'Find what sends them here: a closed gate, a sign, a changed platform.',
      'Выясните, что их сюда направляет: закрытый турникет, указатель, смена платформы.',
      must,
    ),
  ],
  dispersal: [
    tellDutyManager,
    confirm(
      60,
      'Look at the picture and ten seconds back: what do they run from?',
      'Посмотрите на картинку и на десять секунд назад: от чего они бегут?',
    ),
    step(
      'call-help',
      'Call police, ambulance or fire brigade with place and direction.',
      'Вызовите полицию, скорую или пожарных, назовите место и направление.',
      { dueS: 120 },
    ),
    step(
      'open-exits',
      'Open exits where people run to; keep others away.',
      'Откройте выходы там, куда бегут; не пускайте туда остальных.',
      { dueS: 120 },
    ),
    step('hurt', 'Ask on the spot who is hurt.', 'Уточните на месте, есть ли пострадавшие.', must),
    step(
      'keep-footage',
      'Keep the footage of the last minutes: it is deleted by its term otherwise.',
      'Удержите запись последних минут: иначе её удалят по сроку.',
    ),
  ],
  queue: [
    confirm(
      300,
      'Look at the picture: how long is it, and does it block a way?',
      'Посмотрите на картинку: какой длины очередь и не перекрывает ли она проход?',
    ),
    step('open-counter', 'Open another counter or gate.', 'Откройте ещё одну кассу или турникет.', {
      dueS: 600,
    }),
    step(
      'inform',
      'Tell those who wait how long it takes and where else to go.',
      'Сообщите ожидающим, сколько ждать и куда ещё пойти.',
    ),
  ],
  'camera-out-of-range': [
    confirm(
      120,
      'Watch the picture yourself: numbers from here are at least so high.',
      'Смотрите на картинку сами: показанные здесь числа — нижняя граница.',
    ),
    step('count-entrances', 'Take counts from the entrances instead.', 'Берите счёт по входам.', {
      dueS: 300,
    }),
    step('hold-inflow', 'Hold the inflow until you know.', 'Придержите вход, пока не станет ясно.', {
      dueS: 300,
    }),
    step('measuring', 'See that the camera measures again.', 'Убедитесь, что камера снова измеряет.', must),
  ],
};
