import type { MessageView } from '@linli/shared/messages/messages.schema'
import { afterQuiet, NIGHT, type QuietHours } from '@linli/shared/quiet-hours'
import type { Logger } from 'pino'
import type { Actor } from '../../platform/actor'
import type { Clock } from '../../platform/clock'
import type { Ids } from '../../platform/ids'
import { decodeCursor, encodeCursor } from '../../platform/page-cursor'
import { AppError } from '../../platform/problem-error'
import type { TenantSettings } from '../../platform/tenant-settings'
import type { MessageRow, MessageTopic } from './message.model'
import { presentMessage } from './messages.presenter'
import type { MessagesRepository } from './messages.repository'

const PAGE = 20
const WECHAT_BATCH = 200
const WECHAT_RETRY_MS = 60_000
const WECHAT_ATTEMPTS = 3

export interface Recipient {
  readonly accountId: string
  /** The account also takes WeChat messages. */
  readonly wechat: boolean
}

/** One event told to any number of accounts. */
export interface NewMessage {
  readonly communityId: string | null
  readonly topic: MessageTopic
  /** Id of the notice or opinion; null for the account. */
  readonly targetId: string | null
  readonly title: string
  readonly text: string
  /** It asks for an act (confirm, rate, add a photo). */
  readonly needsAct: boolean
  /** When the act is no longer possible. */
  readonly actUntil?: Date | null
  /** Names the event, `notice.published:ntc_…`: each account is told once, however often this is repeated. */
  readonly dedupeKey: string
  /** It takes the place of earlier messages about the same target that still ask for an act. */
  readonly supersedes?: boolean
  /** WeChat tells of it at any hour; everything else waits for the end of the community's quiet hours. */
  readonly urgent?: boolean
  readonly recipients: readonly Recipient[]
}

/** Null where none is configured. */
export type TemplateIds = Readonly<Record<'notice' | 'opinion' | 'booking', string | null>>

/** The way to WeChat's subscribe messages; absent where no template is configured. */
export interface WechatChannel {
  /** Ids of the configured templates. */
  readonly templateIds: TemplateIds
  /** `later` when WeChat did not answer; `refused` when the person has no subscription left. */
  send(message: {
    readonly accountId: string
    readonly topic: MessageTopic
    readonly targetId: string | null
    readonly title: string
    readonly text: string
    readonly at: Date
  }): Promise<'sent' | 'refused' | 'later'>
}

export interface MessageQuery {
  readonly cursor?: string | undefined
  readonly limit?: number | undefined
  readonly filter?: 'all' | 'needs-act' | 'tells' | undefined
}

export interface MessagesService {
  list(actor: Actor, query: MessageQuery): Promise<{ items: MessageView[]; nextCursor: string | null }>
  counts(actor: Actor): Promise<{ unread: number; needsAct: number }>
  read(actor: Actor, id: string): Promise<{ unread: number; needsAct: number }>
  readAll(actor: Actor): Promise<{ unread: number; needsAct: number }>
  /** What a mini-program asks its user's permission for; nothing personal. */
  wechatTemplates(): TemplateIds

  /** Puts a message into inboxes; repeating it changes nothing. Joins the caller's unit of work. Answers how many are new. */
  deliver(message: NewMessage): Promise<number>
  /** The accounts have acted (or, without accounts, nobody needs to any more): the messages stop asking. */
  settle(target: {
    readonly topic: MessageTopic
    readonly targetId: string
    readonly accountIds?: readonly string[]
  }): Promise<void>
  /** Sends what is due for WeChat; answers how many it tried. Safe beside other workers. */
  sendWechat(): Promise<number>
}

export interface MessagesDeps {
  readonly messages: MessagesRepository
  readonly wechat: WechatChannel | null
  /** When a community disturbs nobody. */
  readonly quiet: Pick<TenantSettings<QuietHours>, 'of'>
  readonly clock: Clock
  readonly ids: Ids
  readonly logger: Logger
}

/** The inbox: what the community tells an account, and what it asks of it. */
export function createMessagesService(deps: MessagesDeps): MessagesService {
  const { messages, wechat, quiet, clock, ids, logger } = deps
  const counts = (actor: Actor) => messages.counts(actor.accountId, clock.now())

  /** From when on WeChat may tell of what happens now. */
  async function wechatTime({
    communityId,
    urgent,
  }: Pick<NewMessage, 'communityId' | 'urgent'>): Promise<Date> {
    const now = clock.now()
    if (urgent) return now
    return afterQuiet(now, communityId === null ? NIGHT : await quiet.of(communityId))
  }

  return {
    async list(actor, { cursor, limit = PAGE, filter = 'all' }) {
      const now = clock.now()
      const rows = await messages.list(actor.accountId, now, {
        filter,
        before: cursor === undefined ? null : placeOf(cursor),
        limit: limit + 1,
      })
      const items = rows.slice(0, limit)
      const last = items.at(-1)
      return {
        items: items.map((row) => presentMessage(row, now)),
        nextCursor: rows.length > limit && last ? encodeCursor([last.createdAt.getTime(), last._id]) : null,
      }
    },
    counts,
    wechatTemplates: () => ({
      notice: wechat?.templateIds.notice ?? null,
      opinion: wechat?.templateIds.opinion ?? null,
      booking: wechat?.templateIds.booking ?? null,
    }),
    async read(actor, id) {
      if (!(await messages.markRead(actor.accountId, id, clock.now()))) throw new AppError('not_found')
      return counts(actor)
    },
    async readAll(actor) {
      await messages.markAllRead(actor.accountId, clock.now())
      return counts(actor)
    },

    async deliver({ recipients, supersedes = false, urgent = false, actUntil = null, ...message }) {
      const now = clock.now()
      const isSent = wechat !== null && recipients.some((recipient) => recipient.wechat)
      const wechatDueAt = isSent ? await wechatTime({ ...message, urgent }) : now
      const rows = recipients.map((recipient): MessageRow => ({
        _id: ids.next('msg'),
        accountId: recipient.accountId,
        ...message,
        ...(supersedes && { supersedes }),
        actUntil,
        readAt: null,
        createdAt: now,
        wechatAttempts: 0,
        wechatOutcome: null,
        ...(wechat && recipient.wechat && { wechatDueAt }),
      }))
      const delivered = await messages.insertMissing(rows)
      const { topic, targetId, dedupeKey } = message
      if (supersedes && targetId !== null && rows.length > 0) {
        const accountIds = rows.map((row) => row.accountId)
        await messages.supersede({ topic, targetId }, accountIds, dedupeKey)
      }
      return delivered
    },
    settle: ({ topic, targetId, accountIds }) => messages.settle({ topic, targetId }, accountIds ?? null),

    async sendWechat() {
      if (!wechat) return 0
      let tried = 0
      for (; tried < WECHAT_BATCH; tried += 1) {
        const now = clock.now()
        // Moved on before it is sent: should this process die now, the next try comes in a minute, not at once.
        const row = await messages.takeWechatDue(now, new Date(now.getTime() + WECHAT_RETRY_MS))
        if (!row) break
        const { _id, accountId, topic, targetId, title, text, createdAt, wechatAttempts } = row
        const outcome = await wechat
          .send({ accountId, topic, targetId, title, text, at: createdAt })
          .catch((error: unknown) => {
            logger.warn({ err: error, messageId: _id }, 'message.wechat_failed')
            return 'later' as const
          })
        if (outcome !== 'later') await messages.finishWechat(_id, outcome)
        else if (wechatAttempts >= WECHAT_ATTEMPTS) await messages.finishWechat(_id, 'given-up')
      }
      return tried
    },
  }
}

function placeOf(cursor: string): { createdAt: Date; id: string } {
  const [at, id] = decodeCursor(cursor, ['number', 'string'])
  return { createdAt: new Date(at), id }
}
