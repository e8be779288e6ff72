export default definePageConfig({ navigationBarTitleText: '合并重复档案', enablePageMeta: true })
