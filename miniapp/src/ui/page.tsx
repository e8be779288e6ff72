import type { ReactNode } from 'react'
import { useTheme } from '@/platform/theme'
import { cls } from './class-names'
import { ErrorBoundary } from './error-boundary'
import { PageFrame } from './page-frame'
import type { PageFrameProps, TabName } from './page-frame.types'
import { SecondFactorSheet } from './second-factor-sheet'
import { ToastHost } from './toast'

interface PageProps extends Pick<
  PageFrameProps,
  'title' | 'backTo' | 'masthead' | 'aside' | 'bar' | 'banner'
> {
  /** One of the four tab pages. */
  readonly tab?: TabName
  /** False where the content brings its own PageTitle. */
  readonly heading?: boolean
  /** Staff pages use the width of the screen; residents keep one column. */
  readonly staff?: boolean
  /** What hangs on a wall: from edge to edge, the way back in its corner. */
  readonly wide?: boolean
  /** White ground for long reading. */
  readonly reading?: boolean
  readonly children: ReactNode
}

/** The frame of every page: theme, title, way back, main act, toast. */
export function Page({ heading = true, staff, wide, reading, children, ...frame }: PageProps) {
  const theme = useTheme()
  return (
    <PageFrame
      {...frame}
      theme={theme}
      heading={heading}
      readable={staff !== true}
      className={cls(
        staff && 'page--staff',
        wide && 'page--wide',
        reading && 'page--reading',
        theme.stacked && 'page--stacked',
        frame.bar !== undefined && 'page--with-bar',
      )}
    >
      <ErrorBoundary>{children}</ErrorBoundary>
      <ToastHost />
      <SecondFactorSheet />
    </PageFrame>
  )
}
