import { createHash, createHmac } from 'node:crypto'

export interface Acs3Request {
  readonly method: 'GET' | 'POST'
  /** Sorted and encoded already. */
  readonly query: string
  /** Lower-case names; all of them are signed. `x-acs-content-sha256` must be among them. */
  readonly headers: Readonly<Record<string, string>>
}

const sha256 = (text: string): string => createHash('sha256').update(text).digest('hex')

/** SHA-256 of an empty body, which is what all our requests have. */
export const EMPTY_BODY_HASH = sha256('')

/** Percent-encoding as RFC 3986 wants it: `encodeURIComponent` leaves five characters too many. */
const encode = (text: string): string =>
  encodeURIComponent(text).replace(/[!'()*]/g, (c) => `%${c.charCodeAt(0).toString(16).toUpperCase()}`)

export const acs3Query = (params: Readonly<Record<string, string>>): string =>
  Object.entries(params)
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([name, value]) => `${encode(name)}=${encode(value)}`)
    .join('&')

/** The `Authorization` header of Alibaba Cloud's signature version 3 (ACS3-HMAC-SHA256), path `/`, empty body. */
export function acs3Authorization(
  request: Acs3Request,
  accessKeyId: string,
  accessKeySecret: string,
): string {
  const names = Object.keys(request.headers).sort()
  const canonical = [
    request.method,
    '/',
    request.query,
    ...names.map((name) => `${name}:${request.headers[name] ?? ''}`),
    '',
    names.join(';'),
    EMPTY_BODY_HASH,
  ].join('\n')
  const signature = createHmac('sha256', accessKeySecret)
    .update(`ACS3-HMAC-SHA256\n${sha256(canonical)}`)
    .digest('hex')
  return `ACS3-HMAC-SHA256 Credential=${accessKeyId},SignedHeaders=${names.join(';')},Signature=${signature}`
}
