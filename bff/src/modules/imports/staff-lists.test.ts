import type { ImportProblemView, ImportView } from '@linli/shared/imports/imports.schema'
import { buildTown } from '../../../test/opinion-town'
import { communityA, gridA1 } from '../../../test/personas'
import { appointCast, catchCodes } from '../../../test/roles-desk'
import { startTestApp, type TestApp } from '../../../test/test-app'

const mail = catchCodes()
let app: TestApp

beforeEach(async () => {
  app = await startTestApp({ overrides: { sms: mail.sms } })
  await buildTown(app)
  await appointCast(app)
})
afterEach(() => app.close())

const head = '姓名,手机号,角色,负责网格,单位名称,任期至'
const admin = () => app.as('admin')

async function check(rows: readonly string[]): Promise<ImportView> {
  const bytes = Buffer.from([head, ...rows].join('\n'))
  const file = await admin().upload('/files', { name: '人员.csv', bytes }, { purpose: 'import_sheet' })
  const body = { communityId: communityA, kind: 'staff', fileId: file.body['id'] }
  const { id } = (await admin().post('/imports', body)).body as unknown as ImportView
  await app.drainOutbox()
  return get(id)
}
const get = async (id: string) => (await admin().get(`/imports/${id}`)).body as unknown as ImportView
async function apply({ id }: ImportView): Promise<ImportView> {
  expect((await admin().post(`/imports/${id}/confirm`)).status).toBe(200)
  await app.drainOutbox()
  return get(id)
}
const reasonsOf = async ({ id }: ImportView) => {
  const { items } = (await admin().get(`/imports/${id}/problems`)).body as unknown as {
    items: ImportProblemView[]
  }
  return items.map(({ line, column, reason }) => [line, column, reason])
}

const rows = [
  '孙小芳,13800009001,社区工作者,,,',
  '钱大勇,13800009002,网格员,第2网格,,2027-06-30',
  '许单位,13800009003,协同单位,,锦程物业,',
]

describe('a list of staff', () => {
  it('gives each role at the desk, waiting for its phone; sent again it changes nothing', async () => {
    const dry = await check(rows)
    expect(dry.counts).toEqual({ created: 3, changed: 0, same: 0, bad: 0 })
    expect(await app.rows('grant_invitations')).toHaveLength(0)
    expect((await apply(dry)).counts).toEqual({ created: 3, changed: 0, same: 0, bad: 0 })
    const waiting = await app.rows('grant_invitations')
    expect(waiting.map(({ role, nodeId, organisation }) => [role, nodeId, organisation])).toEqual([
      ['community_staff', communityA, null],
      ['grid_worker', gridA1, null],
      ['organisation_staff', communityA, '锦程物业'],
    ])
    expect(JSON.stringify(waiting)).not.toContain('13800009001')

    await mail.signIn(app, '13800009001')
    const held = await check(rows.slice(0, 1))
    expect(held.counts).toEqual({ created: 0, changed: 0, same: 1, bad: 0 })
    expect((await apply(await check(rows))).counts).toEqual({ created: 0, changed: 0, same: 3, bad: 0 })
    expect(await app.rows('grant_invitations')).toHaveLength(3)
  })

  it('cancelled while it is written, gives no further role and says what it has given', async () => {
    const dry = await check(rows)
    const { grants } = app.deps.services
    const grant = grants.grant.bind(grants)
    const giving = jest.spyOn(grants, 'grant')
    giving.mockImplementation(async (...asked) => {
      if (giving.mock.calls.length === 2) await admin().post(`/imports/${dry.id}/cancel`)
      return grant(...asked)
    })
    const stopped = await apply(dry)
    giving.mockRestore()
    // The second was under way when it was stopped; the third is not begun.
    expect(await app.rows('grant_invitations')).toHaveLength(2)
    expect(stopped).toMatchObject({ status: 'stopped', done: 2, counts: { created: 2, bad: 0 } })
    // Its rows are kept as long as those of any list that has ended.
    expect(stopped.keptUntil).not.toBeNull()
    expect((await apply(await check(rows))).counts).toMatchObject({ created: 1, same: 2 })
  })

  it('gives nothing the head may not give, and names what is wrong', async () => {
    const dry = await check([
      '居监督,13800009004,居务监督,,,',
      '远网格,13800009005,网格员,第9网格,,',
      '无网格,13800009006,网格员,,,',
    ])
    expect(dry.counts).toEqual({ created: 0, changed: 0, same: 0, bad: 3 })
    expect(await reasonsOf(dry)).toEqual([
      [2, '角色', '请从这几项里选：网格员、社区工作者、社区负责人、协同单位'],
      [3, '负责网格', '本社区没有这个网格'],
      [4, '负责网格', '网格员要写负责的网格'],
    ])
  })

  it('goes out for the head alone', async () => {
    const ask = (who: 'admin' | 'staff') =>
      app.as(who).post('/exports', {
        ...{ communityId: communityA, kind: 'staff', format: 'csv', purpose: 'check' },
        masked: true,
      })
    expect((await ask('staff')).status).toBe(403)
    const { address } = (await ask('admin')).body as unknown as { address: string }
    const text = await (await fetch(`${app.url}${address}`)).text()
    expect(text).toContain('社区负责人')
  })
})
