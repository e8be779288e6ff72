import { VOICE_ONLY } from '@linli/shared/opinions/intake.limits'
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
