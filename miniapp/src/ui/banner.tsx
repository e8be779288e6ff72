import type { ReactNode } from 'react'
import { Box } from './box'
import { cls } from './class-names'
import { Icon } from './icon'
import type { IconName } from './icon-name'
import { Tap } from './tap'

interface BannerProps {
  readonly kind: 'offline' | 'info' | 'wait' | 'alert'
  readonly children: ReactNode
  /** `再试一次`. */
  readonly act?: string | undefined
  readonly onAct?: (() => void) | undefined
  readonly onClose?: (() => void) | undefined
}

const icons: Record<BannerProps['kind'], IconName> = {
  offline: 'offline',
  info: 'info',
  wait: 'warning',
  alert: 'warning',
}

/** One line under the navigation: no network, an official warning, a hint. */
export function Banner({ kind, children, act, onAct, onClose }: BannerProps) {
  return (
    <Box role={kind === 'alert' ? 'alert' : 'status'} className={cls('banner', `banner--${kind}`)}>
      <Icon name={icons[kind]} size="s" />
      <Box className="banner__words">{children}</Box>
      {act !== undefined && (
        <Tap className="banner__act" onTap={onAct}>
          {act}
        </Tap>
      )}
      {onClose !== undefined && (
        <Tap className="banner__close" label="关闭提示" onTap={onClose}>
          <Icon name="close" size="xs" />
        </Tap>
      )}
    </Box>
  )
}
