import type { ReactNode } from 'react'
import type { Theme } from '@/platform/theme'

export type TabName = 'home' | 'services' | 'council' | 'me'

/** What differs between WeChat's page and the browser's: theme, title, bars. */
export interface PageFrameProps {
  readonly theme: Theme
  readonly className: string
  readonly title: string
  /** Is the title of the bar the page's heading? A detail page has its own. */
  readonly heading: boolean
  /** A tab page has no back button. */
  readonly tab?: TabName | undefined
  /** Where 返回 leads when nothing lies behind. */
  readonly backTo?: string | undefined
  /** Stands in the web page's bar instead of the title; above the content in WeChat, whose bar takes words only. */
  readonly masthead?: ReactNode
  /** A resident's page: in elder mode the web page offers to read it aloud. */
  readonly readable: boolean
  /** Right of the title on the web page. */
  readonly aside?: ReactNode
  readonly bar?: ReactNode
  readonly banner?: ReactNode
  readonly children: ReactNode
}
