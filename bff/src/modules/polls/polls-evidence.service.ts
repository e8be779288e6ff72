import { canonicalJson, rollLineText } from '@linli/shared/polls/fingerprints'
import { gunzip } from 'node:zlib'
import { promisify } from 'node:util'
import type { Actor } from '../../platform/actor'
import type { Audit } from '../../platform/audit/audit'
import type { Clock } from '../../platform/clock'
import { AppError } from '../../platform/problem-error'
import type { Scope } from '../../platform/scope'
import type { UnitOfWork } from '../../platform/unit-of-work'
import { packZip } from '../../platform/zip'
import type { PollAccess } from './poll-access'
import type { PollDoubtsRepository } from './poll-doubts.repository'
import type { PollThings } from './poll-desk-things.repository'
import type { PollRollsRepository, RollRef } from './poll-rolls.repository'
import type { PollRow } from './poll.model'
import { presentObjection } from './polls.presenter'
import type { PollsRepository } from './polls.repository'

const unzip = promisify(gunzip)

/** Everything an auditor needs of one poll in one file; for the supervisors, once it has been counted. */
export interface PollsEvidence {
  bundle(actor: Actor, id: string): Promise<{ name: string; bytes: Buffer }>
}

export interface EvidenceDeps {
  readonly polls: PollsRepository
  readonly rolls: PollRollsRepository
  readonly doubts: Pick<PollDoubtsRepository, 'list'>
  readonly things: PollThings
  readonly access: PollAccess
  readonly uow: UnitOfWork
  readonly audit: Audit
  readonly clock: Clock
}

const PAGE = 1000
const MOST_NOT_MES = 500

export function createPollsEvidence(deps: EvidenceDeps): PollsEvidence {
  const { polls, rolls, doubts, things, access, uow, audit, clock } = deps

  /** What was said of the record and found: by row, without who stands on it or has cast. */
  const doubtsOf = async (ref: RollRef) =>
    (await doubts.list(ref, MOST_NOT_MES)).map(({ serial, label, voted, via, notMe, formerDoubts }) => ({
      ...{ serial, label, voted, via, notMe, formerDoubts },
    }))

  /** Numbers of papers and what became of them. Their codes stay out: who was handed which number may be remembered. */
  async function papersOf(scope: Scope, row: PollRow) {
    const papers = await things.papers(scope, row._id)
    const numbers = (is: (paper: (typeof papers)[number]) => boolean): number[] =>
      papers.filter(is).map(({ serial }) => serial)
    return {
      printed: papers.length,
      entered: numbers(({ entered }) => entered).length,
      spoiled: numbers(({ spoiled }) => spoiled).length,
      voided: numbers(({ voided }) => voided),
    }
  }

  return {
    async bundle(actor, id) {
      const { row, scope } = await access.atDesk(actor, 'sign', id)
      if (row.count === null || row.frozen === null)
        throw new AppError('invalid_status', {
          details: { current: row.status, allowedFrom: ['counted', 'published', 'signed'] },
        })
      const ref = access.rollOf(scope, row)
      const lines: string[] = []
      for (let after = 0; ;) {
        const page = await rolls.lines(ref, { after, limit: PAGE })
        lines.push(...page.map(rollLineText))
        if (page.length < PAGE) break
        after = page.at(-1)?.serial ?? after
      }
      const board = await things.board(scope, id)
      const objections = (await polls.objections(scope, id)).map(presentObjection)
      await uow.run(() =>
        audit.record({
          actor,
          action: 'poll.evidence',
          communityId: row.communityId,
          targetType: 'poll',
          targetId: id,
        }),
      )
      const json = (value: unknown): Buffer => Buffer.from(`${JSON.stringify(value, null, 2)}\n`)
      const files = [
        { name: 'README.txt', bytes: Buffer.from(readme(row, board !== null)) },
        { name: 'poll.json', bytes: Buffer.from(canonicalJson(row.frozen)) },
        { name: 'roll.txt', bytes: Buffer.from(lines.join('')) },
        ...(board === null ? [] : [{ name: 'board.json', bytes: await unzip(board) }]),
        { name: 'result.json', bytes: json({ root: row.count.root, outcomes: row.count.outcomes }) },
        { name: 'objections.json', bytes: json(objections) },
        { name: 'not-me.json', bytes: json(await doubtsOf(ref)) },
        {
          name: 'history.json',
          bytes: json({
            ...{ facts: row.facts, history: row.history, signatures: row.signatures },
            refusals: row.refusals ?? [],
          }),
        },
        ...(row.papers > 0 ? [{ name: 'papers.json', bytes: json(await papersOf(scope, row)) }] : []),
        ...(row.official ? [{ name: 'official.json', bytes: json(row.official) }] : []),
      ]
      return { name: `${row.draft.title} 证据包.zip`, bytes: await packZip(files, clock.now()) }
    },
  }
}

/** What an auditor reads first. */
const readme = (
  { draft, fingerprint, roll, count, frozen, papers, official }: PollRow,
  hasBoard: boolean,
): string =>
  `${draft.title}

这个文件夹是一次表决的全部证据。核对时不需要邻里智治的服务器。

poll.json        问题、规则和起止时间，开始前定下，没有改过
                 SHA-256 = ${fingerprint ?? ''}
roll.txt         名册，每行：序号|遮住姓名的名单|票数|面积（0.01 平方米）
                 SHA-256 = ${roll?.fingerprint ?? ''}${
                   frozen?.weighing === undefined ? '' : `\n                 票数：${frozen.weighing}`
                 }
${hasBoard ? 'board.json       公示板：全部选票\n' : ''}result.json      公布的结果
${official ? 'official.json    从政府的电子投票系统登记的数字、来源和每一次更正\n' : ''}objections.json  对名册的异议和答复
not-me.json      说投票记录不对的：投票不是本人投的，或者投过却没有记录；查的结果和理由
${papers > 0 ? 'papers.json      纸票：印了多少张，录了多少张，废票几张，哪些编号作废（谁作废的、为什么，在 history.json）\n' : ''}history.json     准备情况、每一步是谁在什么时候做的、居务监督的签认

总指纹 ${count?.root ?? ''}
这个数应当和通知上印的、居务监督签认的一样。

核对：
  sha256sum poll.json roll.txt
${hasBoard ? '  npm run recount -- board.json "总指纹的前几位"\n' : '  （这次表决用的是政府的电子投票系统，票不在这里，登记的数字见 official.json）\n'}
计票程序和说明（docs/voting.md）在邻里智治公开的源代码里，装 Node.js 20 就能运行。
`
