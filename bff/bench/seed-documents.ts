import type { NoticeHouseholdRow } from '../src/modules/notices/notice-household.model'
import type { NoticeRow } from '../src/modules/notices/notice.model'
import type { OpinionRow } from '../src/modules/opinions/opinion.model'
import type { NodeRow } from '../src/modules/space/node.model'
import type { Ids } from '../src/platform/ids'

const DAY_MS = 86_400_000
const YEAR_MS = 365 * DAY_MS
/** A notice of ordinary length. */
const paragraph =
  '<p>因供水管网检修，本楼将于当日九时至十七时停水，请提前储水，老人家中有困难的，网格员可以上门帮忙。</p>'
const tokens = [
  '停水',
  '通知',
  '检修',
  '供水',
  '管网',
  '本楼',
  '当日',
  '提前',
  '储水',
  '老人',
  '网格',
  '上门',
]

/** A live notice that asks to be confirmed. The first three of a community are pinned. */
export function noticeRow(facts: {
  ids: Ids
  index: number
  communityId: string
  nodeId: string
  now: Date
  of: number
}): NoticeRow {
  const { ids, index, communityId, nodeId, now, of } = facts
  const publishAt = new Date(now.getTime() - DAY_MS - Math.floor((index / of) * YEAR_MS))
  const by = { byId: 'acc_bench', byName: '陈立新' }
  return {
    _id: ids.next('ntc'),
    communityId,
    status: 'published',
    version: 2,
    title: `关于停水检修的通知（第 ${index + 1} 号）`,
    summary: '因供水管网检修，本楼将于当日九时至十七时停水，请提前储水。',
    html: paragraph.repeat(6),
    links: [],
    imageIds: [],
    facts: [{ label: '时间', value: '九时至十七时' }],
    category: 'outage',
    disclosureClass: null,
    cover: null,
    attachments: [],
    audience: { visibility: 'addressed', nodeIds: [nodeId], tags: [] },
    mustConfirm: true,
    issuer: '社区居委会',
    authorId: 'acc_bench',
    authorName: '陈立新',
    publishAt,
    expiresAt: null,
    pinnedUntil: index < 3 ? new Date(now.getTime() + 30 * DAY_MS) : null,
    withdrawal: null,
    lastRemindedAt: null,
    snapshot: { after: null, doneAt: publishAt },
    tokens: [...tokens],
    history: [
      { event: 'create', at: publishAt, ...by },
      { event: 'publish', at: publishAt, ...by },
    ],
    createdAt: publishAt,
    updatedAt: publishAt,
  }
}

/** A household that has heard nothing of a notice yet. */
export function householdRow(facts: { ids: Ids; noticeId: string; room: NodeRow }): NoticeHouseholdRow {
  const { ids, noticeId, room } = facts
  return {
    _id: ids.next('nhh'),
    communityId: room.communityId ?? '',
    noticeId,
    roomId: room._id,
    buildingId: room.path.at(-2) ?? '',
    buildingLabel: room.label.replace(/ \S+$/, ''),
    label: room.label,
    sortKey: `${room.label} ${room._id}`,
    path: room.path,
    persons: 1,
    hasAccount: true,
    aged80: false,
    state: 'not-yet',
    readBy: [],
    confirmedBy: [],
    lastVisit: null,
  }
}

/** How the cases of a community that has worked for a while are distributed; half of them are over. */
const standing = [
  { status: 'submitted', queueRank: 0 },
  { status: 'submitted', queueRank: 0 },
  { status: 'in_progress', queueRank: 0 },
  { status: 'waiting', queueRank: 1 },
  { status: 'answered', queueRank: 2 },
  ...Array.from({ length: 5 }, () => ({ status: 'closed', queueRank: 3 }) as const),
] as const

/** An opinion in one of the states; every other one stands on the board. */
export function opinionRow(facts: {
  ids: Ids
  index: number
  communityId: string
  place: NodeRow
  authorAccountId: string
  now: Date
}): OpinionRow {
  const { ids, index, communityId, place, authorAccountId, now } = facts
  const { status, queueRank } = standing[index % standing.length] ?? standing[0]
  const submittedAt = new Date(now.getTime() - DAY_MS - (index % 1_000) * 600_000)
  const dueAt = new Date(submittedAt.getTime() + 3 * DAY_MS)
  const isOver = status === 'closed'
  const isAnswered = status === 'answered'
  const answeredAt = isOver || isAnswered ? submittedAt : null
  const lapsesAt = new Date(submittedAt.getTime() + 8 * DAY_MS)
  const text = '楼道里堆了旧家具，晚上看不清，老人走路容易绊倒，请帮忙协调清走。'
  return {
    _id: ids.next('opn'),
    communityId,
    number: `BN-20260101-${String(index).padStart(8, '0')}`,
    authorAccountId,
    authorPersonId: null,
    authorLabel: '周**，和苑业主',
    hideName: true,
    wantsPublic: true,
    notifyMe: true,
    category: {
      code: 'sanitation.corridor',
      label: '楼道堆物',
      groupLabel: '环境卫生',
      urgent: false,
      days: 5,
    },
    text,
    photos: [],
    place: {
      nodeId: place._id,
      kind: place.kind,
      label: place.label,
      detail: '',
      publicLabel: place.label,
      gridId: place.gridId,
      gridLabel: '第 1 网格',
      path: place.path,
    },
    status,
    version: 1,
    submittedAt,
    acceptedAt: null,
    answeredAt,
    closedAt: isOver ? submittedAt : null,
    closedAs: isOver ? 'rated' : null,
    clock: {
      ...{ kind: 'acceptance', startedBy: 'submit', unit: 'workdays', amount: 2 },
      ...{ startedAt: submittedAt, dueAt, pauses: [], doneAt: answeredAt },
    },
    pastClocks: [],
    queueRank,
    queueAt: isOver ? submittedAt : isAnswered ? lapsesAt : dueAt,
    ...(isAnswered && { nextActionAt: lapsesAt }),
    ownerAccountId: null,
    ownerLabel: '',
    rating: null,
    pastRatings: [],
    reopenCount: 0,
    rejection: null,
    ...(index % 2 === 0 && {
      board: { text, at: submittedAt, byAccountId: 'acc_bench', tokens: ['楼道', '家具'] },
    }),
    entries: [],
    history: [],
    searchTokens: ['楼道', '家具', '晚上', '老人', '走路', '清走', String(index)],
  }
}
