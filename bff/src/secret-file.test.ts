import { mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { StartupError } from './platform/startup-error'
import { prepareDataDir } from './secret-file'

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
