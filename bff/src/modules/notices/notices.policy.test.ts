import { roles, type Role } from '@linli/shared/roles'
import type { NoticeStage } from '@linli/shared/notices/notices.machine'
import { noticeStages } from '@linli/shared/notices/notices.machine'
import { communityA, communityB, gridA1, personas } from '../../../test/personas'
import type { Actor } from '../../platform/actor'
import {
  deskScope,
  judgeConfirming,
  judgeListing,
  judgeReading,
  judgeStaff,
  reachNodes,
  staffAbilities,
  visitor,
  type NoticeAction,
  type Reader,
} from './notices.policy'

const holder = (role: Role): Actor => ({
  ...personas.newcomer,
  grants: [{ role, nodeId: communityA, communityIds: [communityA] }],
})

/** Written by hand, role by role: what each may do with a notice of the own community. */
const mayDo: Record<Role, readonly NoticeAction[]> = {
  resident: [],
  verified_resident: [],
  grid_worker: ['view', 'see_reach', 'visit'],
  community_staff: ['view', 'write', 'see_reach', 'remind', 'visit'],
  community_admin: ['view', 'write', 'see_reach', 'remind', 'visit'],
  organisation_staff: [],
  supervisor: [],
  street_admin: ['view', 'see_reach'],
  district_operator: [],
}
const actions: readonly NoticeAction[] = ['view', 'write', 'see_reach', 'remind', 'visit']

describe.each(roles)('%s', (role) => {
  test.each(actions)('%s', (action) => {
    const allowed = mayDo[role].includes(action)
    const own = judgeStaff(holder(role), action, communityA)
    expect(own.allowed).toBe(allowed)
    expect(judgeStaff(holder(role), action).allowed).toBe(allowed)
    if (own.allowed) expect(own.scope.communityIds).toEqual([communityA])
    // Another community does not exist for anybody, whatever the role.
    expect(judgeStaff(holder(role), action, communityB)).toMatchObject({ allowed: false, code: 'not_found' })
  })
})

it('tells a role that sees a notice and may not change it that this is forbidden, not that it is missing', () => {
  expect(judgeStaff(personas.gridWorker, 'write', communityA)).toEqual({ allowed: false, code: 'forbidden' })
  expect(judgeStaff(personas.streetAdmin, 'visit', communityB)).toEqual({ allowed: false, code: 'forbidden' })
})

it('limits a grid worker to the own grids, and nobody else', () => {
  expect(reachNodes(personas.gridWorker, communityA)).toEqual([gridA1])
  expect(reachNodes(personas.staff, communityA)).toBeNull()
  expect(reachNodes(personas.streetAdmin, communityA)).toBeNull()
  expect(reachNodes(personas.resident, communityA)).toEqual([])
  const both = { ...personas.gridWorker, grants: [...personas.gridWorker.grants, ...personas.staff.grants] }
  expect(reachNodes(both, communityA)).toBeNull()
})

it('shows drafts at the own desk only', () => {
  expect(deskScope(personas.staff)).toMatchObject({ seesDrafts: true })
  expect(deskScope(personas.streetAdmin)).toMatchObject({ seesDrafts: false })
  expect(deskScope(personas.gridWorker, communityA)).toMatchObject({ seesDrafts: false })
  expect(() => deskScope(personas.staff, communityB)).toThrow('not_found')
})

const reader = (over: Partial<Reader>): Reader => ({
  communityId: communityA,
  personId: 'per_x',
  nodeIds: [communityA],
  isAddressed: () => true,
  ...over,
})
const addressed = reader({})
const other = reader({ isAddressed: () => false })
const noticeOf = (visibility: 'public' | 'addressed', mustConfirm = true) => ({
  communityId: communityA,
  audience: { visibility, nodeIds: [communityA], tags: [] },
  mustConfirm,
})

describe.each(noticeStages)('a notice that is %s', (stage: NoticeStage) => {
  const isOut = ['live', 'ended', 'withdrawn'].includes(stage)
  test.each([
    ['public', 'visitor', visitor, isOut],
    ['public', 'not addressed', other, isOut],
    ['public', 'addressed', addressed, isOut],
    ['addressed', 'visitor', visitor, false],
    ['addressed', 'not addressed', other, false],
    ['addressed', 'addressed', addressed, isOut],
  ] as const)('%s is readable for %s: see table', (visibility, _who, who, readable) => {
    expect(judgeReading(who, noticeOf(visibility), stage)).toMatchObject(
      readable ? { allowed: true } : { allowed: false, code: 'not_found' },
    )
  })

  it('can be confirmed while it is live, by those it asks', () => {
    expect(judgeConfirming(addressed, noticeOf('addressed'), stage).allowed).toBe(stage === 'live')
    expect(judgeConfirming(other, noticeOf('public'), stage).allowed).toBe(false)
    expect(judgeConfirming(visitor, noticeOf('public'), stage).allowed).toBe(false)
    expect(judgeConfirming(addressed, noticeOf('public', false), stage).allowed).toBe(false)
    expect(judgeConfirming(reader({ personId: null }), noticeOf('public'), stage).allowed).toBe(false)
  })
})

test.each([
  ['at home', addressed, undefined, communityA, false],
  ['at home, naming it', addressed, communityA, communityA, false],
  ['looking at another community', addressed, communityB, communityB, true],
  ['without a home', reader({ nodeIds: [] }), undefined, communityA, true],
  ['a visitor', visitor, communityB, communityB, true],
] as const)('a list for a reader %s', (_who, who, wanted, communityId, isPublicOnly) => {
  expect(judgeListing(who, wanted)).toMatchObject({ scope: { communityIds: [communityId] }, isPublicOnly })
})

it('has no list for a visitor who names no community', () => {
  expect(judgeListing(visitor, undefined)).toBeNull()
})

/** Stage → the buttons of somebody who may write. */
const buttons: Record<NoticeStage, string> = {
  draft: 'edit publish schedule discard pin',
  scheduled: 'edit publish unschedule pin',
  live: 'withdraw pin remind',
  ended: 'withdraw',
  withdrawn: '',
  discarded: '',
}
const statusOf = (stage: NoticeStage) => (stage === 'live' || stage === 'ended' ? 'published' : stage)

test.each(noticeStages)('the buttons of a notice that is %s', (stage) => {
  const notice = { communityId: communityA, status: statusOf(stage), lastRemindedAt: null } as const
  const shown = Object.entries(staffAbilities(personas.staff, notice, stage))
    .filter(([, may]) => may)
    .map(([name]) => name)
  expect(shown.sort()).toEqual(buttons[stage].split(' ').filter(Boolean).sort())
  for (const onlooker of [personas.gridWorker, personas.streetAdmin, personas.staffB])
    expect(Object.values(staffAbilities(onlooker, notice, stage))).not.toContain(true)
})

it('gives a scheduled notice whose time has come the buttons of a published one', () => {
  const late = { communityId: communityA, status: 'scheduled', lastRemindedAt: null } as const
  expect(staffAbilities(personas.staff, late, 'live')).toMatchObject({
    withdraw: true,
    edit: false,
    unschedule: false,
  })
})
