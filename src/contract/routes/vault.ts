/** The vault and those who hold its key. */
import { z } from 'zod';
import {
  CeremonyDraft,
  Collected,
  HandIn,
  Joining,
  Reason,
  ShareSession,
  Vault,
  VaultView,
} from '../evidence.ts';
import { defineRoutes } from '../route.ts';
import { ByUuid, Nothing } from './parameters.ts';

export const vaultRoutes = defineRoutes({
  'vault.get': {
    method: 'GET',
    path: '/api/vault',
    permission: 'vault.read',
    audit: null,
    summary: 'The vault that originals are sealed to, its custodians, and a ceremony or drill under way',
    reply: VaultView,
  },
  'ceremony.begin': {
    method: 'POST',
    path: '/api/vault/ceremony',
    permission: 'vault.write',
    audit: 'vault.ceremony-started',
    summary:
      'Names custodians, and how many of them open the vault together. A new key, or the key of today in new shares',
    body: CeremonyDraft,
    reply: Vault,
  },
  'ceremony.abandon': {
    method: 'POST',
    path: '/api/vault/ceremony/:id/abandon',
    permission: 'vault.write',
    audit: 'vault.ceremony-abandoned',
    params: ByUuid,
    summary: 'Gives a ceremony up. The vault that was active stays so',
    body: Reason,
    reply: Vault,
  },
  'ceremony.join': {
    method: 'POST',
    path: '/api/vault/ceremony/:id/join',
    permission: 'evidence.approve',
    audit: 'vault.share-joined',
    params: ByUuid,
    summary:
      'A custodian is there, with an age recipient that his screen made for this occasion. The last one starts the deal',
    body: Joining,
    reply: Vault,
  },
  'ceremony.collect': {
    method: 'POST',
    path: '/api/vault/ceremony/:id/collect',
    permission: 'evidence.approve',
    audit: 'vault.share-collected',
    params: ByUuid,
    summary: 'The own share, sealed to the recipient that joined. Given out once, and kept nowhere',
    body: Nothing,
    reply: Collected,
  },
  'ceremony.confirm': {
    method: 'POST',
    path: '/api/vault/ceremony/:id/confirm',
    permission: 'evidence.approve',
    audit: 'vault.share-confirmed',
    params: ByUuid,
    summary: 'The own share is on paper. With the last one the vault is active',
    body: Nothing,
    reply: Vault,
  },
  'redeal.handIn': {
    method: 'POST',
    path: '/api/vault/redeal/shares',
    permission: 'evidence.approve',
    audit: 'vault.redeal-share-handed-in',
    summary:
      'A custodian of today hands in his share (contract/vault.ts, HandedShare) so that the key is dealt again',
    body: HandIn,
    reply: ShareSession.extend({ isUnlocked: z.boolean() }),
  },
  'drill.begin': {
    method: 'POST',
    path: '/api/vault/drill',
    permission: 'evidence.approve',
    audit: 'vault.drill-begun',
    summary: 'Begins a drill, or joins the one under way: shares are proven, and nothing is opened',
    body: Nothing,
    reply: ShareSession.extend({ isUnlocked: z.boolean() }),
  },
  'drill.handIn': {
    method: 'POST',
    path: '/api/vault/drill/shares',
    permission: 'evidence.approve',
    audit: 'vault.drill-share-handed-in',
    summary: 'Hands a share in to the drill. With enough of them everybody who took part has his date',
    body: HandIn,
    reply: ShareSession.extend({ isUnlocked: z.boolean() }),
  },
});
