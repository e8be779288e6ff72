import { addDays, dayOf, daysBetween, instantOf } from '../time'
import type { NoticeStage, NoticeStatus } from './notices.machine'

/** Urban Residents' Committee Organisation Law (2025), art. 34: disclosure stays up at least 15 days. */
export const DISCLOSURE_MIN_DAYS = 15

export const noticeCategories = [
  'outage',
  'service',
  'activity',
  'disclosure',
  'safety',
  'policy',
  'other',
] as const
export type NoticeCategory = (typeof noticeCategories)[number]
export const noticeCategoryLabel: Record<NoticeCategory, string> = {
  outage: '停水停电',
  service: '办事提醒',
  activity: '活动',
  disclosure: '居务公开',
  safety: '安全提示',
  policy: '政策',
  other: '其他',
}

/** The seven classes of art. 34 (reference: residents' self-governance, 居务公开). */
export const disclosureClasses = [
  'decisions',
  'funds',
  'facilities',
  'services',
  'consultations',
  'government-assistance',
  'other',
] as const
export type DisclosureClass = (typeof disclosureClasses)[number]
export const disclosureClassLabel: Record<DisclosureClass, string> = {
  decisions: '会议决定及实施',
  funds: '拨付和捐赠款物',
  facilities: '设施使用',
  services: '服务项目',
  consultations: '协商事项及落实',
  'government-assistance': '协助政府工作',
  other: '其他公开事项',
}

interface NoticeTimes {
  readonly status: NoticeStatus
  readonly publishAt: Date | null
  readonly expiresAt: Date | null
}

/** The stage as of `now`, true even when the sweep that should have fired is late (product §2.8). */
export function noticeStage(notice: NoticeTimes, now: Date): NoticeStage {
  const { status, publishAt, expiresAt } = notice
  if (status === 'draft' || status === 'withdrawn' || status === 'discarded') return status
  if (status === 'scheduled' && (publishAt === null || publishAt > now)) return 'scheduled'
  return expiresAt !== null && expiresAt <= now ? 'ended' : 'live'
}

/** First instant at which a disclosure notice may end: the start of the day after its 15th full Shanghai day. */
export function disclosureMinimumEnd(publishedAt: Date): Date {
  return instantOf(addDays(dayOf(publishedAt), DISCLOSURE_MIN_DAYS + 1))
}

/** Which day of its publication a notice is in, counted from 1 on the day it appeared. */
export function publicationDay(publishedAt: Date, now: Date): number {
  return daysBetween(dayOf(publishedAt), dayOf(now)) + 1
}

/** A reason for taking disclosure down early must say something. Characters. */
export const EARLY_WITHDRAWAL_REASON_MIN = 10

/** Fewer households than this and a reader could tell which neighbour has not read it; staff see every figure. */
export const READER_REACH_MIN_HOUSEHOLDS = 5

/** A notice says one thing: the limits of its parts. */
export const noticeLimits = {
  title: 60,
  summary: 120,
  html: 100_000,
  facts: 6,
  attachments: 9,
  reason: 200,
} as const
