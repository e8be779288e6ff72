import sharp from 'sharp'
import type { Client } from '../../../../test/http-client'
import {
  caseIn,
  happen,
  lasting,
  neighbour,
  startOpinionTown,
  submitted,
} from '../../../../test/opinion-town'
import type { TestApp } from '../../../../test/test-app'

let app: TestApp
let author: Client
let staff: Client
let other: Client

beforeAll(async () => {
  ;({ app, author, staff } = await startOpinionTown())
  other = lasting(app, neighbour('Two'))
})
afterAll(() => app.close())

interface Photo {
  readonly id: string
  readonly name: string
  readonly urls: { readonly view: string }
}

const photo = async (): Promise<string> => {
  const bytes = await sharp({ create: { width: 80, height: 60, channels: 3, background: '#ee5511' } })
    .png()
    .toBuffer()
  const answer = await author.upload('/files', { name: '周玉兰家.png', bytes }, { purpose: 'opinion_photo' })
  return String(answer.body['id'])
}
const seenBy = async (who: Client, id: string) => (await who.get(`/opinions/${id}`)).body['photos'] as Photo[]
const pixel = async (url: string, left: number, top: number): Promise<number[]> => {
  const bytes = Buffer.from(await (await fetch(app.url + url)).arrayBuffer())
  return [...(await sharp(bytes).extract({ left, top, width: 1, height: 1 }).removeAlpha().raw().toBuffer())]
}
const copies = async () =>
  (await app.rows('files')).filter(({ purpose }) => purpose === 'public_photo').map(({ status }) => status)

it('a photo is public only after somebody looked at each, and only with what was covered burnt in', async () => {
  const photoIds = [await photo(), await photo()]
  const opinion = await submitted(author, { photoIds, wantsPublic: true })
  caseIn(await happen(staff, opinion.id, 'accept', { version: 1 }))
  const early = await happen(staff, opinion.id, 'show-photos', { version: 2, photos: [] })
  expect([early.status, early.body['code']]).toEqual([409, 'invalid_status'])
  const made = caseIn(await happen(staff, opinion.id, 'make-public', { version: 2, text: '楼道里有旧柜子' }))
  expect(made).toMatchObject({
    abilities: { showPhotos: true },
    publicPhotos: [{ looked: false }, { looked: false }],
  })
  expect(await seenBy(other, opinion.id)).toEqual([])

  const [first = '', second = ''] = photoIds
  const corner = { x: 0, y: 0, width: 0.5, height: 0.5 }
  const line = [
    [0.6, 0.1],
    [0.9, 0.1],
  ] as const
  const yes = { id: first, show: true, areas: [corner], strokes: [{ points: line, width: 0.1 }] }
  const no = { id: second, show: false, areas: [] }
  const { version } = made
  const scribble = { ...yes, strokes: [{ points: [], width: 0.5 }] }
  const refused = await happen(staff, opinion.id, 'show-photos', { version, photos: [scribble, no] })
  expect((refused.body['errors'] as { path: string }[]).map(({ path }) => path)).toEqual([
    'body.photos.0.strokes.0.points',
    'body.photos.0.strokes.0.width',
  ])
  const one = await happen(staff, opinion.id, 'show-photos', { version, photos: [yes] })
  expect([one.status, one.body['errors']]).toMatchObject([400, [{ path: 'body.photos' }]])
  const alien = { ...no, id: await photo() }
  expect((await happen(staff, opinion.id, 'show-photos', { version, photos: [yes, no, alien] })).status).toBe(
    400,
  )
  for (const [who, status] of [
    ['gridWorker', 403],
    ['resident', 403],
    ['staffB', 404],
  ] as const)
    expect(
      (await happen(app.as(who), opinion.id, 'show-photos', { version, photos: [yes, no] })).status,
    ).toBe(status)

  const answers = await Promise.all(
    Array.from({ length: 3 }, () => happen(staff, opinion.id, 'show-photos', { version, photos: [yes, no] })),
  )
  expect(answers.map(({ status }) => status).toSorted()).toEqual([200, 409, 409])
  const [seen, ...more] = await seenBy(other, opinion.id)
  expect([seen?.name, more]).toEqual(['照片', []])
  expect(photoIds).not.toContain(seen?.id)
  const url = seen?.urls.view ?? ''
  const near = (colour: readonly number[]) => colour.map((value) => Math.round(value / 32))
  expect(near(await pixel(url, 10, 10))).toEqual(near([0x3a, 0x41, 0x40]))
  expect(near(await pixel(url, 60, 6))).toEqual(near([0x3a, 0x41, 0x40]))
  expect(near(await pixel(url, 70, 50))).toEqual(near([0xee, 0x55, 0x11]))
  expect((await author.get(`/opinions/${opinion.id}`)).body['photos']).toHaveLength(2)
  expect((await app.rows('audit_rows')).find(({ action }) => action === 'opinion.show_photos')).toMatchObject(
    {
      detail: { shown: 1, looked: 2 },
    },
  )

  // Looked at once more, and kept inside after all; then the case leaves the board and takes its copies along.
  const again = caseIn(await staff.get(`/staff/opinions/${opinion.id}`))
  const hidden = { version: again.version, photos: [{ ...yes, show: false }, no] }
  const after = caseIn(await happen(staff, opinion.id, 'show-photos', hidden))
  expect(await seenBy(other, opinion.id)).toEqual([])
  const shown = caseIn(
    await happen(staff, opinion.id, 'show-photos', { version: after.version, photos: [yes, no] }),
  )
  expect((await copies()).filter((status) => status === 'claimed')).toHaveLength(1)
  caseIn(await happen(staff, opinion.id, 'make-private', { version: shown.version }))
  await app.drainOutbox()
  expect(await copies()).not.toContain('claimed')
})
