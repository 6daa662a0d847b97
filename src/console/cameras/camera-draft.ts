/** The form of a camera: what was typed, what is wrong with it, and what is sent. */
import { type CameraView, SourceAddress } from '../../contract/shapes.ts';
import { levelOf } from '../../core/plan/level.ts';

export type CameraFields = {
  readonly address: string;
  readonly mainAddress: string;
  readonly name: string;
  readonly purpose: string;
  readonly latitude: string;
  readonly longitude: string;
  readonly level: string;
  readonly analysisFps: number;
  readonly isEnabled: boolean;
};

export const emptyFields: CameraFields = {
  address: '',
  mainAddress: '',
  name: '',
  purpose: '',
  latitude: '',
  longitude: '',
  level: '',
  analysisFps: 5,
  isEnabled: true,
};

export type FieldFault = 'addressEmpty' | 'addressBad' | 'nameEmpty' | 'placeBad' | 'levelBad';
export type FieldFaults = {
  readonly [F in 'address' | 'mainAddress' | 'name' | 'place' | 'level']?: FieldFault;
};

export function fieldsOf(camera: CameraView): CameraFields {
  return {
    address: camera.source.analysisUrl,
    mainAddress: camera.source.mainUrl ?? '',
    name: camera.name,
    purpose: camera.purpose,
    latitude: camera.position === null ? '' : String(camera.position.latitude),
    longitude: camera.position === null ? '' : String(camera.position.longitude),
    level: camera.level === null ? '' : String(camera.level),
    analysisFps: camera.source.analysisFps,
    isEnabled: camera.source.isEnabled,
  };
}

export function faultsOf(fields: CameraFields): FieldFaults {
  const address = addressFault(fields.address);
  const main = fields.mainAddress.trim() === '' ? null : addressFault(fields.mainAddress);
  return {
    ...(address === null ? {} : { address }),
    ...(main === null ? {} : { mainAddress: main }),
    ...(fields.name.trim() === '' ? { name: 'nameEmpty' } : {}),
    ...(positionOf(fields) === undefined ? { place: 'placeBad' } : {}),
    ...(levelOf(fields.level) === undefined ? { level: 'levelBad' } : {}),
  };
}

/** Null when the address could be one; whether it answers is for the server to say. */
function addressFault(text: string): FieldFault | null {
  const address = text.trim();
  if (address === '') return 'addressEmpty';
  if (!SourceAddress.safeParse(address).success) return 'addressBad';
  // The contract takes any path; a web address as a path is a slip of the hand.
  const scheme = /^([a-z][a-z0-9+.-]*):\/\//i.exec(address)?.[1]?.toLowerCase();
  if (scheme === undefined || scheme === 'file') return null;
  return /^rtsps?:\/\/[^\s/]+/i.test(address) ? null : 'addressBad';
}

/** Null: no place. Undefined: what was typed is no place. A comma is taken for a decimal point. */
export function positionOf({
  latitude,
  longitude,
}: Pick<CameraFields, 'latitude' | 'longitude'>): CameraView['position'] | undefined {
  if (latitude.trim() === '' && longitude.trim() === '') return null;
  const [lat, lon] = [degrees(latitude), degrees(longitude)];
  if (!(Math.abs(lat) <= 90) || !(Math.abs(lon) <= 180)) return undefined;
  return { latitude: lat, longitude: lon };
}

function degrees(text: string): number {
  const typed = text.trim().replace(',', '.');
  return typed === '' ? Number.NaN : Number(typed);
}

/** A name to begin with: the host of an address, the name of a file. */
export function nameFrom(address: string): string {
  const text = address.trim();
  const host = /^rtsps?:\/\/(?:[^@/]*@)?([^:/?]+)/i.exec(text)?.[1];
  if (host !== undefined) return host;
  const file = text.split(/[\\/]/).at(-1) ?? '';
  return file
    .replace(/\.[a-z0-9]{1,5}$/i, '')
    .replaceAll(/[-_]+/g, ' ')
    .trim();
}

/** Fields with the name that the address suggests, where none was typed. */
export function withName(fields: CameraFields): CameraFields {
  return fields.name.trim() === '' ? { ...fields, name: nameFrom(fields.address) } : fields;
}

/** The body of `cameras.create`, and with a version of `cameras.update`. Only for fields without faults. */
export function draftFrom(fields: CameraFields) {
  const mainUrl = fields.mainAddress.trim();
  return {
    name: fields.name.trim(),
    purpose: fields.purpose.trim(),
    position: positionOf(fields) ?? null,
    level: levelOf(fields.level) ?? null,
    source: {
      analysisUrl: fields.address.trim(),
      mainUrl: mainUrl === '' ? null : mainUrl,
      analysisFps: fields.analysisFps,
      isEnabled: fields.isEnabled,
    },
  };
}

/** A camera as it is, as the body of a change. */
export function draftOf({ name, purpose, position, source, maskPolicy }: CameraView) {
  return { name, purpose, position, source, maskPolicy };
}
