export default definePageConfig({ navigationBarTitleText: '授权', enablePageMeta: true })
