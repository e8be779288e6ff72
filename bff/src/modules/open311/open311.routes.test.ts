import sharp from 'sharp'
import { buildTown, caseIn, happen, lasting, submitted, town } from '../../../test/opinion-town'
import { defaultLimits, scaledLimits } from '../../http/rate-limit'
import { signatureOf } from '../../platform/signed-message'
import { createOutbound, OutboundError } from '../../platform/outbound'
import type { Client } from '../../../test/http-client'
import { communityA, communityB, gridA1 } from '../../../test/personas'
import { startTestApp, type TestApp } from '../../../test/test-app'

let app: TestApp
let operator: Client
let staff: Client
let number: string
let secret: string
let signingSecret: string
let keyId: string
/** Of the system of the company that cases are given to. */
let partner: { readonly id: string; readonly signingSecret: string }

const get = (path: string) => app.visitor.raw(`/../../open311/v2/${path}`, { method: 'GET' })
const file = (fields: Readonly<Record<string, string>>, format = 'json') =>
  app.visitor.raw(`/../../open311/v2/requests.${format}`, {
    method: 'POST',
    headers: { 'content-type': 'application/x-www-form-urlencoded; charset=utf-8' },
    body: new URLSearchParams(fields).toString(),
  })
const rows = (text: string) => JSON.parse(text) as Record<string, unknown>[]

beforeAll(async () => {
  app = await startTestApp({
    overrides: {
      outbound: {
        ...createOutbound([]),
        get: (address) =>
          address.endsWith('.webp')
            ? sharp({ create: { width: 64, height: 48, channels: 3, background: '#2a6' } })
                .webp()
                .toBuffer()
            : address.endsWith('.txt')
              ? Promise.resolve(Buffer.from('no photo'))
              : Promise.reject(new OutboundError('host_not_listed')),
      },
    },
  })
  await buildTown(app)
  app.clock.set('2026-11-23T02:00:00.000Z')
  operator = lasting(app, 'operator')
  staff = lasting(app, 'staff')
  const author = lasting(app, 'verifiedResident')
  const opinion = await submitted(author, { wantsPublic: true, categoryCode: 'facilities.lights' })
  number = String(opinion['number'])
  await happen(staff, opinion.id, 'accept', { version: 1 })
  const shown = caseIn(
    await happen(staff, opinion.id, 'make-public', { version: 2, text: '楼道灯 <不亮> & 太暗' }),
  )
  await happen(staff, opinion.id, 'reply', { version: shown.version, text: '明天换灯泡', photoIds: [] })
  await submitted(author, { wantsPublic: false, text: '这一件不公开，谁也不该看到' })
  const made = await operator.post('/open311/keys', { communityId: communityA, name: '12345 热线', days: 30 })
  expect(made.status).toBe(201)
  secret = String(made.body['secret'])
  signingSecret = String(made.body['signingSecret'])
  keyId = String((made.body['key'] as { id: string }).id)
  const theirs = await operator.post('/open311/keys', {
    ...{ communityId: communityA, name: '锦程工单系统', organisation: '锦程物业', days: 30 },
  })
  expect(theirs.body['key']).toMatchObject({ organisation: '锦程物业' })
  partner = {
    id: String((theirs.body['key'] as { id: string }).id),
    signingSecret: String(theirs.body['signingSecret']),
  }
})
afterAll(() => app.close())

const filing = (changes: Readonly<Record<string, string>> = {}) => ({
  ...{ api_key: secret, jurisdiction_id: 'qh', service_code: 'sanitation.garbage' },
  ...{
    address_string: '东门垃圾桶',
    description: '垃圾桶两天没有清，气味很大',
    last_name: '周',
    first_name: '玉兰',
  },
  phone: '13800000001',
  ...changes,
})

describe('reading', () => {
  it('tells of itself in both formats, without a key', async () => {
    const json = await get('discovery.json')
    expect(JSON.parse(json.text)).toMatchObject({
      endpoints: [
        {
          ...{ specification: 'http://wiki.open311.org/GeoReport_v2', url: `${app.url}/open311/v2` },
          formats: ['text/xml', 'application/json'],
        },
      ],
    })
    const xml = await get('discovery.xml')
    expect(xml.headers.get('content-type')).toContain('text/xml')
    expect(xml.text).toContain(
      '<formats><format>text/xml</format><format>application/json</format></formats>',
    )
  })

  it('lists the categories of a jurisdiction and defines each', async () => {
    const services = rows((await get('services.json?jurisdiction_id=QH')).text)
    expect(services.find(({ service_code: code }) => code === 'facilities.lights')).toMatchObject({
      ...{ service_name: '路灯、楼道灯', group: '公共设施与安全', metadata: true, type: 'realtime' },
    })
    expect((await get('services.xml?jurisdiction_id=qh')).text).toContain(
      '<service_code>facilities.lights</service_code>',
    )
    const definition = await get('services/facilities.lights.json?jurisdiction_id=qh')
    expect(JSON.parse(definition.text)).toMatchObject({
      service_code: 'facilities.lights',
      attributes: [{ code: 'place_detail', variable: true, datatype: 'string', required: false, order: 1 }],
    })
  })

  it('tells only what was released: building, checked words, the answer', async () => {
    const { text } = await get('requests.json?jurisdiction_id=qh')
    expect(rows(text)).toEqual([
      expect.objectContaining({
        ...{ service_request_id: number, status: 'open', status_notes: '已答复：明天换灯泡' },
        ...{ description: '楼道灯 <不亮> & 太暗', address: '锦和苑 3 号楼', agency_responsible: '青禾社区' },
        ...{ requested_datetime: '2026-11-23T02:00:00.000Z', lat: null, media_url: null },
      }),
    ])
    expect(text).not.toMatch(/不公开|周\*\*|501/)
    const xml = await get(`requests/${number}.xml?jurisdiction_id=qh`)
    expect(xml.text).toContain('<description>楼道灯 &lt;不亮&gt; &amp; 太暗</description>')
    expect(xml.text).toContain('<lat/><long/><media_url/></request></service_requests>')
  })

  it.each([
    ['status=closed', 0],
    ['status=open,closed', 1],
    ['service_code=facilities.lights,noise.dogs', 1],
    ['service_code=noise.dogs', 0],
    ['start_date=2026-11-23T00:00:00%2B08:00&end_date=2026-11-24T00:00:00Z', 1],
    // What a client did not escape arrives as a blank.
    ['start_date=2026-11-23T00:00:00+08:00&end_date=2026-11-24T00:00:00Z', 1],
    ['start_date=2026-11-24T00:00:00Z', 0],
    ['page=2&page_size=1', 0],
    ['status=', 1],
  ])('filters by %s', async (query, count) => {
    expect(rows((await get(`requests.json?jurisdiction_id=qh&${query}`)).text)).toHaveLength(count)
  })

  it.each([
    ['requests.json', 400, 'jurisdiction_id was not provided'],
    ['requests.json?jurisdiction_id=zz', 404, 'jurisdiction_id was not found'],
    ['requests.json?jurisdiction_id=qh&status=done', 400, 'status must be open or closed'],
    ['requests.json?jurisdiction_id=qh&start_date=2026-11-23', 400, 'W3C date-time'],
    // Read as a time it would be 2 March.
    ['requests.json?jurisdiction_id=qh&start_date=2026-02-30T00:00:00Z', 400, 'W3C date-time'],
    ['requests.json?jurisdiction_id=qh&page_size=1001', 400, 'page_size must be a whole number'],
    [
      'requests.json?jurisdiction_id=qh&start_date=2026-01-01T00:00:00Z&end_date=2026-11-01T00:00:00Z',
      400,
      '90 days',
    ],
    ['requests/QH-20990101-0001.json?jurisdiction_id=qh', 404, 'service_request_id was not found'],
    ['services/nothing.here.json?jurisdiction_id=qh', 404, 'service_code was not found'],
    ['tokens/abc.json?jurisdiction_id=qh', 404, 'token was not found'],
    ['requests.json?jurisdiction_id=qh&api_key=llk_wrong', 403, 'api_key'],
    ['nothing.json', 404, 'nothing at this address'],
  ])('refuses %s with a list of one error', async (path, status, words) => {
    const answer = await get(path)
    expect(answer.status).toBe(status)
    expect(JSON.parse(answer.text)).toEqual([
      { code: status, description: expect.stringContaining(words) as string },
    ])
  })

  it('writes errors in XML where XML was asked for', async () => {
    expect((await get('requests.xml')).text).toContain('<errors><error><code>400</code><description>')
  })
})

describe('what another system copies by time', () => {
  const row = async () => rows((await get(`requests/${followed}.json?jurisdiction_id=qh`)).text)[0]
  const listed = async (status: string) =>
    rows((await get(`requests.json?jurisdiction_id=qh&status=${status}`)).text).map(
      (one) => one['service_request_id'],
    )
  let followed: string

  it('tells a new time whenever the status does, and of an internal note nothing', async () => {
    const opinion = await submitted(lasting(app, 'verifiedResident'), { wantsPublic: true })
    followed = String(opinion['number'])
    await happen(staff, opinion.id, 'accept', { version: 1 })
    const shown = caseIn(await happen(staff, opinion.id, 'make-public', { version: 2, text: '东门的树挡灯' }))
    app.clock.advance(60_000)
    const started = caseIn(await happen(staff, opinion.id, 'start', { version: shown.version }))
    const at = app.clock.now().toISOString()
    expect(await row()).toMatchObject({ status_notes: '办理中', updated_datetime: at })
    app.clock.advance(60_000)
    await happen(staff, opinion.id, 'note', { version: started.version, text: '等绿化队' })
    expect(await row()).toMatchObject({ updated_datetime: at })
    const noted = caseIn(await staff.get(`/staff/opinions/${opinion.id}`))
    await happen(staff, opinion.id, 'hold', { version: noted.version, for: 'unit', note: '等园林局' })
    expect(await row()).toMatchObject({ status: 'open', status_notes: '等别的单位' })
    const held = caseIn(await staff.get(`/staff/opinions/${opinion.id}`))
    await happen(staff, opinion.id, 'reply', { version: held.version, text: '已修剪', photoIds: [] })
  })

  it('has a case in the closed ones from the moment its time to rate is over, before any sweep', async () => {
    expect(await listed('open')).toContain(followed)
    expect(await listed('closed')).not.toContain(followed)
    const stood = app.clock.now()
    app.clock.advance(7 * 86_400_000)
    const lapsed = app.clock.now().toISOString()
    expect(await listed('closed')).toContain(followed)
    expect(await listed('open')).not.toContain(followed)
    expect(await row()).toMatchObject({ status: 'closed', updated_datetime: lapsed })
    app.clock.set(stood.toISOString())
  })
})

it('says what the door refuses in the form of the protocol too', async () => {
  const limits = scaledLimits(defaultLimits, 1 / 1000)
  const house = await startTestApp({ overrides: { limits } })
  try {
    const ask = (format: string) =>
      house.visitor.raw(`/../../open311/v2/discovery.${format}`, { method: 'GET' })
    await ask('json')
    const refused = await ask('xml')
    expect([refused.status, refused.headers.get('content-type')]).toEqual([
      429,
      expect.stringContaining('text/xml') as string,
    ])
    expect(refused.text).toContain('<errors><error><code>429</code><description>')
    expect(Number(refused.headers.get('retry-after'))).toBeGreaterThan(0)
    expect(rows((await ask('json')).text)).toMatchObject([{ code: 429 }])
  } finally {
    await house.close()
  }
})

describe('where a case is', () => {
  const outline = [
    [120.1, 30.1],
    [120.3, 30.1],
    [120.3, 30.3],
    [120.1, 30.3],
    [120.1, 30.1],
  ]
  beforeAll(async () => {
    const boundary = { type: 'Polygon', coordinates: [outline] }
    await app.connection.collection('nodes').updateOne({ _id: gridA1 as never }, { $set: { boundary } })
  })
  afterAll(() =>
    app.connection.collection('nodes').updateOne({ _id: gridA1 as never }, { $set: { boundary: null } }),
  )

  it('is told as the middle of its grid, whatever room or spot it is', async () => {
    expect(rows((await get(`requests/${number}.json?jurisdiction_id=qh`)).text)).toMatchObject([
      { lat: 30.2, long: 120.2, address: '锦和苑 3 号楼' },
    ])
    expect((await get(`requests/${number}.xml?jurisdiction_id=qh`)).text).toContain(
      '<lat>30.2</lat><long>120.2</long>',
    )
  })

  it('finds the grid by itself from lat and long, which those who go and look see', async () => {
    const spot = { address_string: '', lat: '30.123456', long: '120.2' }
    const [made] = rows((await file(filing({ ...spot, description: '路边的长椅断了一条腿' }))).text)
    const filed = String(made?.['service_request_id'])
    const found = (await app.rows('opinions')).find(({ number: own }) => own === filed)
    expect(found?.['place']).toMatchObject({ nodeId: gridA1, point: [120.2, 30.123456] })
    const { items } = (await lasting(app, 'gridWorker').get(`/staff/opinions?q=${filed}`)).body as {
      items: unknown[]
    }
    expect(items).toHaveLength(1)
    const told = await get(`requests/${filed}.json?jurisdiction_id=qh&api_key=${secret}`)
    expect(rows(told.text)).toMatchObject([{ lat: 30.2, long: 120.2 }])
    expect(told.text).not.toContain('30.123456')
  })

  it('outside every grid it is kept as words, and half a place or none in the country is refused', async () => {
    const away = { address_string: '', lat: '31', long: '121' }
    const [made] = rows((await file(filing({ ...away, description: '河对岸的路灯一直不亮' }))).text)
    const found = (await app.rows('opinions')).find(({ number: own }) => own === made?.['service_request_id'])
    expect(found?.['place']).toMatchObject({ nodeId: communityA, detail: '31,121' })
    const wrongs: Record<string, string>[] = [
      { lat: '31' },
      { lat: 'north', long: '121' },
      { lat: '121', long: '31' },
    ]
    for (const wrong of wrongs) {
      const answer = await file(filing(wrong))
      expect([answer.status, answer.text]).toEqual([400, expect.stringContaining('lat and long')])
    }
  })
})

describe('filing by key', () => {
  it('makes an unverified case that only the key follows until staff release it; the caller is sealed', async () => {
    const answer = await file(filing())
    expect(answer.status).toBe(200)
    const [made] = rows(answer.text)
    const filed = String(made?.['service_request_id'])
    expect(filed).toMatch(/^QH-20261123-\d{4}$/)
    expect((await get(`requests/${filed}.json?jurisdiction_id=qh`)).status).toBe(404)
    const followed = await get(`requests/${filed}.json?jurisdiction_id=qh&api_key=${secret}`)
    expect(rows(followed.text)).toMatchObject([
      { service_request_id: filed, status: 'open', description: null },
    ])
    const { items } = (await staff.get(`/staff/opinions?q=${filed}`)).body as { items: { id: string }[] }
    expect((await staff.get(`/staff/opinions/${items[0]?.id}`)).body).toMatchObject({
      ...{ authorLabel: '12345 热线（其他系统转来，未核实）', wantsPublic: true, callerChannel: '其他系统' },
      text: '垃圾桶两天没有清，气味很大',
    })
    expect(JSON.stringify(await app.rows('opinion_callers'))).not.toContain('13800000001')
  })

  it.each([
    ['no key', { api_key: '' }, 403, 'api_key is missing'],
    ['a key of nobody', { api_key: 'llk_nothing' }, 403, 'api_key is missing or not valid'],
    ['another jurisdiction', { jurisdiction_id: 'zc' }, 403, 'not valid for this jurisdiction'],
    ['no service', { service_code: '' }, 400, 'service_code was not provided'],
    ['an unknown service', { service_code: 'no.such' }, 404, 'service_code was not found'],
    ['no location', { address_string: '' }, 400, 'a location is required'],
    ['a place elsewhere', { address_id: town.estateB }, 400, 'address_id'],
    ['a description of 4001 characters', { description: '灯'.repeat(4001) }, 400, '4000 characters'],
    ['a body of more than 64 KB', { description: '灯'.repeat(8000) }, 400, '64 KB'],
  ])('refuses %s', async (_, changes, status, words) => {
    const before = (await app.rows('opinions')).length
    const answer = await file(filing(changes))
    expect(answer.status).toBe(status)
    expect(JSON.parse(answer.text)).toEqual([
      { code: status, description: expect.stringContaining(words) as string },
    ])
    expect((await app.rows('opinions')).length).toBe(before)
  })

  it('needs no description, and loses nothing of a long place; what no screen can hold is left out', async () => {
    const kept = async (changes: Readonly<Record<string, string>>) => {
      const [made] = rows((await file(filing(changes))).text)
      return (await app.rows('opinions')).find(({ number: own }) => own === made?.['service_request_id'])
    }
    expect(await kept({ description: '' })).toMatchObject({ text: '垃圾清运与分类（对方系统没有写说明）' })
    expect(await kept({ description: '\u0000灯\u0007' })).toMatchObject({ text: '灯' })
    const address_string = '清河街道沿河步道第三座桥往北走到头的那一片空地'.repeat(4)
    const far = await kept({ address_string, description: '堆着建筑垃圾' })
    expect(far).toMatchObject({ text: `堆着建筑垃圾\n地点：${address_string}` })
    expect((far?.['place'] as { detail: string }).detail).toMatch(/^清河.{57}…$/)
  })

  it('answers XML to XML, and refuses a body that is no form', async () => {
    expect((await file(filing(), 'xml')).text).toMatch(
      /<service_requests><request><service_request_id>QH-\d{8}-\d{4}<\/service_request_id>/,
    )
    const answer = await app.visitor.raw('/../../open311/v2/requests.json', {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: '{}',
    })
    expect(answer.status).toBe(400)
  })
})

describe('a photo of another system', () => {
  const withMedia = (media: string) => filing({ description: `照片见附件 ${media}`, media_url: media })

  it('is drawn anew and belongs to the case', async () => {
    const [made] = rows((await file(withMedia('https://photos.test/bin.webp'))).text)
    const found = (await app.rows('opinions')).find(({ number: own }) => own === made?.['service_request_id'])
    expect(found?.['photos']).toMatchObject([{ name: expect.stringContaining('其他系统的照片') as string }])
    expect(await app.rows('files')).toMatchObject([{ ownerId: found?.['_id'], uploaderId: 'system' }])
  })

  it.each([
    ['https://photos.test/words.txt', '取到的不是能打开的照片'],
    ['https://other.test/bin.webp.html', '不在平台管理员的名单里'],
  ])('that cannot be had from %s keeps no case from being filed', async (media, words) => {
    const [made] = rows((await file(withMedia(media))).text)
    expect(made?.['service_notice']).toContain(words)
    expect(made?.['service_request_id']).toMatch(/^QH-/)
  })
})

it('a form that arrives five times at once, and once more, is one case', async () => {
  const before = (await app.rows('opinions')).length
  const again = filing({ description: '同一件事发了好几遍，只算一件' })
  const answers = await Promise.all(Array.from({ length: 5 }, () => file(again)))
  expect(answers.map(({ status }) => status)).toEqual([200, 200, 200, 200, 200])
  answers.push(await file(again))
  expect(new Set(answers.map(({ text }) => rows(text)[0]?.['service_request_id'])).size).toBe(1)
  expect((await app.rows('opinions')).length).toBe(before + 1)
  expect(JSON.stringify(await app.rows('open311_filings'))).not.toContain('同一件事')
})

describe('a status pushed by another system', () => {
  interface Pushed {
    readonly body?: unknown
    readonly key?: string
    readonly with?: string
    readonly lateBy?: number
    readonly changed?: boolean
  }
  const push = ({ body, key = keyId, with: by = signingSecret, lateBy = 0, changed = false }: Pushed) => {
    const text = JSON.stringify(body)
    const seconds = Math.floor(app.clock.now().getTime() / 1000) - lateBy
    return app.visitor.raw('/../../open311/v2/status-pushes.json', {
      method: 'POST',
      headers: {
        'content-type': 'application/json',
        'linli-key': key,
        'linli-timestamp': String(seconds),
        'linli-signature': signatureOf(by, seconds, text),
      },
      body: changed ? `${text} ` : text,
    })
  }
  const said = (of: string, id: string, changes: object = {}) => ({
    ...{ id, service_request_id: of, status: 'done', text: '灯泡已换', ...changes },
  })
  const done = (id: string, changes: object = {}) => said(filed, id, changes)
  const theCase = async (of: string) => {
    const { items } = (await staff.get(`/staff/opinions?q=${of}`)).body as { items: { id: string }[] }
    return (await staff.get(`/staff/opinions/${items[0]?.id}`)).body as {
      status: string
      version: number
      timeline: { kind: string; text: string | null }[]
    }
  }
  const notes = async (of = filed) => (await theCase(of)).timeline.filter(({ kind }) => kind === 'note')
  const byPartner = { key: '', with: '' }
  let filed: string

  /** A case that the company leads. */
  const dispatched = async () => {
    const opinion = await submitted(lasting(app, 'verifiedResident'), { categoryCode: 'facilities.lights' })
    await happen(staff, opinion.id, 'dispatch', {
      ...{ version: 1, leadKey: `organisation:${communityA}:锦程物业`, helpers: [], instruction: '' },
      ...{ copyText: '楼道灯不亮', photoIds: [] },
    })
    return { id: opinion.id, number: String(opinion['number']) }
  }
  const told = async (id: string) => {
    await app.drainOutbox()
    const rows = await app.rows('messages')
    return rows.filter((row) => JSON.stringify(row).includes(id)).map((row) => String(row['title']))
  }

  beforeAll(async () => {
    const [made] = rows((await file(filing({ description: '由别的系统交来，进展也由它来说' }))).text)
    filed = String(made?.['service_request_id'])
    Object.assign(byPartner, { key: partner.id, with: partner.signingSecret })
  })

  it('about a case it filed is a note that staff alone see; the same id ten times at once is one', async () => {
    const before = await theCase(filed)
    const answers = await Promise.all(Array.from({ length: 10 }, () => push({ body: done('a-1') })))
    answers.push(await push({ body: done('a-1') }))
    expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([200]))
    expect(rows(answers[0]?.text ?? '')).toMatchObject([{ id: 'a-1', service_request_id: filed }])
    expect(await notes()).toMatchObject([{ text: '对方系统（12345 热线）：已处理。灯泡已换' }])
    expect(await theCase(filed)).toMatchObject({ status: before.status, version: before.version })
    await Promise.all(['a-2', 'a-3'].map((id) => push({ body: done(id, { status: 'received' }) })))
    expect(await notes()).toHaveLength(3)
  })

  it('by the company that leads a case does what its people would do, and the resident is told', async () => {
    const { id, number: of } = await dispatched()
    const by = (body: object) => push({ ...byPartner, body })
    expect((await by(said(of, 'p-1', { status: 'in_progress', text: '师傅已出发' }))).status).toBe(200)
    expect(await theCase(of)).toMatchObject({ status: 'in_progress' })
    // Too late, or without a word for the resident: staff read it.
    await by(said(of, 'p-2', { status: 'received' }))
    const bare = { id: 'p-3', service_request_id: of, status: 'done' }
    await by(bare)
    expect(await theCase(of)).toMatchObject({ status: 'in_progress' })
    expect(await notes(of)).toHaveLength(2)
    const answers = await Promise.all(Array.from({ length: 5 }, () => by(said(of, 'p-4'))))
    expect(answers.map(({ status }) => status)).toEqual([200, 200, 200, 200, 200])
    const answered = await theCase(of)
    expect(answered).toMatchObject({ status: 'answered' })
    expect(answered.timeline.filter(({ kind }) => kind === 'reply')).toMatchObject([{ text: '灯泡已换' }])
    expect(await told(id)).toEqual(expect.arrayContaining(['您的意见在办了', '社区答复了您的意见']))
  })

  it('that it will not be done hands the case back, with the reason', async () => {
    const { number: of } = await dispatched()
    await push({ ...byPartner, body: said(of, 'r-1', { status: 'refused', text: '灯归供电局' }) })
    expect(await theCase(of)).toMatchObject({ status: 'returned' })
    expect(JSON.stringify((await theCase(of)).timeline)).toContain('灯归供电局')
    // It is theirs no longer.
    expect((await push({ ...byPartner, body: said(of, 'r-2') })).status).toBe(404)
  })

  it('reaches no case that it has nothing to do with', async () => {
    const { number: of } = await dispatched()
    expect((await push({ body: said(of, 'n-1') })).status).toBe(404)
    expect((await push({ body: said(number, 'n-2') })).status).toBe(404)
    expect((await push({ ...byPartner, body: said(number, 'n-3') })).status).toBe(404)
    expect(await theCase(of)).toMatchObject({ status: 'dispatched' })
  })

  it.each<[string, Pushed]>([
    ['a key of nobody', { body: done('b-1'), key: 'key_1BoxkVZLBjFjeN8D7r' }],
    ['a key that is none', { body: done('b-2'), key: '' }],
    ['another secret', { body: done('b-3'), with: 'lls_other' }],
    ['a body that was changed', { body: done('b-4'), changed: true }],
    ['a signature of six minutes ago', { body: done('b-5'), lateBy: 301 }],
    ['a signature of the future', { body: done('b-6'), lateBy: -301 }],
  ])('is refused with %s, always in the same words', async (_, pushed) => {
    const before = (await notes()).length
    const answer = await push(pushed)
    expect(answer.status).toBe(401)
    expect(rows(answer.text)).toEqual([{ code: 401, description: 'the signature is not valid' }])
    expect((await notes()).length).toBe(before)
  })

  it('names what is wrong with it, and knows no case of another community', async () => {
    const wrong = await push({ body: { ...done('c-1'), status: 'closed', extra: 1 } })
    expect([wrong.status, wrong.text]).toEqual([400, expect.stringContaining('status') as string])
    expect((await push({ body: done('c-2', { service_request_id: 'ZC-20261123-0001' }) })).status).toBe(404)
    const stored = JSON.stringify([await app.rows('api_keys'), await app.rows('open311_pushes')])
    expect(stored).not.toMatch(new RegExp(`${signingSecret}|c-2|n-1|灯泡`))
  })
})

describe('keys', () => {
  it('are stored as fingerprints, listed by their tail, and end by time or by being revoked', async () => {
    const stored = JSON.stringify([await app.rows('api_keys'), await app.rows('audit_rows')])
    expect(stored).not.toContain(secret)
    const made = await operator.post('/open311/keys', { communityId: communityA, name: '短期', days: 1 })
    const brief = String(made.body['secret'])
    expect((await file(filing({ api_key: brief }))).status).toBe(200)
    app.clock.advance(86_400_001)
    expect((await file(filing({ api_key: brief }))).status).toBe(403)
    expect((await file(filing())).status).toBe(200)
    expect((await operator.post(`/open311/keys/${keyId}/revoke`, {})).body).toMatchObject({
      state: 'revoked',
    })
    expect((await operator.post(`/open311/keys/${keyId}/revoke`, {})).status).toBe(200)
    expect((await file(filing())).status).toBe(403)
    const { items } = (await operator.get(`/open311/keys?communityId=${communityA}`)).body
    expect(items).toMatchObject([
      { name: '短期', state: 'expired' },
      { name: '锦程工单系统', organisation: '锦程物业' },
      { name: '12345 热线', tail: secret.slice(-4) },
    ])
  })

  it('are for operators: others 403, visitors 401, wrong days 400', async () => {
    const body = { communityId: communityB, name: '别的系统', days: 30 }
    expect((await app.as('admin').post('/open311/keys', body)).status).toBe(403)
    expect((await app.visitor.post('/open311/keys', body)).status).toBe(401)
    expect((await operator.post('/open311/keys', { ...body, days: 0 })).status).toBe(400)
    // The company works for the other community.
    const stranger = await operator.post('/open311/keys', { ...body, organisation: '锦程物业' })
    expect(stranger.body).toMatchObject({ status: 400, errors: [{ path: 'body.organisation' }] })
  })
})

describe('the photo of a released case', () => {
  it('has an address that stays, and shows nothing once staff have taken it back', async () => {
    const author = lasting(app, 'verifiedResident')
    const bytes = await sharp({ create: { width: 80, height: 60, channels: 3, background: '#e51' } })
      .png()
      .toBuffer()
    const sent = await author.upload('/files', { name: '家.png', bytes }, { purpose: 'opinion_photo' })
    const id = String(sent.body['id'])
    const opinion = await submitted(author, { photoIds: [id], wantsPublic: true })
    await happen(staff, opinion.id, 'accept', { version: 1 })
    const shown = caseIn(
      await happen(staff, opinion.id, 'make-public', { version: 2, text: '楼道里有旧柜子' }),
    )
    const row = async () =>
      rows((await get(`requests/${String(opinion['number'])}.json?jurisdiction_id=qh`)).text)[0]
    expect(await row()).toMatchObject({ media_url: null })
    const released = caseIn(
      await happen(staff, opinion.id, 'show-photos', {
        ...{ version: shown.version, photos: [{ id, show: true, areas: [] }] },
      }),
    )
    const address = String((await row())?.['media_url'])
    expect(address).toMatch(new RegExp(`^${app.url}/open311/v2/media/QH-\\d{8}-\\d{4}\\.(jpg|png)\\?`))
    const got = await fetch(address)
    expect(got.status).toBe(200)
    expect(got.headers.get('content-type')).toMatch(/^image\//)
    expect((await sharp(Buffer.from(await got.arrayBuffer())).metadata()).width).toBe(80)
    expect((await fetch(address.replace('=qh', '=zc'))).status).toBe(404)
    await happen(staff, opinion.id, 'make-private', { version: released.version })
    expect((await fetch(address)).status).toBe(404)
  })
})
