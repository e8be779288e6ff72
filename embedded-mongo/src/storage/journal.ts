import { closeSync, constants, fdatasync, fdatasyncSync, fstatSync, fsyncSync, openSync } from 'node:fs'
import { readSync, writeSync } from 'node:fs'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { crc32 } from 'node:zlib'

/** Checksum, generation and length (4 bytes each) before every block. */
const HEAD_BYTES = 12
/** A segment begins with room for its base; groups follow. */
const GROUPS_AT = 64 * 1024
const SEGMENT_BYTES = 2 * 2 ** 20
/** A group beyond this is not written twice: lmdb's own pages are flushed for it. */
const LARGEST_GROUP = SEGMENT_BYTES / 4
/** lmdb cannot use pages again that were freed since the last base, so it grows by this many commits at most. */
const MOST_GROUPS = 256
const REMOVED = 0xffffffff

/** What an unclean end left: lmdb's root pages as of the last base, and the groups committed after it. */
export interface Recovered {
  roots: Buffer
  groups: Buffer[]
}

/**
 * Makes a group of writes safe with one short flush. lmdb spreads a commit over a dozen pages and flushes them, then
 * its root: two flushes of scattered blocks. Here the group's puts and removes are appended to a file whose length
 * does not change; lmdb's pages follow from time to time (a "base").
 *
 * Two segments take turns, one per generation. The base of a generation is a copy of lmdb's two root pages, written
 * once everything they lead to is on the disk; lmdb's copy-on-write and a reader that stays at that state keep those
 * pages as they are until the next base. After an unclean end the roots of the newest base are put back and the groups
 * of its generation and the next one are applied again, up to the first whose checksum fails: that one was never
 * acknowledged. A base without roots says that the end was clean.
 */
export class Journal {
  private readonly files: readonly [number, number]
  private generation = 0
  private groups = 0
  private end = GROUPS_AT
  private parts: Buffer[] = []
  private size = 0
  /** Where the group of the present commit begins, once it is appended. */
  private appendedAt: number | undefined
  /** The present group does not fit: only a new base makes it safe. */
  overflowed = false

  constructor(folder: string) {
    this.files = [openSegment(join(folder, 'journal.0')), openSegment(join(folder, 'journal.1'))]
  }

  private get file(): number {
    return this.files[this.generation % 2 === 0 ? 0 : 1]
  }

  recover(): Recovered | undefined {
    const segments = this.files.map((file) => {
      const bytes = Buffer.alloc(SEGMENT_BYTES)
      readSync(file, bytes, 0, bytes.length, 0)
      return bytes
    })
    const bases = segments.flatMap((bytes) => blockAt(bytes, 0) ?? [])
    const [newest] = bases.sort((a, b) => b.generation - a.generation)
    if (!newest) return undefined
    const { generation, payload: roots } = newest
    // The next generation must lie in the other segment, or its base would overwrite the one that is needed until then.
    this.generation = generation + 2
    if (roots.length === 0) return undefined
    const groups = [generation, generation + 1].flatMap((wanted) =>
      groupsOf(segments[wanted % 2] ?? Buffer.alloc(0), wanted),
    )
    return { roots: Buffer.from(roots), groups }
  }

  /** Begins a group; what was noted of one that failed is forgotten. */
  begin(): void {
    this.parts = []
    this.size = 0
    this.appendedAt = undefined
    this.overflowed = false
  }

  /** Notes one change; `value` undefined = removed. */
  note(key: Buffer, value: Buffer | undefined): void {
    if (this.size > LARGEST_GROUP) return
    const head = Buffer.allocUnsafe(6)
    head.writeUInt16BE(key.length)
    head.writeUInt32BE(value ? value.length : REMOVED, 2)
    const change = value ? [head, key, value] : [head, key]
    this.parts.push(...change)
    this.size += change.reduce((sum, { length }) => sum + length, 0)
  }

  /** Writes the group, without a flush; call inside the lmdb transaction, which a full disk then still ends. */
  append(): void {
    const { size } = this
    if (size === 0) return
    if (size > LARGEST_GROUP || this.end + HEAD_BYTES + size > SEGMENT_BYTES) {
      this.overflowed = true
      return
    }
    writeBlock(this.file, this.end, this.generation, Buffer.concat(this.parts, size))
    this.appendedAt = this.end
    this.end += HEAD_BYTES + size
    this.groups++
  }

  /** Takes an appended group back: lmdb could not commit it. */
  undo(): void {
    if (this.appendedAt === undefined) return
    this.end = this.appendedAt
    writeSync(this.file, Buffer.alloc(HEAD_BYTES), 0, HEAD_BYTES, this.end)
    fdatasyncSync(this.file)
    this.begin()
  }

  /** Returns when the appended group is on the disk. Another thread could wait too, but waking it costs as much. */
  flush(): void {
    if (this.appendedAt !== undefined) fdatasyncSync(this.file)
  }

  /** It is time for a new base. */
  get isDue(): boolean {
    return this.groups >= MOST_GROUPS || this.end > SEGMENT_BYTES / 2
  }

  /** Groups from now on belong to the next generation. @returns what writes its base, with lmdb's roots of this moment */
  turn(): (roots: Buffer) => Promise<void> {
    const generation = ++this.generation
    const { file } = this
    this.end = GROUPS_AT
    this.groups = 0
    return async (roots) => {
      writeBlock(file, 0, generation, roots)
      await flushFile(file)
    }
  }

  close(): void {
    for (const file of this.files) closeSync(file)
  }
}

/** Every change of a noted group, in order. */
export function* changesOf(group: Buffer): Generator<{ key: Buffer; value: Buffer | undefined }> {
  for (let at = 0; at < group.length;) {
    const keyEnd = at + 6 + group.readUInt16BE(at)
    const size = group.readUInt32BE(at + 2)
    const end = size === REMOVED ? keyEnd : keyEnd + size
    yield {
      key: group.subarray(at + 6, keyEnd),
      value: size === REMOVED ? undefined : group.subarray(keyEnd, end),
    }
    at = end
  }
}

export const flushFile = promisify(fdatasync)

/** A file of its full length: a flush then never has to write the file's own description too. */
function openSegment(path: string): number {
  const file = openSync(path, constants.O_RDWR | constants.O_CREAT, 0o600)
  if (fstatSync(file).size < SEGMENT_BYTES) {
    writeSync(file, Buffer.alloc(SEGMENT_BYTES), 0, SEGMENT_BYTES, 0)
    fsyncSync(file)
  }
  return file
}

function writeBlock(file: number, at: number, generation: number, payload: Buffer): void {
  const block = Buffer.allocUnsafe(HEAD_BYTES + payload.length)
  block.writeUInt32BE(generation, 4)
  block.writeUInt32BE(payload.length, 8)
  block.set(payload, HEAD_BYTES)
  block.writeUInt32BE(crc32(block.subarray(4)), 0)
  const written = writeSync(file, block, 0, block.length, at)
  if (written !== block.length) throw new Error('No space left for the journal')
}

interface Block {
  generation: number
  payload: Buffer
  end: number
}

function blockAt(bytes: Buffer, at: number): Block | undefined {
  if (at + HEAD_BYTES > bytes.length) return undefined
  const end = at + HEAD_BYTES + bytes.readUInt32BE(at + 8)
  if (end > bytes.length || crc32(bytes.subarray(at + 4, end)) !== bytes.readUInt32BE(at)) return undefined
  return { generation: bytes.readUInt32BE(at + 4), payload: bytes.subarray(at + HEAD_BYTES, end), end }
}

function groupsOf(segment: Buffer, generation: number): Buffer[] {
  const found: Buffer[] = []
  for (let at = GROUPS_AT; ;) {
    const block = blockAt(segment, at)
    if (block?.generation !== generation) return found
    found.push(block.payload)
    at = block.end
  }
}
