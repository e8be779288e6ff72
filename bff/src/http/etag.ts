import { createHash } from 'node:crypto'

/** The tag of an answer's text. Weak, because compression may change the bytes under it. */
export const etagOf = (text: string): string => `W/"${createHash('sha1').update(text).digest('base64url')}"`

/**
 * Whether `If-None-Match` names the tag. Compared here and not by Koa's `fresh`: a client that sets the header
 * by hand also sends `Cache-Control: no-cache`, and would never get its 304.
 */
export function matchesEtag(ifNoneMatch: string | null, etag: string): boolean {
  if (ifNoneMatch === null) return false
  const opaque = (tag: string) => tag.trim().replace(/^W\//, '')
  return ifNoneMatch.trim() === '*' || ifNoneMatch.split(',').some((tag) => opaque(tag) === opaque(etag))
}
