import type { Calendar } from '@linli/shared/calendar/workdays'
import type { FileView } from '@linli/shared/files/files.schema'
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
import type {
  BoardItemView,
  DeadlineView,
  OpinionEntryView,
  OpinionItemView,
  OpinionView,
  StaffOpinionItemView,
  StaffOpinionView,
} from '@linli/shared/opinions/opinions.schema'
import type { FileRef } from '../../platform/files/file-ref'
import type { OpinionEntryRow, OpinionHistoryRow, OpinionRow } from './opinion.model'
import { presentCaseAbilities, presentCaseParts } from './cases.parts'
import { copiesOf, presentPublicPhotos } from './board/public-photos'
import { asksAuthor, currentStatus } from './opinions.effects'
import { nextClock } from './opinions.queue'
import { escalationOf } from './opinions.warnings'

/** What presenting needs beside the row: the moment, its calendar, and addresses for photos. */
export interface Presenting {
  readonly now: Date
  readonly calendar: Calendar
  readonly present: (ref: FileRef) => FileView
  /** The account that reads its own cases. */
  readonly readerId?: string
}

const categoryOf = ({ category }: OpinionRow): OpinionItemView['category'] => ({
  code: category.code,
  label: category.label,
  groupLabel: category.groupLabel,
  urgent: category.urgent,
  days: category.days,
})

const placeLabelOf = ({ place }: OpinionRow): string =>
  place.detail === '' ? place.label : `${place.label} ${place.detail}`

/** No deadline for what was refused or taken back: nobody owes anything. */
function deadlineOf(row: OpinionRow, { now, calendar }: Presenting, reader: Reader): DeadlineView | null {
  if (['rejected', 'withdrawn', 'merged'].includes(row.status)) return null
  // Staff read what they have to keep next; the resident what was promised to her.
  const clock = reader === 'staff' ? nextClock(row) : row.clock
  const { kind, state, sentence, short, rule, workdaysLeft, workdaysTotal, provisional, strip } =
    explainClock(calendar, clock, now, reader, leadOf(row))
  return {
    kind,
    state,
    dueAt: clock.dueAt.toISOString(),
    sentence: row.hold && state === 'paused' ? `现在${waitsFor(row)}，期间不计时` : sentence,
    short,
    rule,
    workdaysLeft,
    workdaysTotal,
    provisional,
    strip: strip.map((cell) => ({ day: cell.day, label: cell.label, kind: cell.kind })),
  }
}

/** Who owes the answer by name; a worker of the community is the community. */
const leadOf = ({ handling }: OpinionRow): string | undefined =>
  handling && (isOutside(handling.lead) || handling.lead.kind === 'street') ? handling.lead.label : undefined

const waitsFor = ({ hold }: OpinionRow): string | undefined => hold && holdReasons[hold.for].label

/** The pill's word: what waits for something other than the resident says for what. */
function statusText(row: OpinionRow, status: OpinionStatus, reader: Reader): string {
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
  facts: { readonly knowsAuthor: boolean; readonly abilities: StaffOpinionView['abilities'] },
): StaffOpinionView {
  const { abilities } = facts
  return {
    ...presentStaffItem(row, presenting),
    communityId: row.communityId,
    version: row.version,
    text: row.text,
    photos: row.photos.map(presenting.present),
    voice: voiceOf(row, presenting),
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
      makePublic: abilities.makePublic,
      makePrivate: abilities.makePrivate,
      showPhotos: abilities.showPhotos,
    },
  }
}

type Viewer = 'author' | 'staff' | 'public'

const solvedText = { yes: '已经解决', partly: '部分解决', no: '没有解决' } as const

/** Who said or did it on the author's side, as the reader calls that person. */
function speakerOf(
  { filedBy }: OpinionRow,
  byAccountId: string,
  viewer: Viewer,
  readerId: string | undefined,
): string {
  if (viewer === 'author' && (!filedBy || byAccountId === readerId)) return '您'
  if (filedBy && byAccountId === filedBy.accountId) return '代办人'
  return viewer === 'author' ? '本人' : '居民'
}

const entryTitle: Record<OpinionEntryRow['kind'], (viewer: Viewer, who: string) => string> = {
  reply: () => '社区回复',
  question: (viewer) => (viewer === 'author' ? '社区请您补充' : '请居民补充'),
  supplement: (_viewer, who) => `${who}补充了`,
  reopening: (_viewer, who) => `${who}要求再办一次`,
  note: () => '内部备注',
  report: () => '协办情况',
  ask: (viewer, who) => (viewer === 'author' ? `${who}问了一句` : `${who}追问`),
  respond: () => '社区答复追问',
}

/** Events that say something by themselves; those that come with a text are told by the text. */
function eventTitle(history: OpinionHistoryRow, viewer: Viewer, who: string): string | null {
  const party = history.party ?? '办理单位'
  switch (history.event) {
    case 'dispatch':
      return `社区交给${party}办理`
    case 'adjudicate':
      return `街道确定由${party}办理`
    case 'take':
      return '社区收回来自己办'
    case 'sign':
      return `${party}已接收`
    case 'hand_back':
    case 'hand_back_again':
      return viewer === 'staff' ? `${party}退回` : '社区重新安排由谁办'
    case 'refer':
      return viewer === 'staff' ? '社区请街道裁定' : '社区请街道确定由谁办'
    case 'hold':
      return history.reason ?? '暂时等待'
    case 'grant_extension':
      return `办理期限延长${history.reason ?? ''}`
    case 'ask_extension':
      return viewer === 'staff' ? `${party}申请延期` : null
    case 'refuse_extension':
      return viewer === 'staff' ? '没有同意延期' : null
    case 'callback':
      return viewer === 'staff' ? '社区作了回访' : null
    case 'mark':
      return viewer === 'staff' ? '改了统计口径' : null
    case 'recuse':
      return viewer === 'staff' ? (party === '' ? '不再要求回避' : `请${party}回避`) : null
    case 'share_contact':
      return viewer === 'public' ? null : `${who}同意把姓名和电话给办理的单位`
    case 'keep_contact':
      return viewer === 'public' ? null : `${who}不再把姓名和电话给办理的单位`
    case 'mark_urgent':
      return viewer === 'staff' ? '标为紧急' : null
    case 'unmark_urgent':
      return viewer === 'staff' ? '不再按紧急办' : null
    case 'merge_in':
      return viewer === 'staff' ? `${party} 合并进来一起办` : null
    case 'split':
      return viewer === 'public' ? null : `其中一部分另立一件：${party}`
    case 'split_from':
      return viewer === 'public' ? null : `从 ${party} 分出来单独办`
    case 'merge':
      return viewer === 'author' ? '和另一件同样的意见一起办' : `合并到 ${party}`
    case 'submit':
      return `${who}提交了意见`
    case 'accept':
      return '社区已受理'
    case 'reject':
      return '社区不受理'
    case 'start':
      return '开始办理'
    case 'rate':
      return `${who}作了评价`
    case 'lapse':
      return '没有收到评价，已经办结'
    case 'withdraw':
      return `${who}撤回了意见`
    case 'make_public':
      return '社区把它放上了公开栏'
    case 'transcribe':
      return viewer === 'public' ? null : '社区把语音整理成了文字'
    case 'show_photos':
      return viewer === 'public' ? null : '社区逐张看过了要公开的照片'
    case 'make_private':
      return '社区把它移出了公开栏'
    case 'request_info':
    case 'request_more':
    case 'supplement':
    case 'resume':
    case 'reply':
    case 'help_done':
    case 'ask':
    case 'respond':
    case 'reopen':
    case 'add':
    case 'note':
      return null
  }
}

/** As the screens know them: what the author says and what the house says. */
const shownKind: Record<OpinionEntryRow['kind'], OpinionEntryView['kind']> = {
  ...{ reply: 'reply', question: 'question', supplement: 'supplement', reopening: 'supplement' },
  ...{ note: 'note', report: 'report', ask: 'supplement', respond: 'reply' },
}

/** Internal notes are for staff alone; the public reads the answers, not what the two sides asked each other. */
const shownEntries: Record<Viewer, readonly OpinionEntryRow['kind'][]> = {
  author: ['reply', 'question', 'supplement', 'reopening', 'ask', 'respond'],
  staff: ['reply', 'question', 'supplement', 'reopening', 'note', 'report', 'ask', 'respond'],
  public: ['reply'],
}

const isBefore = ({ beforeIds = [] }: OpinionEntryRow, id: string): boolean => beforeIds.includes(id)

/** Newest first. */
function timelineOf(row: OpinionRow, { present, readerId }: Presenting, viewer: Viewer): OpinionEntryView[] {
  const whoDid = ({ byAccountId }: { readonly byAccountId: string }): string =>
    speakerOf(row, byAccountId, viewer, readerId)
  const events = row.history.flatMap((history): (OpinionEntryView & { readonly order: number })[] => {
    const title = eventTitle(history, viewer, whoDid(history))
    if (title === null) return []
    const text = history.event === 'rate' ? ratingText(row, history) : traceText(history, viewer)
    const shown = {
      id: history.id,
      kind: 'event' as const,
      title,
      photos: [],
      before: [],
      by: history.byName,
    }
    return [{ ...shown, text: viewer === 'public' ? null : text, at: history.at.toISOString(), order: 0 }]
  })
  const texts = row.entries
    .filter((entry) => shownEntries[viewer].includes(entry.kind))
    .map((entry) => ({
      id: entry.id,
      kind: shownKind[entry.kind],
      title: entryTitle[entry.kind](viewer, whoDid(entry)),
      text: entry.text,
      photos: entry.photos.filter(({ id }) => !isBefore(entry, id)).map(present),
      before: entry.photos.filter(({ id }) => isBefore(entry, id)).map(present),
      by: entry.byName,
      at: entry.at.toISOString(),
      order: 1,
    }))
  return [...events, ...texts]
    .toSorted((a, b) => (a.at === b.at ? b.order - a.order || (a.id < b.id ? 1 : -1) : a.at < b.at ? 1 : -1))
    .map(({ id, kind, title, text, photos, before, by, at }) => ({
      ...{ id, kind, title, text, photos, before, by, at },
    }))
}

/** Why somebody handed it back or asked for time is for staff; what the street decided is for everybody who owes. */
function traceText(history: OpinionHistoryRow, viewer: Viewer): string | null {
  if (viewer !== 'staff' || history.event === 'hold' || history.event === 'grant_extension') return null
  return history.reason ?? null
}

function ratingText(row: OpinionRow, history: OpinionHistoryRow): string | null {
  const all = [...row.pastRatings, ...(row.rating ? [row.rating] : [])]
  const rating = all.find(({ at }) => at.getTime() === history.at.getTime())
  if (!rating) return null
  const words = `${solvedText[rating.solved]}，${rating.score} 分`
  return rating.comment === '' ? words : `${words}。${rating.comment}`
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
