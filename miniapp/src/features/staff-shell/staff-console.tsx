import { auditPermissions } from '@linli/shared/audit/audit.permissions'
import { councilPermissions } from '@linli/shared/council/council.permissions'
import { bookingPermissions } from '@linli/shared/bookings/bookings.permissions'
import { grantPermissions } from '@linli/shared/grants/grants.permissions'
import { importPermissions } from '@linli/shared/imports/imports.permissions'
import { homesPermissions } from '@linli/shared/homes/homes.permissions'
import { peoplePermissions } from '@linli/shared/people/people.permissions'
import { pollPermissions } from '@linli/shared/polls/polls.permissions'
import { roleLabel, type Role } from '@linli/shared/roles'
import { spacePermissions } from '@linli/shared/space/space.permissions'
import { tenantPermissions } from '@linli/shared/tenants/tenants.permissions'
import { useState, type ReactNode } from 'react'
import { useCommunities } from '@/features/space/queries'
import { keepsSecondFactor } from '@/features/second-factor/queries'
import { SecondFactorNotice } from '@/features/second-factor/second-factor-notice'
import { gateUrl } from '@/features/session/return-to'
import { ConsoleLayout } from '@/ui/console-layout'
import type { ConsoleGroup, ConsoleLink } from '@/ui/console-layout.types'
import { EmptyState } from '@/ui/empty-state'
import { OptionGroup } from '@/ui/option-group'
import { Page } from '@/ui/page'
import { Sheet } from '@/ui/sheet'
import { Surface } from '@/ui/surface'
import { chooseDeskCommunity, useDesk } from './use-desk'

const work: readonly Role[] = ['community_staff', 'community_admin', 'grid_worker', 'street_admin']

/** The areas of the console, each with the roles it is for. */
const areas: readonly (readonly (ConsoleLink & { readonly roles: readonly Role[] })[])[] = [
  [
    {
      icon: 'opinion-box',
      title: '办件',
      to: '/packages/staff-cases/workbench',
      roles: [...work, 'organisation_staff'],
    },
    { icon: 'notice', title: '通知', to: '/packages/staff-notices/list', roles: work },
    {
      ...{ icon: 'chat', title: '议题', to: '/packages/staff-council/topics' },
      roles: councilPermissions.inspect.roles,
    },
    {
      ...{ icon: 'people', title: '会议', to: '/packages/staff-council/meetings' },
      roles: councilPermissions.inspect.roles,
    },
    {
      ...{ icon: 'calendar', title: '预约窗口', to: '/packages/staff-bookings/today' },
      roles: bookingPermissions.serve.roles,
    },
    {
      ...{ icon: 'council', title: '议事表决', to: '/packages/staff-council/list' },
      roles: pollPermissions.inspect.roles,
    },
  ],
  [
    {
      ...{ icon: 'grid-tree', title: '房屋与居民', to: '/packages/staff-space/tree' },
      roles: spacePermissions.read.roles,
    },
    {
      ...{ icon: 'people', title: '居民', to: '/packages/staff-space/people' },
      roles: [...peoplePermissions.read.roles, 'street_admin'],
    },
    {
      ...{ icon: 'verified-home', title: '绑定核对', to: '/packages/staff-space/bindings' },
      roles: homesPermissions.read_requests.roles,
    },
    { icon: 'map', title: '网格', to: '/packages/staff-space/grids', roles: spacePermissions.read.roles },
    {
      ...{ icon: 'upload', title: '导入导出', to: '/packages/staff-space/import' },
      roles: importPermissions.read.roles,
    },
  ],
  [
    {
      ...{ icon: 'building', title: '街道和社区', to: '/packages/staff-district/tenants' },
      roles: tenantPermissions.manage.roles,
    },
    {
      ...{ icon: 'lock', title: '授权', to: '/packages/staff-settings/roles' },
      roles: grantPermissions.read.roles,
    },
    {
      ...{ icon: 'settings', title: '议事规则', to: '/packages/staff-council/figures' },
      roles: councilPermissions.configure.roles,
    },
    {
      ...{ icon: 'history', title: '操作记录', to: '/packages/staff-audit/trail' },
      roles: auditPermissions.read.roles,
    },
    {
      ...{ icon: 'clock', title: '保存期限', to: '/packages/staff-audit/retention' },
      roles: ['supervisor', 'community_admin'],
    },
  ],
]

/** What the person's roles open; an area without anything is left out. */
const areasFor = (held: readonly Role[]): ConsoleGroup[] =>
  areas
    .map((links) => ({ links: links.filter(({ roles }) => roles.some((role) => held.includes(role))) }))
    .filter(({ links }) => links.length > 0)

const account = {
  links: [{ icon: 'verified', title: '动态码', to: '/packages/account/second-factor' }],
} as const

export interface StaffConsoleProps {
  readonly title: string
  /** False where the content brings its own PageTitle. */
  readonly heading?: boolean
  /** A page below one of the areas. */
  readonly inside?: boolean
  readonly note?: string | undefined
  readonly current: keyof typeof paths
  /** It is not about one community, and there may be none yet. */
  readonly placeless?: boolean
  readonly acts?: ReactNode
  readonly bar?: ReactNode
  readonly backTo?: string | undefined
  readonly panel?: ReactNode
  readonly children: ReactNode
}

const paths = {
  cases: '/packages/staff-cases/workbench',
  notices: '/packages/staff-notices/list',
  topics: '/packages/staff-council/topics',
  meetings: '/packages/staff-council/meetings',
  polls: '/packages/staff-council/list',
  figures: '/packages/staff-council/figures',
  bookings: '/packages/staff-bookings/today',
  people: '/packages/staff-space/people',
  space: '/packages/staff-space/tree',
  grids: '/packages/staff-space/grids',
  bindings: '/packages/staff-space/bindings',
  tenants: '/packages/staff-district/tenants',
  roles: '/packages/staff-settings/roles',
  audit: '/packages/staff-audit/trail',
  lists: '/packages/staff-space/import',
  retention: '/packages/staff-audit/retention',
} as const

/** The frame of every staff page; who has no desk is told so instead of seeing an empty one. */
export function StaffConsole({ current, placeless, children, ...layout }: StaffConsoleProps) {
  const { actor, communityId, communities, role } = useDesk()
  const names = useCommunities().data?.items ?? []
  const [choosing, setChoosing] = useState(false)
  const held = (actor?.roles ?? []).map(({ role: one }) => one)
  const [post] = actor?.roles ?? []
  const isInside = communityId !== undefined || (placeless === true && post !== undefined)
  if (actor === undefined || !isInside) {
    return (
      <Page title={layout.title}>
        <Surface>
          <EmptyState
            icon="lock"
            act={actor === undefined ? '去登录' : '回首页'}
            to={actor === undefined ? gateUrl('sign-in') : '/pages/home'}
          >
            {actor === undefined ? '请先登录' : '这里是社区工作人员的页面，您现在的身份没有办件'}
          </EmptyState>
        </Surface>
      </Page>
    )
  }
  const nameOf = (id: string) => names.find((known) => known.id === id)?.name ?? '社区'
  return (
    <>
      <ConsoleLayout
        {...layout}
        groups={keepsSecondFactor(actor) ? [...areasFor(held), account] : areasFor(held)}
        banner={<SecondFactorNotice />}
        current={paths[current]}
        place={placeless === true || communityId === undefined ? (post?.nodeName ?? '') : nameOf(communityId)}
        onPlace={placeless !== true && communities.length > 1 ? () => setChoosing(true) : undefined}
        person={{ name: actor.displayName, role: role === '' && post ? roleLabel[post.role] : role }}
      >
        {children}
      </ConsoleLayout>
      <Sheet open={choosing} title="看哪个社区" onClose={() => setChoosing(false)}>
        <OptionGroup
          id="desk-community"
          label="看哪个社区"
          options={communities.map((id) => ({ value: id, title: nameOf(id) }))}
          chosen={communityId === undefined ? [] : [communityId]}
          onChange={([id]) => {
            if (id !== undefined) chooseDeskCommunity(id)
            setChoosing(false)
          }}
        />
      </Sheet>
    </>
  )
}
