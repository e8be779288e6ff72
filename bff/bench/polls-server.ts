import { createApp } from '../src/app'
import { rawIndexes } from '../src/database'
import { createDeps } from '../src/deps'
import { readSettings } from '../src/env'
import { scaledLimits, defaultLimits } from '../src/http/rate-limit'
import { listen } from '../src/http/server'
import { currentTerms } from '../src/modules/session/privacy-terms'
import { connectMongo } from '../src/platform/mongo'
import { ensureIndexes } from '../src/platform/mongo-indexes'
import { standPoll } from '../test/standing-poll'

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
  const people = Array.from({ length: rows }, () => ids.next('acc'))
  const opensAt = new Date(clock.now().getTime() - 1000)
  const closesAt = new Date(clock.now().getTime() + seconds * 1000)
  const roll = await standPoll(connection, {
    ...{ id: pollId, communityId, status: 'frozen', opensAt, closesAt },
    rows: people.map((accountId) => ({
      _id: ids.next('prw'),
      personIds: [accountId.replace('acc', 'per')],
      voterId: accountId.replace('acc', 'per'),
    })),
  })
  const app = createApp(deps, { pageDir: dataDir }).callback()
  const listener: Parameters<typeof listen>[0]['listener'] = (request, response) =>
    void app(request, response)
  const server = await listen({ host: '127.0.0.1', port: 0, listener })
  const ready: StormReady = {
    url: `http://127.0.0.1:${server.port}`,
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
      await server.close(0)
      await connection.close()
      // Whoever listens to its parent lives as long as the parent does.
      process.disconnect()
    })
  })
}

process.once('message', (plan) => {
  serve(plan as StormPlan).catch((error: unknown) => {
    console.error(error)
    process.exit(1)
  })
})
