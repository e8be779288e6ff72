export default definePageConfig({ navigationBarTitleText: '保存期限', enablePageMeta: true })
