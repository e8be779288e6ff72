import { rungLabel } from '@linli/shared/opinions/opinions.ladder'
import type { OpinionEntryView } from '@linli/shared/opinions/opinions.parts.schema'
import type { OpinionEntryRow, OpinionHistoryRow } from './opinion-parts.model'
import type { OpinionRow } from './opinion.model'
import type { Presenting } from './presenting'

/** For whom the course of a case is told. */
export type Viewer = 'author' | 'staff' | 'public'

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

/** An answer of the company or office that has the case; its name stands below the title. */
const isOfOrganisation = ({ kind, byRole }: OpinionEntryRow): boolean =>
  kind === 'reply' && byRole === 'organisation_staff'

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
    case 'look_video':
      return viewer === 'public' ? null : (history.reason ?? null)
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

/** What happened and what was said, the newest first. */
export function timelineOf(
  row: OpinionRow,
  { present, readerId }: Pick<Presenting, 'present' | 'readerId'>,
  viewer: Viewer,
): OpinionEntryView[] {
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
      title: isOfOrganisation(entry) ? '办理单位答复' : entryTitle[entry.kind](viewer, whoDid(entry)),
      text: entry.text,
      photos: entry.photos.filter(({ id }) => !isBefore(entry, id)).map(present),
      before: entry.photos.filter(({ id }) => isBefore(entry, id)).map(present),
      by: entry.byName,
      at: entry.at.toISOString(),
      order: 1,
    }))
  return [...events, ...texts, ...(viewer === 'staff' ? warningsOf(row) : [])]
    .toSorted((a, b) => (a.at === b.at ? b.order - a.order || (a.id < b.id ? 1 : -1) : a.at < b.at ? 1 : -1))
    .map(({ id, kind, title, text, photos, before, by, at }) => ({
      ...{ id, kind, title, text, photos, before, by, at },
    }))
}

/** Whom the ladder has told of a late promise: an internal note, and as little as one for anybody outside. */
const warningsOf = ({ warnings = [] }: OpinionRow): (OpinionEntryView & { readonly order: number })[] =>
  warnings.map(({ id, rung, told, at }) => ({
    ...{ id, kind: 'note', title: rungLabel[rung], photos: [], before: [], by: null, order: 2 },
    text: told.length === 0 ? '当时没有可以通知的人' : `通知了${told.join('、')}`,
    at: at.toISOString(),
  }))

/** Why somebody handed it back or asked for time is for staff; what the street decided is for everybody who owes. */
function traceText(history: OpinionHistoryRow, viewer: Viewer): string | null {
  // Their title says it all.
  if (viewer !== 'staff' || ['hold', 'grant_extension', 'look_video'].includes(history.event)) return null
  return history.reason ?? null
}

function ratingText(row: OpinionRow, history: OpinionHistoryRow): string | null {
  const all = [...row.pastRatings, ...(row.rating ? [row.rating] : [])]
  const rating = all.find(({ at }) => at.getTime() === history.at.getTime())
  if (!rating) return null
  const words = `${solvedText[rating.solved]}，${rating.score} 分`
  return rating.comment === '' ? words : `${words}。${rating.comment}`
}
