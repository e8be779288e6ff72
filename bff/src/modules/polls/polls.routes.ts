import { Readable } from 'node:stream'
import { pollPermissions } from '@linli/shared/polls/polls.permissions'
import { pollRoutes } from '@linli/shared/polls/polls.routes'
import { pollSchemas } from '@linli/shared/polls/polls.schema'
import { implement, type FeatureRoutes } from '../../http/implement'
import { sendFile } from '../../http/send-file'
import { AppError } from '../../platform/problem-error'
import type { PollDoubts } from './poll-doubts.service'
import type { PollMandates } from './poll-mandates.service'
import type { PollPapers } from './poll-papers.service'
import type { PollsClosing } from './polls-closing.service'
import type { PollsDesk } from './polls-desk.service'
import type { PollsEvidence } from './polls-evidence.service'
import type { PollsFiling } from './polls-filing.service'
import type { PollsOfficial } from './polls-official.service'
import type { PollsPreparing } from './polls-preparing.service'
import type { PollsSupervision } from './polls-supervision.service'
import type { PollsVoting } from './polls-voting.service'

export interface PollServices {
  readonly voting: PollsVoting
  readonly preparing: PollsPreparing
  readonly desk: PollsDesk
  readonly papers: PollPapers
  readonly mandates: PollMandates
  readonly doubts: PollDoubts
  readonly closing: PollsClosing
  readonly official: PollsOfficial
  readonly evidence: PollsEvidence
  readonly filing: PollsFiling
  readonly supervision: PollsSupervision
}

const done = {}

export function createPollsRoutes({
  voting,
  preparing,
  desk,
  papers,
  mandates,
  doubts,
  closing,
  official,
  evidence,
  filing,
  supervision,
}: PollServices): FeatureRoutes {
  const { operations } = implement(
    pollRoutes,
    pollSchemas,
  )({
    list: ({ actor, query }) => voting.list(actor, query),
    get: ({ actor, params }) => voting.get(actor, params.id),
    mine: ({ actor, params }) => voting.mine(actor, params.id),
    roll: ({ actor, params, query }) => voting.roll(actor, params.id, query),
    object: ({ actor, params, body }) => voting.object(actor, params.id, body.text),
    nameVoter: async ({ actor, params, body }) => {
      await voting.nameVoter(actor, params.id, body.rowId, body.personId)
      return done
    },
    vote: ({ actor, params, body }) => voting.vote(actor, params.id, body),
    dissent: async ({ actor, params, body }) => {
      await voting.dissent(actor, params.id, body.rowId)
      return done
    },
    withdrawMandate: async ({ actor, params, body }) => {
      await mandates.takeBack(actor, params.id, body.rowId)
      return done
    },
    cast: ({ actor, params, body }) => voting.cast(actor, params.id, body),
    board: ({ actor, params }) => closing.board(actor, params.id),
    notMe: async ({ actor, params, body }) => {
      await doubts.say(actor, params.id, body.rowId, body.text)
      return done
    },

    deskList: ({ actor, query }) => desk.list(actor, query),
    rules: async ({ actor, query }) => ({ cityId: await preparing.cityOf(actor, query.communityId) }),
    deskGet: ({ actor, params }) => desk.get(actor, params.id),
    create: async ({ actor, body: { communityId, ...draft } }) =>
      desk.present(actor, await preparing.create(actor, communityId, draft)),
    update: async ({ actor, params, body: { version, ...draft } }) =>
      desk.present(actor, await preparing.update(actor, params.id, version, draft)),
    prepare: ({ actor, params, body }) => preparing.prepare(actor, params.id, body.version),
    revise: ({ actor, params, body }) => preparing.revise(actor, params.id, body.version),
    facts: async ({ actor, params, body: { version, ...facts } }) =>
      desk.present(actor, await preparing.saveFacts(actor, params.id, version, facts)),
    publishRoll: ({ actor, params, body }) => preparing.publishRoll(actor, params.id, body.version),
    withdrawRoll: ({ actor, params, body }) => preparing.withdrawRoll(actor, params.id, body.version),
    objections: ({ actor, params }) => desk.objections(actor, params.id),
    deskRoll: ({ actor, params, query }) => papers.roll(actor, params.id, query),
    notMes: ({ actor, params }) => doubts.list(actor, params.id),
    answerNotMe: ({ actor, params, body }) => doubts.answer(actor, params.id, body),
    reminders: ({ actor, params, query }) => desk.reminders(actor, params.id, query),
    decide: ({ actor, params, body }) => desk.decide(actor, params.id, body),
    freeze: ({ actor, params, body }) => preparing.freeze(actor, params.id, body.version),
    recordOfficial: ({ actor, params, body }) => official.record(actor, params.id, body),
    correctOfficial: ({ actor, params, body }) => official.correct(actor, params.id, body),
    discard: ({ actor, params, body }) => preparing.discard(actor, params.id, body.version),
    cancel: ({ actor, params, body }) => preparing.cancel(actor, params.id, body.version, body.reason),
    deliveries: ({ actor, params, body }) => papers.serve(actor, params.id, body.rowIds),
    proxy: async ({ actor, params, body }) => {
      await mandates.give(actor, params.id, body)
      return done
    },
    withdrawProxy: async ({ actor, params, body }) => {
      await mandates.takeBackAtDesk(actor, params.id, body)
      return done
    },
    paper: ({ actor, params, body }) => papers.paper(actor, params.id, body),
    mark: ({ actor, params, body }) => papers.mark(actor, params.id, body.rowId),
    printPapers: ({ actor, params, body }) => papers.print(actor, params.id, body.count),
    voidPapers: ({ actor, params, body }) => papers.voidPapers(actor, params.id, body),
    batch: ({ actor, params, body }) => papers.batch(actor, params.id, body.papers),
    count: ({ actor, params, body }) => closing.count(actor, params.id, body.version),
    publish: ({ actor, params, body }) => closing.publish(actor, params.id, body.version),
    recordFiling: ({ actor, params, body }) => filing.record(actor, params.id, body),
    sign: ({ actor, params, body }) => supervision.sign(actor, params.id, body.root),
    refuseSignature: ({ actor, params, body }) => supervision.refuse(actor, params.id, body),
  })
  return {
    operations,
    raw: [
      {
        method: 'GET',
        path: '/api/v1/staff/polls/{id}/evidence',
        allow: pollPermissions.sign.roles,
        limit: 'read',
        async handle(context, { id = '' }, actor) {
          if (actor === null) throw new AppError('unauthenticated')
          const { bytes, name } = await evidence.bundle(actor, id)
          sendFile(context, { stream: Readable.from([bytes]), mime: 'application/zip', name })
        },
      },
      {
        method: 'GET',
        path: '/api/v1/staff/polls/{id}/official-pack',
        allow: pollPermissions.prepare.roles,
        limit: 'read',
        async handle(context, { id = '' }, actor) {
          if (actor === null) throw new AppError('unauthenticated')
          const { bytes, name } = await official.pack(actor, id)
          sendFile(context, { stream: Readable.from([bytes]), mime: 'application/zip', name })
        },
      },
    ],
  }
}
