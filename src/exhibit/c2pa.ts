/** The C2PA manifest of a film, embedded as the last box: who made it, from what, and the hash of every other box. */
import { createHash } from 'node:crypto';
import { CoseAlgorithmIdentifier, type Signer } from '@trustnxt/c2pa-ts/cose';
import {
  ActionAssertion,
  ActionType,
  BMFFHashAssertion,
  ClaimVersion,
  DigitalSourceType,
  ManifestStore,
} from '@trustnxt/c2pa-ts/manifest';
import { type Box, joinBytes, makeBox, viewOf } from './boxes.ts';
import type { SiteKey } from './site-key.ts';

export type C2paClaim = {
  /** UUID of the film in this exhibit. */
  readonly instanceId: string;
  readonly software: { readonly name: string; readonly version: string };
  /** Masked footage was edited after it was captured; a clear original was only cut. */
  readonly how: 'masked' | 'clear';
};

/** C2PA 2.1, A.4: the user type of its uuid box. */
const userType = Uint8Array.from(Buffer.from('d8fec3d61b0e483c92975828877ec481', 'hex'));
/** Not hashed: C2PA's own box, and what players and tools may rewrite. */
const unhashed = new Set(['ftyp', 'mfra']);

/**
 * Hash of a film box by box while it is written (c2pa.hash.bmff.v3): before each box its place in the file, eight bytes.
 * The manifest comes last, so that no place moves when it is added.
 */
export function createFilmHash(): { add(box: Box): void; digest(): Uint8Array } {
  const hash = createHash('sha256');
  let offset = 0;
  return {
    add({ type, bytes }) {
      if (!unhashed.has(type)) {
        const place = new Uint8Array(8);
        viewOf(place).setBigUint64(0, BigInt(offset));
        hash.update(place).update(bytes);
      }
      offset += bytes.length;
    },
    digest: () => new Uint8Array(hash.digest()),
  };
}

/** @param filmHash of every box before this one. @returns the uuid box that ends the film. */
export async function c2paBox(filmHash: Uint8Array, claim: C2paClaim, key: SiteKey): Promise<Uint8Array> {
  const signer: Signer = {
    algorithm: CoseAlgorithmIdentifier.ES256,
    certificate: key.certificate,
    chainCertificates: [],
    sign: async (payload) => key.sign(payload, 'p1363'),
  };
  const store = new ManifestStore();
  const manifest = store.createManifest({
    claimVersion: ClaimVersion.V2,
    assetFormat: 'video/mp4',
    instanceID: `xmp:iid:${claim.instanceId}`,
    defaultHashAlgorithm: 'SHA-256',
    signer,
  });
  if (manifest.claim === undefined) throw new Error('the C2PA library made a manifest without a claim');
  manifest.claim.claimGeneratorName = claim.software.name;
  manifest.claim.claimGeneratorVersion = claim.software.version;
  const binding = BMFFHashAssertion.createV3('footage', 'SHA-256');
  binding.hash = filmHash;
  manifest.addAssertion(binding);
  const actions = new ActionAssertion();
  actions.label = 'c2pa.actions.v2';
  const softwareAgent = claim.software;
  actions.actions = [
    {
      action: ActionType.C2paCreated,
      digitalSourceType: DigitalSourceType.DigitalCapture,
      softwareAgent,
    },
    ...(claim.how === 'masked'
      ? [
          {
            action: ActionType.C2paEdited,
            softwareAgent,
            parameters: { description: 'People are hidden by pixelation before the picture was kept' },
          },
        ]
      : []),
    { action: ActionType.C2paRepackaged, softwareAgent },
  ];
  manifest.addAssertion(actions);
  await manifest.sign(signer);
  // Full box, purpose, and no Merkle box to point at.
  const head = joinBytes([userType, new Uint8Array(4), Buffer.from('manifest\0'), new Uint8Array(8)]);
  return makeBox('uuid', joinBytes([head, store.getBytes()]));
}
