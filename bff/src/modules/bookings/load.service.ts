import { bookingOutcomeLabel, bookingStatusText } from '@linli/shared/bookings/bookings.machine'
import type { DeskLoadView } from '@linli/shared/bookings/desks.schema'
import { loadOf, ratingsOf, type DayLoad, type HourLoad } from '@linli/shared/bookings/load.rules'
import { addDays, clockTime, dayOf } from '@linli/shared/time'
import type { Actor } from '../../platform/actor'
import type { Clock } from '../../platform/clock'
import { AppError } from '../../platform/problem-error'
import { wrongField } from '../../platform/refusals'
import type { SheetFormat } from '../../platform/sheets/sheet'
import type { WrittenCell } from '../../platform/sheets/sheet-columns'
import { writeSheet, type WrittenFile } from '../../platform/sheets/sheet-writer'
import type { SignedUrls } from '../../platform/signed-url'
import type { BookingRow } from './booking.model'
import { deskScope } from './bookings.policy'
import type { BookingsRepository } from './bookings.repository'
import type { DesksRepository } from './desks.repository'
import type { OfficeReach } from './office-reach'

const DAYS_SHOWN = 28
const MOST_DAYS = 92

export interface DeskLoad {
  readonly from: string
  readonly to: string
  readonly days: DayLoad[]
  readonly hours: HourLoad[]
  /** What people said afterwards, without who; null while too few have. */
  readonly ratings: DeskLoadView['ratings']
  /** Addresses of the list behind the figures, good for some minutes. */
  readonly files: { readonly csv: string; readonly xlsx: string }
}

/** How busy a desk is, and the list behind it. */
export interface LoadService {
  /** The last four weeks when nothing is said; at most a quarter. */
  load(
    actor: Actor,
    deskId: string,
    span: { from?: string | undefined; to?: string | undefined },
  ): Promise<DeskLoad>
  /** The list as a file, to whoever has its signed address; names stay masked, and what people said is not in it. */
  file(
    list: { deskId: string; from: string; to: string; format: string },
    proof: { expires: string; signature: string },
  ): Promise<WrittenFile>
}

export function createLoadService(deps: {
  bookings: Pick<BookingsRepository, 'ofDays'>
  desks: Pick<DesksRepository, 'findPublic'>
  reach: OfficeReach
  signedUrls: SignedUrls
  clock: Clock
}): LoadService {
  const { bookings, desks, reach, signedUrls, clock } = deps
  const resourceOf = (deskId: string, from: string, to: string, format: string): string =>
    `desks/${deskId}/bookings/${from}/${to}/${format}`

  return {
    async load(actor, deskId, span) {
      const { scope } = await reach.desk(actor, deskId)
      const to = span.to ?? dayOf(clock.now())
      const from = span.from ?? addDays(to, 1 - DAYS_SHOWN)
      if (from > to) throw wrongField('query.from', '开始日期要在结束日期之前')
      if (addDays(from, MOST_DAYS) <= to) throw wrongField('query.from', `一次最多看 ${MOST_DAYS} 天`)
      const rows = await bookings.ofDays(scope, deskId, from, to)
      const figures = loadOf(
        rows.map((row) => ({
          ...{ day: row.day, status: row.status, hasSlot: row.slotId !== undefined },
          startsAt: row.startsAt ?? null,
          arrivedAt: arrivalOf(row),
          calledAt: row.calledAt ?? null,
        })),
        from,
        to,
      )
      const address = (format: SheetFormat): string => signedUrls.sign(resourceOf(deskId, from, to, format))
      const rated = ratingsOf(rows.flatMap(({ rating }) => rating ?? []))
      const ratings = rated && {
        ...{ count: rated.count, scores: [...rated.scores], comments: [...rated.comments] },
      }
      return { from, to, ...figures, ratings, files: { csv: address('csv'), xlsx: address('xlsx') } }
    },

    async file({ deskId, from, to, format }, { expires, signature }) {
      const isSigned = signedUrls.verify(resourceOf(deskId, from, to, format), expires, signature) !== null
      const desk = isSigned ? await desks.findPublic(deskId) : null
      if (!desk || (format !== 'csv' && format !== 'xlsx')) throw new AppError('not_found')
      const rows = await bookings.ofDays(deskScope(desk.communityId), deskId, from, to)
      return writeSheet(`${desk.name} ${from} 至 ${to}`, format, {
        name: '预约',
        columns: columns.map((label) => ({ label, type: 'text' as const })),
        rows: [rows.map(cellsOf)],
        now: clock.now(),
      })
    },
  }
}

const arrivalOf = ({ history }: BookingRow): Date | null =>
  history.find(({ event }) => event === 'check_in' || event === 'walk_in')?.at ?? null

const columns = [
  ...['编号', '日期', '预约时间', '事项', '为谁', '长者', '号码', '到场', '叫号', '办完'],
  ...['状态', '结果', '缺的材料'],
]
const time = (at: Date | null | undefined): string => (at ? clockTime(at) : '')
const cellsOf = (row: BookingRow): WrittenCell[] => [
  ...[row.number, row.day, row.startsAt ? clockTime(row.startsAt) : '现场取号', row.service.label],
  ...[row.forLabel, row.elder ? '是' : '', row.queueNumber ?? ''],
  ...[
    time(arrivalOf(row)),
    time(row.calledAt),
    row.doneAt && dayOf(row.doneAt) !== row.day ? '后来补登' : time(row.doneAt),
    bookingStatusText(row.status, row.group !== undefined),
  ],
  ...[row.outcome === null ? '' : bookingOutcomeLabel[row.outcome], row.missing],
]
