import { setTimeout as wait } from 'node:timers/promises'
import type { Connection } from 'mongoose'
import * as z from 'zod/mini'
import type { Clock } from '../clock'
import type { Crypto } from '../crypto'
import type { Ids } from '../ids'
import { isDuplicateKey } from '../mongo-errors'
import { AppError } from '../problem-error'
import type { WechatCall } from './wechat-call'
import { wechatTokenModel, type WechatTokenRow } from './wechat-token.model'

/** Within its last five minutes WeChat hands out a new token while the old one still works. */
const REFRESH_BEFORE_MS = 120_000
const LEASE_MS = 15_000
/** A cache of at most this age is not state (architecture §3). */
const CACHE_MS = 10_000
const POLL_MS = 100
const POLLS = LEASE_MS / POLL_MS
const LONG_AGO = new Date(0)

export interface WechatToken {
  readonly token: string
  readonly version: number
}

export interface WechatTokens {
  /** The deployment's access token; fetched once for all processes when it is missing or about to end. */
  current(): Promise<WechatToken>
  /** Says that WeChat refused this token, so that the next `current()` fetches another. */
  refused(token: WechatToken): Promise<void>
}

const tokenReply = z.object({ access_token: z.string().check(z.minLength(1)), expires_in: z.number() })

export function createWechatTokens(deps: {
  connection: Connection
  clock: Clock
  ids: Ids
  crypto: Crypto
  call: WechatCall
  appId: string
  appSecret: string
}): WechatTokens {
  const { clock, ids, crypto, call, appId, appSecret } = deps
  const rows = wechatTokenModel(deps.connection)
  const place = { field: 'wechat.access_token', tenant: appId }
  let cached: { token: WechatToken; readAt: number; refreshAt: number } | undefined
  let asking: Promise<WechatToken> | undefined

  const remember = (row: WechatTokenRow, sealed: string): WechatToken => {
    const token = { token: crypto.decrypt(sealed, place), version: row.version }
    cached = { token, readAt: clock.now().getTime(), refreshAt: row.refreshAt.getTime() }
    return token
  }

  /** The lease decides who of all processes asks WeChat; null when somebody else holds it. */
  const takeLease = async (): Promise<WechatTokenRow | null> => {
    const now = clock.now()
    try {
      return await rows
        .findOneAndUpdate(
          { _id: appId, leaseUntil: { $lte: now }, refreshAt: { $lte: now } },
          {
            $set: { leaseUntil: new Date(now.getTime() + LEASE_MS), leaseOwner: ids.next('lea') },
            $setOnInsert: { version: 0, expiresAt: LONG_AGO, refreshAt: LONG_AGO },
          },
          { upsert: true, returnDocument: 'after' },
        )
        .lean<WechatTokenRow>()
    } catch (error) {
      // The filter did not match because another process leads or has just finished; the upsert then hits its row.
      if (isDuplicateKey(error)) return null
      throw error
    }
  }

  const fetchToken = async (lease: WechatTokenRow): Promise<WechatToken> => {
    const mine = { _id: appId, leaseOwner: lease.leaseOwner }
    try {
      const { errcode, body } = await call(
        '/cgi-bin/stable_token',
        {},
        { grant_type: 'client_credential', appid: appId, secret: appSecret, force_refresh: false },
      )
      const reply = tokenReply.safeParse(body)
      if (errcode !== 0 || !reply.success) {
        throw new AppError('upstream_failed', { cause: new Error(`stable_token answered ${errcode}`) })
      }
      const now = clock.now().getTime()
      const lifeMs = reply.data.expires_in * 1000
      const sealed = crypto.encrypt(reply.data.access_token, place)
      const row = await rows
        .findOneAndUpdate(
          mine,
          {
            $set: {
              token: sealed,
              expiresAt: new Date(now + lifeMs),
              refreshAt: new Date(now + Math.max(lifeMs - REFRESH_BEFORE_MS, lifeMs / 2)),
              leaseUntil: LONG_AGO,
            },
            $inc: { version: 1 },
          },
          { returnDocument: 'after' },
        )
        .lean<WechatTokenRow>()
      // A lease that ran out was taken over; the token is good all the same, only its version is not ours to name.
      return row ? remember(row, sealed) : { token: reply.data.access_token, version: -1 }
    } catch (error) {
      await rows.updateOne(mine, { $set: { leaseUntil: LONG_AGO } })
      throw error
    }
  }

  const ask = async (): Promise<WechatToken> => {
    for (let poll = 0; poll <= POLLS; poll += 1) {
      const now = clock.now()
      const row = await rows.findById(appId).lean<WechatTokenRow>()
      if (row?.token && row.refreshAt > now) return remember(row, row.token)
      const lease = await takeLease()
      if (lease) return fetchToken(lease)
      if (row?.token && row.expiresAt > now)
        return { token: crypto.decrypt(row.token, place), version: row.version }
      await wait(POLL_MS)
    }
    throw new AppError('upstream_failed', {
      cause: new Error('no process could fetch a WeChat token in time'),
    })
  }

  return {
    current() {
      const now = clock.now().getTime()
      if (cached && now - cached.readAt < CACHE_MS && now < cached.refreshAt)
        return Promise.resolve(cached.token)
      // Calls of one process wait for one answer together.
      asking ??= ask().finally(() => {
        asking = undefined
      })
      return asking
    },
    async refused(token) {
      cached = undefined
      // Only while it is still the stored one: a process that lags behind must not throw away a newer token.
      await rows.updateOne(
        { _id: appId, version: token.version },
        { $set: { refreshAt: LONG_AGO, expiresAt: LONG_AGO } },
      )
    },
  }
}
