import { pollFingerprint, type FrozenPoll } from '@linli/shared/polls/board'
import { boardSchema, frozenPollSchema, type BoardFile } from '@linli/shared/polls/board.schema'
import type { Outcome } from '@linli/shared/polls/decision.rules'
import { canonicalJson, type RollLine } from '@linli/shared/polls/fingerprints'
import { recount, type Recount } from '@linli/shared/polls/recount'
import { boardFaultText } from './board-fault-text'
import { evidenceNames as names } from './evidence-files'
import {
  differs,
  firstDifference,
  hashOf,
  isRead,
  rawOf,
  read,
  textOf,
  within,
  type EvidenceBundle,
  type Read,
} from './evidence-reading'
import { historyFaults, notMeFaults, paperFaults, turnoutFaults } from './evidence-records'
import { officialCheck } from './evidence-official'

/** One thing that was laid beside another; `faults` begins with the first difference, and is empty where there is none. */
export interface EvidenceCheck {
  readonly what: string
  readonly faults: readonly string[]
}

/** What the evidence of a poll comes to, checked against itself alone. */
export interface EvidenceReport {
  readonly checks: readonly EvidenceCheck[]
  /** Null where `poll.json` cannot be read. */
  readonly poll: FrozenPoll | null
  /** As counted here, or as they follow from the figures of the city's own system. */
  readonly outcomes: readonly Outcome[]
  /** Computed here; empty where it cannot be. */
  readonly root: string
}

/** Lays every part of the evidence beside every other that says the same. Neither server nor database is asked. */
export function checkEvidence(files: EvidenceBundle): EvidenceReport {
  const checks: EvidenceCheck[] = []
  const check = (what: string, faults: readonly (string | null)[]): void => {
    checks.push({ what, faults: faults.filter((fault) => fault !== null) })
  }
  const readme = textOf(files, names.readme)
  const said = saidIn(readme)
  check('文件齐全，没有多出来的', listFaults(files, said.names))
  if (files.has(names.sums)) check('每个文件和 SHA256SUMS.txt 一样', sumFaults(files))

  const frozen = read(files, names.poll, frozenPollSchema)
  const board = files.has(names.board) ? read(files, names.board, boardSchema) : null
  const poll = isRead(frozen) ? frozen.value : null
  check('poll.json 是公布过的问题和规则', [
    ...(isRead(frozen) ? pollFaults(textOf(files, names.poll), frozen, board) : [frozen]),
    said.title === poll?.title ? null : 'README.txt 第 1 行：标题和 poll.json 的不一样',
    differs('README.txt 里 poll.json 的 SHA-256', said.poll, hashOf(files.get(names.poll))),
  ])

  const { lines, faults: broken } = rollLines(textOf(files, names.roll))
  const roll = {
    rows: lines.length,
    votes: lines.reduce((sum, { votes }) => sum + votes, 0),
    area: lines.reduce((sum, { area }) => sum + area, 0),
    fingerprint: hashOf(files.get(names.roll)),
  }
  check(`名册：${roll.rows} 行，${roll.votes} 票，面积 ${(roll.area / 100).toFixed(2)} ㎡`, [
    ...broken,
    ...(isRead(board) ? namedFaults(board.value, lines) : []),
    differs('README.txt 里 roll.txt 的 SHA-256', said.roll, roll.fingerprint),
    ...(isRead(board)
      ? [within(names.board, 'roll', { ...board.value.roll, voted: 0 }, { ...roll, voted: 0 })]
      : []),
    poll?.roll
      ? within(names.poll, 'roll', poll.roll, { rows: roll.rows, votes: roll.votes, area: roll.area })
      : null,
  ])

  const counted = isRead(board) ? counting(board, check) : null
  if (board !== null && !isRead(board)) check('board.json 重新计票', [board])
  const official = officialCheck(files, poll, roll, said.root)
  if (official) check('官方系统的数字和结果', official.faults)
  const outcomes = counted?.outcomes ?? official?.outcomes ?? []
  const root = counted?.root ?? official?.root ?? ''
  const voted = counted?.voted ?? official?.voted ?? 0

  const result = rawOf(files, names.result)
  const expected: unknown = JSON.parse(
    // Evidence from before the sums did not say how many have voted.
    JSON.stringify(files.has(names.sums) ? { root, voted, outcomes } : { root, outcomes }),
  )
  check('result.json 公布的数字和数出来的一样', [
    isRead(result) ? within(names.result, '', result.raw, expected) : result,
  ])
  // Evidence from before has no such file, and neither has a poll that the city's own system has counted.
  if (files.has(names.turnout))
    check(
      '各楼的参加情况和名册、选票对得上',
      turnoutFaults(rawOf(files, names.turnout), lines, isRead(board) ? board.value : null),
    )
  check('总指纹处处一样', [
    differs('README.txt 的总指纹', said.root, root),
    isRead(board) ? differs('board.json 的 root', board.value.root, root) : null,
  ])
  check('监督签认的就是这个总指纹', historyFaults(rawOf(files, names.history), root))
  check(
    '说记录不对的那些行在名册上',
    notMeFaults(rawOf(files, names.notMe), lines, isRead(board) ? board.value : null),
  )
  const objections = rawOf(files, names.objections)
  check('objections.json 读得出来', [
    isRead(objections)
      ? Array.isArray(objections.raw)
        ? null
        : 'objections.json：应当是一个列表'
      : objections,
  ])
  if (files.has(names.papers) || hasPapers(board))
    check('纸票的张数对得上', paperFaults(rawOf(files, names.papers), isRead(board) ? board.value : null))
  return { checks, poll, outcomes, root }
}

const hasPapers = (board: Read<BoardFile> | string | null): boolean =>
  isRead(board) && (board.value.secret ?? []).some(({ spoiled, missing }) => spoiled + missing > 0)

/** Counts the board; what a board cannot be made of is a fault as well, not the end of the program. */
function counting(
  { value, raw }: Read<BoardFile>,
  check: (what: string, faults: readonly (string | null)[]) => void,
): Recount | null {
  let counted: Recount
  try {
    counted = recount(value)
  } catch {
    check('board.json 重新计票', ['board.json：问题或规则不成立，数不下去'])
    return null
  }
  const { faults, outcomes, ballots } = counted
  const isBalance = ({ kind }: { kind: string }): boolean => kind === 'count'
  check(`board.json 重新计票：${ballots} 张票`, [
    ...faults.filter((fault) => !isBalance(fault)).map((fault) => `board.json：${boardFaultText(fault)}`),
    within(names.board, 'outcomes', value.outcomes, JSON.parse(JSON.stringify(outcomes))),
    // What the reader drops is no part of a board: it must not be hidden in one either.
    within(names.board, '', raw, value),
  ])
  check(
    `投票的 ${value.roll.voted} 行 = 选票 + 废票 + 没有收回的`,
    faults.filter(isBalance).map((fault) => `board.json：${boardFaultText(fault)}`),
  )
  return counted
}

/** Every file that has to be there, by the words of the README and by what evidence always holds. */
function listFaults(files: EvidenceBundle, listed: readonly string[]): string[] {
  const always = [
    ...[names.readme, names.poll, names.roll, names.result, names.history, names.objections, names.notMe],
    ...(files.has(names.board) || files.has(names.official) ? [] : [names.board]),
  ]
  const missing = [...new Set([...always, ...listed])].filter((name) => !files.has(name))
  const more = [...files.keys()].filter((name) => name !== names.readme && !listed.includes(name))
  return [
    ...missing.map((name) => `${name}：不在压缩包里`),
    ...(files.has(names.readme) ? more.map((name) => `${name}：README.txt 里没有提到，是多出来的`) : []),
  ]
}

function sumFaults(files: EvidenceBundle): string[] {
  const lines = textOf(files, names.sums).split('\n')
  const faults = lines.pop() === '' ? [] : ['SHA256SUMS.txt：最后一行不完整']
  const listed = new Set<string>()
  for (const [at, line] of lines.entries()) {
    const [, sum, name = ''] = /^([0-9a-f]{64}) {2}(.+)$/.exec(line) ?? []
    if (sum === undefined || listed.has(name)) faults.push(`SHA256SUMS.txt 第 ${at + 1} 行：不是新的一个文件`)
    else if (sum !== hashOf(files.get(name))) faults.push(`${name}：和 SHA256SUMS.txt 里的 SHA-256 不一样`)
    listed.add(name)
  }
  const unlisted = [...files.keys()].filter((name) => name !== names.sums && !listed.has(name))
  return [...faults, ...unlisted.map((name) => `SHA256SUMS.txt：没有 ${name} 这一行`)]
}

function pollFaults(
  text: string,
  { value, raw }: Read<FrozenPoll>,
  board: Read<BoardFile> | string | null,
): (string | null)[] {
  const onBoard = isRead(board) ? board.value : null
  return [
    onBoard && within(names.poll, '', raw, JSON.parse(JSON.stringify(onBoard.poll))),
    within(names.poll, '', raw, value),
    onBoard && differs('board.json 的 pollFingerprint', onBoard.pollFingerprint, pollFingerprint(value)),
    text === canonicalJson(value) ? null : 'poll.json：写法变了，和公布的不是同一个文件',
  ]
}

/** A named board has the roll on it: the first line that is another one is named. */
function namedFaults({ named }: BoardFile, lines: readonly RollLine[]): (string | null)[] {
  if (!named) return []
  for (let at = 0; at < Math.max(named.rows.length, lines.length); at += 1) {
    const row = named.rows[at]
    const line = row && { serial: row.serial, label: row.label, votes: row.votes, area: row.area }
    const fault = firstDifference(lines[at], line)
    if (fault !== null) return [`roll.txt 第 ${at + 1} 行和 board.json 不一样，${fault}`]
  }
  return []
}

function rollLines(text: string): { lines: RollLine[]; faults: string[] } {
  const lines: RollLine[] = []
  const faults: string[] = []
  const parts = text.split('\n')
  if (parts.pop() !== '') faults.push('roll.txt：最后一行不完整')
  for (const [at, part] of parts.entries()) {
    const [, serial, label = '', votes, area] = /^(\d+)\|(.*)\|(\d+)\|(\d+)$/.exec(part) ?? []
    const line = { serial: Number(serial), label, votes: Number(votes), area: Number(area) }
    if (serial === undefined) faults.push(`roll.txt 第 ${at + 1} 行：不是“序号|名单|票数|面积”`)
    else lines.push(line)
    if (serial !== undefined && line.serial !== at + 1)
      faults.push(`roll.txt 第 ${at + 1} 行：序号是 ${serial}，应当是 ${at + 1}`)
  }
  return { lines, faults }
}

/** What the README says of the others: names of files, and three fingerprints. */
function saidIn(readme: string) {
  const [poll = '', roll = ''] = [...readme.matchAll(/^ +SHA-256 = (.*)$/gm)].map(([, hex = '']) => hex)
  return {
    title: /^.*/.exec(readme)?.[0] ?? '',
    names: [...readme.matchAll(/^([\w-]+\.(?:json|txt)) {2,}/gm)].map(([, name = '']) => name),
    ...{ poll, roll, root: /^总指纹 (.*)$/m.exec(readme)?.[1] ?? '' },
  }
}
