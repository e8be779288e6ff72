import { copyFileSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { openEnvironment, type Environment } from '../src/storage/environment'

/**
 * A power failure leaves of every page that was not flushed either form: the disk writes in any order. The journal
 * and lmdb's root pages must lead to exactly the acknowledged state from any such mixture.
 */
const PAGE = 4096
const COMMITS = 700
const DATA = 'data.lmdb'
const SEGMENTS = ['journal.0', 'journal.1']

const folders: string[] = []
afterAll(() => folders.forEach((folder) => rmSync(folder, { recursive: true, force: true })))

function newFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'embedded-mongo-power-'))
  folders.push(folder)
  return folder
}

/** A small generator with a seed, so that a failure can be repeated. */
function randomFrom(seed: number): (below: number) => number {
  let state = seed
  return (below) => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0
    return Math.floor((state / 2 ** 32) * below)
  }
}

function contents(env: Environment): Map<string, string> {
  const all = env.entries({ start: Buffer.of(1), end: Buffer.of(255) })
  return new Map(all.map(({ key, value }) => [key.toString(), value.toString()]))
}

/** One commit of a few changes, the same in the environment and in the model. */
function change(env: Environment, model: Map<string, string>, random: (below: number) => number): void {
  void env.commit(() => {
    for (let times = random(6); times >= 0; times--) {
      const key = `key ${random(300)}`
      if (random(4) === 0) {
        env.remove(Buffer.from(key))
        model.delete(key)
      } else {
        const value = String(random(1e9)).repeat(1 + random(random(8) === 0 ? 900 : 40))
        env.put(Buffer.from(key), Buffer.from(value))
        model.set(key, value)
      }
    }
  })
}

const newestBase = (segments: readonly Buffer[]): number =>
  Math.max(...segments.map((bytes) => bytes.readUInt32BE(4)))

test('whatever the disk kept of unflushed pages, what was acknowledged is there, and nothing else', async () => {
  const random = randomFrom(20_261)
  const folder = newFolder()
  const env = await openEnvironment(folder)
  const model = new Map<string, string>()
  const read = (name: string): Buffer => readFileSync(join(folder, name))
  let flushed = { base: newestBase(SEGMENTS.map(read)), data: read(DATA) }
  const bases = new Set<number>()
  for (let commit = 0; commit < COMMITS; commit++) {
    change(env, model, random)
    if (commit % 20 !== 7) continue
    await new Promise(setImmediate)
    const segments = SEGMENTS.map(read)
    const data = read(DATA)
    // A base in the journal means that the file was flushed; this copy stands for the oldest the disk may hold.
    if (newestBase(segments) !== flushed.base) flushed = { base: newestBase(segments), data }
    bases.add(flushed.base)
    const mixed = Buffer.from(data)
    for (let at = 0; at < data.length; at += PAGE)
      if (random(2) === 0) {
        mixed.fill(0, at, at + PAGE)
        if (at < flushed.data.length) flushed.data.copy(mixed, at, at, at + PAGE)
      }
    const crashed = newFolder()
    writeFileSync(join(crashed, DATA), mixed)
    SEGMENTS.forEach((name, at) => writeFileSync(join(crashed, name), segments[at] ?? ''))
    const again = await openEnvironment(crashed)
    expect(contents(again)).toEqual(model)
    change(again, new Map(), random)
    await again.close()
  }
  expect(bases.size).toBeGreaterThan(2)
  await env.close()
})

test('a group that was written in part is as if it had never been, and those before it stay', async () => {
  const random = randomFrom(7)
  const folder = newFolder()
  const env = await openEnvironment(folder)
  const model = new Map<string, string>()
  for (let commit = 0; commit < 30; commit++) change(env, model, random)
  const acknowledged = new Map(model)
  const before = SEGMENTS.map((name) => readFileSync(join(folder, name)))
  change(env, model, random)
  const after = SEGMENTS.map((name) => readFileSync(join(folder, name)))
  const at = after.findIndex((bytes, place) => !bytes.equals(before[place] ?? bytes))
  const changed = [...(after[at] ?? [])].flatMap((byte, place) =>
    byte === before[at]?.[place] ? [] : [place],
  )
  for (const cut of [changed[0] ?? 0, changed[Math.floor(changed.length / 2)] ?? 0, changed.at(-1) ?? 0]) {
    const crashed = newFolder()
    copyFileSync(join(folder, DATA), join(crashed, DATA))
    const torn = Buffer.concat([
      after[at]?.subarray(0, cut) ?? '',
      before[at]?.subarray(cut) ?? '',
    ] as Buffer[])
    SEGMENTS.forEach((name, place) =>
      writeFileSync(join(crashed, name), place === at ? torn : (after[place] ?? '')),
    )
    const again = await openEnvironment(crashed)
    expect(contents(again)).toEqual(acknowledged)
    await again.close()
  }
  await env.close()
})

test('a group larger than the journal is on the disk too, and after a clean end nothing is put back', async () => {
  const folder = newFolder()
  const env = await openEnvironment(folder)
  const large = Buffer.alloc(3 * 2 ** 20, 'x')
  await env.commit(() => env.put(Buffer.from('large'), large))
  const crashed = newFolder()
  for (const name of [DATA, ...SEGMENTS]) copyFileSync(join(folder, name), join(crashed, name))
  const again = await openEnvironment(crashed)
  expect(again.get(Buffer.from('large'))?.equals(large)).toBe(true)
  await again.close()

  await env.commit(() => env.remove(Buffer.from('large')))
  await env.close()
  copyFileSync(join(crashed, DATA), join(folder, DATA)) // another state of the same data: a backup put in its place
  const restored = await openEnvironment(folder)
  expect(restored.get(Buffer.from('large'))?.equals(large)).toBe(true)
  await restored.close()
})
