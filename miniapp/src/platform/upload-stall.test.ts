import { UPLOAD_STALL_MS } from '@linli/shared/files/upload-pace.rules'
import { watchStall } from './upload-stall'

beforeEach(() => jest.useFakeTimers())
afterEach(() => jest.useRealTimers())

test('an upload that moves is let go on however long it takes, and given up once it stands still', () => {
  const lost = jest.fn()
  const watch = watchStall(lost)
  for (let minute = 0; minute < 5; minute += 1) {
    jest.advanceTimersByTime(UPLOAD_STALL_MS - 1)
    watch.moved()
  }
  expect(lost).not.toHaveBeenCalled()
  jest.advanceTimersByTime(UPLOAD_STALL_MS)
  expect(lost).toHaveBeenCalledTimes(1)
})

test('of an upload that is over nobody is told', () => {
  const lost = jest.fn()
  watchStall(lost).end()
  jest.advanceTimersByTime(2 * UPLOAD_STALL_MS)
  expect(lost).not.toHaveBeenCalled()
})
