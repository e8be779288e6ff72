import type { ReactNode } from 'react'
import { useActor } from '@/platform/session'
import { EmptyState } from '@/ui/empty-state'
import { Page } from '@/ui/page'
import { Surface } from '@/ui/surface'
import { gateUrl } from './return-to'

interface SignInFirstProps {
  readonly title: string
  /** Why signing in is worth it: one sentence. */
  readonly lead: string
  /** A whole page, for a person who is signed in and has accepted the terms. */
  readonly children: ReactNode
}

/** A page that is about the person: without one it says what to do, and leads back here afterwards. */
export function SignInFirst({ title, lead, children }: SignInFirstProps) {
  const actor = useActor()
  if (actor?.consentCurrent) return <>{children}</>
  return (
    <Page title={title}>
      <Surface>
        {actor === undefined ? (
          <EmptyState icon="me" act="去登录" to={gateUrl('sign-in')}>
            {lead}
          </EmptyState>
        ) : (
          <EmptyState icon="lock" act="看隐私说明" to={gateUrl('consent')}>
            请先看过并同意隐私说明，再用这一页
          </EmptyState>
        )}
      </Surface>
    </Page>
  )
}
