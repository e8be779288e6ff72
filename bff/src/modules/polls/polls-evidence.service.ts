import { rollLineText } from '@linli/shared/polls/fingerprints'
import { gunzip } from 'node:zlib'
import { promisify } from 'node:util'
import type { Actor } from '../../platform/actor'
import type { Audit } from '../../platform/audit/audit'
import type { Clock } from '../../platform/clock'
import { AppError } from '../../platform/problem-error'
import type { Scope } from '../../platform/scope'
import type { UnitOfWork } from '../../platform/unit-of-work'
import { packZip } from '../../platform/zip'
import { evidenceFiles, type EvidencePapers } from './evidence-files'
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
  async function papersOf(scope: Scope, row: PollRow, ref: RollRef): Promise<EvidencePapers> {
    const papers = await things.papers(scope, row._id)
    const numbers = (is: (paper: (typeof papers)[number]) => boolean): number[] =>
      papers.filter(is).map(({ serial }) => serial)
    return {
      printed: papers.length,
      marked: await rolls.countDesk(ref),
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
      const files = evidenceFiles(row, {
        ...{ roll: lines.join(''), board: board && (await unzip(board)), objections },
        notMe: await doubtsOf(ref),
        papers: row.papers > 0 ? await papersOf(scope, row, ref) : null,
      })
      return { name: `${row.draft.title} 证据包.zip`, bytes: await packZip(files, clock.now()) }
    },
  }
}
