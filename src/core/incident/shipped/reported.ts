import type { reportedKinds } from '../incident.ts';
import { confirm, must, type Steps, step, tellDutyManager } from './step.ts';

export const reportedSteps: { readonly [K in (typeof reportedKinds)[number]]: Steps } = {
  medical: [
    confirm(
      60,
      'Ask the caller: where exactly, conscious, breathing, bleeding?',
      'Спросите звонящего: где именно, в сознании ли, дышит ли, есть ли кровь?',
    ),
    step(
      'ambulance',
      'Call the ambulance; send first aid and a defibrillator.',
      'Вызовите скорую; отправьте первую помощь и дефибриллятор.',
      { isRequired: true, dueS: 120 },
    ),
    step(
      'guide',
      'Have somebody meet the ambulance at a named entrance.',
      'Пусть кто-нибудь встретит скорую у определённого входа.',
      { dueS: 300 },
    ),
    step(
      'room',
      'Make room: keep people and cameras of bystanders away.',
      'Освободите место: отведите людей и снимающих.',
    ),
    step(
      'handed-over',
      'Note when and to whom the person was handed over. No name.',
      'Запишите, когда и какой бригаде передан пострадавший. Без имени.',
      must,
    ),
  ],
  fire: [
    tellDutyManager,
    step(
      'fire-brigade',
      'Call the fire brigade with place, what burns, and who is inside.',
      'Вызовите пожарных: место, что горит, кто внутри.',
      { isRequired: true, dueS: 60 },
    ),
    step(
      'evacuate',
      'Clear the place; open exits, stop escalators towards it.',
      'Освободите место; откройте выходы, остановите эскалаторы к нему.',
      { isRequired: true, dueS: 120 },
    ),
    confirm(
      180,
      'See on the cameras that nobody is left behind.',
      'Убедитесь по камерам, что никто не остался.',
    ),
    step(
      'guide',
      'Have somebody meet the fire brigade with keys and a plan.',
      'Пусть кто-нибудь встретит пожарных с ключами и планом.',
      { dueS: 300 },
    ),
    step('released', 'The fire brigade gives the place back.', 'Пожарные вернули объект.', must),
  ],
  disorder: [
    confirm(
      60,
      'Look at the picture: how many, anything in their hands, anybody hurt?',
      'Посмотрите на картинку: сколько человек, есть ли что-то в руках, есть ли пострадавшие?',
    ),
    step('police', 'Call the police with place and direction.', 'Сообщите в полицию место и направление.', {
      dueS: 120,
    }),
    step('keep-away', 'Lead others away from it.', 'Отведите остальных.'),
    step(
      'send',
      'Send staff in pairs, or let them wait for the police.',
      'Отправьте сотрудников парами или пусть ждут полицию.',
    ),
    step(
      'keep-footage',
      'Keep the footage: it is deleted by its term otherwise.',
      'Удержите запись: иначе её удалят по сроку.',
      must,
    ),
  ],
  'missing-person': [
    step(
      'describe',
      'Write down where and when last seen, clothing, what help is needed. No name in the log.',
      'Запишите, где и когда видели, одежду, какая помощь нужна. Имя в журнал не пишите.',
      { isRequired: true, dueS: 180 },
    ),
    step('exits', 'Staff at the exits know the description.', 'Сотрудники у выходов знают описание.', {
      dueS: 300,
    }),
    step(
      'meeting-point',
      'Bring the caller to the meeting point and stay with them.',
      'Проводите звонящего к месту встречи и останьтесь с ним.',
    ),
    step(
      'police',
      'Call the police after ten minutes, at once for a small child.',
      'Сообщите в полицию через десять минут, о маленьком ребёнке — сразу.',
      { dueS: 600 },
    ),
    step('found', 'Note how it ended.', 'Запишите, чем закончилось.', must),
  ],
  damage: [
    confirm(
      600,
      'Look at it: does it endanger anybody now?',
      'Осмотрите: угрожает ли это кому-нибудь сейчас?',
    ),
    step('secure', 'Secure the place.', 'Обезопасьте место.', { dueS: 900 }),
    step('mend', 'Have it mended; note the order.', 'Закажите ремонт; запишите номер заявки.', must),
  ],
  other: [
    confirm(
      300,
      'Find out what happens, where, and who is in danger.',
      'Выясните, что происходит, где и кому угрожает опасность.',
    ),
    step('act', 'Decide what to do and write it down.', 'Решите, что делать, и запишите.', must),
  ],
};
