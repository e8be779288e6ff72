import { clockTime, dayOf } from '@linli/shared/time'
import type { Actor } from '../actor'
import type { Audit, AuditEntry } from '../audit/audit'
import type { Clock } from '../clock'
import type { Ids } from '../ids'
import { AppError } from '../problem-error'
import { scopeOf, type Scope } from '../scope'
import type { SignedUrls } from '../signed-url'
import type { UnitOfWork } from '../unit-of-work'
import type { WrittenCell, WrittenSheet } from './sheet-columns'
import { writeSheet, type WrittenFile } from './sheet-writer'
import type { TakenList, TakenListStore } from './taken-list.model'

/** What a signed address carries. */
export interface SignedAddress {
  readonly id: string
  readonly expires: string
  readonly signature: string
}

export interface TakenListsDeps {
  /** How staff sign what they do. */
  readonly people: {
    staffCards(accountIds: readonly string[]): Promise<Map<string, { readonly name: string }>>
  }
  readonly signedUrls: SignedUrls
  readonly audit: Audit
  readonly uow: UnitOfWork
  readonly clock: Clock
  readonly ids: Ids
}

/** Lists of one kind, as a feature takes them out. */
export interface TakenListKind<Own extends object> {
  readonly store: TakenListStore<TakenList & Own>
  /** `audit-exports`: the file has the address `audit-exports/<id>/file`. */
  readonly path: string
  /** The file that was asked for, made batch by batch while it is sent. */
  readonly fileOf: (row: TakenList & Own) => Pick<WrittenSheet, 'name' | 'columns'> & {
    readonly title: string
    readonly rows: AsyncIterable<WrittenCell[][]>
  }
}

export interface TakenLists<Own extends object> {
  /** Records who takes what out and what for, and answers the address of the file. Whether they may is judged before. */
  begin(
    actor: Actor,
    list: Own & Pick<TakenList, 'communityId' | 'format'>,
    said: {
      /** `办件清单`: what stands first in every copy. */
      readonly what: string
      readonly purpose: string
      /** Beside the name of who takes it. */
      readonly phone?: string
      readonly act: Pick<AuditEntry, 'action' | 'detail'>
    },
  ): Promise<{ readonly row: TakenList & Own; readonly startedBy: string; readonly address: string }>
  /** The file, made while it is sent; `not_found` for an address that is not exactly right. */
  open(address: SignedAddress): Promise<WrittenFile>
}

/**
 * Lists that are taken out: recorded with their purpose and an audit row in one transaction, fetched by an address
 * that works for some minutes, marked with who took them, and written row by row so that their length costs no memory.
 */
export function createTakenLists<Own extends object>(
  { people, signedUrls, audit, uow, clock, ids }: TakenListsDeps,
  { store, path, fileOf }: TakenListKind<Own>,
): TakenLists<Own> {
  const addressOf = (id: string): string => `${path}/${id}/file`
  const scopeOfRow = ({ communityId }: TakenList): Scope => scopeOf([communityId])

  /** Passes rows on and keeps count; a file that was not taken to its end has no number of rows. */
  async function* counted(
    row: TakenList,
    batches: AsyncIterable<WrittenCell[][]>,
  ): AsyncGenerator<WrittenCell[][], void, void> {
    let count = 0
    for await (const batch of batches) {
      count += batch.length
      yield batch
    }
    await store.setRows(scopeOfRow(row), row._id, count)
  }

  return {
    async begin(actor, list, { what, purpose, phone = '', act }) {
      const now = clock.now()
      const startedBy = (await people.staffCards([actor.accountId])).get(actor.accountId)?.name ?? ''
      const moment = `${dayOf(now)} ${clockTime(now)}`
      const row: TakenList & Own = {
        ...list,
        ...{ _id: ids.next('exp'), startedBy: actor.accountId, createdAt: now, downloads: 0, rows: null },
        watermark: [
          ...[what, `${startedBy} ${phone}`.trim(), `${moment} 导出`, `用途：${purpose}`],
          '内部资料，请勿外传',
        ]
          .filter((part) => part !== '')
          .join('  '),
      }
      await uow.run(async () => {
        await store.insert(row)
        await audit.record({
          ...{ actor, communityId: row.communityId, targetType: 'export', targetId: row._id },
          ...act,
        })
      })
      return { row, startedBy, address: signedUrls.sign(addressOf(row._id)) }
    },

    async open({ id, expires, signature }) {
      const left = signedUrls.verify(addressOf(id), expires, signature)
      const row = left === null ? null : await store.findSigned(id)
      if (!row) throw new AppError('not_found')
      await store.countDownload(scopeOfRow(row), row._id)
      const { title, name, columns, rows } = fileOf(row)
      return writeSheet(`${title} ${dayOf(row.createdAt)}`, row.format, {
        ...{ name, columns, rows: counted(row, rows), watermark: row.watermark, now: row.createdAt },
      })
    },
  }
}
