import { View } from '@tarojs/components'
import type { FieldLabelProps } from './field-label.types'

/** The words above a field; WeChat reads the label from the input itself. */
export function FieldLabel({ children }: FieldLabelProps) {
  return (
    <View className="field__label" ariaHidden>
      {children}
    </View>
  )
}
