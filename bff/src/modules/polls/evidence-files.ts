import { createHash } from 'node:crypto'
import { canonicalJson } from '@linli/shared/polls/fingerprints'
import type { FrozenPoll } from '@linli/shared/polls/board'
import type { Outcome } from '@linli/shared/polls/decision.rules'
import type { PlaceTurnout } from '@linli/shared/polls/turnout.rules'
import type { PollSignature } from './poll.model'

/** The names of the parts, as the writer gives them and the check looks for them. */
export const evidenceNames = {
  readme: 'README.txt',
  sums: 'SHA256SUMS.txt',
  poll: 'poll.json',
  roll: 'roll.txt',
  board: 'board.json',
  result: 'result.json',
  turnout: 'turnout.json',
  official: 'official.json',
  objections: 'objections.json',
  notMe: 'not-me.json',
  papers: 'papers.json',
  history: 'history.json',
} as const

/** Papers of a secret poll: how many of each kind, and the numbers of the voided ones. */
export interface EvidencePapers {
  readonly printed: number
  /** Rows of the roll marked at the desk. */
  readonly marked: number
  readonly entered: number
  readonly spoiled: number
  readonly voided: readonly number[]
}

/** What of the poll's own document is evidence. */
export interface EvidencePoll {
  readonly draft: { readonly title: string }
  readonly frozen: FrozenPoll | null
  readonly fingerprint: string | null
  readonly roll: { readonly fingerprint: string } | null
  readonly count: {
    readonly root: string
    readonly voted: number
    readonly outcomes: readonly Outcome[]
    readonly turnout?: readonly PlaceTurnout[]
  } | null
  readonly facts: object
  readonly history: readonly object[]
  readonly signatures: readonly PollSignature[]
  readonly refusals?: readonly object[]
  readonly official?: object
}

/** What is not in the poll's own document. */
export interface EvidenceParts {
  /** All lines of the roll. */
  readonly roll: string
  /** JSON; null where the city's own system has counted. */
  readonly board: Buffer | null
  readonly objections: readonly object[]
  readonly notMe: readonly object[]
  /** Null where none were printed. */
  readonly papers: EvidencePapers | null
}

export interface EvidenceFile {
  readonly name: string
  readonly bytes: Buffer
}

const json = (value: unknown): Buffer => Buffer.from(`${JSON.stringify(value, null, 2)}\n`)

/** The parts of the evidence of a counted poll, the one to read first at the beginning. */
export function evidenceFiles(row: EvidencePoll, parts: EvidenceParts): EvidenceFile[] {
  const { frozen, count, facts, history, signatures, refusals = [], official } = row
  const { roll, board, objections, notMe, papers } = parts
  const names = evidenceNames
  const files = [
    { name: names.readme, bytes: Buffer.from(readme(row, parts)) },
    { name: names.poll, bytes: Buffer.from(canonicalJson(frozen)) },
    { name: names.roll, bytes: Buffer.from(roll) },
    ...(board === null ? [] : [{ name: names.board, bytes: board }]),
    {
      name: names.result,
      bytes: json({ root: count?.root, voted: count?.voted, outcomes: count?.outcomes }),
    },
    ...(count?.turnout ? [{ name: names.turnout, bytes: json(count.turnout) }] : []),
    { name: names.objections, bytes: json(objections) },
    { name: names.notMe, bytes: json(notMe) },
    { name: names.history, bytes: json({ facts, history, signatures, refusals }) },
    ...(papers ? [{ name: names.papers, bytes: json(papers) }] : []),
    ...(official ? [{ name: names.official, bytes: json(official) }] : []),
  ]
  return [...files, { name: names.sums, bytes: Buffer.from(sumsText(files)) }]
}

/** One line a file, as `sha256sum -c` reads it. It finds what was damaged on the way; who changes a file can change it too. */
export const sumsText = (files: readonly EvidenceFile[]): string =>
  files.map(({ name, bytes }) => `${createHash('sha256').update(bytes).digest('hex')}  ${name}\n`).join('')

/** What an auditor reads first. A line that begins with the name of a file says that it has to be there. */
const readme = (
  { draft, fingerprint, roll, count, frozen, official }: EvidencePoll,
  { board, papers }: EvidenceParts,
): string =>
  `${draft.title}

这个文件夹是一次表决的全部证据。核对时不需要邻里智治的服务器。

poll.json        问题、规则和起止时间，开始前定下，没有改过
                 SHA-256 = ${fingerprint ?? ''}
roll.txt         名册，每行：序号|遮住姓名的名单|票数|面积（0.01 平方米）
                 SHA-256 = ${roll?.fingerprint ?? ''}${
                   frozen?.weighing === undefined ? '' : `\n                 票数：${frozen.weighing}`
                 }
${board ? 'board.json       公示板：全部选票\n' : ''}result.json      公布的结果
${count?.turnout ? 'turnout.json     公布的各楼参加情况；行数太少的楼并在一起，列不出两行的不列\n' : ''}${official ? 'official.json    从政府的电子投票系统登记的数字、来源和每一次更正\n' : ''}objections.json  对名册的异议和答复
not-me.json      说投票记录不对的：投票不是本人投的，或者投过却没有记录；查的结果和理由
${papers ? 'papers.json      纸票：印了多少张，领了多少张，录了多少张，废票几张，哪些编号作废（谁作废的、为什么，在 history.json）\n' : ''}history.json     准备情况、每一步是谁在什么时候做的、居务监督的签认
SHA256SUMS.txt   每个文件的 SHA-256，用来发现传送中的损坏

总指纹 ${count?.root ?? ''}
这个数应当和通知上印的、居务监督签认的一样。

核对（把整个压缩包交给程序，它把每个文件互相比对，并重新计票）：
  npm run recount -- 证据包.zip "通知上印的总指纹的前几位"
${board ? '' : '  （这次表决用的是政府的电子投票系统，票不在这里，登记的数字见 official.json）\n'}
计票程序和说明（docs/voting.md）在邻里智治公开的源代码里，装 Node.js 20 就能运行。
`
