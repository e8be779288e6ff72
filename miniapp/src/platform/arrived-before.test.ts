import { ApiError } from './api-error'
import { orArrivedBefore } from './arrived-before'

const refusal = (status: number, code: 'invalid_status' | 'validation_failed') =>
  new ApiError({ type: '', title: '', detail: '', status, code, requestId: '' })
const overtaken = refusal(409, 'invalid_status')

test.each([
  ['a refusal of what has arrived is its answer', overtaken, 'wished', 'answered'],
  ['a refusal of something else stays one', overtaken, 'as before', 'refused'],
  ['any other error stays one', refusal(400, 'validation_failed'), 'wished', 'refused'],
] as const)('%s', async (_, error, newest, expected) => {
  const outcome = orArrivedBefore<string>(
    Promise.reject(error),
    () => Promise.resolve(newest),
    (now) => now === 'wished',
  )
  await expect(
    outcome.then(
      () => 'answered',
      () => 'refused',
    ),
  ).resolves.toBe(expected)
})

test('the refusal stays when the newest state cannot be had either', async () => {
  const outcome = orArrivedBefore(
    Promise.reject(overtaken),
    () => Promise.reject(new Error('offline')),
    () => true,
  )
  await expect(outcome).rejects.toBe(overtaken)
})
