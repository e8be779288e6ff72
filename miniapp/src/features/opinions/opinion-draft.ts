import type { FieldIssue } from '@linli/shared/errors'
import { emergenciesIn } from '@linli/shared/opinions/emergency.rules'
import type { Position } from '@linli/shared/space/boundary.rules'
import type { FileView } from '@linli/shared/files/files.schema'
import { VOICE_ONLY } from '@linli/shared/opinions/intake.limits'
import type { OpinionSubmission } from '@linli/shared/opinions/opinions.schema'

/** What a person has written so far, kept on the device with each change. */
export interface OpinionDraft {
  readonly step: number
  readonly categoryCode: string
  readonly text: string
  readonly photos: readonly FileView[]
  /** A spoken note that has arrived, and how long it is. */
  readonly voice: readonly FileView[]
  readonly voiceSeconds: number
  /** A film that has arrived, and how long it is; absent in drafts from before there were films. */
  readonly video?: readonly FileView[] | undefined
  readonly videoSeconds?: number | undefined
  readonly placeId: string
  readonly placeLabel: string
  readonly placeDetail: string
  /** A spot picked on the map, in the grid that the place is. */
  readonly point?: Position | undefined
  /** A whole grid was chosen: without a spot, words have to say where. */
  readonly inGrid?: boolean | undefined
  readonly hideName: boolean
  readonly wantsPublic: boolean
  readonly notifyMe: boolean
  /** Name and phone for whoever handles it; absent in drafts from before it was asked. */
  readonly shareContact?: boolean
  /** The person says it is dangerous at this moment; absent in drafts from before it was asked. */
  readonly urgentNow?: boolean | undefined
  /** Written for somebody who agreed to it; absent for oneself. */
  readonly forPersonId?: string | undefined
}

export const emptyDraft: OpinionDraft = {
  step: 0,
  categoryCode: '',
  text: '',
  photos: [],
  voice: [],
  voiceSeconds: 0,
  video: undefined,
  videoSeconds: undefined,
  placeId: '',
  placeLabel: '',
  placeDetail: '',
  hideName: true,
  wantsPublic: false,
  notifyMe: true,
  // Named, so that a draft that was kept brings them back.
  urgentNow: undefined,
  forPersonId: undefined,
  point: undefined,
  inGrid: undefined,
}

export const stepNames = ['是什么事', '说一说', '在哪里'] as const

export type DraftField =
  | 'voice'
  | 'video'
  | 'point'
  | 'forPersonId'
  | 'categoryCode'
  | 'text'
  | 'photoIds'
  | 'placeId'
  | 'placeDetail'
export type DraftFaults = Partial<Record<DraftField, string>>

const stepOfField: Record<DraftField, number> = {
  forPersonId: 0,
  categoryCode: 0,
  text: 1,
  photoIds: 1,
  voice: 1,
  video: 1,
  placeId: 2,
  placeDetail: 2,
  point: 2,
}
const isField = (name: string): name is DraftField => name in stepOfField
const TEXT_MIN = 4
const TEXT_MAX = 500
const DETAIL_MAX = 60

/** What is missing or wrong on this device; the server has the last word. */
export function draftFaults(draft: OpinionDraft, spoken = false): DraftFaults {
  const length = draft.text.trim().length
  // Whoever spoke need not write; a word or two is taken for a beginning.
  const silent = length < TEXT_MIN && !(spoken && length === 0)
  return {
    ...(draft.categoryCode === '' && { categoryCode: '请选一类，选不准就选最接近的' }),
    ...(silent && {
      text: length === 0 ? '请说说是什么情况' : `再多写一点，至少 ${TEXT_MIN} 个字`,
    }),
    ...(length > TEXT_MAX && { text: `最多 ${TEXT_MAX} 个字，请写短一些` }),
    ...(draft.placeId === '' && { placeId: '请选在哪里，我们好找到人去看' }),
    ...(draft.inGrid === true &&
      draft.point === undefined &&
      draft.placeDetail.trim() === '' && { placeDetail: '请写明在网格的哪里，例如 3 号楼东边' }),
    ...(draft.placeDetail.trim().length > DETAIL_MAX && { placeDetail: `最多 ${DETAIL_MAX} 个字` }),
  }
}

/** Only the faults of one step: a step is judged when it is left. */
export function faultsOfStep(faults: DraftFaults, step: number): DraftFaults {
  return Object.fromEntries(
    Object.entries(faults).filter(([name]) => isField(name) && stepOfField[name] === step),
  )
}

/**
 * What has to be right before a step is left. Whoever went on without a category chooses among the proposals beside the
 * text.
 */
export function faultsOnLeaving(draft: OpinionDraft, spoken = false): DraftFaults {
  const faults = draftFaults(draft, spoken)
  const { categoryCode } = faults
  return {
    ...faultsOfStep(faults, draft.step),
    ...(draft.step === 1 && categoryCode !== undefined && { categoryCode }),
  }
}

/** The server's issues by field: `body.photoIds.2` belongs to the photos. */
export function faultsFrom(issues: readonly FieldIssue[]): DraftFaults {
  const faults: DraftFaults = {}
  for (const { path, message } of issues) {
    const name = path.replace(/^body\./, '').split('.')[0] ?? ''
    if (isField(name)) faults[name] ??= message
  }
  return faults
}

/** The first step with a fault, or undefined. */
export function firstFaultyStep(faults: DraftFaults): number | undefined {
  const steps = Object.keys(faults).flatMap((name) => (isField(name) ? [stepOfField[name]] : []))
  return steps.length === 0 ? undefined : Math.min(...steps)
}

/** What is sent. */
export function submissionOf(
  draft: OpinionDraft,
  photoIds: readonly string[],
  voiceId?: string,
  videoId?: string,
): OpinionSubmission {
  const placeDetail = draft.placeDetail.trim()
  return {
    categoryCode: draft.categoryCode,
    text: draft.text.trim() === '' && voiceId !== undefined ? VOICE_ONLY : draft.text.trim(),
    photoIds: [...photoIds],
    ...(voiceId !== undefined && {
      voice: { fileId: voiceId, seconds: Math.max(1, draft.voiceSeconds) },
    }),
    ...(videoId !== undefined && {
      video: { fileId: videoId, seconds: Math.max(1, draft.videoSeconds ?? 1) },
    }),
    placeId: draft.placeId,
    ...(draft.point !== undefined && { point: draft.point }),
    ...(draft.forPersonId !== undefined && { forPersonId: draft.forPersonId }),
    ...(placeDetail !== '' && { placeDetail }),
    hideName: draft.hideName,
    wantsPublic: draft.wantsPublic,
    notifyMe: draft.notifyMe,
    ...(draft.shareContact === true && { shareContact: true }),
    ...(draft.urgentNow === true && emergenciesIn(draft.text).length > 0 && { urgentNow: true }),
  }
}
