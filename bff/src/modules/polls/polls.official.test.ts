import { drawnOrder } from '@linli/shared/polls/candidates.rules'
import {
  always,
  bodyOf,
  startPollTown,
  CLOSES,
  namedStraw,
  type PollHandle,
  type PollTown,
} from '../../../test/poll-town'
import type { TestApp } from '../../../test/test-app'
import { unzip } from '../../platform/unzip'
import { checkEvidence } from './evidence-check'
import type { PollRow } from './poll.model'
import { createPollsSupervision, type SupervisionDeps } from './polls-supervision.service'

let app: TestApp
let town: PollTown
beforeAll(async () => {
  ;({ app, town } = await startPollTown())
})
afterAll(() => app.close())

const resident = () => town.voterAt(0).client
const versionOf = async (poll: PollHandle) =>
  Number(bodyOf(await town.staff.get(`/staff/polls/${poll.id}`))['version'])

describe('where the city has a system of its own', () => {
  let poll: PollHandle
  let roll: { rows: number; votes: number; area: number; fingerprint: string }
  const at = (act: string) => `/staff/polls/${poll.id}/${act}`
  const record = (votes: number, agree: number) => ({
    ...{
      version: poll.version,
      system: '业主电子投票系统',
      reference: 'BJ-2026-118',
      fileIds: [] as string[],
    },
    decidedOn: '2026-12-26',
    questions: [
      {
        cast: { votes, area: roll.area },
        options: [
          { votes: agree, area: Math.floor((roll.area * agree) / votes) },
          { votes: 0, area: 0 },
        ],
      },
    ],
  })
  const missingIn = (body: object) => JSON.stringify((body as { details?: unknown }).details)

  test('Linli does not open the vote, and hands over its roll and questions', async () => {
    poll = await town.announced({
      ...{ packId: 'owners_decision', cityId: 'beijing', matter: 'owners_item', ownerItem: 4 },
      ...{ secrecy: 'named', electorate: 'owner' },
    })
    town.afterObjections()
    const frozen = await town.admin.post(at('freeze'), { version: poll.version })
    expect(missingIn(frozen.body)).toContain('政府的电子投票系统')
    const desk = bodyOf(await town.admin.get(`/staff/polls/${poll.id}`))
    expect(desk).toMatchObject({
      isOfficial: true,
      abilities: { freeze: false, record_official: false, official_pack: true },
    })
    roll = desk['roll'] as typeof roll
    const { bytes } = await app.deps.services.polls.official.pack(town.actor('community_staff'), poll.id)
    const files = await unzip(bytes)
    expect(String(files.get('名册.csv')).trim().split('\n').length).toBeGreaterThanOrEqual(roll.rows)
    expect(String(files.get('问题和规则.txt'))).toContain('A. 同意')
    expect(String(files.get('说明.txt'))).toContain(roll.fingerprint)
    expect((await town.staff.get(at('official-pack'))).status).toBe(200)
    expect((await resident().get(at('official-pack'))).status).toBe(403)
    expect((await town.as('community_staff', { community: 'other' }).get(at('official-pack'))).status).toBe(
      404,
    )
  })

  test('figures are taken after the end, from the head of the community, and only such as can be', async () => {
    expect((await town.admin.post(at('record-official'), record(roll.votes, roll.votes))).status).toBe(409)
    app.clock.set(CLOSES)
    expect((await app.visitor.post(at('record-official'), record(roll.votes, 1))).status).toBe(401)
    expect((await town.staff.post(at('record-official'), record(roll.votes, 1))).status).toBe(403)
    const over = await town.admin.post(at('record-official'), record(roll.votes + 1, 1))
    expect([over.status, over.body['errors']]).toMatchObject([400, [{ path: 'body.questions.0.cast.votes' }]])
    const early = { ...record(roll.votes, 1), decidedOn: '2026-12-01' }
    expect((await town.admin.post(at('record-official'), early)).body['errors']).toMatchObject([
      { path: 'body.decidedOn' },
    ])
    const desk = bodyOf(await town.admin.get(`/staff/polls/${poll.id}`))
    expect(desk).toMatchObject({ phase: 'roll_published', abilities: { record_official: true } })
  })

  test('of two who enter at once one is taken; it is judged by art. 278 and stands with its source', async () => {
    const sent = () => town.admin.post(at('record-official'), record(roll.votes, roll.votes))
    const both = await Promise.all([sent(), sent()])
    expect(both.map(({ status }) => status).sort()).toEqual([200, 409])
    expect(bodyOf(await town.staff.get(`/staff/polls/${poll.id}`))).toMatchObject({
      phase: 'counted',
      official: { reference: 'BJ-2026-118', decidedOn: '2026-12-26', former: [] },
    })
    expect(bodyOf(await resident().get(`/polls/${poll.id}`))).toMatchObject({ result: null })
    await town.admin.post(at('publish'), { version: await versionOf(poll) })
    expect(bodyOf(await resident().get(`/polls/${poll.id}`))).toMatchObject({
      result: {
        outcomes: [{ strict: { quorum: true, passed: true } }],
        official: { system: '业主电子投票系统', reference: 'BJ-2026-118' },
      },
    })
    // There is no board of what was cast elsewhere, and nobody is told that no vote of theirs is recorded.
    expect((await resident().get(`/polls/${poll.id}/board`)).status).toBe(404)
    const { items } = bodyOf(await resident().get('/polls')) as { items: { id: string; voted: unknown }[] }
    expect(items.find(({ id }) => id === poll.id)?.voted).toBeNull()
  })

  test('a correction keeps what stood there, says why, and begins the signatures anew', async () => {
    const rootOf = async () =>
      (bodyOf(await resident().get(`/polls/${poll.id}`))['result'] as { root: string }).root
    const before = await rootOf()
    const { accountId } = town.actor('supervisor')
    await town.appoint('supervisor', '钱监督')
    await app.drainOutbox()
    expect((await town.supervisor.post(at('sign'), { root: before })).status).toBe(200)
    poll.version = await versionOf(poll)
    const correction = { ...record(roll.votes, 0), reference: 'BJ-2026-119', reason: '录错了一栏' }
    expect((await town.staff.post(at('correct-official'), correction)).status).toBe(403)
    expect((await town.admin.post(at('correct-official'), correction)).status).toBe(200)
    expect((await town.admin.post(at('correct-official'), correction)).status).toBe(409)
    const seen = bodyOf(await resident().get(`/polls/${poll.id}`))
    expect(seen).toMatchObject({
      phase: 'published',
      result: {
        outcomes: [{ strict: { passed: false } }],
        signatures: [],
        official: {
          reference: 'BJ-2026-119',
          former: [
            {
              reference: 'BJ-2026-118',
              reason: '录错了一栏',
              questions: [{ options: [{ votes: roll.votes }, { votes: 0 }] }],
            },
          ],
        },
      },
    })
    const asked = (await app.told(poll.id, accountId)).filter(({ needsAct }) => needsAct === true)
    expect(asked.map(({ text }) => text)).toEqual([
      expect.stringMatching(/结果更正过了。请对照登记的文件核对/),
    ])
    const old = await town.supervisor.post(at('sign'), { root: before })
    expect([old.status, old.body['code']]).toEqual([409, 'root_differs'])
    const { bytes } = await app.deps.services.polls.evidence.bundle(town.actor('supervisor'), poll.id)
    const { checks, outcomes } = checkEvidence(await unzip(bytes))
    expect(checks.flatMap(({ faults }) => faults)).toEqual([])
    expect(outcomes).toMatchObject([{ strict: { passed: false } }])
    const [row] = (await app.rows('polls')).filter(({ _id }) => _id === poll.id)
    expect(row).toMatchObject({ official: { former: [{ root: before, signatures: [{}] }] } })
    const acts = (await app.rows('audit_rows')).filter(({ targetId }) => targetId === poll.id)
    expect(acts.map(({ action }) => action)).toEqual(
      expect.arrayContaining(['poll.record_official', 'poll.correct_official', 'poll.official_pack']),
    )
  })

  test('where the law does not ask for that system, figures are counted here and nowhere else', async () => {
    const own = await town.announced(namedStraw)
    app.clock.set(CLOSES)
    const body = { ...record(roll.votes, 1), version: own.version }
    expect((await town.admin.post(`/staff/polls/${own.id}/record-official`, body)).status).toBe(409)
    expect((await town.staff.get(`/staff/polls/${own.id}/official-pack`)).status).toBe(404)
  })
})

describe('supervisors', () => {
  const refuse = (poll: PollHandle, root: string, reason = '纸票数和领票登记对不上') =>
    town.supervisor.post(`/staff/polls/${poll.id}/refuse-signature`, { root, reason })

  test('refuse with a reason everybody reads, once; who has not spoken stands there; signing later is possible', async () => {
    const poll = await town.opened(namedStraw)
    await town.close()
    expect((await refuse(poll, '0'.repeat(64))).status).toBe(409)
    await town.admin.post(`/staff/polls/${poll.id}/publish`, { version: await versionOf(poll) })
    const desk = async () => bodyOf(await town.supervisor.get(`/staff/polls/${poll.id}`))
    const { root } = (await desk()) as { root: string }
    expect(await desk()).toMatchObject({ abilities: { sign: true, refuse_signature: true } })
    expect((await refuse(poll, '0'.repeat(64))).body['code']).toBe('root_differs')
    expect((await refuse(poll, root, '不')).status).toBe(400)
    expect(
      (await town.staff.post(`/staff/polls/${poll.id}/refuse-signature`, { root, reason: '纸票数对不上' }))
        .status,
    ).toBe(403)
    const both = await Promise.all([refuse(poll, root), refuse(poll, root)])
    expect(both.map(({ status }) => status).sort()).toEqual([200, 409])
    const seen = async () =>
      bodyOf(await resident().get(`/polls/${poll.id}`)) as { phase: string; result: Record<string, unknown> }
    expect(await seen()).toMatchObject({
      phase: 'published',
      result: { signatures: [], declined: [{ reason: '纸票数和领票登记对不上', signedLater: false }] },
    })
    expect(await desk()).toMatchObject({ abilities: { sign: true, refuse_signature: false } })
    expect((await town.supervisor.post(`/staff/polls/${poll.id}/sign`, { root })).status).toBe(200)
    expect(await seen()).toMatchObject({
      phase: 'signed',
      result: { signatures: [{}], declined: [{ signedLater: true }] },
    })
    expect(await desk()).toMatchObject({ abilities: { sign: false, refuse_signature: false } })
    expect((await refuse(poll, root)).body['code']).toBe('conflict')
  })

  test('who has neither signed nor refused is named, and nobody before publication', async () => {
    const supervision = createPollsSupervision({
      people: {
        holdersAt: () =>
          Promise.resolve(['acc_signed', 'acc_refused', 'acc_silent'].map((accountId) => ({ accountId }))),
        staffCards: (ids: readonly string[]) => Promise.resolve(new Map(ids.map((id) => [id, { name: id }]))),
      },
    } as unknown as SupervisionDeps)
    const row = {
      ...{ communityId: 'nod_a', status: 'published' },
      ...{ signatures: [{ accountId: 'acc_signed' }], refusals: [{ accountId: 'acc_refused' }] },
    } as unknown as PollRow
    expect(await supervision.awaited(row)).toEqual(['acc_silent'])
    expect(await supervision.awaited({ ...row, status: 'counted' })).toEqual([])
  })
})

describe('candidates', () => {
  const names = ['周甲', '周乙', '周丙']
  const standing = (index: number, more: object = {}) => ({
    ...{ personId: town.voterAt(index).personId, about: '在社区住了二十年', consentOn: '2026-11-20' },
    ...more,
  })
  const question = (candidates: readonly object[]) => ({
    questions: [
      {
        ...{ kind: 'choice', text: '推选谁当楼组长？', method: 'single', options: names },
        ...{ min: 1, max: 1, scoreMax: 0, seats: 1, candidates },
      },
    ] as never,
  })
  const three = () => [standing(5), standing(6), standing(7)]

  test('are persons of the roll who agreed, in the order the roll’s fingerprint draws', async () => {
    const stranger = { ...standing(5), personId: 'per_1BoxkVZLBjFjeN8D7rQ2wX' }
    const foreign = await town.staff.post(
      '/staff/polls',
      town.draft(question([stranger, standing(6), standing(7)])),
    )
    expect(foreign.body['errors']).toMatchObject([{ path: 'body.setup.questions.0.candidates' }])
    const unasked = bodyOf(
      await town.staff.post(
        '/staff/polls',
        town.draft(question([standing(5, { consentOn: null }), standing(6), standing(7)])),
      ),
    )
    expect(JSON.stringify(unasked['refusals'])).toContain('还没有登记本人同意：周甲')
    const poll = await town.announced({ ...namedStraw, ...question(three()) })
    const seen = bodyOf(await resident().get(`/polls/${poll.id}`)) as {
      roll: { fingerprint: string }
      questions: { options: { text: string; about: string }[] }[]
      rules: string[]
    }
    const drawn = drawnOrder(seen.roll.fingerprint, names).map((at) => names[at])
    expect(seen.questions[0]?.options.map(({ text }) => text)).toEqual(drawn)
    expect(seen.questions[0]?.options[0]?.about).toBe('在社区住了二十年')
    expect(seen.rules.join('')).toContain('抽签')
  })
  test('neither staff the desk, nor sign, nor carry mandates; they look like everybody', async () => {
    const poll = await town.opened({
      ...{ packId: 'residents_meeting', secrecy: 'named', electorate: 'household', proxiesPerHolder: 2 },
      ...question(three()),
    })
    const own = (role: 'community_staff' | 'supervisor') =>
      always(app, {
        ...town.actor(role),
        ...{ accountId: `acc_testStands_${role}`, sessionId: `ses_testStands_${role}` },
        personId: town.voterAt(5).personId,
      })
    const rowId = await town.rowOf(poll, town.voterAt(0))
    const paper = { rowId, answers: ['A'], channel: 'paper' }
    expect((await own('community_staff').post(`/staff/polls/${poll.id}/papers`, paper)).status).toBe(403)
    expect((await town.staff.post(`/staff/polls/${poll.id}/papers`, paper)).status).toBe(200)
    expect(bodyOf(await own('community_staff').get(`/staff/polls/${poll.id}`))).toMatchObject({
      abilities: { desk: false, write: false },
    })
    const root = '0'.repeat(64)
    expect((await own('supervisor').post(`/staff/polls/${poll.id}/sign`, { root })).status).toBe(403)
    const mandate = (holderId: string) =>
      town.staff.post(`/staff/polls/${poll.id}/proxies`, { rowId, holderId, mandateRef: '委托书 1' })
    const refused = await mandate(town.voterAt(6).personId)
    expect([refused.status, refused.body['details']]).toEqual([409, { reason: 'candidate' }])
    expect((await mandate(town.voterAt(8).personId)).status).toBe(200)
  })
})
