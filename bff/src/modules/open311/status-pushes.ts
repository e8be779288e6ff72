import type { Clock } from '../../platform/clock'
import { isSignedBy } from '../../platform/signed-message'
import type { ApiKeysService } from './api-keys.service'
import { GeoReportError } from './georeport.query'
import type { Value } from './georeport.xml'
import type { KeyLimit } from './key-limit'
import type { Open311Cases } from './open311.ports'
import { pushedStatusLabel, pushMessage } from './push-message'
import type { Pushes } from './pushes.repository'

/** What came, before anything of it is believed. */
export interface SignedPush {
  readonly keyId: string
  /** Seconds since 1970, as the sender wrote them. */
  readonly timestamp: string
  readonly signature: string
  /** As it was sent, byte for byte; null when it was too large. */
  readonly body: string | null
}

/** Other systems say how far they are with a case they have taken over or filed. */
export interface StatusPushes {
  /**
   * Does what an organisation says of a case it was given, once for each id; what a system says of a case it filed is a
   * note for staff. Throws 404 for every other case, 401 for anything that is not
   * signed with a valid key of now, without telling which of it was wrong.
   */
  take(push: SignedPush): Promise<Readonly<Record<string, Value>>[]>
}

/** Clocks of two systems may differ by so much, either way. */
const WINDOW_SECONDS = 300

export function createStatusPushes(deps: {
  readonly keys: Pick<ApiKeysService, 'signer'>
  readonly pushes: Pushes
  readonly cases: Pick<Open311Cases, 'say'>
  readonly limit: KeyLimit
  readonly clock: Clock
}): StatusPushes {
  const { keys, pushes, cases, limit, clock } = deps

  async function signer({ keyId, timestamp, signature, body }: SignedPush) {
    const now = clock.now()
    const seconds = /^\d{1,12}$/.test(timestamp) ? Number(timestamp) : 0
    const found = await keys.signer(keyId)
    // Compared also when there is no such key, so that the answer takes as long.
    const fits = isSignedBy(found?.secret ?? '', seconds, body ?? '', signature)
    const isOfNow = Math.abs(now.getTime() / 1000 - seconds) <= WINDOW_SECONDS
    if (!found || body === null || !fits || !isOfNow)
      throw new GeoReportError(401, 'the signature is not valid')
    return { key: found.key, body }
  }

  return {
    async take(push) {
      const { key, body } = await signer(push)
      await limit.take(key._id)
      const { id, service_request_id: number, status, text } = pushMessage(body)
      const { communityId } = key
      const word = {
        ...{ keyId: key._id, keyName: key.name, organisation: key.organisation ?? null },
        ...{ status, label: pushedStatusLabel[status], text: text ?? '' },
        beside: () => pushes.remember({ keyId: key._id, id, communityId }, clock.now()),
      }
      const found = await cases.say(communityId, number, word).catch((error: unknown) => {
        if (pushes.isKnown(error)) return true
        throw error
      })
      if (!found) throw new GeoReportError(404, 'service_request_id was not found')
      return [{ id, service_request_id: number, service_notice: '已记在这件意见上' }]
    },
  }
}
