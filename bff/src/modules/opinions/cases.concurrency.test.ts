import { organisationParty, staffKey, workerParty } from '@linli/shared/opinions/parties'
import { caseIn, happen, startOpinionTown, submitted, type Case } from '../../../test/opinion-town'
import { communityA, personas } from '../../../test/personas'

type Town = Awaited<ReturnType<typeof startOpinionTown>>
type Who = 'author' | 'staff' | 'admin' | 'property' | 'street'
interface Act {
  readonly who: Who
  readonly event: string
  readonly body?: (other: Case) => Record<string, unknown>
}

let town: Town
let other: Case

beforeAll(async () => {
  town = await startOpinionTown()
  town.app.clock.set('2026-11-23T02:00:00.000Z')
  other = await submitted(town.author, { text: '楼道的另一件事' })
})
afterAll(() => town.app.close())

const company = organisationParty(communityA, '锦程物业').key
const worker = workerParty(personas.gridWorker.accountId, '李敏').key
const given = (leadKey: string) => ({
  ...{ leadKey, helpers: [], instruction: '', copyText: '楼道堆了旧柜子', photoIds: [] },
})
const say = (text: string) => () => ({ text })
const write = (text: string) => () => ({ text, photoIds: [] })

const acts = {
  accept: { who: 'staff', event: 'accept' },
  reject: { who: 'admin', event: 'reject', body: () => ({ reason: 'not_here' }) },
  'request-info': { who: 'staff', event: 'request-info', body: () => ({ question: '是哪个单元' }) },
  dispatch: { who: 'staff', event: 'dispatch', body: () => given(company) },
  transfer: { who: 'admin', event: 'dispatch', body: () => given(worker) },
  sign: { who: 'property', event: 'sign' },
  start: { who: 'property', event: 'start' },
  return: {
    who: 'property',
    event: 'hand-back',
    body: () => ({ reason: 'not_ours', text: '这是市政的路' }),
  },
  take: { who: 'admin', event: 'take' },
  hold: { who: 'staff', event: 'hold', body: () => ({ for: 'unit', note: '等园林局' }) },
  resume: { who: 'staff', event: 'resume' },
  refer: { who: 'staff', event: 'refer', body: say('两家都说不归自己') },
  adjudicate: {
    who: 'street',
    event: 'adjudicate',
    body: () => ({ leadKey: 'community', text: '由社区办' }),
  },
  extend: { who: 'property', event: 'ask-extension', body: () => ({ days: 2, reason: '等配件' }) },
  'decide on the extension': {
    who: 'admin',
    event: 'decide-extension',
    body: () => ({ grant: true, text: '' }),
  },
  'answer by the company': { who: 'property', event: 'reply', body: write('已经搬走') },
  'answer by the office': { who: 'staff', event: 'reply', body: write('社区已经处理') },
  split: {
    who: 'staff',
    event: 'split',
    body: () => ({ text: '一楼的灯也不亮', categoryCode: 'facilities.lights' }),
  },
  merge: { who: 'admin', event: 'merge', body: ({ id }) => ({ intoId: id }) },
  bar: {
    who: 'admin',
    event: 'recuse',
    body: () => ({ keys: [staffKey(personas.staff.accountId)], reason: '被提到' }),
  },
  'mark as urgent': { who: 'staff', event: 'urgent', body: () => ({ urgent: true, reason: '有人摔倒' }) },
  'make public': { who: 'staff', event: 'make-public', body: say('楼道堆物') },
  'add something': { who: 'author', event: 'supplement', body: write('今天又多了一件') },
  withdraw: { who: 'author', event: 'withdraw' },
  'share the contact': { who: 'author', event: 'share-contact', body: () => ({ share: true }) },
  rate: { who: 'author', event: 'rate', body: () => ({ solved: 'yes', score: 5, comment: '' }) },
  reopen: { who: 'author', event: 'reopen', body: () => ({ reason: '柜子还在那里' }) },
  ask: { who: 'author', event: 'ask', body: write('周五几点') },
  'answer a question': { who: 'staff', event: 'respond', body: write('上午九点') },
} as const satisfies Record<string, Act>
type ActName = keyof typeof acts

const run = (name: ActName, { id, version }: Case) => {
  const { who, event, body }: Act = acts[name]
  return happen(town[who], id, event, { version, ...body?.(other) })
}
/** A fresh case after these acts, read by the office. */
async function caseAfter(...path: readonly ActName[]): Promise<Case> {
  let opinion = await submitted(town.author)
  for (const name of path) opinion = { ...opinion, ...caseIn(await run(name, opinion)) }
  return opinion
}
const stored = async (id: string) => {
  const row = await town.app.connection.collection('opinions').findOne({ _id: id as never })
  return row as unknown as {
    status: string
    version: number
    entries: { text: string }[]
    history: { event: string }[]
  }
}

/** The acts that are possible in a state, and how a case comes into it. */
const states: readonly { readonly path: readonly ActName[]; readonly possible: readonly ActName[] }[] = [
  {
    path: [],
    possible: ['accept', 'reject', 'dispatch', 'merge', 'split', 'bar', 'withdraw', 'add something'],
  },
  { path: ['dispatch'], possible: ['sign', 'return', 'transfer', 'take', 'merge', 'withdraw'] },
  {
    path: ['dispatch', 'sign', 'start'],
    possible: [
      ...(['return', 'transfer', 'hold', 'refer', 'extend', 'make public', 'request-info'] as const),
      ...(['answer by the company', 'answer by the office', 'withdraw', 'share the contact'] as const),
    ],
  },
  { path: ['dispatch', 'sign', 'extend'], possible: ['decide on the extension', 'return', 'withdraw'] },
  { path: ['accept', 'hold'], possible: ['resume', 'transfer', 'withdraw'] },
  { path: ['accept', 'refer'], possible: ['adjudicate', 'withdraw', 'mark as urgent'] },
  {
    path: ['accept', 'answer by the office'],
    possible: ['rate', 'reopen', 'ask', 'answer a question', 'make public'],
  },
]
const pairs = states.flatMap(({ path, possible }) =>
  possible.flatMap((one, at) =>
    possible
      .slice(at)
      .map((two) => ({ after: path.length === 0 ? 'submit' : path.join(', '), path, one, two })),
  ),
)

test.each(pairs)(
  'after $after: of “$one” and “$two” at the same moment one happens whole, and the other is told of it',
  async ({ path, one, two }) => {
    const opinion = await caseAfter(...path)
    const before = await stored(opinion.id)
    const both = await Promise.all([run(one, opinion), run(two, opinion)])
    const [won, lost] = both[0].status < 300 ? both : both.toReversed()
    expect([won?.status, won?.body['code']]).toEqual([200, undefined])
    // Who has it no longer, or is barred from now on, does not see it any more.
    expect(['409 version_conflict', '409 invalid_status', '404 not_found']).toContain(
      `${lost?.status} ${String(lost?.body['code'])}`,
    )
    const after = await stored(opinion.id)
    expect(after.version).toBe(before.version + 1)
    expect(after.history).toHaveLength(before.history.length + 1)
    expect(after.entries.length - before.entries.length).toBeLessThanOrEqual(1)
  },
)

test('two cases merged into each other at once: one goes into the other, and one of them goes on', async () => {
  const [left, right] = [await submitted(town.author), await submitted(town.author)]
  const answers = await Promise.all([
    happen(town.staff, left.id, 'merge', { version: 1, intoId: right.id }),
    happen(town.admin, right.id, 'merge', { version: 1, intoId: left.id }),
  ])
  expect(answers.filter(({ status }) => status === 200)).toHaveLength(1)
  const statuses = [await stored(left.id), await stored(right.id)].map(({ status }) => status)
  expect(statuses.toSorted()).toEqual(['merged', 'submitted'])
})

test('a case is not merged into one that its author takes back at the same moment', async () => {
  const [from, into] = [await submitted(town.author), await submitted(town.author)]
  const [merged, withdrawn] = await Promise.all([
    happen(town.staff, from.id, 'merge', { version: 1, intoId: into.id }),
    happen(town.author, into.id, 'withdraw', { version: 1 }),
  ])
  // Who reads the withdrawn case is refused as if it were chosen too late; nothing is half done.
  expect([merged.status, withdrawn.status]).toContainEqual(200)
  const [one, two] = [await stored(from.id), await stored(into.id)]
  expect([one.status, two.status]).toEqual(
    merged.status === 200 ? ['merged', 'submitted'] : ['submitted', 'withdrawn'],
  )
})

test('who is barred and given the case at the same moment is one of the two, never both', async () => {
  const opinion = await submitted(town.author)
  const answers = await Promise.all([
    happen(town.staff, opinion.id, 'dispatch', { version: 1, ...given(company) }),
    happen(town.admin, opinion.id, 'recuse', { version: 1, keys: [company], reason: '被投诉的单位' }),
  ])
  expect(answers.filter(({ status }) => status === 200)).toHaveLength(1)
})
