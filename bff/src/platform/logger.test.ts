import { createLogger } from './logger'

test('a round in which several rows failed says of each why, and of the first ones only', () => {
  const lines: string[] = []
  const logger = createLogger('info', { write: (line: string) => void lines.push(line) })
  const failed = Array.from(
    { length: 12 },
    (_, at) => new Error(`row ${at} was left`, { cause: new Error('why') }),
  )
  logger.error({ err: new AggregateError(failed, '12 could not be done') }, 'job.failed')
  const { err } = JSON.parse(lines.join('')) as {
    err: { message: string; failed: { message: string; cause: { message: string } }[] }
  }
  expect(err.message).toBe('12 could not be done')
  expect(err.failed.map(({ message, cause }) => `${message}: ${cause.message}`)).toEqual(
    Array.from({ length: 10 }, (_, at) => `row ${at} was left: why`),
  )
})
