import { useEffect } from 'react'
import { noteNewAct } from '@/platform/second-tap'
import { Box } from './box'
import { cls } from './class-names'
import { Icon } from './icon'
import type { IconName } from './icon-name'
import { Tap } from './tap'

export type ButtonKind = 'main' | 'tint' | 'outline' | 'danger' | 'danger-main' | 'plain'

interface ButtonProps {
  /** Names the act in two to six characters: `约这个时间`, never `提交` alone. */
  readonly children: string
  readonly kind?: ButtonKind
  /** 32 px high, inside a row. */
  readonly small?: boolean
  /** Takes only the width it needs inside a bar. */
  readonly narrow?: boolean
  readonly icon?: IconName | undefined
  /** The verb while it works (`正在提交`); the width stays. */
  readonly busy?: string | false | undefined
  /** Only where the reason is visible next to it. */
  readonly disabled?: boolean | undefined
  readonly onTap?: (() => void) | undefined
  readonly to?: string | undefined
  readonly label?: string | undefined
  readonly pressed?: boolean | undefined
  readonly id?: string | undefined
}

/** The act of a page or a row. One `main` per page. */
export function Button(props: ButtonProps) {
  const { children, kind = 'main', small, narrow, icon, busy, disabled, onTap, to, label } = props
  const working = typeof busy === 'string'
  useEffect(() => (working ? noteNewAct : undefined), [working])
  return (
    <Tap
      id={props.id}
      className={cls(
        'button',
        `button--${kind}`,
        small && 'button--small',
        narrow && 'button--narrow',
        working && 'button--busy',
        disabled && 'button--disabled',
      )}
      onTap={working ? undefined : onTap}
      to={working ? undefined : to}
      disabled={disabled}
      label={working ? busy : label}
      pressed={props.pressed}
    >
      {working && <Box as="span" hidden className="button__spinner" />}
      {!working && icon !== undefined && <Icon name={icon} size="s" />}
      <Box as="span" className="button__words">
        {working ? busy : children}
      </Box>
    </Tap>
  )
}
