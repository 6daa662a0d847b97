import { confirm, must, type Steps, step, tellDutyManager } from './step.ts';

export const roadSteps: {
  readonly [K in
    | 'wrong-way'
    | 'stopped-vehicle'
    | 'slow-traffic'
    | 'traffic-queue'
    | 'pedestrian-on-carriageway']: Steps;
} = {
  'wrong-way': [
    tellDutyManager,
    confirm(
      30,
      'Confirm on the picture: direction, lane, kind of vehicle.',
      'Подтвердите по картинке: направление, полоса, вид транспорта.',
    ),
    step(
      'warn',
      'Set the signs and warn drivers who come towards it.',
      'Включите знаки и предупредите встречных водителей.',
      { isRequired: true, dueS: 60 },
    ),
    step('police', 'Call the police with place and direction.', 'Сообщите в полицию место и направление.', {
      isRequired: true,
      dueS: 120,
    }),
    step(
      'follow',
      'Follow it on the next cameras; note each place and time.',
      'Следите по следующим камерам; записывайте место и время.',
    ),
    step(
      'clear',
      'Signs back to normal once the road is clear.',
      'Верните знаки в обычный режим, когда дорога свободна.',
      must,
    ),
  ],
  'stopped-vehicle': [
    confirm(
      60,
      'Confirm on the picture: lane, people outside, smoke.',
      'Подтвердите по картинке: полоса, люди снаружи, дым.',
    ),
    step(
      'close-lane',
      'Close the lane by signs and lower the limit.',
      'Закройте полосу знаками и снизьте скорость.',
      { isRequired: true, dueS: 120 },
    ),
    step(
      'send',
      'Send patrol or recovery to the lane and kilometre.',
      'Отправьте патруль или эвакуатор: полоса, километр.',
      { dueS: 300 },
    ),
    step(
      'people',
      'See that everybody stands behind the barrier.',
      'Убедитесь, что все стоят за ограждением.',
    ),
    step('clear', 'Open the lane again once it is clear.', 'Откройте полосу, когда она свободна.', must),
  ],
  'slow-traffic': [
    confirm(
      600,
      'Look at the picture and ahead: what slows it?',
      'Посмотрите на картинку и вперёд по ходу: что тормозит движение?',
    ),
    step('signs', 'Set signs and limits upstream.', 'Включите знаки и ограничения выше по ходу.', {
      dueS: 600,
    }),
    step('inform', 'Tell traffic information.', 'Передайте сведения службе информирования.'),
  ],
  'traffic-queue': [
    confirm(180, 'Find the tail of the queue and what it waits for.', 'Найдите хвост очереди и её причину.'),
    step(
      'warn-tail',
      'Warn the traffic behind the tail; move the warning as the queue grows.',
      'Предупредите тех, кто подъезжает к хвосту; переносите предупреждение вместе с ним.',
      { isRequired: true, dueS: 300 },
    ),
    step(
      'cause',
      'Work what causes it, as an incident of its own if it is one.',
      'Займитесь причиной; если это отдельное происшествие, заведите его.',
    ),
    step('clear', 'Take the warning back.', 'Снимите предупреждение.', must),
  ],
  'pedestrian-on-carriageway': [
    confirm(
      30,
      'Confirm on the picture: where, in which direction, how many.',
      'Подтвердите по картинке: где, в какую сторону, сколько человек.',
    ),
    step('warn', 'Lower the limit and set the signs.', 'Снизьте скорость и включите знаки.', {
      isRequired: true,
      dueS: 60,
    }),
    step('send', 'Send a patrol.', 'Отправьте патруль.', { dueS: 120 }),
    step('safe', 'See that the person is off the road.', 'Убедитесь, что человек покинул дорогу.', must),
  ],
};
