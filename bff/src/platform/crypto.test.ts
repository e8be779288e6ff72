import { createCrypto, createKeyRing } from './crypto'

const phone = { field: 'account.phone', tenant: 'deployment' }
const withSecrets = (...secrets: string[]) => createCrypto(createKeyRing(secrets))
const flip = (sealed: string, part: number): string => {
  const parts = sealed.split('.')
  const bytes = Buffer.from(parts[part] ?? '', 'base64url')
  bytes.writeUInt8(bytes.readUInt8(0) ^ 1, 0)
  parts[part] = bytes.toString('base64url')
  return parts.join('.')
}

describe('sealed values', () => {
  const crypto = withSecrets('first secret')

  it('open to what was sealed, and never look the same twice', () => {
    const one = crypto.encrypt('13800000001', phone)
    const two = crypto.encrypt('13800000001', phone)
    expect(one).not.toBe(two)
    expect(one).not.toContain('13800000001')
    expect([one, two].map((sealed) => crypto.decrypt(sealed, phone))).toEqual(['13800000001', '13800000001'])
  })

  it.each([
    ['another field', { ...phone, field: 'person.phone' }],
    ['another tenant', { ...phone, tenant: 'com_a' }],
  ])('do not open in %s', (_, place) => {
    expect(() => crypto.decrypt(crypto.encrypt('13800000001', phone), place)).toThrow()
  })

  it.each([
    ['the initialisation vector', 2],
    ['the text', 3],
  ])('do not open when a bit of %s has changed', (_, part) => {
    expect(() => crypto.decrypt(flip(crypto.encrypt('13800000001', phone), part), phone)).toThrow()
  })

  it('refuse a shortened tag', () => {
    const sealed = crypto.encrypt('', phone).split('.')
    const short = Buffer.from(sealed[3] ?? '', 'base64url')
      .subarray(0, 4)
      .toString('base64url')
    expect(() => crypto.decrypt([...sealed.slice(0, 3), short].join('.'), phone)).toThrow(
      'not a sealed value',
    )
  })

  it.each(['', 'v1', '13800000001', 'v2.a.b.c', 'v1.a.b.c.d'])('refuse %j, which is none', (text) => {
    expect(() => crypto.decrypt(text, phone)).toThrow()
  })
})

describe('key rotation', () => {
  const before = withSecrets('first secret')
  const during = withSecrets('second secret', 'first secret')
  const after = withSecrets('second secret')

  it('keeps old values readable while the old secret stays in the ring, and tells which to rewrite', () => {
    const old = before.encrypt('13800000001', phone)
    expect(during.decrypt(old, phone)).toBe('13800000001')
    expect(during.isStale(old)).toBe(true)
    const rewritten = during.encrypt(during.decrypt(old, phone), phone)
    expect(during.isStale(rewritten)).toBe(false)
    expect(after.decrypt(rewritten, phone)).toBe('13800000001')
  })

  it('makes old values unreadable once the old secret is gone', () => {
    expect(() => after.decrypt(before.encrypt('13800000001', phone), phone)).toThrow(/no secret for key/)
  })

  it('finds values indexed under either secret', () => {
    const asked = during.blindIndexes('13800000001', 'account.phone')
    expect(asked).toContain(before.blindIndex('13800000001', 'account.phone'))
    expect(asked[0]).toBe(after.blindIndex('13800000001', 'account.phone'))
  })
})

describe('blind indexes', () => {
  const crypto = withSecrets('first secret')

  it('are equal for equal values of one field and differ between fields, values and secrets', () => {
    const index = crypto.blindIndex('13800000001', 'account.phone')
    expect(crypto.blindIndex('13800000001', 'account.phone')).toBe(index)
    expect(crypto.blindIndex('13800000001', 'person.phone')).not.toBe(index)
    expect(crypto.blindIndex('13800000002', 'account.phone')).not.toBe(index)
    expect(withSecrets('other').blindIndex('13800000001', 'account.phone')).not.toBe(index)
  })
})

it('a key ring without a secret is refused', () => {
  expect(() => createKeyRing([])).toThrow('at least one secret')
})
