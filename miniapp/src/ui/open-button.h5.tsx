import type { OpenButtonProps } from './open-button.types'

/** There is no WeChat around the web page, so there is nothing to draw. */
export function OpenButton(_props: OpenButtonProps) {
  return null
}
