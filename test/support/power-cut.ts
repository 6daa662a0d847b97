/**
 * A disk whose power can be cut. Everything goes to the real directory, and beside it stands a record of what was
 * written, synced and renamed, in order. `cutTo` builds what a disk may hold when power went at a moment: of a file,
 * what an fsync that had returned covers, and of later writes each, none or a torn part; of a directory, the names that
 * an fsync of that directory covers, and later names made, changed or removed, or not.
 *
 * Use: build the storage on `recorded.calls`; whenever it acknowledges something, keep `recorded.moment` beside the
 * promise; afterwards, for many seeds, cut at a moment, open the new directory with a plain storage, and check every
 * promise made up to then. What the new directory holds counts as durable for a further recorder on it.
 */
import { mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { type DiskCalls, type DiskFile, nodeDiskCalls } from '../../src/storage/disk-calls.ts';
import { type Random, randomOf } from './random.ts';

export type RecordedDisk = {
  readonly calls: DiskCalls;
  /** Things that changed so far. A promise acknowledged at moment m holds for every cut at m or later. */
  readonly moment: number;
  /**
   * Builds in `directory` (made here) what may be left of the root.
   * @param moment when power went; now, without.
   */
  cutTo(directory: string, seed: number, moment?: number): void;
};

/** The record stands for the medium, so the real one need not be waited for. */
export const unsyncedDiskCalls: DiskCalls = {
  ...nodeDiskCalls,
  open: async (file, flags) => {
    const opened = await nodeDiskCalls.open(file, flags);
    return { ...opened, datasync: async () => undefined, sync: async () => undefined };
  },
};

type Write = { readonly offset: number; readonly bytes: Uint8Array } | { readonly length: number };

/** A file or a directory, by what it is and not by what it is called. */
type Node = { readonly kind: 'file'; readonly initial: Uint8Array } | DirectoryNode;
type DirectoryNode = { readonly kind: 'directory'; readonly entries: Map<string, Node> };

type Change =
  | { readonly kind: 'write'; readonly node: Node; readonly write: Write; isDone: boolean }
  /** Names of one directory; null: gone. A rename within a directory is one change, as file systems promise. */
  | { readonly kind: 'names'; readonly node: Node; readonly names: ReadonlyMap<string, Node | null> }
  /** Covers what had been done when the call began. */
  | { readonly kind: 'sync'; readonly node: Node; readonly covers: ReadonlySet<Change> };

/** @param root a directory; with several volumes, the one they lie in. What is in it now counts as durable. */
export function recordDisk(root: string, under: DiskCalls = unsyncedDiskCalls): RecordedDisk {
  const changes: Change[] = [];
  const tree = readTree(root);
  /** What it held at the beginning; `tree` moves on. */
  const initial = new Map<DirectoryNode, Map<string, Node>>();
  keepInitial(tree);
  /** Not covered by any sync yet. */
  const pending = new Map<Node, Set<Change>>();

  function keepInitial(node: DirectoryNode): void {
    initial.set(node, new Map(node.entries));
    for (const inner of node.entries.values()) if (inner.kind === 'directory') keepInitial(inner);
  }

  function find(file: string): Node {
    let node: Node = tree;
    for (const name of path.relative(root, file).split(path.sep).filter(Boolean)) {
      const inner: Node | undefined = node.kind === 'directory' ? node.entries.get(name) : undefined;
      if (!inner) throw new Error(`${file} is not known to the recorder: who made it beside it?`);
      node = inner;
    }
    return node;
  }

  function directoryOf(file: string): DirectoryNode {
    const node = find(path.dirname(file));
    if (node.kind !== 'directory') throw new Error(`${file} lies in no directory`);
    return node;
  }

  function name(directory: DirectoryNode, names: ReadonlyMap<string, Node | null>): void {
    for (const [called, node] of names) {
      if (node) directory.entries.set(called, node);
      else directory.entries.delete(called);
    }
    add({ kind: 'names', node: directory, names });
  }

  function add(change: Change): void {
    changes.push(change);
    const waiting = pending.get(change.node);
    if (waiting) waiting.add(change);
    else pending.set(change.node, new Set([change]));
  }

  async function write(node: Node, what: Write, call: () => Promise<void>): Promise<void> {
    // Recorded before it is done: power may go in the middle of it, and a write that fails may have begun.
    const change = { kind: 'write' as const, node, write: what, isDone: false };
    add(change);
    await call();
    change.isDone = true;
  }

  async function sync(node: Node, call: () => Promise<void>): Promise<void> {
    const waiting = pending.get(node) ?? new Set();
    const covers = new Set([...waiting].filter((change) => change.kind !== 'write' || change.isDone));
    try {
      await call();
    } finally {
      // Also after a failure: the kernel forgets what it could not write, and a later sync does not cover it.
      for (const change of covers) waiting.delete(change);
    }
    changes.push({ kind: 'sync', node, covers });
  }

  /** One at a time, so that the record has the order of the disk. */
  let lastNaming: Promise<unknown> = Promise.resolve();
  function naming<T>(call: () => Promise<T>): Promise<T> {
    const done = lastNaming.then(call);
    lastNaming = done.catch(() => undefined);
    return done;
  }

  const recordedFile = (node: Node, file: DiskFile): DiskFile => ({
    // Copied: its owner may use the buffer again.
    write: (bytes, offset) =>
      write(node, { offset, bytes: Buffer.from(bytes) }, () => file.write(bytes, offset)),
    truncate: (length) => write(node, { length }, () => file.truncate(length)),
    read: (into, offset) => file.read(into, offset),
    datasync: () => sync(node, () => file.datasync()),
    sync: () => sync(node, () => file.sync()),
    close: () => file.close(),
  });

  const calls: DiskCalls = {
    ...under,
    open: (file, flags) =>
      naming(async () => {
        const opened = await under.open(file, flags);
        if (flags === 'wx') {
          name(
            directoryOf(file),
            new Map([[path.basename(file), { kind: 'file', initial: new Uint8Array(0) }]]),
          );
        }
        return recordedFile(find(file), opened);
      }),
    rename: (from, to) =>
      naming(async () => {
        const node = find(from);
        await under.rename(from, to);
        if (path.dirname(from) !== path.dirname(to))
          throw new Error('a rename between directories is not recorded');
        name(
          directoryOf(to),
          new Map<string, Node | null>([
            [path.basename(from), null],
            [path.basename(to), node],
          ]),
        );
      }),
    unlink: (file) =>
      naming(async () => {
        await under.unlink(file);
        name(directoryOf(file), new Map([[path.basename(file), null]]));
      }),
    rmdir: (directory) =>
      naming(async () => {
        await under.rmdir(directory);
        name(directoryOf(directory), new Map([[path.basename(directory), null]]));
      }),
    mkdir: (directory) =>
      naming(async () => {
        await under.mkdir(directory);
        const made: DirectoryNode = { kind: 'directory', entries: new Map() };
        initial.set(made, new Map());
        name(directoryOf(directory), new Map([[path.basename(directory), made]]));
      }),
  };

  return {
    calls,
    get moment() {
      return changes.length;
    },
    cutTo: (directory, seed, moment = changes.length) => {
      materialise(tree, directory, leftOf(changes.slice(0, moment), randomOf(seed)), initial);
    },
  };
}

type Left = { readonly names: Map<Node, Change[]>; readonly writes: Map<Node, Write[]> };

/** Draws what is left of every file and directory. */
function leftOf(changes: readonly Change[], random: Random): Left {
  const covered = new Set<Change>();
  for (const change of changes)
    if (change.kind === 'sync') for (const each of change.covers) covered.add(each);

  const luckOf = new Map<Node, () => boolean>();
  const names = new Map<Node, Change[]>();
  const writes = new Map<Node, Write[]>();
  for (const change of changes) {
    if (change.kind === 'sync') continue;
    if (!luckOf.has(change.node)) luckOf.set(change.node, luck(random));
    const isKept = covered.has(change) || luckOf.get(change.node)!();
    if (change.kind === 'names') {
      if (isKept) push(names, change.node, change);
    } else if (isKept) {
      const isTorn = !covered.has(change) && random() < 0.3;
      push(writes, change.node, isTorn ? torn(change.write, random) : change.write);
    }
  }
  return { names, writes };
}

/** How a file or directory fares: nothing of it was on its way, all was, all up to some point, or this and that. */
function luck(random: Random): () => boolean {
  const kind = random();
  if (kind < 0.3) return () => false;
  if (kind < 0.45) return () => true;
  if (kind < 0.75) {
    let isBefore = true;
    return () => {
      isBefore &&= random() < 0.7;
      return isBefore;
    };
  }
  return () => random() < 0.5;
}

function torn(write: Write, random: Random): Write {
  if ('length' in write) return write;
  return { offset: write.offset, bytes: write.bytes.subarray(0, Math.floor(random() * write.bytes.length)) };
}

function materialise(
  node: DirectoryNode,
  directory: string,
  left: Left,
  initial: ReadonlyMap<DirectoryNode, Map<string, Node>>,
): void {
  mkdirSync(directory, { recursive: true });
  const entries = new Map(initial.get(node));
  for (const change of left.names.get(node) ?? []) {
    if (change.kind !== 'names') continue;
    for (const [called, inner] of change.names) {
      if (inner) entries.set(called, inner);
      else entries.delete(called);
    }
  }
  for (const [called, inner] of entries) {
    const file = path.join(directory, called);
    if (inner.kind === 'directory') materialise(inner, file, left, initial);
    else writeFileSync(file, contentOf(inner.initial, left.writes.get(inner) ?? []));
  }
}

/** A write that was lost before one that was kept leaves zeros. */
function contentOf(initial: Uint8Array, writes: readonly Write[]): Uint8Array {
  let content = Buffer.from(initial);
  for (const write of writes) {
    const length =
      'length' in write ? write.length : Math.max(content.length, write.offset + write.bytes.length);
    if (length !== content.length) {
      const resized = Buffer.alloc(length);
      content.copy(resized);
      content = resized;
    }
    if (!('length' in write)) content.set(write.bytes, write.offset);
  }
  return content;
}

function readTree(directory: string): DirectoryNode {
  const entries = new Map<string, Node>();
  for (const called of readdirSync(directory)) {
    const file = path.join(directory, called);
    entries.set(
      called,
      statSync(file).isDirectory() ? readTree(file) : { kind: 'file', initial: readFileSync(file) },
    );
  }
  return { kind: 'directory', entries };
}

function push<K, V>(map: Map<K, V[]>, key: K, value: V): void {
  const values = map.get(key);
  if (values) values.push(value);
  else map.set(key, [value]);
}
