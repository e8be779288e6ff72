import { roleLabel } from '@linli/shared/roles'
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
import { areaPaths, areasFor, type AreaName } from './areas'
import { useDeskDay } from './desk-day'
import { chooseDeskCommunity, useDesk } from './use-desk'

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
  readonly current: AreaName
  /** It is not about one community, and there may be none yet. */
  readonly placeless?: boolean
  readonly acts?: ReactNode
  readonly bar?: ReactNode
  readonly backTo?: string | undefined
  readonly panel?: ReactNode
  readonly children: ReactNode
}

/** The frame of every staff page; who has no desk is told so instead of seeing an empty one. */
export function StaffConsole({ current, placeless, children, ...layout }: StaffConsoleProps) {
  const { actor, communityId, communities, role } = useDesk()
  const names = useCommunities().data?.items ?? []
  const [choosing, setChoosing] = useState(false)
  const held = (actor?.roles ?? []).map(({ role: one }) => one)
  const { day } = useDeskDay()
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
        groups={keepsSecondFactor(actor) ? [...areasFor(held, day), account] : areasFor(held, day)}
        banner={<SecondFactorNotice always={current === 'cases' && layout.inside !== true} />}
        current={areaPaths[current]}
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
