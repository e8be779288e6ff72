import type { NoticeStage } from '@linli/shared/notices/notices.machine'
import {
  DISCLOSURE_MIN_DAYS,
  disclosureMinimumEnd,
  noticeStage,
  publicationDay,
  READER_REACH_MIN_HOUSEHOLDS,
} from '@linli/shared/notices/notices.rules'
import type { NoticeItemView } from '@linli/shared/notices/notices.parts.schema'
import type { NoticeView } from '@linli/shared/notices/notices.schema'
import type { ReachHouseholdView } from '@linli/shared/notices/notices-reach.schema'
import type { StaffNoticeItemView, StaffNoticeView } from '@linli/shared/notices/notices-desk.schema'
import { addDays, dayOf, instantOf, type IsoDay } from '@linli/shared/time'
import type { Actor } from '../../platform/actor'
import { withImageUrls } from './notice-html'
import type { NoticeHouseholdRow } from './notice-household.model'
import type { NoticeReceiptRow } from './notice-receipt.model'
import type { NoticeRow } from './notice.model'
import { judgeConfirming, staffAbilities, type Reader } from './notices.policy'
import type { NoticeFiles } from './notices.ports'

export type ReachTotalsView = NonNullable<NoticeView['reach']>
type Receipt = Pick<NoticeReceiptRow, 'readAt' | 'confirmedAt'> | undefined
/** One entry of a class on the disclosure page. */
export interface DisclosedView {
  id: string
  title: string
  publishedAt: string
  day: number
  of: number
  running: boolean
  withdrawal: { reason: string; at: string } | null
}

const isoOrNull = (instant: Date | null): string | null => instant?.toISOString() ?? null
export const isPinned = ({ pinnedUntil }: NoticeRow, now: Date): boolean =>
  pinnedUntil !== null && pinnedUntil > now
/** The instant a pin ends is the start of the day after the chosen one. */
export const pinEnd = (until: IsoDay): Date => instantOf(addDays(until, 1))
const pinDay = ({ pinnedUntil }: NoticeRow): IsoDay | null =>
  pinnedUntil === null ? null : addDays(dayOf(pinnedUntil), -1)

export function presentItem(
  row: NoticeRow,
  now: Date,
  receipt: Receipt,
  files: Pick<NoticeFiles, 'signedUrl'>,
): NoticeItemView {
  return {
    id: row._id,
    title: row.title,
    summary: row.summary,
    category: row.category,
    disclosureClass: row.disclosureClass,
    issuer: row.issuer,
    publishedAt: (row.publishAt ?? row.updatedAt).toISOString(),
    expiresAt: isoOrNull(row.expiresAt),
    pinned: isPinned(row, now),
    mustConfirm: row.mustConfirm,
    coverUrl: row.cover && files.signedUrl(row.cover.id, 'thumb'),
    read: receipt !== undefined,
    confirmed: receipt?.confirmedAt != null,
  }
}

export function presentNotice(
  row: NoticeRow,
  view: {
    readonly now: Date
    readonly stage: NoticeStage
    readonly reader: Reader
    readonly receipt: Receipt
    readonly reach: ReachTotalsView | null
  },
  files: NoticeFiles,
): NoticeView {
  const { now, stage, reader, receipt, reach } = view
  const confirmed = receipt?.confirmedAt != null
  return {
    ...presentItem(row, now, receipt, files),
    coverUrl: row.cover && files.signedUrl(row.cover.id, 'view'),
    stage,
    html: withImageUrls(row.html, (id) => files.signedUrl(id, 'view')),
    links: row.links.map(({ text, url }) => ({ text, url })),
    facts: row.facts.map(({ label, value, phone }) => ({ label, value, ...(phone && { phone }) })),
    attachments: row.attachments.map((ref) => files.present(ref)),
    visibility: row.audience.visibility,
    withdrawal: row.withdrawal && {
      reason: row.withdrawal.reason,
      at: row.withdrawal.at.toISOString(),
      // Readers are told by the office; which colleague it was is the audit trail's business.
      by: row.issuer,
    },
    disclosureDay: disclosureDay(row, stage, now),
    reach: reach && reach.households >= READER_REACH_MIN_HOUSEHOLDS ? reach : null,
    abilities: { confirm: !confirmed && judgeConfirming(reader, row, stage).allowed },
  }
}

function disclosureDay(row: NoticeRow, stage: NoticeStage, now: Date): { day: number; of: number } | null {
  if (row.disclosureClass === null || row.publishAt === null || stage !== 'live') return null
  return { day: publicationDay(row.publishAt, now), of: DISCLOSURE_MIN_DAYS }
}

export function presentDisclosed(row: NoticeRow, now: Date): DisclosedView {
  const publishedAt = row.publishAt ?? row.updatedAt
  return {
    id: row._id,
    title: row.title,
    publishedAt: publishedAt.toISOString(),
    day: publicationDay(publishedAt, row.withdrawal?.at ?? now),
    of: DISCLOSURE_MIN_DAYS,
    running: noticeStage(row, now) === 'live',
    withdrawal: row.withdrawal && { reason: row.withdrawal.reason, at: row.withdrawal.at.toISOString() },
  }
}

export function presentStaffItem(
  row: NoticeRow,
  now: Date,
  reach: ReachTotalsView | null,
): StaffNoticeItemView {
  return {
    id: row._id,
    title: row.title,
    category: row.category,
    stage: noticeStage(row, now),
    authorName: row.authorName,
    updatedAt: row.updatedAt.toISOString(),
    publishAt: isoOrNull(row.publishAt),
    expiresAt: isoOrNull(row.expiresAt),
    pinned: isPinned(row, now),
    mustConfirm: row.mustConfirm,
    reach,
  }
}

export function presentStaffNotice(
  row: NoticeRow,
  view: { readonly now: Date; readonly actor: Actor; readonly reach: ReachTotalsView | null },
  files: NoticeFiles,
): StaffNoticeView {
  const { now, actor, reach } = view
  return {
    ...presentStaffItem(row, now, reach),
    communityId: row.communityId,
    version: row.version,
    summary: row.summary,
    html: withImageUrls(row.html, (id) => files.signedUrl(id, 'view')),
    disclosureClass: row.disclosureClass,
    facts: row.facts.map(({ label, value, phone }) => ({ label, value, ...(phone && { phone }) })),
    cover: row.cover && files.present(row.cover),
    attachments: row.attachments.map((ref) => files.present(ref)),
    audience: {
      visibility: row.audience.visibility,
      nodeIds: [...row.audience.nodeIds],
      tags: [...row.audience.tags],
    },
    pinnedUntil: pinDay(row),
    withdrawal: row.withdrawal && {
      reason: row.withdrawal.reason,
      at: row.withdrawal.at.toISOString(),
      by: row.withdrawal.byName,
    },
    disclosureUntil:
      row.disclosureClass !== null && row.publishAt !== null
        ? disclosureMinimumEnd(row.publishAt).toISOString()
        : null,
    history: row.history.map(({ event, at, byName }) => ({ event, at: at.toISOString(), by: byName })),
    abilities: staffAbilities(actor, row, noticeStage(row, now)),
  }
}

export function presentHousehold(row: NoticeHouseholdRow): ReachHouseholdView {
  return {
    roomId: row.roomId,
    label: row.label,
    state: row.state,
    hasAccount: row.hasAccount,
    persons: row.persons,
    aged80: row.aged80,
    lastVisit: row.lastVisit && {
      at: row.lastVisit.at.toISOString(),
      outcome: row.lastVisit.outcome,
      by: row.lastVisit.byName,
    },
  }
}
