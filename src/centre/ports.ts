/** The edges of the centre on one screen. A port exists only where two real implementations do. */
import type { FromIngest, IngestCamera, MediaDemand } from '../contract/ingest.ts';
import type { ProcessHealth } from '../contract/shapes.ts';
import type {
  Deal,
  DealOrder,
  RenderOrder,
  SealedShare,
  SessionOrder,
  ShareAnswer,
} from '../contract/vault.ts';

/** Footage and exhibits: disk, or S3. */
export type { Blobs } from '../storage/blobs.ts';

/** UTC milliseconds now. System or simulated. */
export type Clock = { nowMs(): number };

/** A PostgreSQL that can be reached. Embedded or external; the same SQL runs on both. */
export type DatabaseServer = {
  readonly url: string;
  /** Resolves once the server accepts connections again; restarts an embedded server that died. */
  revive(): Promise<void>;
  stop(): Promise<void>;
};

/** Who ingests which camera. Forked children here; nodes of a cluster beyond one machine. */
export type Fleet = {
  /** Adds a camera, or changes it. Disturbs no other camera. */
  set(camera: IngestCamera): void;
  remove(cameraId: string): void;
  /** What somebody looks at: what nobody does is not encoded. */
  watch(cameraId: string, demand: MediaDemand): void;
  /** Asks for one still to be labelled. It may never come: the camera is dark, lost, or its process dies. */
  sample(cameraId: string): void;
  /** Asks what walking people say of the ground; the answer may never come. */
  askProposal(cameraId: string): void;
  /** Messages of every ingest process, media included, in the order each process sent them. */
  onMessage(listener: (message: FromIngest) => void): void;
  processes(): readonly ProcessHealth[];
  stop(): Promise<void>;
};

/** The one way out for media: masked access units in, viewers out. */
export type MediaGateway = {
  accept(message: FromIngest): void;
  /** Serves one viewer until its socket closes. A slow viewer loses groups of pictures, never memory. */
  attach(cameraId: string, socket: ViewerSocket): void;
  snapshot(cameraId: string): { readonly jpeg: Uint8Array; readonly capturedAtMs: number } | null;
  viewers(): number;
  /** Told when the first viewer of a camera comes, and some seconds after the last one left; the same for stills. */
  onDemand(listener: (cameraId: string, demand: MediaDemand) => void): void;
  forget(cameraId: string): void;
};

/** The part of a WebSocket that the gateway needs. */
export type ViewerSocket = {
  readonly bufferedAmount: number;
  send(data: string | Uint8Array): void;
  close(code?: number, reason?: string): void;
  on(event: 'close' | 'error', listener: () => void): void;
};

/** The vault. Each call works in a process of its own that ends with it: no vault key is ever in the centre's memory. */
export type Vault = {
  /** A new key, dealt in shares; nothing else of it stays. */
  deal(order: DealOrder): Promise<Deal>;
  begin(order: SessionOrder): Promise<VaultSession>;
  stop(): Promise<void>;
};

export type VaultSession = {
  /** Shares are sealed to this age recipient, which dies with the session. */
  readonly recipient: string;
  submit(share: SealedShare): Promise<ShareAnswer>;
  /** The same key in new shares. @throws Error before it is unlocked. */
  redeal(order: DealOrder): Promise<Deal>;
  /** Fragmented MP4. @throws Error before it is unlocked, or when a segment cannot be opened: `message` names it. */
  render(order: RenderOrder): AsyncIterable<Uint8Array>;
  /** Ends the process, and with it the key. */
  close(): Promise<void>;
};
