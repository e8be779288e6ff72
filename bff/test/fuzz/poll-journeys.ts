import { createHash } from 'node:crypto'
import { gzipSync } from 'node:zlib'
import { secretBoard } from '@linli/shared/polls/board.samples'
import type { PollStatus } from '@linli/shared/polls/polls.machine'
import type { PollSetup } from '@linli/shared/polls/setup.rules'
import { ownersSetup, strawSetup } from '@linli/shared/polls/setup.samples'
import { createPollThings } from '../../src/modules/polls/poll-desk-things.repository'
import type { PollRollRow } from '../../src/modules/polls/poll-roll.model'
import { noFacts } from '../../src/modules/polls/poll-facts'
import { createPollsRepository } from '../../src/modules/polls/polls.repository'
import { scopeOf } from '../../src/platform/scope'
import { standPoll, type StandingPoll } from '../standing-poll'
import type { TestApp } from '../test-app'
import { body, type Journey } from './walk'

// A poll lives for weeks and the fuzz for a quarter of an hour, so polls stand ready in each of their phases.

const idOf = (kind: string, name: string): string => `${kind}_fuzz${name.padEnd(18, 'A')}`
const row = (poll: string, serial: number): string => idOf('prw', `${poll}${'BCDEFGHJKL'.charAt(serial)}`)
const code = (text: string): string => createHash('sha256').update(text).digest('hex').slice(0, 32)

const opensAt = new Date('2026-11-22T16:00:00.000Z')
const soon = new Date('2026-12-19T16:00:00.000Z')
const closesAt = new Date('2026-12-26T12:00:00.000Z')
const over = new Date('2026-11-23T00:00:00.000Z')

/** Puts polls into every phase, with the resident on each roll beside nine others. */
export async function pollsBeside(app: TestApp, communityId: string, personId: string): Promise<void> {
  const { connection } = app
  const things = createPollThings(connection)
  const scope = scopeOf([communityId])

  async function stand(
    name: string,
    status: PollStatus,
    more: { setup?: Partial<PollSetup>; row?: Partial<PollRollRow> } & Partial<
      Pick<StandingPoll, 'opensAt' | 'closesAt' | 'objectionsUntil' | 'facts'>
    > = {},
  ): Promise<string> {
    const id = idOf('pol', name)
    await standPoll(connection, {
      ...{ id, communityId, status, opensAt, closesAt, ...more },
      rows: Array.from({ length: 10 }, (_, index) => ({
        _id: row(name, index),
        personIds: index === 0 ? [personId, `${personId}x`] : [`${personId}${index}`],
        voterId: index === 0 ? personId : null,
        ...more.row,
      })),
    })
    return id
  }

  await stand('Secret', 'frozen')
  await stand('Named', 'frozen', { setup: { secrecy: 'named' } })
  await stand('Mandated', 'frozen', { setup: { secrecy: 'named', proxiesPerHolder: 3 } })
  await stand('Stopped', 'frozen')
  await stand('Register', 'roll_published')
  // Nobody can object any more, and voting has not begun.
  await stand('Ready', 'roll_published', { opensAt: soon, objectionsUntil: '2026-11-20' })
  await stand('System', 'roll_published', {
    setup: { ...ownersSetup, cityId: 'beijing' },
    ...{ closesAt: over, objectionsUntil: '2026-11-20' },
    facts: { ...noFacts, noticeDay: '2026-11-20', paperPlace: '社区服务中心一楼', deliveryKept: true },
  })
  const sealing = await stand('Papers', 'sealing', { row: { voted: true, via: 'desk' }, closesAt: over })
  await things.addPapers(
    Array.from({ length: 10 }, (_, index) => ({
      ...{ _id: `${sealing}:${index + 1}`, communityId, pollId: sealing, serial: index + 1 },
      ...{ code: code(`paper ${index}`), entered: false, spoiled: false, voided: false },
    })),
  )
  const counted = await stand('Counted', 'counted', { row: { voted: true, via: 'phone' }, closesAt: over })
  const board = secretBoard('single', 12)
  await things.putBoard(scope, counted, board.root, gzipSync(JSON.stringify(board)))
  await createPollsRepository(connection).change(scope, counted, {
    from: ['counted'],
    set: {
      count: { root: board.root, outcomes: [...board.outcomes], voted: 12, ballots: 12, countedAt: over },
    },
  })
  const charter = await stand('Charter', 'published', { setup: { matter: 'charter' }, closesAt: over })
  // Twelve end in a draw; eleven choose, and only what was chosen is filed.
  const chosen = secretBoard('single', 11)
  await createPollsRepository(connection).change(scope, charter, {
    from: ['published'],
    set: {
      count: { root: chosen.root, outcomes: [...chosen.outcomes], voted: 11, ballots: 11, countedAt: over },
      publishedAt: over,
    },
  })
}

const at = (name: string) => ({ id: idOf('pol', name) })
/** A poll with the resident on its roll. */
export const secretPoll = at('Secret')
const first = (name: string) => ({ rowId: row(name, 0) })

const draft = (communityId: string) => ({
  title: '花园里种什么',
  about: '',
  nodeId: communityId,
  setup: { ...strawSetup, opensOn: '2027-01-10', closesOn: '2027-01-20' },
  electorIds: [],
})

const official = {
  ...{ system: '业主电子投票系统', reference: 'BJ-1', decidedOn: '2026-11-23', fileIds: [] },
  questions: [
    {
      cast: { votes: 10, area: 0 },
      options: [
        { votes: 9, area: 0 },
        { votes: 1, area: 0 },
      ],
    },
  ],
}

/** Ways of polls. Each names its poll, since it stands ready; a step that was made before answers 409 and ends the way. */
export const pollJourneys: readonly Journey[] = [
  [
    [
      'community-staff',
      'polls.create',
      ({ caller }) => body({ ...draft(caller.communityId), communityId: caller.communityId }),
    ],
    [
      'community-staff',
      'polls.update',
      ({ caller, told }) => body({ ...draft(caller.communityId), version: told('polls.create', 'version') }),
    ],
    ['community-staff', 'polls.prepare'],
    ['community-staff', 'polls.revise'],
    ['community-staff', 'polls.prepare'],
    [
      'community-staff',
      'polls.facts',
      { noticeDay: '2026-11-23', partyStudyOn: null, committeeMembers: null },
    ],
    ['community-staff', 'polls.publishRoll'],
    ['resident', 'polls.roll'],
    ['community-staff', 'polls.withdrawRoll'],
    ['community-staff', 'polls.publishRoll'],
    'effects',
    ['supervisor', 'polls.deskGet'],
  ],
  [['community-admin', 'polls.freeze', { ...at('Ready'), version: 1 }]],
  [
    [
      'community-staff',
      'polls.create',
      ({ caller }) => body({ ...draft(caller.communityId), communityId: caller.communityId }),
    ],
    ['community-staff', 'polls.discard'],
  ],
  [
    [
      'resident',
      'polls.cast',
      { ...at('Secret'), '': { ...first('Secret'), ballots: [{ code: code('fuzz'), choice: 'A' }] } },
    ],
  ],
  [['community-staff', 'polls.mark', { ...at('Secret'), rowId: row('Secret', 1) }]],
  [
    ['community-staff', 'polls.printPapers', at('Secret')],
    ['community-staff', 'polls.voidPapers', { ...at('Secret'), '': { from: 1, to: 1, reason: '印坏了' } }],
  ],
  [['community-staff', 'polls.rules', ({ caller }) => ({ communityId: caller.communityId })]],
  [['supervisor', 'polls.reminders', at('Counted')]],
  [
    [
      'resident',
      'polls.vote',
      { ...at('Named'), '': { ...first('Named'), answers: ['A'], othersAgree: true } },
    ],
    ['resident', 'polls.dissent', { ...at('Named'), ...first('Named') }],
  ],
  [
    [
      'community-staff',
      'polls.paper',
      { ...at('Named'), '': { rowId: row('Named', 2), answers: ['B'], channel: 'paper' } },
    ],
  ],
  [['community-staff', 'polls.deskRoll', at('Named')]],
  [['supervisor', 'polls.notMes', at('Counted')]],
  [['community-staff', 'polls.deliveries', { ...at('Named'), '': { rowIds: [row('Named', 3)] } }]],
  [
    ['community-admin', 'polls.recordOfficial', { ...at('System'), '': { ...official, version: 1 } }],
    [
      'community-admin',
      'polls.correctOfficial',
      ({ told }) => ({
        ...at('System'),
        '': {
          ...{ ...official, version: told('polls.recordOfficial', 'version') },
          reason: '文号录错了',
          reference: 'BJ-2',
        },
      }),
    ],
  ],
  [['community-admin', 'polls.cancel', { ...at('Stopped'), version: 1 }]],
  [
    ['resident', 'polls.object', at('Register')],
    [
      'community-staff',
      'polls.decide',
      ({ told }) => ({ ...at('Register'), objectionId: told('polls.object', 'id') }),
    ],
    ['supervisor', 'polls.objections', at('Register')],
  ],
  [
    ['resident', 'polls.mine', at('Register')],
    [
      'resident',
      'polls.nameVoter',
      ({ told }) => ({
        ...at('Register'),
        ...first('Register'),
        personId: told('polls.mine', 'rows.0.sharers.0.personId'),
      }),
    ],
  ],
  [
    ['resident', 'polls.get', at('Secret')],
    ['resident', 'polls.mine', at('Secret')],
    [
      'community-staff',
      'polls.proxy',
      ({ told }) => ({
        ...at('Mandated'),
        rowId: row('Mandated', 4),
        holderId: told('polls.mine', 'rows.0.sharers.0.personId'),
      }),
    ],
    ['community-staff', 'polls.withdrawProxy', { ...at('Mandated'), rowId: row('Mandated', 4) }],
    ['resident', 'polls.withdrawMandate', { ...at('Mandated'), ...first('Mandated') }],
  ],
  [
    [
      'community-staff',
      'polls.batch',
      {
        ...at('Papers'),
        '': { papers: Array.from({ length: 10 }, (_, index) => ({ serial: index + 1, answers: ['A'] })) },
      },
    ],
    ['community-staff', 'polls.deskGet', at('Papers')],
    [
      'community-staff',
      'polls.count',
      ({ told }) => ({ ...at('Papers'), version: told('polls.deskGet', 'version') }),
    ],
  ],
  [
    [
      'community-staff',
      'polls.recordFiling',
      { ...at('Charter'), '': { version: 2, filedOn: '2026-11-23', reference: 'JB-12' } },
    ],
  ],
  [
    ['resident', 'polls.notMe', { ...at('Counted'), ...first('Counted') }],
    ['community-staff', 'polls.answerNotMe', { ...at('Counted'), ...first('Counted') }],
    ['community-admin', 'polls.publish', { ...at('Counted'), version: 2 }],
    ['resident', 'polls.board', at('Counted')],
    [
      'supervisor',
      'polls.refuseSignature',
      { ...at('Counted'), root: secretBoard('single', 12).root, reason: '纸票数和领票登记对不上' },
    ],
    ['supervisor', 'polls.sign', { ...at('Counted'), root: secretBoard('single', 12).root }],
  ],
]
