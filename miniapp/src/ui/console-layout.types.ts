import type { ReactNode } from 'react'
import type { IconName } from './icon-name'

export interface ConsoleLink {
  readonly icon: IconName
  readonly title: string
  readonly to: string
  readonly count?: number | undefined
  /** What the count says when it is heard instead of seen. */
  readonly countWords?: string | undefined
  /** The count is of overdue things. */
  readonly hot?: boolean
}

export interface ConsoleGroup {
  readonly title?: string | undefined
  readonly links: readonly ConsoleLink[]
}

/** A staff page: on a phone a plain page, from 1024 px on navigation, list and side panel. */
export interface ConsoleLayoutProps {
  readonly title: string
  /** False where the content brings its own PageTitle. */
  readonly heading?: boolean
  readonly note?: string | undefined
  readonly groups: readonly ConsoleGroup[]
  /** The `to` of the link that is open. */
  readonly current: string
  /** Community or street whose data is shown; with several a way to change it. */
  readonly place: string
  readonly onPlace?: (() => void) | undefined
  readonly person: { readonly name: string; readonly role: string }
  /** Search and the page's main button, in the top bar of the desk. */
  readonly acts?: ReactNode
  /** The same acts on a phone: a BottomBar. */
  readonly bar?: ReactNode
  readonly backTo?: string | undefined
  /** A page below one of the areas: the desk shows a way back too. */
  readonly inside?: boolean
  readonly banner?: ReactNode
  readonly children: ReactNode
  /** A SidePanel, when something is open. */
  readonly panel?: ReactNode
}
