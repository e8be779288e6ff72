import { callerChannelLabel } from '@linli/shared/opinions/caller.kinds'
import { rejectReasons } from '@linli/shared/opinions/opinions.catalogue'
import {
  opinionStatusLabel,
  staffStatusLabel,
  type OpinionStatus,
} from '@linli/shared/opinions/opinions.machine'
import { holdReasons, isOutside } from '@linli/shared/opinions/parties'
import { explainClock, nextStep, opinionTitle, type Reader } from '@linli/shared/opinions/opinions.rules'
import { withoutPrivateMarks } from '@linli/shared/opinions/public-text.rules'
import type { BoardItemView } from '@linli/shared/opinions/board.schema'
import type { OpinionItemView, OpinionView } from '@linli/shared/opinions/opinions.schema'
import type { DeadlineView, OpinionEntryView } from '@linli/shared/opinions/opinions.parts.schema'
import type { StaffOpinionItemView, StaffOpinionView } from '@linli/shared/opinions/workbench.schema'
import type { OpinionRow } from './opinion.model'
import { presentCaseAbilities, presentCaseParts } from './cases.parts'
import { copiesOf, presentPublicPhotos } from './board/public-photos'
import { timelineOf } from './case-timeline'
import { asksAuthor, currentStatus } from './opinions.effects'
import { nextClock } from './opinions.queue'
import type { Presenting } from './presenting'
import { escalationOf } from './opinions.warnings'

const categoryOf = ({ category }: OpinionRow): OpinionItemView['category'] => ({
  code: category.code,
  label: category.label,
  groupLabel: category.groupLabel,
  urgent: category.urgent,
  days: category.days,
  unit: category.unit ?? 'workdays',
  pauses: category.rules?.pauses !== false,
})

const placeLabelOf = ({ place }: OpinionRow): string =>
  place.detail === '' ? place.label : `${place.label} ${place.detail}`

/** No deadline for what was refused or taken back: nobody owes anything. */
function deadlineOf(row: OpinionRow, { now, calendar }: Presenting, reader: Reader): DeadlineView | null {
  if (['rejected', 'withdrawn', 'merged'].includes(row.status)) return null
  // Staff read what they have to keep next; the resident what was promised to her.
  const clock = reader === 'staff' ? nextClock(row) : row.clock
  const said = explainClock(calendar, clock, now, reader, leadOf(row))
  const { kind, state, sentence, short, rule, unit, workdaysLeft, workdaysTotal, provisional, strip } = said
  return {
    kind,
    state,
    dueAt: clock.dueAt.toISOString(),
    sentence: row.hold && state === 'paused' ? `现在${waitsFor(row)}，期间不计时` : sentence,
    short,
    rule,
    unit,
    workdaysLeft,
    workdaysTotal,
    minutesLeft: said.minutesLeft,
    used: said.used,
    provisional,
    strip: strip.map((cell) => ({ day: cell.day, label: cell.label, kind: cell.kind })),
  }
}

/** Who owes the answer by name; a worker of the community is the community. */
const leadOf = ({ handling }: OpinionRow): string | undefined =>
  handling && (isOutside(handling.lead) || handling.lead.kind === 'street') ? handling.lead.label : undefined

const waitsFor = ({ hold }: OpinionRow): string | undefined => hold && holdReasons[hold.for].label

/** The pill's word: what waits for something other than the resident says for what. */
export function statusText(row: OpinionRow, status: OpinionStatus, reader: Reader): string {
  if (status === 'waiting' && row.hold) return reader === 'staff' ? (waitsFor(row) ?? '') : '暂时等待'
  return reader === 'staff' ? staffStatusLabel[status] : opinionStatusLabel[status]
}

export function presentOwnItem(row: OpinionRow, presenting: Presenting): OpinionItemView {
  const status = currentStatus(row, presenting.now)
  return {
    id: row._id,
    number: row.number,
    title: opinionTitle(row.text),
    category: categoryOf(row),
    placeLabel: placeLabelOf(row),
    status,
    statusLabel: statusText(row, status, 'resident'),
    submittedAt: row.submittedAt.toISOString(),
    deadline: deadlineOf(row, presenting, 'resident'),
    waitsForMe: asksAuthor(row, presenting.now),
    proxy: proxySentence(row, presenting.readerId),
  }
}

/** `周**` of `周**，锦和苑 3 号楼 2 单元业主`. */
export const authorName = ({ authorLabel }: Pick<OpinionRow, 'authorLabel'>): string =>
  authorLabel.split('，', 1)[0] ?? authorLabel

function proxySentence(row: OpinionRow, readerId: string | undefined): string | null {
  if (!row.filedBy) return null
  return row.filedBy.accountId === readerId ? `您替${authorName(row)}提的` : `${row.filedBy.label}替您提的`
}

export function presentOwn(
  row: OpinionRow,
  presenting: Presenting,
  abilities: Omit<OpinionView['abilities'], 'support' | 'follow'>,
  joined: OpinionRow | null = null,
): OpinionView {
  const item = presentOwnItem(row, presenting)
  return {
    ...item,
    version: row.version,
    text: row.text,
    photos: row.photos.map(presenting.present),
    voice: voiceOf(row, presenting),
    video: videoOf(row, presenting, true),
    mine: true,
    hideName: row.hideName,
    sharesContact: row.contactSharedAt !== undefined,
    onBoard: row.board !== undefined,
    wantsPublic: row.wantsPublic,
    next: `接下来：${nextStep(item.status, {
      closedAs: closedAs(row, presenting.now),
      canReopen: abilities.reopen,
      lead: leadOf(row),
      waitsFor: waitsFor(row),
    })}`,
    timeline: [...joinedAnswers(joined, presenting), ...timelineOf(row, presenting, 'author')],
    rating: ratingOf(row),
    rejection: rejectionOf(row),
    standing: { supporters: row.supporters ?? 0, supported: false, following: false },
    abilities: {
      support: false,
      follow: false,
      supplement: abilities.supplement,
      rate: abilities.rate,
      reopen: abilities.reopen,
      withdraw: abilities.withdraw,
      ask: abilities.ask,
      shareContact: abilities.shareContact,
    },
  }
}

const voiceOf = ({ voice }: OpinionRow, { present }: Presenting): OpinionView['voice'] =>
  voice ? { file: present(voice.file), seconds: voice.seconds, transcript: voice.transcript } : null

/** Who may not play it gets no address. */
const videoOf = ({ video }: OpinionRow, { present }: Presenting, plays: boolean): OpinionView['video'] =>
  video
    ? { file: video.file && plays ? present(video.file) : null, seconds: video.seconds, state: video.state }
    : null

/** The answers to the case this one went into; what they show of others stays there. */
function joinedAnswers(joined: OpinionRow | null, presenting: Presenting): OpinionEntryView[] {
  return joined === null
    ? []
    : timelineOf(joined, presenting, 'public')
        .filter(({ kind }) => kind === 'reply')
        .map((entry) => ({ ...entry, text: withoutPrivateMarks(entry.text ?? ''), photos: [], before: [] }))
}

/** What anybody may see: the moderated text, the building, the answers, and the covered copies of photos that were let pass. */
export function presentPublic(
  row: OpinionRow,
  board: NonNullable<OpinionRow['board']>,
  presenting: Presenting,
  communityName: string,
  neighbour: Pick<OpinionView, 'standing'> & { readonly mayFollow: boolean; readonly maySupport: boolean },
): OpinionView {
  const status = currentStatus(row, presenting.now)
  return {
    id: row._id,
    number: row.number,
    title: opinionTitle(board.text),
    category: categoryOf(row),
    placeLabel: row.place.publicLabel,
    status,
    statusLabel: statusText(row, status, 'staff'),
    submittedAt: row.submittedAt.toISOString(),
    deadline: deadlineOf(row, presenting, 'staff'),
    waitsForMe: false,
    proxy: null,
    version: row.version,
    text: board.text,
    photos: copiesOf(board, row.photos, presenting.present),
    voice: null,
    video: null,
    mine: false,
    hideName: true,
    sharesContact: false,
    onBoard: true,
    wantsPublic: true,
    next: '',
    timeline: timelineOf(row, presenting, 'public').map((entry) => ({
      ...entry,
      text: entry.text === null ? null : withoutPrivateMarks(entry.text),
      photos: copiesOf(board, entry.photos, presenting.present),
      before: copiesOf(board, entry.before, presenting.present),
      by: entry.by === null ? null : communityName,
    })),
    rating: null,
    rejection: null,
    standing: {
      supporters: neighbour.standing.supporters,
      supported: neighbour.standing.supported,
      following: neighbour.standing.following,
    },
    abilities: {
      support: neighbour.maySupport && !neighbour.standing.supported,
      follow: neighbour.mayFollow && !neighbour.standing.following,
      supplement: false,
      rate: false,
      reopen: false,
      withdraw: false,
      ask: false,
      shareContact: false,
    },
  }
}

export function presentBoardItem(row: OpinionRow, now: Date, communityName: string): BoardItemView {
  const status = currentStatus(row, now)
  const answer = row.entries.findLast((entry) => entry.kind === 'reply')
  return {
    id: row._id,
    category: categoryOf(row),
    placeLabel: row.place.publicLabel,
    text: row.board?.text ?? '',
    status,
    statusLabel: statusText(row, status, 'staff'),
    submittedAt: row.submittedAt.toISOString(),
    answer: answer
      ? { by: communityName, text: withoutPrivateMarks(answer.text), at: answer.at.toISOString() }
      : null,
    supporters: row.supporters ?? 0,
  }
}

export function presentStaffItem(row: OpinionRow, presenting: Presenting): StaffOpinionItemView {
  const status = currentStatus(row, presenting.now)
  return {
    id: row._id,
    number: row.number,
    title: opinionTitle(row.text),
    category: categoryOf(row),
    placeLabel: placeLabelOf(row),
    status,
    statusLabel: statusText(row, status, 'staff'),
    submittedAt: row.submittedAt.toISOString(),
    deadline: deadlineOf(row, presenting, 'staff'),
    ownerLabel: row.ownerLabel,
    escalation: escalationOf(row, status),
  }
}

export function presentStaff(
  row: OpinionRow,
  presenting: Presenting,
  facts: {
    readonly knowsAuthor: boolean
    readonly playsVideo: boolean
    readonly abilities: StaffOpinionView['abilities']
  },
): StaffOpinionView {
  const { abilities } = facts
  return {
    ...presentStaffItem(row, presenting),
    communityId: row.communityId,
    version: row.version,
    text: row.text,
    photos: row.photos.map(presenting.present),
    voice: voiceOf(row, presenting),
    video: videoOf(row, presenting, facts.playsVideo),
    authorLabel: facts.knowsAuthor ? row.authorLabel : '不愿透露姓名',
    hideName: row.hideName,
    sharesContact: row.contactSharedAt !== undefined,
    filedBy: row.filedBy?.label ?? null,
    wantsPublic: row.wantsPublic,
    board: row.board ? { text: row.board.text, at: row.board.at.toISOString() } : null,
    publicPhotos: presentPublicPhotos(row, presenting.present),
    callerChannel: row.channel === undefined ? null : callerChannelLabel[row.channel],
    gridLabel: row.place.gridLabel,
    point: row.place.point ?? null,
    timeline: timelineOf(row, presenting, 'staff'),
    rating: ratingOf(row),
    ...presentCaseParts(row, presenting),
    abilities: {
      ...presentCaseAbilities(abilities),
      accept: abilities.accept,
      reject: abilities.reject,
      requestInfo: abilities.requestInfo,
      start: abilities.start,
      reply: abilities.reply,
      note: abilities.note,
      transcribe: abilities.transcribe,
      lookVideo: abilities.lookVideo,
      makePublic: abilities.makePublic,
      makePrivate: abilities.makePrivate,
      showPhotos: abilities.showPhotos,
    },
  }
}

function ratingOf({ rating }: OpinionRow): OpinionView['rating'] {
  return rating
    ? { score: rating.score, solved: rating.solved, comment: rating.comment, at: rating.at.toISOString() }
    : null
}

function rejectionOf({ rejection }: OpinionRow): OpinionView['rejection'] {
  if (!rejection) return null
  const { label, advice } = rejectReasons[rejection.reason]
  return { label, advice: rejection.text === '' ? advice : `${advice}。${rejection.text}` }
}

/** How it was closed, true even before the sweep has written it down. */
function closedAs(row: OpinionRow, now: Date): OpinionRow['closedAs'] {
  return row.status === 'answered' && currentStatus(row, now) === 'closed' ? 'lapsed' : row.closedAs
}
