import { createCipheriv, createDecipheriv, createHmac, hkdfSync, randomBytes } from 'node:crypto'

const KEY_BYTES = 32
const IV_BYTES = 12
const TAG_BYTES = 16
const ENVELOPE = 'v1'

/** Keys for one use, derived from every secret of the ring; only `current` makes anything new. */
export interface Subkeys {
  readonly current: Buffer
  readonly all: readonly Buffer[]
}

export interface KeyRing {
  /** Public name of the newest secret; tells keys apart in stored values without telling anything about them. */
  readonly currentId: string
  readonly ids: readonly string[]
  subkeys(use: string): Subkeys
  subkeyOf(keyId: string, use: string): Buffer | undefined
}

const derive = (secret: string, info: string, bytes: number): Buffer =>
  Buffer.from(hkdfSync('sha256', secret, 'linli', info, bytes))

/**
 * The deployment's secrets, newest first. To rotate, put a new secret in front and keep the old ones
 * until `npm run db:migrate -- --reencrypt` has rewritten what they sealed (docs/security.md).
 * Every use has a key of its own (HKDF-SHA-256), so that a leak of one says nothing about the others.
 */
export function createKeyRing(secrets: readonly string[]): KeyRing {
  const entries = secrets.map((secret) => ({ id: derive(secret, 'key-id', 4).toString('hex'), secret }))
  const [newest] = entries
  if (!newest) throw new Error('a key ring needs at least one secret')
  return {
    currentId: newest.id,
    ids: entries.map((entry) => entry.id),
    subkeys: (use) => ({
      current: derive(newest.secret, `use/${use}`, KEY_BYTES),
      all: entries.map((entry) => derive(entry.secret, `use/${use}`, KEY_BYTES)),
    }),
    subkeyOf(keyId, use) {
      const entry = entries.find((candidate) => candidate.id === keyId)
      return entry && derive(entry.secret, `use/${use}`, KEY_BYTES)
    },
  }
}

/** Where a sealed value lives. Bound into it, so that a value copied to another field or tenant does not open. */
export interface Place {
  /** `account.phone` */
  readonly field: string
  /** A community id, or `deployment` for the collections of the deployment itself. */
  readonly tenant: string
}

export interface Crypto {
  /** Seals with AES-256-GCM under the newest key; the answer names the key: `v1.<keyId>.<iv>.<text+tag>`. */
  encrypt(plain: string, place: Place): string
  /** Opens a sealed value; throws when its key is gone, its place is another, or a bit has changed. */
  decrypt(sealed: string, place: Place): string
  /** Whether a sealed value should be rewritten under the newest key. */
  isStale(sealed: string): boolean
  /** A deterministic, keyed fingerprint for look-up and uniqueness: `<keyId>.<hmac>`. The caller normalises first. */
  blindIndex(value: string, field: string): string
  /** The fingerprints under every key of the ring, newest first: what a look-up during a rotation must ask for. */
  blindIndexes(value: string, field: string): readonly string[]
}

const fieldUse = 'field'
const blindUse = 'blind-index'

/** Encryption of identifiers at rest (product §3.2: phones, ID numbers) and their look-up. */
export function createCrypto(keys: KeyRing): Crypto {
  // HKDF per value would cost more than the cipher itself; the ring does not change while the process lives.
  const cached = new Map<string, Buffer>()
  const keyOf = (keyId: string, use: string): Buffer => {
    const name = `${use}/${keyId}`
    const known = cached.get(name) ?? keys.subkeyOf(keyId, use)
    if (!known) throw new Error(`no secret for key ${keyId} is configured`)
    cached.set(name, known)
    return known
  }
  const aad = (keyId: string, place: Place): Buffer =>
    Buffer.from(JSON.stringify([ENVELOPE, keyId, place.field, place.tenant]))
  const fingerprint = (keyId: string, value: string, field: string): string =>
    `${keyId}.${createHmac('sha256', keyOf(keyId, blindUse))
      .update(JSON.stringify([field, value]))
      .digest('base64url')}`

  return {
    encrypt(plain, place) {
      const keyId = keys.currentId
      const iv = randomBytes(IV_BYTES)
      const cipher = createCipheriv('aes-256-gcm', keyOf(keyId, fieldUse), iv, { authTagLength: TAG_BYTES })
      cipher.setAAD(aad(keyId, place))
      const body = Buffer.concat([cipher.update(plain, 'utf8'), cipher.final(), cipher.getAuthTag()])
      return [ENVELOPE, keyId, iv.toString('base64url'), body.toString('base64url')].join('.')
    },
    decrypt(sealed, place) {
      const [version, keyId = '', iv = '', body = '', ...rest] = sealed.split('.')
      const bytes = Buffer.from(body, 'base64url')
      if (version !== ENVELOPE || rest.length > 0 || bytes.length < TAG_BYTES) {
        throw new Error('not a sealed value')
      }
      // Without authTagLength Node accepts a tag of 4 bytes, which is quick to forge.
      const decipher = createDecipheriv('aes-256-gcm', keyOf(keyId, fieldUse), Buffer.from(iv, 'base64url'), {
        authTagLength: TAG_BYTES,
      })
      decipher.setAAD(aad(keyId, place))
      decipher.setAuthTag(bytes.subarray(bytes.length - TAG_BYTES))
      const text = decipher.update(bytes.subarray(0, bytes.length - TAG_BYTES))
      return Buffer.concat([text, decipher.final()]).toString('utf8')
    },
    isStale: (sealed) => sealed.split('.')[1] !== keys.currentId,
    blindIndex: (value, field) => fingerprint(keys.currentId, value, field),
    blindIndexes: (value, field) => keys.ids.map((keyId) => fingerprint(keyId, value, field)),
  }
}
