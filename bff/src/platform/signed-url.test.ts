import { createKeyRing } from './crypto'
import { createSignedUrls } from './signed-url'

const at = (iso: string) => ({ now: () => new Date(iso) })
const urlsAt = (iso: string, ...secrets: string[]) =>
  createSignedUrls({
    keys: createKeyRing(secrets.length > 0 ? secrets : ['secret']),
    clock: at(iso),
    basePath: '/api/v1',
  })
const signedAt = (iso: string) => {
  const url = new URL(urlsAt(iso).sign('files/fil_a/view'), 'http://linli')
  return { path: url.pathname, e: url.searchParams.get('e') ?? '', s: url.searchParams.get('s') ?? '' }
}

describe('signed addresses', () => {
  const { path, e, s } = signedAt('2026-11-23T02:03:00Z')

  it('name the resource and open it', () => {
    expect(path).toBe('/api/v1/files/fil_a/view')
    expect(urlsAt('2026-11-23T02:03:00Z').verify('files/fil_a/view', e, s)).toBe(420)
  })

  it('stay the same for five minutes, so that clients can keep what they fetched', () => {
    expect(signedAt('2026-11-23T02:00:00Z')).toEqual({ path, e, s })
    expect(signedAt('2026-11-23T02:04:59Z')).toEqual({ path, e, s })
    expect(signedAt('2026-11-23T02:05:00Z').s).not.toBe(s)
  })

  it('end after at most ten minutes', () => {
    expect(urlsAt('2026-11-23T02:09:59Z').verify('files/fil_a/view', e, s)).toBe(1)
    expect(urlsAt('2026-11-23T02:10:00Z').verify('files/fil_a/view', e, s)).toBeNull()
  })

  it.each([
    ['another file', 'files/fil_b/view', e, s],
    ['another variant', 'files/fil_a/thumb', e, s],
    ['a longer life', 'files/fil_a/view', String(Number(e) + 60), s],
    ['a life of years', 'files/fil_a/view', '99999999999', s],
    ['no time', 'files/fil_a/view', '', s],
    ['a time that is no number', 'files/fil_a/view', '1e12', s],
    ['no signature', 'files/fil_a/view', e, ''],
    ['a shorter signature', 'files/fil_a/view', e, s.slice(0, 8)],
  ])('do not open for %s', (_, resource, expires, signature) => {
    expect(urlsAt('2026-11-23T02:03:00Z').verify(resource, expires, signature)).toBeNull()
  })

  it('survive a key rotation and die with the old secret', () => {
    const now = '2026-11-23T02:03:00Z'
    expect(urlsAt(now, 'new', 'secret').verify('files/fil_a/view', e, s)).toBe(420)
    expect(urlsAt(now, 'new').verify('files/fil_a/view', e, s)).toBeNull()
  })
})
