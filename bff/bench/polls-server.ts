import { once } from 'node:events'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { pollFingerprint, type FrozenPoll } from '@linli/shared/polls/board'
import { rollFingerprint } from '@linli/shared/polls/fingerprints'
import { frozenQuestions } from '@linli/shared/polls/setup.rules'
import { strawSetup } from '@linli/shared/polls/setup.samples'
import { createApp } from '../src/app'
import { rawIndexes } from '../src/database'
import { createDeps } from '../src/deps'
import { readSettings } from '../src/env'
import { scaledLimits, defaultLimits } from '../src/http/rate-limit'
import { createBallotBoxes } from '../src/modules/polls/ballot-box.repository'
import { createPollRollsRepository } from '../src/modules/polls/poll-rolls.repository'
import { noFacts } from '../src/modules/polls/polls-preparing.service'
import { createPollsRepository } from '../src/modules/polls/polls.repository'
import { currentTerms } from '../src/modules/session/privacy-terms'
import { connectMongo } from '../src/platform/mongo'
import { ensureIndexes } from '../src/platform/mongo-indexes'

/** What the parent says to begin. */
export interface StormPlan {
  readonly uri: string
  readonly dataDir: string
  readonly rows: number
  readonly seconds: number
}

export interface StormReady {
  readonly url: string
  readonly pollId: string
  readonly closesAt: number
  readonly voters: readonly { token: string; rowId: string }[]
}

const communityId = 'nod_benchCommunity1111111'

/** Linli with an open secret poll on real rows; accounts are made of air, so that only voting is measured. */
async function serve({ uri, dataDir, rows, seconds }: StormPlan): Promise<void> {
  const connection = await connectMongo({ uri })
  const terms = currentTerms.version
  const deps = createDeps({
    settings: readSettings({ PORT: '0', LINLI_DATA_DIR: dataDir, LOG_LEVEL: 'info' }),
    connection,
    secrets: ['bench-secret-bench-secret-bench-secret-0001'],
    demo: false,
    overrides: {
      limits: scaledLimits(defaultLimits, 1_000_000),
      directory: (own) => ({
        actorOf: (accountId, sessionId) =>
          Promise.resolve({
            accountId,
            sessionId,
            personId: accountId.replace('acc', 'per'),
            communityId,
            grants: [],
            consentVersion: terms,
          }),
        endedSessions: () => own.endedSessions(),
        currentTermsVersion: () => own.currentTermsVersion(),
      }),
    },
  })
  await ensureIndexes(connection, rawIndexes)
  const { ids, clock } = deps
  const pollId = ids.next('pol')
  const rollId = ids.next('prl')
  const people = Array.from({ length: rows }, () => ids.next('acc'))
  const roll = people.map((accountId, index) => ({
    _id: ids.next('prw'),
    communityId,
    pollId,
    rollId,
    serial: index + 1,
    uniqueKey: `person ${accountId}`,
    personIds: [accountId.replace('acc', 'per')],
    voterId: accountId.replace('acc', 'per'),
    label: `${index + 1} 号 周**`,
    roomIds: [],
    votes: 1,
    area: 0,
    ...{ served: false, voted: false, sealed: false, via: null, answers: [], casts: [], papers: [] },
    ...{ dissentBy: null, proxy: null, notMe: null },
  }))
  await createPollRollsRepository(connection).insertMany(roll)
  await createBallotBoxes(connection).open(pollId)
  const opensAt = new Date(clock.now().getTime() - 1000)
  const closesAt = new Date(clock.now().getTime() + seconds * 1000)
  const frozen: FrozenPoll = {
    id: pollId,
    title: '截止前一分钟',
    ...{ secrecy: 'secret', electorate: 'person', pack: 'straw_poll@2026-01', city: null },
    ...{ opensAt: opensAt.toISOString(), closesAt: closesAt.toISOString() },
    questions: frozenQuestions(strawSetup, ['pqu_1']),
  }
  await createPollsRepository(connection).insert({
    _id: pollId,
    communityId,
    draft: { title: frozen.title, about: '', nodeId: communityId, setup: strawSetup, electorIds: [] },
    ...{ opensAt, closesAt, status: 'frozen', version: 1, facts: noFacts, papers: 0, frozen },
    fingerprint: pollFingerprint(frozen),
    roll: {
      id: rollId,
      ...{ asOf: '2026-11-26', publishedOn: '2026-11-26', objectionsUntil: '2026-11-26' },
      ...{ rows, votes: rows, area: 0, pending: 0, ownerless: 0 },
      fingerprint: rollFingerprint(roll),
    },
    ...{ count: null, publishedAt: null, signatures: [], cancelReason: null, history: [] },
    nextActionAt: closesAt,
    createdAt: opensAt,
  })
  const app = createApp(deps, { pageDir: dataDir }).callback()
  const server = createServer((request, response) => void app(request, response))
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const ready: StormReady = {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    pollId,
    closesAt: closesAt.getTime(),
    voters: roll.map(({ _id }, index) => {
      const accountId = people[index] ?? ''
      return {
        rowId: _id,
        token: deps.accessTokens.issue({ accountId, sessionId: accountId.replace('acc', 'ses') }).token,
      }
    }),
  }
  process.send?.(ready)
  process.on('message', (message) => {
    if (message !== 'close') return
    const started = performance.now()
    void deps.services.polls.closing.sweep().then(async () => {
      const rowsNow = await connection.getClient().db(connection.name).collection('polls').findOne({})
      const count = rowsNow?.['count'] as { ballots: number; voted: number } | null
      process.send?.({
        ...count,
        closingMs: performance.now() - started,
        status: String(rowsNow?.['status']),
      })
      server.closeAllConnections()
      server.close()
      await connection.close()
    })
  })
}

process.once('message', (plan) => {
  serve(plan as StormPlan).catch((error: unknown) => {
    console.error(error)
    process.exit(1)
  })
})
