import type { ReactNode } from 'react'

interface HostProps {
  readonly children?: ReactNode
  readonly className?: string
  readonly id?: string
  readonly ariaRole?: string
  readonly ariaLabel?: string
  readonly ariaChecked?: boolean | 'mixed'
  readonly ariaDisabled?: boolean
  readonly ariaHidden?: boolean
  readonly nodes?: string
  /** How an image fills its place. */
  readonly mode?: string
  readonly onClick?: () => void
}

/** Taro's components as host elements that say what WeChat's screen reader would hear. */
function Host(props: HostProps) {
  return (
    <div
      className={props.className}
      id={props.id}
      role={props.ariaRole}
      aria-label={props.ariaLabel}
      aria-checked={props.ariaChecked}
      aria-disabled={props.ariaDisabled}
      aria-hidden={props.ariaHidden}
      data-mode={props.mode}
      onClick={props.onClick}
    >
      {props.nodes}
      {props.children}
    </div>
  )
}

export const View = Host
export const Text = Host
export const Button = Host
export const Image = Host
export const RichText = Host
export const ScrollView = Host
