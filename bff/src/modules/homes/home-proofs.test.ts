import { startHomeTown, type HomeTown, type Neighbour } from '../../../test/home-town'
import { uploadProof } from '../../../test/home-steps'
import { bodyOf } from '../../../test/http-client'

const HOME = '锦和苑 3 号楼 2 单元 502'
const DAY_MS = 86_400_000

let town: HomeTown
beforeAll(async () => {
  town = await startHomeTown()
})
afterAll(() => town.app.close())

interface Sent {
  readonly guest: Neighbour
  readonly id: string
  readonly version: number
  readonly proofId: string
}
const rowOf = async (collection: string, id: string) =>
  (await town.app.rows(collection)).find((row) => row['_id'] === id)
const act = async ({ id, version }: Pick<Sent, 'id' | 'version'>, event: string, body: object) =>
  bodyOf<{ version: number }>(await town.office.post(`/homes/requests/${id}/${event}`, { version, ...body }))

/** A request that waits with the photo of a document. */
async function sent(): Promise<Sent> {
  const guest = await town.arrive(town.freshPhone())
  const proofId = await uploadProof(guest.client)
  const body = { roomId: town.room(HOME), relation: 'tenant', subject: 'self', name: '陈一', proofId }
  const { id, version } = bodyOf<Sent>(await guest.client.post('/homes/requests', body))
  return { guest, id, version, proofId }
}

async function mergeAway(): Promise<void> {
  const { version } = bodyOf<{ version: number }>(
    await town.as('district_operator').get(`/space/nodes/${town.own}`),
  )
  const into = { version, intoId: town.other }
  bodyOf(await town.as('district_operator').post(`/space/communities/${town.own}/merge`, into))
}

describe('a request nobody decides', () => {
  it('loses its photo and nothing else: the applicant is told, and it can still be decided', async () => {
    const one = await sent()
    const { retention } = town.app.deps
    town.app.clock.advance(29 * DAY_MS)
    expect(await retention.run('undecided_home_proofs')).toBe(0)
    town.app.clock.advance(DAY_MS)
    await Promise.all([retention.run('undecided_home_proofs'), retention.run('undecided_home_proofs')])
    expect(await rowOf('home_requests', one.id)).toMatchObject({
      ...{ status: 'submitted', open: true, proof: null, version: one.version },
      history: [{ event: 'submit' }, { event: 'forget_proof', byName: '系统' }],
    })
    const told = (await town.app.rows('messages')).filter((row) => row['accountId'] === one.guest.accountId)
    expect(told.map((row) => row['title'])).toEqual(['您传的证件照片已删除'])
    const seen = bodyOf<{ hasProof: boolean; abilities: object; history: { label: string }[] }>(
      await town.office.get(`/homes/requests/${one.id}`),
    )
    expect(seen).toMatchObject({ hasProof: false, abilities: { look: false, approve: true } })
    expect(seen.history.at(-1)?.label).toBe('一直没有核对，照片自动删除')
    await act(one, 'approve', { personId: null })
  })
})

/** Every way on which a request, or its photo, comes to an end. The last one leaves no community behind. */
const ways: Readonly<Record<string, (one: Sent) => Promise<unknown>>> = {
  'it is approved': (one) => act(one, 'approve', { personId: null }),
  'it is refused': (one) => act(one, 'refuse', { reason: 'other', text: '不是这里' }),
  'its applicant takes it back': async ({ guest, id, version }) =>
    bodyOf(await guest.client.post(`/homes/requests/${id}/withdraw`, { version })),
  'a better one takes its place': async (one) => {
    const { version } = await act(one, 'ask', { text: '看不清，请再拍' })
    const answer = { version, proofId: await uploadProof(one.guest.client) }
    return bodyOf(await one.guest.client.post(`/homes/requests/${one.id}/supplement`, answer))
  },
  'its applicant does not answer for 30 days': async (one) => {
    await act(one, 'ask', { text: '请拍租房合同' })
    town.app.clock.advance(30 * DAY_MS)
    return town.app.deps.retention.run('unanswered_home_requests')
  },
  'nobody decides for 30 days': () => {
    town.app.clock.advance(30 * DAY_MS)
    return town.app.deps.retention.run('undecided_home_proofs')
  },
  'its applicant deletes the account': async ({ guest }) => {
    const gone = await guest.client.post('/privacy/deletion', {})
    expect(gone.status).toBe(204)
    await town.app.drainOutbox()
    return town.app.deps.jobs.runNow('privacy.erase')
  },
  'its community is merged into another, where it is refused': async ({ id, version }) => {
    await mergeAway()
    const there = town.as('community_staff', { community: 'other' })
    return bodyOf(
      await there.post(`/homes/requests/${id}/refuse`, { version, reason: 'other', text: '合并了' }),
    )
  },
}

describe('the photo of a document goes when', () => {
  it.each(Object.entries(ways))('%s', async (_, end) => {
    const one = await sent()
    expect((await town.office.get(`/homes/requests/${one.id}/proof`)).status).toBe(200)
    await end(one)
    const { jobs } = town.app.deps
    // Whatever is released has been taken for removal by the end of the first; the second ends what was begun.
    await jobs.runNow('files.sweep')
    town.app.clock.advance(DAY_MS)
    await jobs.runNow('files.sweep')
    expect(await rowOf('files', one.proofId)).toBeUndefined()
    const row = await rowOf('home_requests', one.id)
    expect((row?.['proof'] as { id: string } | null)?.id).not.toBe(one.proofId)
  })
})
