import { createHmac, timingSafeEqual } from 'node:crypto'
import type { Clock } from './clock'
import type { KeyRing } from './crypto'

const LIFETIME_SECONDS = 600
/** An address stays the same for this long, so that clients and caches can keep what they fetched. */
const STEP_SECONDS = 300
/** 128 bits of the HMAC are plenty for ten minutes and keep addresses short. */
const SIGNATURE_BYTES = 16

export interface SignedUrls {
  /** Path and query that open `resource` (`files/<id>/<variant>`) for 5 to 10 minutes. */
  sign(resource: string): string
  /** Seconds left, or null when the signature is wrong or its time is over. */
  verify(resource: string, expires: string, signature: string): number | null
}

/**
 * Addresses that carry their own permission, for `<Image src>` and downloads (architecture §4).
 * `basePath` stands before the resource, without a slash at its end.
 */
export function createSignedUrls(deps: { keys: KeyRing; clock: Clock; basePath: string }): SignedUrls {
  const keys = deps.keys.subkeys('signed-url')
  const mac = (key: Buffer, resource: string, expires: number): Buffer =>
    createHmac('sha256', key).update(`${resource}\n${expires}`).digest().subarray(0, SIGNATURE_BYTES)
  const nowSeconds = (): number => Math.floor(deps.clock.now().getTime() / 1000)

  return {
    sign(resource) {
      const expires = Math.floor(nowSeconds() / STEP_SECONDS) * STEP_SECONDS + LIFETIME_SECONDS
      return `${deps.basePath}/${resource}?e=${expires}&s=${mac(keys.current, resource, expires).toString('base64url')}`
    },
    verify(resource, expires, signature) {
      if (!/^\d{1,12}$/.test(expires)) return null
      const left = Number(expires) - nowSeconds()
      if (left <= 0 || left > LIFETIME_SECONDS) return null
      const given = Buffer.from(signature, 'base64url')
      if (given.length !== SIGNATURE_BYTES) return null
      return keys.all.some((key) => timingSafeEqual(mac(key, resource, Number(expires)), given)) ? left : null
    },
  }
}
