import { spawnSync } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { namedBoard, secretBoard } from '@linli/shared/polls/board.samples'

const folder = mkdtempSync(path.join(tmpdir(), 'linli-recount-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))

function run(board: unknown, ...more: string[]) {
  const file = path.join(folder, 'board.json')
  writeFileSync(file, JSON.stringify(board))
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
