import { open311Permissions } from '@linli/shared/open311/open311.permissions'
import type { ApiKeyView } from '@linli/shared/open311/open311.schema'
import { dayOf } from '@linli/shared/time'
import { randomBytes } from 'node:crypto'
import type { Actor } from '../../platform/actor'
import type { Audit } from '../../platform/audit/audit'
import type { Clock } from '../../platform/clock'
import type { Crypto } from '../../platform/crypto'
import type { Ids } from '../../platform/ids'
import { judgeBy } from '../../platform/permission'
import { AppError } from '../../platform/problem-error'
import { wrongField } from '../../platform/refusals'
import { demand } from '../../platform/scope'
import type { UnitOfWork } from '../../platform/unit-of-work'
import type { ApiKeyRow } from './api-key.model'
import type { ApiKeys } from './api-keys.repository'
import type { Open311Cases } from './open311.ports'
import { keySigningField } from './key-seals'

export interface ApiKeysService {
  list(actor: Actor, communityId: string): Promise<{ items: ApiKeyView[] }>
  create(
    actor: Actor,
    body: { communityId: string; name: string; days: number; organisation?: string | undefined },
  ): Promise<{ key: ApiKeyView; secret: string; signingSecret: string }>
  revoke(actor: Actor, id: string): Promise<ApiKeyView>
  /** The key behind a secret, or null when there is none that opens anything today. */
  open(secret: string): Promise<ApiKeyRow | null>
  /** The key of that id with the secret its pushes are signed with, or null when none is valid today. */
  signer(keyId: string): Promise<{ key: ApiKeyRow; secret: string } | null>
}

/** More than any community ever connects. */
const MOST_KEYS = 50
const SECRET_BYTES = 24
const DAY_MS = 86_400_000
const secretField = 'api-key.secret'

export function createApiKeysService(deps: {
  readonly keys: ApiKeys
  readonly cases: Pick<Open311Cases, 'organisations'>
  readonly crypto: Pick<Crypto, 'blindIndex' | 'blindIndexes' | 'encrypt' | 'decrypt'>
  readonly audit: Audit
  readonly uow: UnitOfWork
  readonly ids: Ids
  readonly clock: Clock
}): ApiKeysService {
  const { keys, cases, crypto, audit, uow, ids, clock } = deps
  const may = open311Permissions.manage_keys

  const record = (
    actor: Actor,
    action: 'open311.create_key' | 'open311.revoke_key',
    { _id, communityId }: ApiKeyRow,
  ) => audit.record({ actor, action, communityId, targetType: 'api_key', targetId: _id, detail: {} })

  return {
    async list(actor, communityId) {
      const rows = await keys.list(demand(judgeBy(actor, may, communityId)), MOST_KEYS)
      const now = clock.now()
      return { items: rows.map((row) => presentKey(row, now)) }
    },

    async create(actor, { communityId, name, days, organisation }) {
      const scope = demand(judgeBy(actor, may, communityId))
      const now = clock.now()
      if ((await keys.list(scope, MOST_KEYS)).length >= MOST_KEYS) throw new AppError('conflict')
      if (organisation !== undefined) refuseUnknown(organisation, await cases.organisations(communityId))
      const [secret, signingSecret] = [newSecret('llk'), newSecret('lls')]
      const row: ApiKeyRow = {
        ...{ _id: ids.next('key'), communityId, name, createdBy: actor.accountId, createdAt: now },
        ...(organisation === undefined ? {} : { organisation }),
        secretHash: crypto.blindIndex(secret, secretField),
        tail: secret.slice(-4),
        signing: crypto.encrypt(signingSecret, { field: keySigningField, tenant: communityId }),
        expiresAt: new Date(now.getTime() + days * DAY_MS),
        ...{ revokedAt: null, usedOn: null },
      }
      await uow.run(async () => {
        await keys.insert(row)
        await record(actor, 'open311.create_key', row)
      })
      return { key: presentKey(row, now), secret, signingSecret }
    },

    async revoke(actor, id) {
      const scope = demand(judgeBy(actor, may))
      const now = clock.now()
      return uow.run(async () => {
        const row = await keys.revoke(scope, id, now)
        if (!row) throw new AppError('not_found')
        if (row.revokedAt?.getTime() === now.getTime()) await record(actor, 'open311.revoke_key', row)
        return presentKey(row, now)
      })
    },

    async open(secret) {
      const row = await keys.bySecret(crypto.blindIndexes(secret, secretField))
      return row && (await used(row))
    },

    async signer(keyId) {
      const row = await keys.byId(keyId)
      const key = row?.signing === undefined ? null : await used(row)
      if (key?.signing === undefined) return null
      const place = { field: keySigningField, tenant: key.communityId }
      return { key, secret: crypto.decrypt(key.signing, place) }
    },
  }

  /** A key that is valid today, with that day noted. */
  async function used(row: ApiKeyRow): Promise<ApiKeyRow | null> {
    const now = clock.now()
    if (stateOf(row, now) !== 'valid') return null
    const today = dayOf(now)
    if (row.usedOn !== today) await keys.markUsed(row, today)
    return row
  }
}

function refuseUnknown(organisation: string, known: readonly string[]): void {
  if (known.includes(organisation)) return
  const offered = known.length === 0 ? '这个社区还没有单位的工作人员' : `可以填：${known.join('、')}`
  throw wrongField('body.organisation', `这个社区没有“${organisation}”，${offered}`)
}

const newSecret = (kind: 'llk' | 'lls'): string =>
  `${kind}_${randomBytes(SECRET_BYTES).toString('base64url')}`

function stateOf({ revokedAt, expiresAt }: ApiKeyRow, now: Date): ApiKeyView['state'] {
  if (revokedAt !== null) return 'revoked'
  return expiresAt <= now ? 'expired' : 'valid'
}

function presentKey(row: ApiKeyRow, now: Date): ApiKeyView {
  return {
    id: row._id,
    communityId: row.communityId,
    name: row.name,
    organisation: row.organisation ?? null,
    tail: row.tail,
    createdAt: row.createdAt.toISOString(),
    expiresAt: row.expiresAt.toISOString(),
    revokedAt: row.revokedAt?.toISOString() ?? null,
    usedOn: row.usedOn,
    state: stateOf(row, now),
  }
}
