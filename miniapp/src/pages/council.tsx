import { Text, View } from '@tarojs/components'

export default function CouncilPage() {
  return (
    <View>
      <Text>议事</Text>
    </View>
  )
}
