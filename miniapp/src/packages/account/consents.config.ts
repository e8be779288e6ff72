export default definePageConfig({ navigationBarTitleText: '同意与开关', enablePageMeta: true })
