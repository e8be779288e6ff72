import type { Attempts } from '../../platform/attempts'
import { AppError } from '../../platform/problem-error'
import { GeoReportError } from './georeport.query'

/** Of one key in an hour: a hotline of a district on a bad day. */
const MOST_PER_HOUR = 600

/** What one key may send in an hour. */
export interface KeyLimit {
  take(keyId: string): Promise<void>
}

export const createKeyLimit = (attempts: Pick<Attempts, 'take'>, kind: 'key' | 'push'): KeyLimit => ({
  async take(keyId) {
    try {
      await attempts.take([{ key: `open311:${kind}:${keyId}`, points: MOST_PER_HOUR, seconds: 3600 }])
    } catch (error) {
      if (error instanceof AppError && error.code === 'rate_limited')
        throw new GeoReportError(400, `more than ${MOST_PER_HOUR} requests in an hour by this key`)
      throw error
    }
  },
})
