import { useState, type ReactNode } from 'react'
import { useCommunities } from '@/features/space/queries'
import { keepsSecondFactor } from '@/features/second-factor/queries'
import { SecondFactorNotice } from '@/features/second-factor/second-factor-notice'
import { gateUrl } from '@/features/session/return-to'
import { ConsoleLayout } from '@/ui/console-layout'
import { EmptyState } from '@/ui/empty-state'
import { OptionGroup } from '@/ui/option-group'
import { Page } from '@/ui/page'
import { Sheet } from '@/ui/sheet'
import { Surface } from '@/ui/surface'
import { chooseDeskCommunity, useDesk } from './use-desk'

const areas = [
  {
    links: [
      { icon: 'opinion-box', title: '办件', to: '/packages/staff-cases/workbench' },
      { icon: 'notice', title: '通知', to: '/packages/staff-notices/list' },
    ],
  },
  {
    links: [
      { icon: 'grid-tree', title: '房屋与居民', to: '/packages/staff-space/tree' },
      { icon: 'people', title: '居民', to: '/packages/staff-space/people' },
      { icon: 'verified-home', title: '绑定核对', to: '/packages/staff-space/bindings' },
      { icon: 'map', title: '网格', to: '/packages/staff-space/grids' },
      { icon: 'upload', title: '导入导出', to: '/packages/staff-space/import' },
    ],
  },
] as const

/** For those who watch over the work. */
const watch = {
  links: [{ icon: 'history', title: '保存期限', to: '/packages/staff-audit/retention' }],
} as const

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
  readonly acts?: ReactNode
  readonly bar?: ReactNode
  readonly backTo?: string | undefined
  readonly panel?: ReactNode
  readonly children: ReactNode
}

const paths = {
  cases: '/packages/staff-cases/workbench',
  notices: '/packages/staff-notices/list',
  people: '/packages/staff-space/people',
  space: '/packages/staff-space/tree',
  grids: '/packages/staff-space/grids',
  bindings: '/packages/staff-space/bindings',
  lists: '/packages/staff-space/import',
  retention: '/packages/staff-audit/retention',
} as const

/** The frame of every staff page; who has no desk is told so instead of seeing an empty one. */
export function StaffConsole({ current, children, ...layout }: StaffConsoleProps) {
  const { actor, communityId, communities, role, works, watches } = useDesk()
  const names = useCommunities().data?.items ?? []
  const [choosing, setChoosing] = useState(false)
  if (actor === undefined || communityId === undefined) {
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
        groups={[
          ...(works ? areas : []),
          ...(watches ? [watch] : []),
          ...(keepsSecondFactor(actor) ? [account] : []),
        ]}
        banner={<SecondFactorNotice />}
        current={paths[current]}
        place={nameOf(communityId)}
        onPlace={communities.length > 1 ? () => setChoosing(true) : undefined}
        person={{ name: actor.displayName, role }}
      >
        {children}
      </ConsoleLayout>
      <Sheet open={choosing} title="看哪个社区" onClose={() => setChoosing(false)}>
        <OptionGroup
          id="desk-community"
          label="看哪个社区"
          options={communities.map((id) => ({ value: id, title: nameOf(id) }))}
          chosen={[communityId]}
          onChange={([id]) => {
            if (id !== undefined) chooseDeskCommunity(id)
            setChoosing(false)
          }}
        />
      </Sheet>
    </>
  )
}
