import sharp from 'sharp'
import { communityA, communityB, personas, type Persona } from '../../../test/personas'
import { startTestApp, type TestApp } from '../../../test/test-app'
import { scopeOf } from '../../platform/scope'
import type { Claim } from './files.service'

let app: TestApp
let jpeg: Buffer
const DAY_MS = 86_400_000
const pdf = Buffer.from('%PDF-1.7\n1 0 obj <<>> endobj\ntrailer <<>>\n%%EOF\n')

beforeAll(async () => {
  app = await startTestApp()
  jpeg = await sharp({ create: { width: 640, height: 480, channels: 3, background: '#2a6' } })
    .withExif({ IFD0: { Make: 'Phone' }, IFD3: { GPSLatitude: '31/1 13/1 0/1' } })
    .jpeg()
    .toBuffer()
})
afterAll(() => app.close())

interface Uploaded {
  id: string
  kind: string
  name: string
  mime: string
  urls: { view: string; thumb?: string }
}
const send = (who: Persona, bytes: Uint8Array, name = '楼道灯.jpg', purpose = 'opinion_photo') =>
  app.as(who).upload('/files', { name, bytes }, { purpose })
const uploaded = async (
  who: Persona,
  purpose = 'opinion_photo',
  bytes: Uint8Array = jpeg,
): Promise<Uploaded> => {
  const answer = await send(who, bytes, '楼道灯.jpg', purpose)
  expect(answer.status).toBe(201)
  return answer.body as unknown as Uploaded
}
const claimOf = (ownerId: string, changes: Partial<Claim> = {}): Claim => ({
  ownerType: 'opinion',
  ownerId,
  purpose: 'opinion_photo',
  communityId: communityA,
  accountId: personas.resident.accountId,
  field: 'photoIds',
  ...changes,
})
const claim = (ids: string[], by: Claim) => app.deps.uow.run(() => app.deps.services.files.claim(ids, by))
const statusOf = async (id: string) => (await app.rows('files')).find((row) => row['_id'] === id)?.['status']

describe('uploading', () => {
  it('a photo is re-encoded, named for display and served by signed addresses to whoever holds them', async () => {
    const file = await uploaded('resident')
    expect(file).toMatchObject({
      kind: 'image',
      name: '楼道灯.jpg',
      mime: 'image/jpeg',
      width: 640,
      height: 480,
    })
    const view = await fetch(app.url + file.urls.view)
    expect(view.status).toBe(200)
    expect(Object.fromEntries(view.headers)).toMatchObject({
      'content-type': 'image/jpeg',
      'x-content-type-options': 'nosniff',
      'content-disposition': expect.stringMatching(/^inline; /) as string,
      'cache-control': expect.stringMatching(/^private, max-age=\d+, immutable$/) as string,
    })
    const shown = await sharp(Buffer.from(await view.arrayBuffer())).metadata()
    expect(shown.exif).toBeUndefined()
    const thumb = await fetch(app.url + String(file.urls.thumb))
    expect([thumb.status, thumb.headers.get('content-type')]).toEqual([200, 'image/webp'])
  })

  it('a document is kept byte for byte and handed over as a download that may run nothing', async () => {
    const answer = await send('staff', pdf, '../../停水 通知.html', 'notice_attachment')
    expect(answer.status).toBe(201)
    const file = answer.body as unknown as Uploaded
    expect(file).toMatchObject({ kind: 'document', name: '停水 通知.pdf', mime: 'application/pdf' })
    expect(file.urls.thumb).toBeUndefined()
    const got = await fetch(app.url + file.urls.view)
    expect(got.headers.get('content-disposition')).toBe(
      `attachment; filename="__ __.pdf"; filename*=UTF-8''${encodeURIComponent('停水 通知.pdf')}`,
    )
    expect(got.headers.get('content-security-policy')).toBe("default-src 'none'; sandbox")
    expect(Buffer.from(await got.arrayBuffer())).toEqual(pdf)
  })

  it.each([
    [
      'without signing in',
      401,
      async () => app.visitor.upload('/files', { name: 'a.jpg', bytes: jpeg }, { purpose: 'opinion_photo' }),
    ],
    ['without consent', 403, async () => send('withoutConsent', jpeg)],
    ['for a notice by a resident', 403, async () => send('resident', jpeg, 'a.jpg', 'notice_cover')],
    ['for an unknown purpose', 400, async () => send('resident', jpeg, 'a.jpg', 'avatar')],
    ['a PDF as an opinion photo', 415, async () => send('resident', pdf)],
    [
      'HTML that calls itself PNG',
      415,
      async () => send('resident', Buffer.from('<html><script>alert(1)</script></html>'), 'a.png'),
    ],
    [
      'HTML behind a PNG signature',
      400,
      async () =>
        send('resident', Buffer.from('\x89PNG\r\n\x1a\n<html><script>alert(1)</script>', 'latin1'), 'a.png'),
    ],
    ['half a photo', 400, async () => send('resident', jpeg.subarray(0, jpeg.length / 2))],
    ['an empty file', 415, async () => send('resident', Buffer.alloc(0))],
    [
      'a photo above 10 MB',
      413,
      async () => send('resident', Buffer.concat([jpeg, Buffer.alloc(10 * 1024 * 1024)])),
    ],
    [
      'a document above 20 MB',
      413,
      async () =>
        send('staff', Buffer.concat([pdf, Buffer.alloc(20 * 1024 * 1024)]), 'a.pdf', 'notice_attachment'),
    ],
  ])('is refused %s, and nothing is stored', async (_, status, upload) => {
    const before = await app.census()
    const answer = await upload()
    expect(answer.status).toBe(status)
    expect(answer.headers.get('content-type')).toContain('application/problem+json')
    expect(await app.census()).toEqual(before)
  })

  it('sent again with its key gives the same file; the key with other bytes is a conflict', async () => {
    const { accountId } = personas.resident
    const form = (bytes: Uint8Array) => {
      const body = new FormData()
      body.append('purpose', 'opinion_photo')
      body.append('file', new Blob([Buffer.from(bytes)]), 'a.jpg')
      return { method: 'POST', body, headers: { 'idempotency-key': `photo-of-${accountId}` } }
    }
    const first = await app.as('resident').raw('/files', form(jpeg))
    const again = await app.as('resident').raw('/files', form(jpeg))
    expect([first.status, again.status, again.body['id']]).toEqual([201, 201, first.body['id']])
    const other = await app.as('resident').raw('/files', form(pdf))
    expect([other.status, other.body['code']]).toEqual([409, 'idempotency_key_reused'])
    // A key belongs to its sender: the same one from somebody else is another key.
    expect((await app.as('residentB').raw('/files', form(jpeg))).body['id']).not.toBe(first.body['id'])
  })
})

describe('signed addresses', () => {
  it.each([
    ['no signature', (url: string) => url.replace(/&s=.*/, '')],
    ['another variant', (url: string) => url.replace('/view', '/thumb')],
    ['a longer life', (url: string) => url.replace(/e=(\d+)/, (_, e) => `e=${Number(e) + 60}`)],
    ['another file', (url: string) => url.replace(/fil_.{4}/, 'fil_1111')],
    ['a variant that does not exist', (url: string) => url.replace('/view', '/original')],
    ['two signatures', (url: string) => `${url}&s=x`],
  ])('with %s are 404', async (_, change) => {
    const { urls } = await uploaded('resident')
    expect((await fetch(app.url + change(urls.view))).status).toBe(404)
  })

  it('stop working after ten minutes at most', async () => {
    const { urls } = await uploaded('resident')
    app.clock.advance(600_000)
    expect((await fetch(app.url + urls.view)).status).toBe(404)
  })

  it('answer ranges, which phones need to play sound', async () => {
    const answer = await send('staff', pdf, 'a.pdf', 'notice_attachment')
    const { urls } = answer.body as unknown as Uploaded
    const get = (range: string) => fetch(app.url + urls.view, { headers: { range } })
    const part = await get('bytes=1-3')
    expect([part.status, part.headers.get('content-range'), await part.text()]).toEqual([
      206,
      `bytes 1-3/${pdf.length}`,
      'PDF',
    ])
    expect(await (await get('bytes=-6')).text()).toBe('%%EOF\n')
    expect((await get(`bytes=${pdf.length}-`)).status).toBe(416)
    expect((await get('lines=1-2')).status).toBe(200)
  })
})

describe('claiming', () => {
  it('is won by one of ten owners at once', async () => {
    const { id } = await uploaded('resident')
    const results = await Promise.allSettled(
      Array.from({ length: 10 }, (_, n) => claim([id], claimOf(`opn_${n}`))),
    )
    expect(results.filter(({ status }) => status === 'fulfilled')).toHaveLength(1)
    expect(await statusOf(id)).toBe('claimed')
  })

  it('that fails in the middle of a transaction claims nothing', async () => {
    const [mine, foreign] = [await uploaded('resident'), await uploaded('residentB')]
    await expect(claim([mine.id, foreign.id], claimOf('opn_x'))).rejects.toMatchObject({
      code: 'validation_failed',
      errors: [{ path: 'body.photoIds.1' }],
    })
    expect([await statusOf(mine.id), await statusOf(foreign.id)]).toEqual(['fresh', 'fresh'])
  })

  it.each([
    ['another person', { accountId: personas.verifiedResident.accountId }],
    ['another purpose', { purpose: 'notice_cover' }],
  ] as const)('by %s is refused', async (_, changes) => {
    const { id } = await uploaded('resident')
    await expect(claim([id], claimOf('opn_y', changes))).rejects.toMatchObject({ code: 'validation_failed' })
  })

  it('again by the same owner changes nothing, in the order asked for', async () => {
    const [one, two] = [await uploaded('resident'), await uploaded('resident')]
    await claim([one.id, two.id], claimOf('opn_z'))
    const refs = await claim([two.id, one.id], claimOf('opn_z'))
    expect(refs.map(({ id }) => id)).toEqual([two.id, one.id])
  })

  it('keeps a file out of other communities', async () => {
    const { id } = await uploaded('resident')
    await claim([id], claimOf('opn_scope'))
    const { refs } = app.deps.services.files
    expect([...(await refs(scopeOf([communityA]), [id])).keys()]).toEqual([id])
    expect((await refs(scopeOf([communityB]), [id])).size).toBe(0)
  })
})

describe('the sweep', () => {
  it('removes what nobody claimed for a day with its bytes, and nothing that has an owner', async () => {
    const [kept, forgotten, released] = [
      await uploaded('resident'),
      await uploaded('resident'),
      await uploaded('resident'),
    ]
    await claim([kept.id, released.id], claimOf('opn_sweep'))
    app.clock.advance(DAY_MS)
    await app.deps.services.files.releaseOthers([kept.id], claimOf('opn_sweep'))
    await app.deps.services.files.sweep()
    expect([await statusOf(kept.id), await statusOf(forgotten.id), await statusOf(released.id)]).toEqual([
      'claimed',
      undefined,
      'released',
    ])
    await expect(claim([forgotten.id], claimOf('opn_late'))).rejects.toMatchObject({
      code: 'validation_failed',
    })
    app.clock.advance(DAY_MS)
    await app.deps.services.files.sweep()
    expect(await statusOf(released.id)).toBeUndefined()
    expect((await fetch(app.url + app.deps.services.files.signedUrl(kept.id, 'view'))).status).toBe(200)
    expect((await fetch(app.url + app.deps.services.files.signedUrl(released.id, 'view'))).status).toBe(404)
  })

  it('leaves an upload that is claimed while it runs', async () => {
    const { id } = await uploaded('resident')
    app.clock.advance(DAY_MS)
    const [claimed] = await Promise.allSettled([
      claim([id], claimOf('opn_race')),
      app.deps.services.files.sweep(),
      app.deps.services.files.sweep(),
    ])
    // Whoever was first wins whole: a claimed file is there, a swept one cannot be claimed.
    expect(await statusOf(id)).toBe(claimed.status === 'fulfilled' ? 'claimed' : undefined)
  })
})
