import { Text, View } from '@tarojs/components'

export default function ServicesPage() {
  return (
    <View>
      <Text>办事</Text>
    </View>
  )
}
