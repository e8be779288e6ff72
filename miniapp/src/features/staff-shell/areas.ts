import { auditPermissions } from '@linli/shared/audit/audit.permissions'
import { bookingPermissions } from '@linli/shared/bookings/bookings.permissions'
import { calendarPermissions } from '@linli/shared/calendar/calendar.permissions'
import { councilPermissions } from '@linli/shared/council/council.permissions'
import { grantPermissions } from '@linli/shared/grants/grants.permissions'
import { homesPermissions } from '@linli/shared/homes/homes.permissions'
import { importPermissions } from '@linli/shared/imports/imports.permissions'
import { peoplePermissions } from '@linli/shared/people/people.permissions'
import { pollPermissions } from '@linli/shared/polls/polls.permissions'
import { spacePermissions } from '@linli/shared/space/space.permissions'
import { tenantPermissions } from '@linli/shared/tenants/tenants.permissions'
import type { Role } from '@linli/shared/roles'
import { daySentence, type CaseCounts } from '@/features/staff-cases/filters'
import type { ConsoleGroup, ConsoleLink } from '@/ui/console-layout.types'

const work: readonly Role[] = ['community_staff', 'community_admin', 'grid_worker', 'street_admin']
/** Those to whom cases come. */
export const caseRoles: readonly Role[] = [...work, 'organisation_staff']

/** The areas of the desk in the order of a working day, each with the roles it is for. */
const areas: readonly {
  readonly title?: string
  readonly links: readonly (ConsoleLink & { readonly roles: readonly Role[] })[]
}[] = [
  {
    links: [
      { icon: 'opinion-box', title: '办件', to: '/packages/staff-cases/workbench', roles: caseRoles },
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
  },
  {
    title: '基础资料',
    links: [
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
  },
  {
    title: '管理和监督',
    links: [
      {
        ...{ icon: 'building', title: '街道和社区', to: '/packages/staff-district/tenants' },
        roles: tenantPermissions.manage.roles,
      },
      {
        ...{ icon: 'calendar', title: '放假安排', to: '/packages/staff-district/calendar' },
        roles: calendarPermissions.write.roles,
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
        // Everybody else who reads them comes from the cases.
        ...{ icon: 'chart', title: '办件统计', to: '/packages/staff-cases/figures' },
        roles: ['supervisor'],
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
  },
]

/** What the person's roles open, with what the day asks for; an area without anything is left out. */
export const areasFor = (held: readonly Role[], day?: CaseCounts): ConsoleGroup[] =>
  areas
    .map(({ title, links }) => ({
      title,
      links: links
        .filter(({ roles }) => roles.some((role) => held.includes(role)))
        .map(({ roles: _, ...link }) => (link.to === areaPaths.cases ? { ...link, ...dayMark(day) } : link)),
    }))
    .filter(({ links }) => links.length > 0)

/** What is to be done before the day ends: cases overdue, or due today. */
export const dueNow = (day: CaseCounts): number => day.overdue + day['due-today']

function dayMark(day: CaseCounts | undefined): Pick<ConsoleLink, 'count' | 'countWords' | 'hot'> {
  const count = day === undefined ? 0 : dueNow(day)
  if (day === undefined || count === 0) return {}
  return { count, countWords: daySentence(day), hot: day.overdue > 0 }
}

/** Where each area begins; a staff page names the one it belongs to. */
export const areaPaths = {
  cases: '/packages/staff-cases/workbench',
  notices: '/packages/staff-notices/list',
  topics: '/packages/staff-council/topics',
  meetings: '/packages/staff-council/meetings',
  polls: '/packages/staff-council/list',
  figures: '/packages/staff-council/figures',
  caseFigures: '/packages/staff-cases/figures',
  bookings: '/packages/staff-bookings/today',
  people: '/packages/staff-space/people',
  space: '/packages/staff-space/tree',
  grids: '/packages/staff-space/grids',
  bindings: '/packages/staff-space/bindings',
  tenants: '/packages/staff-district/tenants',
  calendar: '/packages/staff-district/calendar',
  roles: '/packages/staff-settings/roles',
  audit: '/packages/staff-audit/trail',
  lists: '/packages/staff-space/import',
  retention: '/packages/staff-audit/retention',
} as const
export type AreaName = keyof typeof areaPaths
