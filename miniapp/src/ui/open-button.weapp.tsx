import { Button } from '@tarojs/components'
import { cls } from './class-names'
import type { OpenButtonProps } from './open-button.types'

/** WeChat's own button in the kit's clothes. */
export function OpenButton({ children, kind = 'main', openType, id, onPhoneCode, onAgree }: OpenButtonProps) {
  return (
    <Button
      id={id}
      className={cls('button', 'button--native', `button--${kind}`)}
      hoverClass="is-pressed"
      openType={openType}
      onGetPhoneNumber={(event) => {
        const code: unknown = event.detail.code
        onPhoneCode?.(typeof code === 'string' && code !== '' ? code : undefined)
      }}
      onAgreePrivacyAuthorization={onAgree}
    >
      {children}
    </Button>
  )
}
