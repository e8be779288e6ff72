import { spawnSync } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { namedBoard, secretBoard } from '@linli/shared/polls/board.samples'
import { packZip } from '../src/platform/zip'
import { ownersBoard, evidenceOf } from './evidence-samples'

const folder = mkdtempSync(path.join(tmpdir(), 'linli-recount-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))

const run = (board: unknown, ...more: string[]) => runOn('board.json', JSON.stringify(board), ...more)
const packed = (files: Parameters<typeof packZip>[0]) => packZip(files, new Date('2026-12-26T12:00:00.000Z'))

function runOn(name: string, content: string | Buffer, ...more: string[]) {
  const file = path.join(folder, name)
  writeFileSync(file, content)
  const { status, stdout, stderr } = spawnSync(
    process.execPath,
    ['--import', 'tsx', path.resolve(__dirname, '../scripts/recount.ts'), file, ...more],
    { encoding: 'utf8', cwd: path.resolve(__dirname, '../..') },
  )
  return { status, text: `${stdout}${stderr}` }
}

test('a board that was downloaded recounts without server and database', () => {
  const board = secretBoard('ranked', 50)
  expect(run(board, board.root.slice(0, 12))).toMatchObject({
    status: 0,
    text: expect.stringContaining('全部一致') as string,
  })
})
test('a touched ballot is named and the program fails', () => {
  const board = namedBoard('single', 20)
  const rows = board.named?.rows.map((row) => (row.serial === 3 ? { ...row, answers: ['D'] } : row))
  const { status, text } = run({ ...board, named: { ...board.named, rows } })
  expect(status).toBe(1)
  expect(text).toContain('名册第 3 行：这张票被改过')
})
test('what is no board is said to be none', () => {
  expect(run({ hello: 1 })).toMatchObject({
    status: 2,
    text: expect.stringContaining('不是完整的计票文件') as string,
  })
})

test('a whole evidence file is checked against itself and against the printed root', async () => {
  const board = ownersBoard()
  const zip = await packed(evidenceOf(board))
  const { status, text } = runOn('evidence.zip', zip, board.root.slice(0, 12))
  expect([status, text]).toEqual([
    0,
    expect.stringMatching(/一致：监督签认的就是这个总指纹\n[^]*全部一致\n$/),
  ])
  expect(runOn('evidence.zip', zip, '000000000000')).toMatchObject({
    status: 1,
    text: expect.stringContaining('和您给的总指纹不一样') as string,
  })
})
test('evidence whose published result was changed fails, and the figure is named', async () => {
  const files = evidenceOf(ownersBoard()).map(({ name, bytes }) =>
    name === 'result.json'
      ? { name, bytes: Buffer.from(String(bytes).replace('"ballots": ', '"ballots": 1')) }
      : { name, bytes },
  )
  const { status, text } = runOn('evidence.zip', await packed(files))
  expect(status).toBe(1)
  expect(text).toMatch(/不一致：result\.json [^\n]*outcomes\[0\]\.count\.ballots：写的是 1\d+，应当是 \d+/)
})
test('evidence that was cut off fails', async () => {
  const zip = await packed(evidenceOf(ownersBoard()))
  expect(runOn('evidence.zip', zip.subarray(0, -9))).toMatchObject({
    status: 1,
    text: expect.stringContaining('不是完整的压缩包') as string,
  })
})
