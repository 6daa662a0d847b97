/** What a handler gets and gives, derived from the route table: a route without a handler does not compile. */
import type { z } from 'zod';
import type { RouteName, Routes } from '../../contract/routes.ts';
import type { ByteRange } from '../../storage/blobs.ts';
import type { LiveSink } from '../live.ts';
import type { ViewerSocket } from '../ports.ts';
import type { SignedIn } from '../sessions.ts';
import type { AuditDraft } from '../store/audit.ts';
import type { Refusal } from './problem.ts';

type Parsed<R, Part extends 'params' | 'query' | 'body'> = R extends {
  readonly [P in Part]: infer S extends z.ZodType;
}
  ? z.output<S>
  : undefined;

export type Call<K extends RouteName> = {
  readonly params: Parsed<Routes[K], 'params'>;
  readonly query: Parsed<Routes[K], 'query'>;
  readonly body: Parsed<Routes[K], 'body'>;
  /** Null on public routes when nobody is signed in. */
  readonly who: Routes[K]['permission'] extends 'public' ? SignedIn | null : SignedIn;
  /** Of the client. */
  readonly address: string;
  readonly nowMs: number;
  /** For events.stream. */
  readonly lastEventId: string | null;
  /** The audit entry of this call. A successful changing call that made none is a bug, and answered as one. */
  entry(target: string | null, detail: AuditDraft['detail'], who?: string): AuditDraft;
  readonly cookie: { set(token: string, expiresAtMs: number): void; clear(): void };
};

export type DeepReadonly<T> = T extends readonly (infer E)[]
  ? readonly DeepReadonly<E>[]
  : T extends object
    ? { readonly [P in keyof T]: DeepReadonly<T[P]> }
    : T;

export type Jpeg = { readonly jpeg: Uint8Array; readonly capturedAtMs?: number };
/** Bytes that are served whole or by ranges. */
export type Mp4 = {
  readonly totalBytes: number;
  /** Names these very bytes; null: they still grow. */
  readonly etag: string | null;
  /** Saved under this name; without: shown. */
  readonly fileName?: string;
  /** Null: gone meanwhile. */
  stream(range: ByteRange): Promise<AsyncIterable<Uint8Array> | null>;
};
/** A picture that is none of a camera. */
export type Picture = { readonly bytes: Uint8Array; readonly type: string };
/** A reply whose JSON was checked against its shape and written before. */
export class WrittenJson {
  readonly text: string;

  constructor(text: string) {
    this.text = text;
  }
}
/** Takes over a connection that has passed the access check. */
export type StreamHandler = (sink: LiveSink) => Promise<{ leave(): void }>;
export type SocketHandler = (socket: ViewerSocket) => void;

type Body<R> = R extends z.ZodType
  ? DeepReadonly<z.input<R>> | WrittenJson
  : R extends 'image/*'
    ? Picture
    : R extends 'image/jpeg'
      ? Jpeg
      : R extends 'video/mp4' | 'application/zip' | 'application/pdf'
        ? Mp4
        : R extends 'text/event-stream'
          ? StreamHandler
          : R extends 'websocket'
            ? SocketHandler
            : never;

export type Reply<K extends RouteName> = Body<Routes[K]['reply']> | Refusal;

export type Handler<K extends RouteName> = (call: Call<K>) => Promise<Reply<K>>;
export type Handlers = { readonly [K in RouteName]: Handler<K> };
