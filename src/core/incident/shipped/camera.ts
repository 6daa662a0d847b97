import type { CameraFaultKind } from '../../zone.ts';
import { must, type Steps, step } from './step.ts';

const cover = step(
  'cover',
  'Cover the place from another camera, or send somebody to look.',
  'Закройте это место другой камерой или отправьте кого-нибудь посмотреть.',
  { dueS: 600 },
);
const measuring = step(
  'measuring',
  'See that the camera measures again.',
  'Убедитесь, что камера снова измеряет.',
  must,
);
const mended = (en: string, ru: string): Steps => [cover, step('mend', en, ru), measuring];

export const cameraSteps: { readonly [K in Exclude<CameraFaultKind, 'camera-out-of-range'>]: Steps } = {
  'camera-lost': mended(
    'Have power, network and password checked.',
    'Пусть проверят питание, сеть и пароль.',
  ),
  'camera-frozen': mended('Have the camera restarted.', 'Пусть перезапустят камеру.'),
  'camera-dark': mended(
    'Look at the lens on the spot: light out, covered, painted? If covered on purpose, note when.',
    'Осмотрите объектив на месте: нет света, закрыт, закрашен? Если намеренно — запишите когда.',
  ),
  'camera-moved': mended(
    'Have it turned back, or its zones and calibration drawn anew.',
    'Пусть повернут обратно или заново нарисуют зоны и калибровку.',
  ),
  'camera-blurred': mended('Have the lens cleaned or focused.', 'Пусть протрут или сфокусируют объектив.'),
  'camera-disturbed': mended(
    'Wait for the weather, or have the lamp or lens seen to.',
    'Переждите погоду, или пусть проверят лампу либо объектив.',
  ),
  'camera-clock-off': mended(
    'Have the time server of camera and machine set.',
    'Пусть настроят сервер времени камеры и машины.',
  ),
  'camera-overloaded': mended(
    'Analyse fewer frames a second, or move cameras to another machine.',
    'Анализируйте меньше кадров в секунду или перенесите камеры на другую машину.',
  ),
};
