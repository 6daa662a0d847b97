import { AccuracyFigures } from '../../contract/accuracy.ts';
import type { AccuracyFigures as Figures } from '../../core/score/accuracy-card.ts';
import { json, type Query, type Tx } from './database.ts';

export type StoredCard = {
  readonly id: string;
  readonly cameraId: string;
  readonly madeAtMs: number;
  readonly madeBy: string;
  /** SHA-256 of the set-up that was measured. */
  readonly setupHash: Uint8Array;
  readonly figures: Figures;
};

type Row = {
  id: string;
  cameraId: string;
  madeAt: Date;
  madeBy: string;
  setupHash: Uint8Array;
  figures: unknown;
};

/** A camera measured every week has its last year. */
const mostCards = 50;

/** The oldest beyond the last fifty go. */
export async function insertCard(tx: Tx, card: StoredCard): Promise<void> {
  await tx`
    insert into accuracy_cards (id, camera_id, made_at, made_by, setup_hash, figures)
    values (${card.id}, ${card.cameraId}, ${new Date(card.madeAtMs)}, ${card.madeBy}, ${card.setupHash},
      ${json(card.figures)})`;
  await tx`
    delete from accuracy_cards where id in (
      select id from accuracy_cards where camera_id = ${card.cameraId}
      order by made_at desc, id offset ${mostCards})`;
}

/** Newest first. */
export async function listCards(query: Query, cameraId: string): Promise<StoredCard[]> {
  const rows = await query<
    Row[]
  >`select * from accuracy_cards where camera_id = ${cameraId} order by made_at desc, id`;
  return rows.map(fromRow);
}

/** The newest of each camera. */
export async function newestCards(query: Query): Promise<StoredCard[]> {
  const rows = await query<Row[]>`
    select distinct on (camera_id) * from accuracy_cards order by camera_id, made_at desc, id`;
  return rows.map(fromRow);
}

function fromRow({ madeAt, figures, ...row }: Row): StoredCard {
  return { ...row, madeAtMs: madeAt.getTime(), figures: AccuracyFigures.parse(figures) };
}
