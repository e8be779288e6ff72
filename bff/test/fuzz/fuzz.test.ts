import type { Role } from '@linli/shared/roles'
import { seedDemo } from '../../src/modules/demo/demo.seed'
import { createSpaceRepository } from '../../src/modules/space/space.repository'
import type { SmsMessage } from '../../src/platform/sms/sms'
import { startFakeWechat, type FakeWechat } from '../fake-wechat'
import { startTestApp, type TestApp } from '../test-app'
import { signInEverybody } from './callers'
import { Fuzzer } from './fuzzer'
import { journeys } from './journeys'
import { createKnowledge } from './knowledge'
import { operationsOf, type ApiDocument, type Operation } from './operations'
import { createRandom } from './random'
import { createValueMaker } from './schema-values'
import { hamletBeside } from './space-journeys'
import { walk } from './walk'

/** Chooses the requests. Another one may be tried by hand: FUZZ_SEED=7 npx jest --selectProjects bff -- fuzz */
const SEED = Number(process.env['FUZZ_SEED'] ?? 20_261_123)
const REQUESTS = 10_000
/** Requests by chance under way at a time; beside them one lane walks the journeys. */
const LANES = 7

let app: TestApp
let wechat: FakeWechat
const codes = new Map<string, string>()

beforeAll(async () => {
  wechat = await startFakeWechat()
  const { apiBase, appId, appSecret } = wechat
  app = await startTestApp({
    demo: true,
    settings: { WECHAT_API_BASE: apiBase, WECHAT_APP_ID: appId, WECHAT_APP_SECRET: appSecret },
    overrides: {
      sms: {
        send: ({ phone, params }: SmsMessage) => {
          codes.set(phone, params['code'] ?? '')
          return Promise.resolve()
        },
      },
    },
  })
  await seedDemo(app.deps)
  const nodes = createSpaceRepository(app.connection)
  const [neighbour] = await nodes.communities()
  if (neighbour) await nodes.insertMany([hamletBeside(neighbour)])
}, 300_000)
afterAll(async () => {
  await wechat.close()
  await app.close()
})

test(`${REQUESTS} requests made from /openapi.json find no fault of ours, reach every operation, and a third get past the door`, async () => {
  const document = (await app.visitor.get('//openapi.json')).body as unknown as ApiDocument
  const operations = operationsOf(document)
  const callers = await signInEverybody(app)
  const knowledge = createKnowledge()
  // Things the demo made already, so that the first requests have something to ask for.
  knowledge.learn(
    'opinions',
    '',
    (await app.visitor.get(`/opinions/catalogue?communityId=${callers[0]?.communityId}`)).body,
  )
  knowledge.learn('session', '', (await app.visitor.get('/session/privacy-terms')).body)

  const random = createRandom(SEED)
  const values = createValueMaker(random, document.components.schemas)
  const fuzzer = new Fuzzer({ app, wechat, codes, callers, knowledge, random, values })
  let count = 0
  /** Signing in and out is the dearest of all and makes the others sign in anew: one round in four is enough of it. */
  const isItsTurn = ({ tag }: Operation, number: number): boolean =>
    tag !== 'session' || Math.floor(number / operations.length) % 4 === 0
  const byChance = async (): Promise<void> => {
    while (fuzzer.sent < REQUESTS) {
      const number = count++
      // Each operation in turn, so that none is left out; who and what is chance.
      const operation = operations[number % operations.length]
      if (operation && isItsTurn(operation, number)) await fuzzer.send(operation)
      if (number % 500 === 0) await app.drainOutbox()
      if (number % 50 === 0) app.clock.advance(1000)
    }
  }
  const effects = () => app.drainOutbox()
  const alongJourneys = async (): Promise<void> => {
    for (let number = 0; fuzzer.sent < REQUESTS; number++)
      await walk(journeys[number % journeys.length] ?? [], number, { fuzzer, operations, callers, effects })
  }
  await Promise.all([alongJourneys(), ...Array.from({ length: LANES }, byChance)])

  const share = fuzzer.passed / fuzzer.sent
  console.log(`seed ${SEED}: ${fuzzer.sent} requests, ${Math.round(share * 100)}% past door and schema`)
  expect(fuzzer.failures).toEqual([])
  expect(app.logs.filter((line) => Number(line['level']) >= 50)).toEqual([])
  expect(operations.filter(({ id }) => !fuzzer.successes.has(id)).map(({ id }) => id)).toEqual([])
  expect(share).toBeGreaterThanOrEqual(0.3)
  const unasked = operations.flatMap(({ id, allow }) =>
    Array.isArray(allow)
      ? (allow as Role[])
          .filter((role) => !fuzzer.askedAs.get(id)?.has(role))
          .map((role) => `${id} as ${role}`)
      : [],
  )
  expect(unasked).toEqual([])
}, 1_500_000)
