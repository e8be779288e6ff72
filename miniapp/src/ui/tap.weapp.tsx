import { View } from '@tarojs/components'
import { openPage } from '@/platform/navigate'
import { cls } from './class-names'
import type { TapProps } from './tap.types'

/** A View that behaves and is announced as a button or a link. */
export function Tap(props: TapProps) {
  const { className, onTap, to, disabled, label, role, checked, selected, expanded, pressed } = props
  const act = () => {
    if (disabled) return
    onTap?.()
    if (to !== undefined) openPage(to)
  }
  return (
    <View
      className={cls('tap', className, disabled && 'tap--disabled')}
      style={props.style}
      id={props.id}
      hoverClass={disabled ? 'none' : 'is-pressed'}
      hoverStartTime={20}
      hoverStayTime={80}
      ariaRole={role ?? (to === undefined ? 'button' : 'link')}
      ariaLabel={label}
      ariaChecked={checked ?? pressed}
      ariaDisabled={disabled}
      ariaSelected={selected}
      ariaExpanded={expanded}
      onClick={act}
    >
      {props.children}
    </View>
  )
}
