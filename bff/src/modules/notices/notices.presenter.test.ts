import { notice as noticeSchema } from '@linli/shared/notices/notices.schema'
import { reachHousehold } from '@linli/shared/notices/notices-reach.schema'
import { staffNotice } from '@linli/shared/notices/notices-desk.schema'
import { safeParse } from 'zod/v4/core'
import { communityA, personas } from '../../../test/personas'
import type { NoticeRow } from './notice.model'
import { visitor } from './notices.policy'
import {
  pinEnd,
  presentHousehold,
  presentNotice,
  presentStaffNotice,
  type ReachTotalsView,
} from './notices.presenter'
import type { NoticeFiles } from './notices.ports'
import type { NoticeHouseholdRow } from './notice-household.model'

const now = new Date('2026-11-23T02:00:00Z')
const files: NoticeFiles = {
  claim: () => Promise.reject(new Error('a presenter claims nothing')),
  releaseOthers: () => Promise.reject(new Error('a presenter releases nothing')),
  present: (ref) => ({ ...ref, urls: { view: `/view/${ref.id}` } }),
  signedUrl: (id, variant) => `/${variant}/${id}`,
}
const fileId = 'fil_1CjnvmPzqQZ8aY3kT5wLxe'
const row: NoticeRow = {
  _id: 'ntc_1BoxkVZLBjFjeN8D7rQ2wX',
  communityId: communityA,
  status: 'withdrawn',
  version: 4,
  title: '停水',
  summary: '',
  html: `<p><img src="linli-file:${fileId}" alt="" /></p>`,
  links: [],
  imageIds: [fileId],
  facts: [{ label: '时间', value: '周六' }],
  category: 'disclosure',
  disclosureClass: 'funds',
  cover: { id: fileId, kind: 'image', name: 'a.jpg', mime: 'image/webp', bytes: 1, width: 1, height: 1 },
  attachments: [],
  audience: { visibility: 'public', nodeIds: [communityA], tags: [] },
  mustConfirm: true,
  issuer: '青禾社区居委会',
  authorId: 'acc_secretAuthorAAAAAAAA',
  authorName: '陈立新',
  publishAt: new Date('2026-11-20T02:00:00Z'),
  expiresAt: null,
  pinnedUntil: pinEnd('2026-11-25'),
  withdrawal: { reason: '写错了', at: now, byId: 'acc_secretAuthorAAAAAAAA', byName: '陈立新', early: true },
  lastRemindedAt: null,
  snapshot: null,
  tokens: ['停水'],
  history: [{ event: 'publish', at: now, byId: 'acc_secretAuthorAAAAAAAA', byName: '陈立新' }],
  createdAt: now,
  updatedAt: now,
}
const reachOf = (households: number): ReachTotalsView => ({
  households,
  confirmed: 1,
  readOnly: 0,
  told: 0,
  notYet: households - 1,
  persons: 2,
  personsConfirmed: 1,
  personsReadOnly: 0,
  updatedAt: now.toISOString(),
})
const forReader = (reach: ReachTotalsView | null) =>
  presentNotice(row, { now, stage: 'withdrawn', reader: visitor, receipt: undefined, reach }, files)

it('fits the contract, for readers and for staff', () => {
  expect(safeParse(noticeSchema, forReader(null)).success).toBe(true)
  const staff = presentStaffNotice(row, { now, actor: personas.staff, reach: null }, files)
  expect(safeParse(staffNotice, staff).success).toBe(true)
  expect(staff).toMatchObject({ pinnedUntil: '2026-11-25', disclosureUntil: '2026-12-05T16:00:00.000Z' })
})

it('lets no account id, search token or colleague’s name out to readers', () => {
  const sent = JSON.stringify(forReader(reachOf(10)))
  for (const secret of ['secretAuthor', 'tokens', '陈立新', 'linli-file:', communityA])
    expect(sent).not.toContain(secret)
})

it('gives images addresses only when they are shown', () => {
  expect(forReader(null)).toMatchObject({
    coverUrl: `/view/${fileId}`,
    html: `<p><img src="/view/${fileId}" alt="" /></p>`,
  })
})

test.each([
  [4, false],
  [5, true],
])('reach over %i households is shown to readers: %p', (households, shown) => {
  expect(forReader(reachOf(households)).reach !== null).toBe(shown)
})

it('presents a household without the persons in it', () => {
  const household: NoticeHouseholdRow = {
    _id: 'nth_1',
    communityId: communityA,
    noticeId: row._id,
    roomId: 'nod_1BoxkVZLBjFjeN8D7rQ2wX',
    buildingId: 'nod_1BoxkVZLBjFjeN8D7rQ2wY',
    buildingLabel: '3 号楼',
    label: '3 号楼 501',
    sortKey: '0003 号楼 0501|nod_1',
    path: [],
    persons: 2,
    hasAccount: true,
    aged80: false,
    state: 'confirmed',
    readBy: ['per_secretReaderAAAAAAAA'],
    confirmedBy: ['per_secretReaderAAAAAAAA'],
    lastVisit: null,
  }
  const sent = presentHousehold(household)
  expect(safeParse(reachHousehold, sent).success).toBe(true)
  expect(JSON.stringify(sent)).not.toContain('secretReader')
})
