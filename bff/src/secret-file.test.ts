import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { StartupError } from './platform/startup-error'
import { keptSecret, prepareDataDir } from './secret-file'

let folder: string
beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'linli-data-'))
})
afterEach(() => rmSync(folder, { recursive: true }))

test('the data folder is made however deep it lies, readable to its owner alone, and again without harm', async () => {
  const deep = path.join(folder, 'a/b/c')
  await prepareDataDir(deep)
  await prepareDataDir(deep)
  expect(statSync(path.join(deep, 'tmp')).mode & 0o777).toBe(0o700)
})

test('where nothing can be made it says so at once: below a file, and where the system keeps the place to itself', async () => {
  const file = path.join(folder, 'file')
  writeFileSync(file, '')
  await expect(prepareDataDir(path.join(file, 'data'))).rejects.toBeInstanceOf(StartupError)
  await expect(prepareDataDir('/proc/linli/data')).rejects.toBeInstanceOf(StartupError)
})

test('first starts at once agree on one secret, readable to its owner alone, and leave nothing else', async () => {
  const secrets = await Promise.all(Array.from({ length: 8 }, () => keptSecret(folder)))
  expect(new Set(secrets).size).toBe(1)
  expect(secrets[0]).toMatch(/^[\w-]{64}$/)
  expect(readdirSync(folder)).toEqual(['secret'])
  expect(statSync(path.join(folder, 'secret')).mode & 0o777).toBe(0o600)
  expect(await keptSecret(folder)).toBe(secrets[0])
})

test('a secret that was cut off is left as it is, and one that is none is told in a sentence', async () => {
  const file = path.join(folder, 'secret')
  writeFileSync(file, 'half')
  await expect(keptSecret(folder)).rejects.toThrow(/不完整/)
  expect(readFileSync(file, 'utf8')).toBe('half')
  rmSync(file)
  mkdirSync(file)
  await expect(keptSecret(folder)).rejects.toBeInstanceOf(StartupError)
})
