import { ScrollView, View } from '@tarojs/components'
import type { SheetProps } from './sheet.types'

/** A sheet at the foot of the page; the page behind does not scroll. */
export function Sheet({ open, title, onClose, children, refusal, acts }: SheetProps) {
  if (!open) return null
  return (
    <View className="sheet-layer" catchMove>
      <View className="sheet-scrim" onClick={onClose} ariaRole="button" ariaLabel="关闭" />
      <View className="sheet" ariaRole="dialog" ariaModal ariaLabel={title}>
        <View className="sheet__title">{title}</View>
        {children !== undefined && (
          <ScrollView scrollY className="sheet__body">
            {children}
          </ScrollView>
        )}
        {Boolean(refusal) && <View className="sheet__refusal">{refusal}</View>}
        {acts !== undefined && <View className="sheet__acts">{acts}</View>}
        <View className="sheet__shield" ariaHidden />
      </View>
    </View>
  )
}
