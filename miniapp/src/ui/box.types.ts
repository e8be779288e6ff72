import type { CSSProperties, KeyboardEvent, ReactNode } from 'react'

export type BoxTag =
  | 'div'
  | 'section'
  | 'header'
  | 'footer'
  | 'main'
  | 'nav'
  | 'aside'
  | 'form'
  | 'h1'
  | 'h2'
  | 'h3'
  | 'p'
  | 'span'
  | 'ul'
  | 'ol'
  | 'li'
  | 'dl'
  | 'dt'
  | 'dd'

/** What a container or a piece of text may carry; the same on the web page and in WeChat. */
export interface BoxProps {
  /** The HTML element on the web page; in WeChat a Text for `span` and a View otherwise. */
  readonly as?: BoxTag
  readonly className?: string | undefined
  readonly style?: CSSProperties | undefined
  readonly id?: string | undefined
  readonly role?: string | undefined
  /** Read by a screen reader instead of the content. */
  readonly label?: string | undefined
  readonly labelledBy?: string | undefined
  /** Id of words that are read after the name; web page only. */
  readonly describedBy?: string | undefined
  /** Decoration: a screen reader passes over it. */
  readonly hidden?: boolean | undefined
  readonly live?: 'polite' | 'assertive' | undefined
  /** Web page only. */
  readonly onKeyDown?: ((event: KeyboardEvent<HTMLElement>) => void) | undefined
  readonly children?: ReactNode
}
