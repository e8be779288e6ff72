export default definePageConfig({ navigationBarTitleText: '补充', enablePageMeta: true })
