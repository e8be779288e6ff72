import type { ReactNode } from 'react'
import { gateUrl } from '@/features/session/return-to'
import { ApiError } from '@/platform/api-error'
import { useActor } from '@/platform/session'
import { EmptyState } from '@/ui/empty-state'
import { Surface } from '@/ui/surface'

interface HiddenNoticeProps {
  /** Why the notice cannot be shown; null when it can. */
  readonly error: Error | null
  readonly children: ReactNode
}

/**
 * A notice that was shared with somebody who is not signed in. The server tells nobody whether it exists for others
 * (404), so that nothing is claimed here but that it may, and the way to see it stands beside that.
 */
export function HiddenNotice({ error, children }: HiddenNoticeProps) {
  const isVisitor = useActor() === undefined
  if (!isVisitor || !(error instanceof ApiError) || error.status !== 404) return <>{children}</>
  return (
    <Surface>
      <EmptyState icon="me" act="去登录" to={gateUrl('sign-in')}>
        这条通知可能只发给一部分住户，请登录后再看
      </EmptyState>
    </Surface>
  )
}
