import { pollFingerprint, type FrozenPoll } from '@linli/shared/polls/board'
import { rollFingerprint } from '@linli/shared/polls/fingerprints'
import type { PollDraft } from '@linli/shared/polls/poll-desk.schema'
import type { PollStatus } from '@linli/shared/polls/polls.machine'
import { frozenQuestions } from '@linli/shared/polls/freezing.rules'
import type { PollSetup } from '@linli/shared/polls/setup.rules'
import { strawSetup } from '@linli/shared/polls/setup.samples'
import type { Connection } from 'mongoose'
import { createBallotBoxes } from '../src/modules/polls/ballot-box.repository'
import { createPollRollsRepository } from '../src/modules/polls/poll-rolls.repository'
import type { PollRollRow } from '../src/modules/polls/poll-roll.model'
import type { PollRow } from '../src/modules/polls/poll.model'
import { createPollsRepository } from '../src/modules/polls/polls.repository'
import { noFacts } from '../src/modules/polls/poll-facts'

export interface StandingPoll {
  readonly id: string
  readonly communityId: string
  readonly status: PollStatus
  readonly opensAt: Date
  readonly closesAt: Date
  readonly setup?: Partial<PollSetup>
  /** The last day of objections; one in December otherwise. */
  readonly objectionsUntil?: string
  readonly facts?: PollRow['facts']
  readonly rows: readonly (Pick<PollRollRow, '_id' | 'personIds' | 'voterId'> & Partial<PollRollRow>)[]
}

/** Puts a poll with its roll and its box straight into the database, in the phase that is wanted. */
export async function standPoll(connection: Connection, poll: StandingPoll): Promise<PollRollRow[]> {
  const { id, communityId, status, opensAt, closesAt } = poll
  const setup = { ...strawSetup, ...poll.setup } as PollDraft['setup']
  const rollId = id.replace('pol_', 'prl_')
  const isOver = status !== 'frozen' && status !== 'roll_published'
  const rows = poll.rows.map((own, index): PollRollRow => ({
    ...{ communityId, pollId: id, rollId, serial: index + 1, uniqueKey: `row ${index}` },
    ...{ label: `${index + 1} 号 周**`, roomIds: [], votes: 1, area: 0, served: false, voted: false },
    ...{ sealed: isOver, via: null, answers: [], casts: [], papers: [], dissentBy: null },
    ...{ proxy: null, notMe: null },
    ...own,
  }))
  await createPollRollsRepository(connection).insertMany(rows)
  const frozen: FrozenPoll = {
    ...{ id, title: '花园里种什么', secrecy: setup.secrecy, electorate: 'person' },
    ...{ pack: 'straw_poll@2026-01', city: null },
    ...{ opensAt: opensAt.toISOString(), closesAt: closesAt.toISOString() },
    questions: frozenQuestions(setup, ['pqu_1']),
  }
  await createPollsRepository(connection).insert({
    ...{
      _id: id,
      communityId,
      opensAt,
      closesAt,
      status,
      version: 1,
      facts: poll.facts ?? noFacts,
      papers: 0,
      frozen,
    },
    draft: { title: frozen.title, about: '', nodeId: communityId, setup, electorIds: [] },
    fingerprint: pollFingerprint(frozen),
    roll: {
      ...{
        id: rollId,
        asOf: '2026-11-23',
        publishedOn: '2026-11-23',
        objectionsUntil: poll.objectionsUntil ?? '2026-12-01',
      },
      ...{ rows: rows.length, votes: rows.length, area: 0, pending: 0, ownerless: 0 },
      fingerprint: rollFingerprint(rows),
    },
    ...{ count: null, publishedAt: null, signatures: [], cancelReason: null, history: [] },
    createdAt: opensAt,
    ...(status === 'frozen' && { nextActionAt: closesAt }),
  })
  await createBallotBoxes(connection).open(id, rows.length * frozen.questions.length)
  return rows
}
