import { VOICE_ONLY } from '@linli/shared/opinions/intake.limits'
import { film } from '../../../../test/film'
import type { Client } from '../../../../test/http-client'
import {
  buildTown,
  caseIn,
  happen,
  lasting,
  neighbour,
  submission,
  submitted,
} from '../../../../test/opinion-town'
import { startTestApp, type TestApp } from '../../../../test/test-app'

let app: TestApp
let author: Client
let staff: Client

beforeAll(async () => {
  app = await startTestApp()
  await buildTown(app)
  author = lasting(app, 'verifiedResident')
  staff = lasting(app, 'staff')
})
afterAll(() => app.close())

const sound = Buffer.concat([Buffer.from('ID3\x04', 'latin1'), Buffer.alloc(4000, 7)])
const upload = (who: Client, bytes: Uint8Array = sound) =>
  who.upload('/files', { name: '语音.mp3', bytes }, { purpose: 'opinion_voice' })
const spoken = async (who: Client = author): Promise<string> => String((await upload(who)).body['id'])

it('a spoken note is for its author and the staff, who hear it and write down what it says', async () => {
  const fileId = await spoken()
  const opinion = await submitted(author, {
    ...{ text: VOICE_ONLY, voice: { fileId, seconds: 12 }, wantsPublic: true },
  })
  expect(opinion).toMatchObject({ title: VOICE_ONLY, voice: { seconds: 12, transcript: null } })
  const seen = caseIn(await staff.get(`/staff/opinions/${opinion.id}`))
  expect(seen.abilities).toMatchObject({ transcribe: true })
  const { file } = seen['voice'] as { file: { mime: string; urls: { view: string } } }
  expect(file.mime).toBe('audio/mpeg')
  // Phones play sound only from servers that answer ranges.
  const part = await fetch(app.url + file.urls.view, { headers: { Range: 'bytes=0-9' } })
  expect([part.status, part.headers.get('content-range')]).toEqual([206, `bytes 0-9/${sound.length}`])

  const words = { version: seen.version, text: '三楼的窗户关不上，风一吹就响' }
  expect((await happen(author, opinion.id, 'transcribe', words)).status).toBe(403)
  expect((await happen(app.as('staffB'), opinion.id, 'transcribe', words)).status).toBe(404)
  expect((await happen(staff, opinion.id, 'transcribe', { ...words, text: '' })).status).toBe(400)
  const answers = await Promise.all(
    Array.from({ length: 3 }, () => happen(staff, opinion.id, 'transcribe', words)),
  )
  expect(answers.map(({ status }) => status).toSorted()).toEqual([200, 409, 409])
  const own = caseIn(await author.get(`/opinions/${opinion.id}`))
  expect(own).toMatchObject({ text: words.text, voice: { transcript: words.text } })
  expect(own.timeline[0]).toMatchObject({ title: '社区把语音整理成了文字' })
  const found = await staff.get(`/staff/opinions?q=${encodeURIComponent('窗户')}`)
  expect(found.body['items']).toMatchObject([{ id: opinion.id }])

  const accepted = caseIn(await happen(staff, opinion.id, 'accept', { version: own.version }))
  const shown = { version: accepted.version, text: '窗户关不上' }
  caseIn(await happen(staff, opinion.id, 'make-public', shown))
  const open = await app.as(neighbour('Two')).get(`/opinions/${opinion.id}`)
  expect(open.body).toMatchObject({ mine: false, voice: null })
  expect(open.text).not.toContain(fileId)
  const without = await submitted(author)
  expect((await happen(staff, without.id, 'transcribe', { version: 1, text: '没有语音' })).status).toBe(404)
})

it('takes sound alone, for a minute at most, from whoever recorded it', async () => {
  const film = Buffer.from('\0\0\0\x20ftypisom'.padEnd(64, '\0'), 'latin1')
  expect((await upload(author, film)).body['code']).toBe('file_type_refused')
  expect((await upload(author, Buffer.concat([sound, Buffer.alloc(3 * 1024 * 1024)]))).body['code']).toBe(
    'file_too_large',
  )
  const fileId = await spoken()
  const long = await author.post('/opinions', submission({ voice: { fileId, seconds: 61 } }))
  const alien = await spoken(lasting(app, neighbour('Three')))
  const taken = await author.post('/opinions', submission({ voice: { fileId: alien, seconds: 5 } }))
  expect([long.body['errors'], taken.body['errors']]).toMatchObject([
    [{ path: 'body.voice.seconds' }],
    [{ path: 'body.voice.0' }],
  ])
})

const filmed = async (who: Client = author, bytes: Uint8Array = film()) =>
  who.upload('/files', { name: '楼道.mp4', bytes }, { purpose: 'opinion_video' })

it('a film is played by the office first, by the others once it was found good, and never by the public', async () => {
  const fileId = String((await filmed()).body['id'])
  const opinion = await submitted(author, { video: { fileId, seconds: 12 }, wantsPublic: true })
  const grid = lasting(app, 'gridWorker')
  const videoFor = async (who: Client) =>
    caseIn(await who.get(`/staff/opinions/${opinion.id}`))['video'] as {
      file: { mime: string; urls: { view: string } } | null
      state: string
    }
  expect(await videoFor(grid)).toEqual({ file: null, seconds: 12, state: 'new' })
  const seen = caseIn(await staff.get(`/staff/opinions/${opinion.id}`))
  expect(seen.abilities).toMatchObject({ lookVideo: true })
  const url = app.url + ((await videoFor(staff)).file?.urls.view ?? '')
  const part = await fetch(url, { headers: { Range: 'bytes=4-7' } })
  expect([part.status, part.headers.get('content-type'), await part.text()]).toEqual([
    ...[206, 'video/mp4', 'ftyp'],
  ])
  const whole = Buffer.from(await (await fetch(url)).arrayBuffer())
  expect([whole.length, whole.includes('31.2304')]).toEqual([film().length, false])

  const look = { version: seen.version, usable: true }
  expect((await happen(author, opinion.id, 'look-video', look)).status).toBe(403)
  expect((await happen(grid, opinion.id, 'look-video', look)).status).toBe(403)
  expect((await happen(app.as('staffB'), opinion.id, 'look-video', look)).status).toBe(404)
  expect((await happen(staff, opinion.id, 'look-video', { version: 1 })).status).toBe(400)
  const answers = await Promise.all(
    Array.from({ length: 3 }, () => happen(staff, opinion.id, 'look-video', look)),
  )
  expect(answers.map(({ status }) => status).toSorted()).toEqual([200, 409, 409])
  expect(await videoFor(grid)).toMatchObject({ file: { mime: 'video/mp4' }, state: 'usable' })
  expect(caseIn(await author.get(`/opinions/${opinion.id}`)).timeline[0]).toMatchObject({
    title: '社区看过了视频',
  })
  const accepted = caseIn(await happen(staff, opinion.id, 'accept', { version: look.version + 1 }))
  caseIn(await happen(staff, opinion.id, 'make-public', { version: accepted.version, text: '楼道堆物' }))
  const open = await app.as(neighbour('Two')).get(`/opinions/${opinion.id}`)
  expect([open.body['video'], open.text.includes(fileId)]).toEqual([null, false])
  const without = await submitted(author)
  expect((await happen(staff, without.id, 'look-video', { version: 1, usable: true })).status).toBe(404)
})

it('a film that cannot be used is gone at once, whoever still holds its address', async () => {
  const fileId = String((await filmed()).body['id'])
  const opinion = await submitted(author, { video: { fileId, seconds: 12 } })
  const { file } = opinion['video'] as { file: { urls: { view: string } } }
  expect((await fetch(app.url + file.urls.view)).status).toBe(200)
  const gone = caseIn(await happen(staff, opinion.id, 'look-video', { version: 1, usable: false }))
  expect(gone['video']).toEqual({ file: null, seconds: 12, state: 'refused' })
  expect((await fetch(app.url + file.urls.view)).status).toBe(404)
  expect((await app.rows('files')).find(({ _id }) => _id === fileId)).toMatchObject({ status: 'released' })
})

it('takes films of half a minute at most, whole, in forms that can be played', async () => {
  const errors = async (bytes: Uint8Array) => {
    const { status, body } = await filmed(author, bytes)
    return [status, body['code']]
  }
  expect(await errors(film({ seconds: 45 }))).toEqual([400, 'validation_failed'])
  expect(await errors(film().subarray(0, 200))).toEqual([400, 'file_unreadable'])
  expect(await errors(sound)).toEqual([415, 'file_type_refused'])
  expect(await errors(Buffer.concat([film(), Buffer.alloc(20 * 1024 * 1024)]))).toEqual([
    413,
    'file_too_large',
  ])
  expect((await filmed(author, film({ brand: 'qt  ' }))).body).toMatchObject({ mime: 'video/quicktime' })
  const fileId = String((await filmed()).body['id'])
  const long = await author.post('/opinions', submission({ video: { fileId, seconds: 31 } }))
  expect(long.body['errors']).toMatchObject([{ path: 'body.video.seconds' }])
})
