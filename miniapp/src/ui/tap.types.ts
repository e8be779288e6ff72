import type { CSSProperties, ReactNode } from 'react'

/** Something a finger, a mouse or the keyboard can act on. */
export interface TapProps {
  readonly className?: string | undefined
  readonly style?: CSSProperties | undefined
  readonly id?: string | undefined
  readonly onTap?: (() => void) | undefined
  /** A page of this app (`/packages/notices/detail?id=…`): a real link on the web page. */
  readonly to?: string | undefined
  readonly disabled?: boolean | undefined
  /** The whole sentence for a screen reader; needed when there is only an icon. */
  readonly label?: string | undefined
  readonly role?:
    'button' | 'radio' | 'checkbox' | 'switch' | 'tab' | 'option' | 'treeitem' | 'link' | undefined
  readonly checked?: boolean | 'mixed' | undefined
  readonly selected?: boolean | undefined
  readonly expanded?: boolean | undefined
  readonly pressed?: boolean | undefined
  readonly current?: boolean | undefined
  /** Id of what this controls or of the text that describes it. */
  readonly describedBy?: string | undefined
  /** -1 takes it out of the Tab order (members of a group that moves by arrow keys). */
  readonly tabIndex?: number | undefined
  readonly children?: ReactNode
}
