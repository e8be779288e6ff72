import { View } from '@tarojs/components'
import { PageTitle } from './page-title'
import type { SidePanelProps } from './side-panel.types'

/** On a phone the panel is the detail page itself. */
export function SidePanel({ title, above, bar, children }: SidePanelProps) {
  return (
    <View>
      <PageTitle above={above}>{title}</PageTitle>
      {children}
      {bar !== undefined && <View className="page__bar">{bar}</View>}
    </View>
  )
}
